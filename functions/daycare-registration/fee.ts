import type { Day } from './age.ts';

/** By age, in dollars a month: the older the child, the less care it needs. */
const FEES: Readonly<Record<number, number>> = { 2: 800, 3: 750, 4: 700, 5: 650 };

/** Children of the ages that have a fee are taken: 2 to 5. */
export function isAccepted(age: number): boolean {
  return Object.hasOwn(FEES, age);
}

/** The fee for an accepted age. */
export function feeFor(age: number): number {
  return FEES[age]!;
}

const WEEKS_AHEAD = 2;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** The first day in the day care: two weeks after the registration, time to get to know it. */
export function startDateFrom(today: Day): Day {
  const midnight = Date.parse(`${today}T00:00:00Z`);
  return new Date(midnight + WEEKS_AHEAD * WEEK_MS).toISOString().slice(0, 10);
}
