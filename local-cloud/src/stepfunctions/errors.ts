/**
 * A failure inside an execution: what Retry and Catch match on (`error`), and why (`cause`).
 * Names: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class StatesError extends Error {
  readonly error: string | undefined;
  override readonly cause: string | undefined;

  constructor(error: string | undefined, cause?: string) {
    super(cause ?? error);
    this.name = error ?? 'States.TaskFailed';
    this.error = error;
    this.cause = cause;
  }
}
