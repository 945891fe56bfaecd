import type { Choices } from './choices.ts';
import { isCall, type Recording } from './recordings.ts';

/** Tests slept between their calls, and recordings do not tell when and how long: milliseconds. */
const PACES = [
  { ms: 0, readsOnly: false },
  { ms: 1_100, readsOnly: true },
  { ms: 1_100, readsOnly: false },
  { ms: 3_000, readsOnly: true },
  { ms: 6_000, readsOnly: true },
  { ms: 25_000, readsOnly: true },
];

/** Services whose answers change by themselves as time passes. */
const TIMED = /^(?:setup:)?(?:sqs|sns|kinesis|lambda|events|logs)/;

export type Pace = (typeof PACES)[number];

/** How much time passes between the calls of a recording. */
export function paceOf({ requests }: Recording, choices: Choices): Pace {
  const [, age] = /"MaximumRecordAgeInSeconds":(\d+)/.exec(JSON.stringify(requests)) ?? [];
  if (age !== undefined) {
    // Tests of it wait until records are too old: before they are read, or while they are tried.
    const ms = (Number(age) + 10) * 1000;
    return choices.among([true, false].map((readsOnly) => ({ ms, readsOnly })))!;
  }
  const isTimed = requests.some((step) => isCall(step) && TIMED.test(step.call));
  return isTimed ? choices.among(PACES)! : PACES[0]!;
}
