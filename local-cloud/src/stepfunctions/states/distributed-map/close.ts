import type { StatesError } from '../../errors.ts';
import { errorAndCause, type Failure } from '../../execution/failure.ts';
import type { Joined } from '../../execution/frame.ts';
import type { Step } from '../../execution/node.ts';
import type { Payload } from '../../execution/payload.ts';
import { failing, type Strand } from '../../execution/strand.ts';
import type { ItemsRun } from './map-run.ts';
import type { Write } from './writer.ts';

/** Writes the results of a Map Run that is over, closes it, and sends the strand on. */
export function closeRun(
  strand: Strand,
  run: ItemsRun,
  write: Write,
  joined: Joined<() => Payload>,
): void {
  const close = (result: () => Payload): void =>
    leaveRun(strand, run, run.failure ? failing(run.failure) : () => joined(strand, result));
  const broken = (thrown: unknown): void => {
    leaveRun(strand, run, failing(failRun(run, thrown)));
  };
  try {
    const result = write(run);
    if (result instanceof Promise) result.then(close, broken);
    else close(result);
  } catch (thrown) {
    broken(thrown);
  }
}

/** The results could not be written. */
function failRun(run: ItemsRun, thrown: unknown): Failure {
  const { error, cause } = thrown as StatesError;
  run.failure ??= { error: error ?? 'States.Runtime', cause: cause ?? String(thrown) };
  run.status = 'FAILED';
  return run.failure;
}

/** The Map Run's last event, and back to the strand. */
function leaveRun(strand: Strand, run: ItemsRun, step: Step): void {
  const leave = (): void => {
    strand.child = undefined;
    recordEnd(strand, run.failure);
    strand.proceed(step);
  };
  strand.run.turns.guard(leave, undefined, undefined);
}

function recordEnd(strand: Strand, failure: Failure | undefined): void {
  if (failure === undefined) strand.record('MapRunSucceeded');
  else strand.record('MapRunFailed', errorAndCause(failure));
}
