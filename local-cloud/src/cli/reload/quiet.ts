import { setTimeout as realSleep } from 'node:timers/promises';
import { changedFiles } from '../sources.ts';

/** Nobody who saves one change after the other pauses for so long, in real milliseconds. */
export const QUIET_MS = 2_000;
/** For files that are never quiet nothing waits longer than this, in real milliseconds. */
export const LONGEST_MS = 30_000;

type Digests = ReadonlyMap<string, string>;

/**
 * Until no file has changed for a while, or that has taken too long, or nobody waits any more.
 *
 * @param sleep takes real milliseconds
 */
export async function untilQuiet(
  digests: () => Digests,
  isStopped: () => boolean,
  sleep: (ms: number) => Promise<void> = realSleep,
): Promise<void> {
  let before = digests();
  for (let waited = 0; waited < LONGEST_MS; waited += QUIET_MS) {
    await sleep(QUIET_MS);
    if (isStopped()) return;
    const now = digests();
    if (changedFiles(before, now).length === 0) return;
    before = now;
  }
}
