import { isDeepStrictEqual } from 'node:util';
import type { Execution } from 'local-cloud';
import { demand, shown } from './finding.ts';

/** The definition of every lab's state machine. */
export const DEFINITION = 'workflow.asl.json';

/** What a run came to, in words: "SUCCEEDED", or "FAILED with SoldOut in Reserve: no tea". */
export function outcome({ status, error, cause, path }: Execution): string {
  if (status === 'SUCCEEDED') return status;
  const where = path.length > 0 ? ` in "${path.at(-1)}"` : '';
  return `${status}${error ? ` with ${error}` : ''}${where}${cause ? `: ${cause}` : ''}`;
}

/** @param what the run, as a subject: "A run for one customer" */
export function demandSuccess(execution: Execution, what: string, look: string): void {
  demand(execution.status === 'SUCCEEDED', {
    happened: `${what} ended ${outcome(execution)}`,
    expected: 'It succeeds',
    look,
    execution,
  });
}

/** @param what the run, as a subject */
export function demandOutput(
  execution: Execution,
  output: unknown,
  what: string,
  look: string,
): void {
  demandSuccess(execution, what, look);
  demand(isDeepStrictEqual(execution.output, output), {
    happened: `${what} gave ${shown(execution.output)}`,
    expected: shown(output),
    look,
    execution,
  });
}

/** A named failure: what the workflow itself calls it, not Step Functions. */
export function demandFailure(
  execution: Execution,
  error: string,
  what: string,
  look: string,
): void {
  demand(execution.status === 'FAILED' && execution.error === error, {
    happened: `${what} ended ${outcome(execution)}`,
    expected: `It ends FAILED with ${error}`,
    look,
    execution,
  });
}

/**
 * What waited for an answer has ended by itself, as a named failure.
 *
 * @param told where it waits on; and of where it ended otherwise the run, as a subject
 */
export function demandExpiry(
  execution: Execution,
  error: string,
  told: { readonly waiting: string; readonly what: string },
  look: string,
): void {
  demand(execution.status !== 'RUNNING', {
    happened: told.waiting,
    expected: `It has ended FAILED with ${error}`,
    look,
    execution,
  });
  demandFailure(execution, error, told.what, look);
}
