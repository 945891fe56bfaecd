import type { TaskFailure } from '../../ports.ts';
import { errorAndCause } from '../failure.ts';
import type { Payload } from '../payload.ts';
import { NOT_TRUNCATED } from '../recorder.ts';
import type { Strand } from '../strand.ts';
import type { TaskEvents, TaskLimits } from '../task-events.ts';
import { limited, TIMEOUT } from './details.ts';

/** A task on a function's ARN. It has no heartbeats, and is never `submitted`. */
export class LambdaEvents implements TaskEvents {
  readonly what: string;

  constructor(functionArn: string) {
    this.what = functionArn;
  }

  scheduled(strand: Strand, { text }: Payload, { timeoutSeconds, roleArn }: TaskLimits): void {
    const details = { resource: this.what, input: text, inputDetails: NOT_TRUNCATED };
    const known = limited(details, { timeoutSeconds, roleArn });
    strand.record('LambdaFunctionScheduled', known);
  }

  started(strand: Strand): void {
    strand.record('LambdaFunctionStarted');
  }

  submitted(): void {}

  succeeded(strand: Strand, output: string): void {
    const details = { output, outputDetails: NOT_TRUNCATED };
    strand.record('LambdaFunctionSucceeded', details);
  }

  failed(strand: Strand, failure: TaskFailure): void {
    const details = errorAndCause(failure);
    if (failure.phase === 'schedule') {
      strand.record('LambdaFunctionScheduleFailed', details);
    } else if (failure.phase === 'start') {
      strand.record('LambdaFunctionStartFailed', details);
    } else strand.record('LambdaFunctionFailed', details);
  }

  timedOut(strand: Strand): void {
    strand.record('LambdaFunctionTimedOut', TIMEOUT);
  }
}
