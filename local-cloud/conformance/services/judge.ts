import { targetOf } from './calls.ts';
import { isCall, type Recording, stepsOf } from './recordings.ts';
import { type Replayed, replay } from './replay.ts';
import { callOf } from './setup.ts';
import type { World } from './world.ts';

/** How one recording went. */
export interface ServiceVerdict {
  readonly recording: Recording;
  /** Operations that the local cloud does not serve. */
  readonly missing: readonly string[];
  readonly replayed?: Replayed;
}

/** Tests slept between their calls, and recordings do not tell how long: in milliseconds. */
const PACES = [0, 1_100, 3_000, 6_000];

/**
 * Replays a recording whose operations are all served. It agrees if it does at one of the paces
 * that its test may have had.
 */
export async function judgeRecording(
  recording: Recording,
  serves: World['serves'],
): Promise<ServiceVerdict> {
  const missing = missingOperations(recording, serves);
  if (missing.length > 0) return { recording, missing };
  let first: Replayed | undefined;
  for (const pace of PACES) {
    const replayed = await replay(recording, pace);
    first ??= replayed;
    if (replayed.misses.length === 0) return { recording, missing, replayed };
  }
  return { recording, missing, replayed: first! };
}

function missingOperations(recording: Recording, serves: World['serves']): string[] {
  const missing = stepsOf(recording)
    .filter(isCall)
    .flatMap((step) => {
      const made = callOf(step);
      const target = made && targetOf(made.call);
      return target === undefined || serves(target) ? [] : [`${target.sdkId}.${target.operation}`];
    });
  return [...new Set(missing)];
}
