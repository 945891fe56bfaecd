import { existsSync, type FSWatcher, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { Stack, StackUpdate } from '../deploy/deploy.ts';
import type { Template } from '../deploy/template.ts';
import type { Terminal } from './command.ts';
import { packaged } from './package.ts';
import type { Project } from './project.ts';
import { changedFiles, sourceDigests, sourceFolders } from './sources.ts';

/** Editors write a file in several steps; what comes within this time is one change. */
const SETTLE_MS = 150;

/** So often the same files may change during a reload, one after the other. */
const MOST_IN_A_ROW = 3;

/**
 * Packages anew whenever a source changes and brings functions and state machines up to date in
 * the running cloud. A change that cannot be packaged or deployed is reported; the cloud goes on
 * with what it has. What packaging itself changes, or what is printed here, does not go on forever:
 * it is told by name, and left as it is until a file changes again. Gives how to stop.
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
  let seen: ReadonlyMap<string, string> = sourceDigests(project);
  const isTooOften = counter();
  const reload = async () => {
    await realSleep(SETTLE_MS);
    if (stopped) return;
    pending = false;
    let isChanged = false;
    await orTold(terminal, async () => {
      // Folders may have come and gone. What changes from here on is packaged, or is seen.
      close();
      watchers = watchAll();
      const now = sourceDigests(project);
      isChanged = changedFiles(seen, now).length > 0;
      seen = now;
      if (!isChanged) return;
      const made = await packaged(project, terminal, { workflow, build: true });
      report(await stack.update(made), made.template, terminal);
    });
    await realSleep(SETTLE_MS);
    if (stopped || !isChanged) return;
    await orTold(terminal, async () => {
      const files = changedFiles(seen, sourceDigests(project));
      if (!isTooOften(files)) return;
      terminal.err(restlessText(files));
      await realSleep(SETTLE_MS);
      const now = sourceDigests(project);
      seen = new Map([...seen, ...[...now].filter(([file]) => files.includes(file))]);
    });
  };
  const changed = () => {
    if (pending) return;
    pending = true;
    working = working.then(reload);
  };
  const watchAll = () =>
    folders(project).flatMap(([folder, names]) => watchOne(folder, names, changed));
  let watchers = watchAll();
  const close = () => {
    for (const watcher of watchers) watcher.close();
  };
  return () => {
    stopped = true;
    close();
  };
}

/** Nothing where the folder has gone since it was found: that changes the folder it was in. */
function watchOne(
  folder: string,
  names: Set<string> | undefined,
  changed: () => void,
): FSWatcher[] {
  try {
    const watcher = watch(folder, (_event, name) => {
      if (names === undefined || (name !== null && names.has(name))) changed();
    });
    return [watcher.on('error', changed)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function orTold(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    terminal.err(`Not reloaded: ${(error as Error).message}`);
  }
}

/**
 * The folders to watch, each with the files in it that count (undefined: all of them). Folders are
 * watched one by one: what watches them recursively loses sight of a file that is replaced.
 */
function folders(project: Project): [string, Set<string> | undefined][] {
  const { root, sources } = project;
  const found = new Map<string, Set<string> | undefined>();
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    if (statSync(path).isDirectory()) {
      for (const folder of sourceFolders(project, path)) found.set(folder, undefined);
    } else {
      found.set(root, (found.get(root) ?? new Set()).add(source));
    }
  }
  return [...found];
}

/** Versions are made by the framework, with every change of a function: they are not told. */
function report(
  { updated, untouched }: StackUpdate,
  { Resources }: Template,
  terminal: Terminal,
): void {
  const known = updated.filter((name) => Resources[name]?.Type !== 'AWS::Lambda::Version');
  if (known.length > 0) terminal.out(`Reloaded ${known.join(', ')}`);
  if (untouched.length > 0) {
    terminal.out(`Changed, but only a restart deploys it: ${untouched.join(', ')}`);
  }
}

/** Whether the same files have changed so often during a reload that this is its own doing. */
function counter(): (files: readonly string[]) => boolean {
  let last = '';
  let inARow = 0;
  return (files) => {
    const now = files.join('\0');
    inARow = now === '' ? 0 : now === last ? inARow + 1 : 1;
    last = now;
    if (inARow < MOST_IN_A_ROW) return false;
    inARow = 0;
    return true;
  };
}

function restlessText(files: readonly string[]): string {
  return (
    `Packaged ${MOST_IN_A_ROW} times in a row, and each time these changed meanwhile: ${files.join(', ')}. ` +
    'Nothing is packaged now until a file changes again. If packaging itself changes them, or what ' +
    'is printed here, name what counts as "sources" of "package" in local-cloud.config.json.'
  );
}
