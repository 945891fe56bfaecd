import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from './errors.ts';
import { isAlive } from './is-alive.ts';

/** Folders of this process that are there now; they end with it at the latest. */
const own = new Set<string>();

/** Processes that write into them, and how each is ended at once. */
const writers = new Map<ChildProcess, () => void>();

/** How the folders of all processes begin whose ids mean something here. */
const prefix = `local-cloud-${machine()}-`;

/** A process id belongs to a machine, and to a container of it: both may share a temporary folder. */
function machine(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: there is one for the machine.
  }
  return createHash('sha256').update(`${hostname()} ${namespace}`).digest('hex').slice(0, 8);
}

/**
 * Makes a folder of this process's own, named after it.
 *
 * @throws UserError where no folder can be made
 */
export function makeTemporaryFolder(): string {
  const folder = orTold(() => mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`)));
  if (own.size === 0) process.once('exit', removeAll);
  own.add(folder);
  return folder;
}

function orTold<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new UserError('The temporary folder cannot be used', {
      why: (cause as Error).message,
      fix: 'Give TMPDIR (on Windows TEMP) a folder that is there and can be written to.',
      cause,
    });
  }
}

/**
 * Where this process ends before one that writes into its folders, that one is ended first: it would
 * make anew what was removed.
 *
 * @param end ends it at once
 */
export function endBeforeRemoval(writer: ChildProcess, end: () => void): void {
  writers.set(writer, end);
  writer.once('exit', () => writers.delete(writer));
}

export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  own.delete(folder);
  if (own.size === 0) process.off('exit', removeAll);
}

/** Removes what processes have left that were killed. Those of others cannot be, and stay. */
export async function sweepTemporaryFolders(): Promise<void> {
  const left = orTold(() => readdirSync(tmpdir())).filter((name) => {
    const [, pid] =
      /^(\d+)-\w{6}$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : '') ?? [];
    return pid !== undefined && !isAlive(Number(pid));
  });
  const sweep = (name: string) => rm(join(tmpdir(), name), { recursive: true, force: true });
  await Promise.allSettled(left.map(sweep));
}

function removeAll(): void {
  for (const end of writers.values()) end();
  for (const folder of own) {
    try {
      removeTemporaryFolder(folder);
    } catch {
      // Somebody writes there still: it is swept when the next cloud starts.
    }
  }
}
