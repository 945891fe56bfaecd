import { existsSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { Stack } from '../deploy/deploy.ts';
import type { Terminal } from './command.ts';
import { packaged } from './package.ts';
import type { Project } from './project.ts';

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
  let working = Promise.resolve();
  const reload = async () => {
    await realSleep(SETTLE_MS);
    pending = false;
    try {
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
  const watchers = project.config.package.sources
    .map((source) => join(project.root, source))
    .filter((path) => existsSync(path))
    .map((path) => watch(path, { recursive: statSync(path).isDirectory() }, changed));
  return () => {
    for (const watcher of watchers) watcher.close();
  };
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
