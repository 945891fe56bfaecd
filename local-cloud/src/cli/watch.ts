import { existsSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { Stack } from '../deploy/deploy.ts';
import type { Terminal } from './command.ts';
import { packaged } from './package.ts';
import type { Project } from './project.ts';
import { foldersBelow } from './sources.ts';

/** Editors write a file in several steps; what comes within this time is one change. */
const SETTLE_MS = 150;

/**
 * Packages anew whenever a source changes and brings functions and state machines up to date in
 * the running cloud. A change that cannot be packaged or deployed is reported; the cloud goes on
 * with what it has. Gives how to stop.
 */
export function watchSources(
  project: Project,
  stack: Stack,
  terminal: Terminal,
  workflow: string | undefined,
): () => void {
  let pending = false;
  let stopped = false;
  let working = Promise.resolve();
  const reload = async () => {
    await realSleep(SETTLE_MS);
    if (stopped) return;
    pending = false;
    try {
      // Folders may have come and gone. What changes from here on is packaged, or is seen.
      close();
      watchers = watchAll();
      const made = await packaged(project, terminal, { workflow, build: true });
      report(await stack.update(made), terminal);
    } catch (error) {
      const { message, why } = error as Error & { why?: string };
      terminal.err(['Not reloaded: ', message, why && `\n${why}`].filter(Boolean).join(''));
    }
  };
  const changed = () => {
    if (pending) return;
    pending = true;
    working = working.then(reload);
  };
  const watchAll = () =>
    folders(project).map(([folder, names]) =>
      watch(folder, (_event, name) => {
        if (names === undefined || (name !== null && names.has(name))) changed();
      }),
    );
  let watchers = watchAll();
  const close = () => {
    for (const watcher of watchers) watcher.close();
  };
  return () => {
    stopped = true;
    close();
  };
}

/**
 * The folders to watch, each with the files in it that count (undefined: all of them). Folders are
 * watched one by one: what watches them recursively loses sight of a file that is replaced.
 */
function folders({ root, sources }: Project): [string, Set<string> | undefined][] {
  const found = new Map<string, Set<string> | undefined>();
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    if (statSync(path).isDirectory()) {
      for (const folder of foldersBelow(path)) found.set(folder, undefined);
    } else {
      found.set(root, (found.get(root) ?? new Set()).add(source));
    }
  }
  return [...found];
}

function report(
  { updated, untouched }: { updated: readonly string[]; untouched: readonly string[] },
  terminal: Terminal,
): void {
  if (updated.length > 0) terminal.out(`Reloaded ${updated.join(', ')}`);
  if (untouched.length > 0) {
    terminal.out(`Changed, but only a restart deploys it: ${untouched.join(', ')}`);
  }
}
