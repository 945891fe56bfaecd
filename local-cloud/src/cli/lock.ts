import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { isAlive } from '../core/is-alive.ts';

const POLL_MS = 50;

/**
 * Runs work while this process alone has the lock, a folder that is there while it is taken.
 * Another process waits its turn; the lock of one that has died is taken over.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  while (!take(folder) && !takeOver(folder)) await realSleep(POLL_MS);
  try {
    return await work();
  } finally {
    giveBack(folder);
  }
}

/** The folder appears with a file in it that is named after the owner's process id, or not at all. */
function take(folder: string): boolean {
  const mine = mkdtempSync(`${folder}-`);
  writeFileSync(join(mine, String(process.pid)), '');
  try {
    renameSync(mine, folder);
    return true;
  } catch {
    rmSync(mine, { recursive: true });
    return false;
  }
}

/** Of several that find the same owner dead, one renames that owner's file to its own. */
function takeOver(folder: string): boolean {
  try {
    const [owner] = readdirSync(folder);
    if (owner === undefined || isAlive(Number(owner))) return false;
    renameSync(join(folder, owner), join(folder, String(process.pid)));
    return true;
  } catch {
    return false;
  }
}

/** In one step: a folder that is emptied first could be taken, and then be removed from its taker. */
function giveBack(folder: string): void {
  const gone = mkdtempSync(`${folder}-`);
  renameSync(folder, join(gone, basename(folder)));
  rmSync(gone, { recursive: true });
}
