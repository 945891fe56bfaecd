import { existsSync, statSync, watch } from 'node:fs';
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

/** So often a file may change while it is packaged before it is taken to change because of that. */
const MOST_IN_A_ROW = 3;

/**
 * Packages anew whenever a source changes and brings functions and state machines up to date in
 * the running cloud. A change that cannot be packaged or deployed is reported; the cloud goes on
 * with what it has. What packaging itself changes, or what follows from what is printed, is told by
 * name after a few times, and then starts nothing more. Gives how to stop.
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
  let seen = sourceDigests(project);
  const restless = new Restless();
  const reload = async () => {
    await realSleep(SETTLE_MS);
    if (stopped) return;
    pending = false;
    let isNews = false;
    await orTold(terminal, async () => {
      // Folders may have come and gone. What changes from here on is packaged, or is seen.
      close();
      watchers = watchAll();
      const now = sourceDigests(project);
      isNews = restless.isNews(changedFiles(seen, now));
      seen = now;
      if (!isNews) return;
      const made = await packaged(project, terminal, { workflow, build: true });
      report(await stack.update(made), made.template, terminal);
    });
    await realSleep(SETTLE_MS);
    if (stopped || !isNews) return;
    await orTold(terminal, async () => {
      restless.note(changedFiles(seen, sourceDigests(project)), terminal);
    });
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
      }).on('error', changed),
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

async function orTold(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { message, why } = error as Error & { why?: string };
    terminal.err(['Not reloaded: ', message, why && `\n${why}`].filter(Boolean).join(''));
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

/** Keeps an eye on the files that change while the project is packaged and reloaded. */
class Restless {
  #files: readonly string[] = [];
  #inARow = 0;

  /** Whether anything else has changed. */
  isNews(changed: readonly string[]): boolean {
    if (changed.length === 0) return false;
    if (this.#inARow < MOST_IN_A_ROW) return true;
    if (changed.every((file) => this.#files.includes(file))) return false;
    this.#inARow = 0;
    return true;
  }

  /** What changed during a reload. */
  note(files: readonly string[], terminal: Terminal): void {
    const again = files.length > 0 && files.join('\0') === this.#files.join('\0');
    this.#inARow = again ? this.#inARow + 1 : 1;
    this.#files = files;
    if (this.#inARow < MOST_IN_A_ROW || files.length === 0) return;
    terminal.err(
      `Changed each time the project was packaged: ${files.join(', ')}. That alone reloads nothing ` +
        'any more. Name what counts as "sources" of "package" in local-cloud.config.json.',
    );
  }
}
