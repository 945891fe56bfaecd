import type { TaskFailure } from '../../ports.ts';
import { NOT_TRUNCATED } from '../recorder.ts';
import type { EventDraft, Scheduled, TaskEvents } from '../task-events.ts';
import { limits, problem, TIMEOUT } from './details.ts';

/** A task on a function's ARN. */
export class LambdaEvents implements TaskEvents {
  readonly what: string;

  constructor(functionArn: string) {
    this.what = functionArn;
  }

  /** Lambda tasks have no heartbeats. */
  scheduled(scheduled: Scheduled): EventDraft {
    const { timeoutInSeconds } = limits(scheduled);
    return {
      type: 'LambdaFunctionScheduled',
      details: {
        lambdaFunctionScheduledEventDetails: {
          resource: this.what,
          input: scheduled.input.text,
          inputDetails: NOT_TRUNCATED,
          ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
          ...(scheduled.roleArn !== undefined && {
            taskCredentials: { roleArn: scheduled.roleArn },
          }),
        },
      },
    };
  }

  started(): EventDraft {
    return { type: 'LambdaFunctionStarted' };
  }

  submitted(output: string): EventDraft {
    return this.succeeded(output);
  }

  succeeded(output: string): EventDraft {
    const details = { output, outputDetails: NOT_TRUNCATED };
    return {
      type: 'LambdaFunctionSucceeded',
      details: { lambdaFunctionSucceededEventDetails: details },
    };
  }

  failed(failure: TaskFailure): EventDraft {
    if (failure.phase === 'schedule') {
      return {
        type: 'LambdaFunctionScheduleFailed',
        details: { lambdaFunctionScheduleFailedEventDetails: problem(failure) },
      };
    }
    if (failure.phase === 'start') {
      return {
        type: 'LambdaFunctionStartFailed',
        details: { lambdaFunctionStartFailedEventDetails: problem(failure) },
      };
    }
    return {
      type: 'LambdaFunctionFailed',
      details: { lambdaFunctionFailedEventDetails: problem(failure) },
    };
  }

  timedOut(): EventDraft {
    return {
      type: 'LambdaFunctionTimedOut',
      details: { lambdaFunctionTimedOutEventDetails: TIMEOUT },
    };
  }
}
