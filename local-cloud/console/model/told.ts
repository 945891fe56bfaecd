import { attemptsOf } from './attempts.ts';
import type { Stay } from './replay.ts';
import { type Look, type Status, statusOf, together } from './status.ts';

/** What the graph tells of a state. */
export interface Told {
  readonly status: Status | undefined;
  /** In how many stays, as iterations of a Map are. */
  readonly stays: number;
  readonly retries: number;
}

/** What the graph tells of every state that was entered, from the stays it is about. */
export function toldOf(
  look: Look,
  shown: ReadonlyMap<string, readonly Stay[]>,
): ReadonlyMap<string, Told> {
  return new Map([...shown].map(([state, stays]) => [state, tell(look, stays)]));
}

function tell(look: Look, stays: readonly Stay[]): Told {
  const retries = stays.map((stay) => Math.max(0, attemptsOf(look, stay).length - 1));
  return {
    status: together(stays.map((stay) => statusOf(look, stay))),
    stays: stays.length,
    retries: retries.reduce((sum, one) => sum + one, 0),
  };
}
