import { UserError } from '../../core/errors.ts';
import type { HistoryEvent } from './history.ts';
import { rebuild } from './rebuild.ts';
import { continuation, strandAt } from './resume.ts';
import { Run, type Shared } from './run.ts';
import type { StartSpec } from './types.ts';

/**
 * Continues an execution that did not succeed from the steps it did not succeed in, with what its
 * history knows. Whether it may be is for who calls to check.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export function redrive(run: Run): void {
  const { branch, definition } = run.machine;
  const { root } = rebuild(definition, run.history);
  run.reopen(strandAt(run, root, branch), continuation(root, branch));
}

/**
 * A new execution that has the history of another one up to where that entered a state, last of
 * all, and goes on from there on its own, with another input if one is given.
 */
export function fork(
  shared: Shared,
  original: Run,
  spec: StartSpec,
  at: { readonly state: string; readonly input?: string },
): Run {
  const entered = original.history.findLastIndex(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === at.state,
  );
  if (entered < 0) {
    throw new UserError(`${original.name} never entered a state named ${at.state}`, {
      fix: 'Name a state that the history of the execution shows as entered.',
    });
  }
  const run = new Run(shared, spec);
  run.adopt(original.history.slice(0, entered), edited(original.history[entered]!, at.input));
  const { branch, definition } = run.machine;
  const { root } = rebuild(definition, run.history);
  run.begin(strandAt(run, root, branch), continuation(root, branch));
  return run;
}

function edited(event: HistoryEvent, input: string | undefined): HistoryEvent {
  if (input === undefined) return event;
  const details = { ...event.stateEnteredEventDetails!, input };
  return { ...event, stateEnteredEventDetails: details };
}
