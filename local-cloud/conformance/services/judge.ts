import { targetOf } from './calls.ts';
import { Choices } from './choices.ts';
import { isCall, type Recording, stepsOf } from './recordings.ts';
import { replay } from './replay.ts';
import { callOf } from './setup.ts';
import type { Replayed } from './tally.ts';
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
  let told = await replay(recording, { choices });
  for (let count = 1; isOpen(told) && count < MOST_READINGS; count++) {
    choices = choices.next();
    if (choices === undefined) break;
    const replayed = await replay(recording, { choices, untilMiss: true });
    if (isBetter(replayed, told)) told = replayed;
  }
  return { recording, missing, replayed: told };
}

/** Whether another reading might agree where this one does not. */
function isOpen({ misses, doubts }: Replayed): boolean {
  return misses.length > 0 || doubts > 0;
}

function isBetter(one: Replayed, other: Replayed): boolean {
  if (one.misses.length > 0) return false;
  return other.misses.length > 0 || one.doubts < other.doubts;
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
