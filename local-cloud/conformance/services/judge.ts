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

/** Tests slept between their calls, and recordings do not tell when and how long. */
const PACES = [
  { pace: 0, readsOnly: false },
  { pace: 1_100, readsOnly: true },
  { pace: 1_100, readsOnly: false },
  { pace: 3_000, readsOnly: true },
  { pace: 6_000, readsOnly: true },
];

const PICKS = [0, 1, 2];

/**
 * Replays a recording whose operations are all served. It agrees if it does in one of the readings
 * that it leaves open.
 */
export async function judgeRecording(
  recording: Recording,
  serves: World['serves'],
): Promise<ServiceVerdict> {
  const missing = missingOperations(recording, serves);
  if (missing.length > 0) return { recording, missing };
  let first: Replayed | undefined;
  for (const pick of PICKS) {
    for (const pace of PACES) {
      const replayed = await replay(recording, { ...pace, pick });
      first ??= replayed;
      if (replayed.misses.length === 0) return { recording, missing, replayed };
    }
    if (!first!.ambiguous) break;
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
