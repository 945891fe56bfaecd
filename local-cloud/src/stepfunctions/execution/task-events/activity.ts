import type { TaskFailure } from '../../ports.ts';
import { NOT_TRUNCATED } from '../recorder.ts';
import type { EventDraft, Scheduled, TaskEvents } from '../task-events.ts';
import { limits, problem, TIMEOUT } from './details.ts';

/** A task on an activity's ARN. */
export class ActivityEvents implements TaskEvents {
  readonly what: string;

  constructor(activityArn: string) {
    this.what = activityArn;
  }

  scheduled(scheduled: Scheduled): EventDraft {
    return {
      type: 'ActivityScheduled',
      details: {
        activityScheduledEventDetails: {
          resource: this.what,
          input: scheduled.input.text,
          inputDetails: NOT_TRUNCATED,
          ...limits(scheduled),
        },
      },
    };
  }

  started(details: { workerName?: string } = {}): EventDraft {
    const { workerName } = details;
    return {
      type: 'ActivityStarted',
      details: { activityStartedEventDetails: workerName === undefined ? {} : { workerName } },
    };
  }

  submitted(output: string): EventDraft {
    return this.succeeded(output);
  }

  succeeded(output: string): EventDraft {
    const details = { output, outputDetails: NOT_TRUNCATED };
    return { type: 'ActivitySucceeded', details: { activitySucceededEventDetails: details } };
  }

  failed(failure: TaskFailure): EventDraft {
    if (failure.phase === 'schedule') {
      return {
        type: 'ActivityScheduleFailed',
        details: { activityScheduleFailedEventDetails: problem(failure) },
      };
    }
    return { type: 'ActivityFailed', details: { activityFailedEventDetails: problem(failure) } };
  }

  timedOut(): EventDraft {
    return { type: 'ActivityTimedOut', details: { activityTimedOutEventDetails: TIMEOUT } };
  }
}
