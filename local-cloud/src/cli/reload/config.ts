import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { CONFIG_FILE, type Project } from '../project.ts';

/**
 * Tells whenever the configuration of the project is another than the one it was opened with: it is
 * read once. Gives how to stop.
 *
 * @param settleMs editors write a file in several steps; what comes within this time is one change
 */
export function watchConfig(
  { root }: Project,
  settleMs: number,
  tell: (line: string) => void,
): () => void {
  const opened = textOf(root);
  let seen = opened;
  let isToLook = false;
  const look = async () => {
    await realSleep(settleMs);
    isToLook = false;
    const now = textOf(root);
    if (now !== seen && now !== opened) {
      tell(`Changed, but only a restart reads it: ${CONFIG_FILE}`);
    }
    seen = now;
  };
  const watcher = watch(root, (_event, name) => {
    if (name !== CONFIG_FILE || isToLook) return;
    isToLook = true;
    void look();
  });
  // A root that goes takes what is watched with it.
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}

/** Undefined: there is none. */
function textOf(root: string): string | undefined {
  const file = join(root, CONFIG_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
