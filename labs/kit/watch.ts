import { createHash } from 'node:crypto';
import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Checked, checkFolder } from './check.ts';
import { type Lab, readText } from './lab.ts';
import { filesIn } from './patches.ts';

/** Editors write a file in several steps; what comes within this time is one save. */
const SETTLE_MS = 100;

/**
 * Checks a folder, and again whenever it is saved, until the signal. Each check has a cloud of its own,
 * always at the same address, which stays up until the next.
 */
export async function watchLab(
  lab: Lab,
  folder: string,
  tell: (checked: Checked, ms: number) => void,
  stop: AbortSignal,
): Promise<void> {
  let last: Checked | undefined;
  let port = 0;
  let seen = '';
  while (!stop.aborted) {
    const saved = nextSave(folder, stop);
    const now = contentOf(folder);
    if (now !== seen) {
      seen = now;
      const from = performance.now();
      await last?.cloud?.close();
      last = await checkFolder(lab, folder, port);
      if (last.cloud) port = Number(new URL(last.cloud.endpoint).port);
      tell(last, performance.now() - from);
    }
    await saved;
  }
  await last?.cloud?.close();
}

/** Until something in the folder has changed and nothing has for a moment, or until the signal. */
async function nextSave(folder: string, stop: AbortSignal): Promise<void> {
  let watchers: FSWatcher[] = [];
  await new Promise<void>((resolve) => {
    // Folder by folder: what watches them recursively loses sight of a file that is replaced.
    watchers = foldersIn(folder).map((path) => watch(path, () => resolve()).on('error', resolve));
    stop.addEventListener('abort', () => resolve(), { once: true });
    if (stop.aborted) resolve();
  });
  if (!stop.aborted) await sleep(SETTLE_MS);
  for (const watcher of watchers) watcher.close();
}

/** A folder and those below it; of one that is gone the one that it was in. */
function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [dirname(folder)];
  const below = readdirSync(folder, { recursive: true, withFileTypes: true });
  const folders = below.filter((entry) => entry.isDirectory());
  return [folder, ...folders.map((entry) => join(entry.parentPath, entry.name))];
}

function contentOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesIn(folder).sort()) hash.update(`${file}\0${readText(folder, file)}\0`);
  return hash.digest('hex');
}
