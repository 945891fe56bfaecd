import { matches } from '../stepfunctions/execution/retry.ts';
import {
  type ErrorHandling,
  isWorkState,
  type State,
} from '../stepfunctions/language/definition.ts';
import type { Left, Trouble } from './trace.ts';

/** A retrier or catcher. */
interface Handler {
  readonly ErrorEquals: readonly string[];
}

/** Which retriers may have had a state tried again; one, if the history tells. */
export function retriersFor(state: State, trouble: Trouble): string[] {
  const { Retry = [] } = handling(state);
  return indices(state, Retry, trouble).map((index) => `Retry[${index}]`);
}

/**
 * Which catchers may have had a state left; none where it was left as it should be. A failure that
 * no event tells of shows by the state entered next.
 */
export function catchersFor(state: State, { trouble, next }: Left): string[] {
  const { Catch = [] } = handling(state);
  const asPlanned = trouble === undefined && (!('Next' in state) || state.Next === next);
  if (asPlanned || next === undefined) return [];
  return indices(state, Catch, trouble ?? 'unknown')
    .filter((index) => Catch[index]!.Next === next)
    .map((index) => `Catch[${index}]`);
}

function handling(state: State): ErrorHandling {
  return isWorkState(state) ? state : {};
}

/** The first handler that names the error, for each thing that the error may be. */
function indices(state: State, handlers: readonly Handler[], trouble: Trouble): number[] {
  if (trouble === 'unknown') return handlers.map((_, index) => index);
  const found = readings(state, trouble.error).map((failure) =>
    handlers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure)),
  );
  return [...new Set(found)].filter((index) => index >= 0);
}

/** Recorded: a missed heartbeat is reported as States.Timeout, but matched by its own name, too. */
function readings(state: State, error: string | undefined) {
  const told = error === undefined ? {} : { error };
  const beats = 'HeartbeatSeconds' in state || 'HeartbeatSecondsPath' in state;
  if (error !== 'States.Timeout' || !beats) return [told];
  return [told, { ...told, alias: 'States.HeartbeatTimeout' }];
}
