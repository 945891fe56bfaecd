import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * Runs work while this process alone has the lock, a folder that is there while it is taken.
 * Another process waits its turn; the lock of one that has died is taken over.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  while (!take(folder)) {
    if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true });
    else await realSleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder appears with the process's id in it, or not at all. */
function take(folder: string): boolean {
  const mine = mkdtempSync(`${folder}-`);
  writeFileSync(join(mine, 'pid'), String(process.pid));
  try {
    renameSync(mine, folder);
    return true;
  } catch {
    rmSync(mine, { recursive: true });
    return false;
  }
}

/** Whether the process that took it is gone. */
function isAbandoned(folder: string): boolean {
  try {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
