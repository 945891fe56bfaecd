import type { NewDay } from './results.ts';

/** What is known of a new model, and of the one in use; errors in thousands of rides. */
export interface Evidence {
  /** Root mean squared errors on days that neither model has learned from. */
  readonly candidate: number;
  readonly current?: Current | undefined;
  /** Of the guess that a day is like the same one a week before. */
  readonly naive: number;
}

interface Current {
  readonly rmse: number;
  /** The days that it has not seen, and by how much it was off on each. */
  readonly newDays: readonly (Pick<NewDay, 'state'> & { readonly error: number })[];
}

/** Of the naive error. What knows nothing but the mean of pure chance comes to 0.71 of it. */
const GOOD_ENOUGH = 0.5;
/** A model that has learned from fresher days may be a little worse on older ones. */
const AS_GOOD = 1.05;
/** So many of the new days must be as the model in use expects them. */
const BELIEVED = 0.75;
/** Times the usual error: further off, and the day is one that the model did not see coming. */
const SURPRISING = 4;

/** Why the new model may not replace the one in use; undefined: it may. */
export function objection({ candidate, current, naive }: Evidence): string | undefined {
  if (!(candidate <= GOOD_ENOUGH * naive)) {
    return 'The new model is hardly better than the same day of the week before.';
  }
  if (current === undefined) return undefined;
  const { rmse, newDays } = current;
  const usable = newDays.filter(({ state }) => state !== 'REJECTED');
  if (usable.length === 0) return 'There is no new day that can be learned from.';
  const believed = usable.filter(
    ({ state, error }) => state === 'GOOD' && Math.abs(error) <= SURPRISING * rmse,
  );
  if (believed.length < BELIEVED * newDays.length) {
    return `Of the last ${newDays.length} new days only ${believed.length} are as expected: the data may be wrong.`;
  }
  if (!(candidate <= AS_GOOD * rmse)) return 'The new model is worse than the one in use.';
  return undefined;
}
