import { targetOf } from './calls.ts';
import { Choices } from './choices.ts';
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

/** So many ways to read a recording are tried. */
const MOST_READINGS = 40;

/**
 * Replays a recording whose operations are all served. It agrees if it does in one of the readings
 * that it leaves open; otherwise the first reading is told.
 */
export async function judgeRecording(
  recording: Recording,
  serves: World['serves'],
): Promise<ServiceVerdict> {
  const missing = missingOperations(recording, serves);
  if (missing.length > 0) return { recording, missing };
  let choices: Choices | undefined = new Choices();
  const first = await replay(recording, { choices });
  let replayed = first;
  for (let count = 1; replayed.misses.length > 0 && count < MOST_READINGS; count++) {
    choices = choices.next();
    if (choices === undefined) return { recording, missing, replayed: first };
    replayed = await replay(recording, { choices, untilMiss: true });
  }
  return { recording, missing, replayed: replayed.misses.length > 0 ? first : replayed };
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
