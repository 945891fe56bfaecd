import type { TaskFailure } from '../../ports.ts';
import { errorAndCause } from '../failure.ts';
import type { Payload } from '../payload.ts';
import { NOT_TRUNCATED } from '../recorder.ts';
import type { Strand } from '../strand.ts';
import type { TaskEvents, TaskLimits } from '../task-events.ts';
import { limited, TIMEOUT } from './details.ts';

/** A task on an activity's ARN. It has no credentials, and is never `submitted`. */
export class ActivityEvents implements TaskEvents {
  readonly what: string;

  constructor(activityArn: string) {
    this.what = activityArn;
  }

  scheduled(strand: Strand, { text }: Payload, limits: TaskLimits): void {
    const { timeoutSeconds, heartbeatSeconds } = limits;
    const details = { resource: this.what, input: text, inputDetails: NOT_TRUNCATED };
    const known = limited(details, { timeoutSeconds, heartbeatSeconds });
    strand.record('ActivityScheduled', known);
  }

  started(strand: Strand, { workerName }: { workerName?: string } = {}): void {
    const details = workerName === undefined ? {} : { workerName };
    strand.record('ActivityStarted', details);
  }

  submitted(): void {}

  succeeded(strand: Strand, output: string): void {
    const details = { output, outputDetails: NOT_TRUNCATED };
    strand.record('ActivitySucceeded', details);
  }

  failed(strand: Strand, failure: TaskFailure): void {
    const details = errorAndCause(failure);
    if (failure.phase === 'schedule') {
      strand.record('ActivityScheduleFailed', details);
    } else strand.record('ActivityFailed', details);
  }

  timedOut(strand: Strand): void {
    strand.record('ActivityTimedOut', TIMEOUT);
  }
}
