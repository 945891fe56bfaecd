import { StatesError } from '../errors.ts';

/** What goes wrong in a state, on its way to Retry, Catch, or the end of the execution. */
export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** Another name Retry and Catch know it by: a missed heartbeat is reported as States.Timeout. */
  readonly alias?: string;
  /**
   * Ends the execution at once, past every Retry and Catch: States.Runtime.
   * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
   */
  readonly fatal?: boolean;
  /** Not matched by States.ALL, only by its own name: the size of a state's own output. */
  readonly terminal?: boolean;
}

/** Error and cause, as far as they are given. */
export function errorAndCause({ error, cause }: ErrorAndCause): Pick<Failure, 'error' | 'cause'> {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

interface ErrorAndCause {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** The failure behind something thrown while a state was being executed. */
export function failureOf(thrown: unknown, stateName: string, enteredId: number): Failure {
  const { error, cause } = described(thrown);
  if (error === 'States.DataLimitExceeded') return { error, cause, terminal: true };
  const where = `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredId}).`;
  const failure = { ...(error === undefined ? {} : { error }), cause: `${where} ${cause}` };
  return error === 'States.Runtime' ? { ...failure, fatal: true } : failure;
}

/** What is not ours (a stack that ran out, a defect of a port) ends the execution, not the process. */
function described(thrown: unknown): { error: string | undefined; cause: string } {
  if (thrown instanceof StatesError) return { error: thrown.error, cause: thrown.cause ?? '' };
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  return { error: 'States.Runtime', cause };
}

/** States.Runtime: a mistake in the definition or its data that no Retry mends. */
export function runtimeError(cause: string): StatesError {
  return new StatesError('States.Runtime', cause);
}

/** `what` is the state's name, or the task's resource type or ARN (recorded). */
export function dataLimitExceeded(what: string): StatesError {
  return new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** `{ Error, Cause }`, as a Catch hands it on. */
export function errorOutput(failure: Failure): { Error: string; Cause: string } {
  return { Error: failure.error ?? '', Cause: failure.cause ?? '' };
}
