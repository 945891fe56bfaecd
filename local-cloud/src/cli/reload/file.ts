import { existsSync, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';

/**
 * Tells whenever a file holds something else than before. Gives how to stop.
 *
 * @param settleMs editors write a file in several steps; what comes within this time is one change
 * @param changed is given what it holds; undefined: it is not there
 */
export function watchFile(
  file: string,
  settleMs: number,
  changed: (text: string | undefined) => void,
): () => void {
  let seen = textOf(file);
  let isToLook = false;
  const look = async () => {
    await realSleep(settleMs);
    isToLook = false;
    const now = textOf(file);
    if (now === seen) return;
    seen = now;
    changed(now);
  };
  const watcher = watch(dirname(file), (_event, name) => {
    if (name !== basename(file) || isToLook) return;
    isToLook = true;
    void look();
  });
  // A folder that goes takes what is watched with it.
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}

/** Undefined: there is none. */
export function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
