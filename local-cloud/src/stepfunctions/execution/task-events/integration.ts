import type { TaskFailure } from '../../ports.ts';
import { NOT_TRUNCATED } from '../recorder.ts';
import type { EventDraft, Scheduled, TaskEvents } from '../task-events.ts';
import { limits, problem, TIMEOUT } from './details.ts';

/** A task on an integration: `arn:aws:states:::...`. */
export class IntegrationEvents implements TaskEvents {
  readonly what: string;
  readonly #task: { resourceType: string; resource: string };

  constructor(resourceType: string, resource: string) {
    this.what = resourceType;
    this.#task = { resourceType, resource };
  }

  scheduled(scheduled: Scheduled): EventDraft {
    return {
      type: 'TaskScheduled',
      details: {
        taskScheduledEventDetails: {
          ...this.#task,
          region: scheduled.region,
          parameters: scheduled.input.text,
          ...limits(scheduled),
          ...(scheduled.roleArn !== undefined && {
            taskCredentials: { roleArn: scheduled.roleArn },
          }),
        },
      },
    };
  }

  started(): EventDraft {
    return { type: 'TaskStarted', details: { taskStartedEventDetails: this.#task } };
  }

  submitted(output: string): EventDraft {
    const details = { ...this.#task, output, outputDetails: NOT_TRUNCATED };
    return { type: 'TaskSubmitted', details: { taskSubmittedEventDetails: details } };
  }

  succeeded(output: string): EventDraft {
    const details = { ...this.#task, output, outputDetails: NOT_TRUNCATED };
    return { type: 'TaskSucceeded', details: { taskSucceededEventDetails: details } };
  }

  failed(failure: TaskFailure): EventDraft {
    const details = { ...this.#task, ...problem(failure) };
    if (failure.phase === 'start') {
      return { type: 'TaskStartFailed', details: { taskStartFailedEventDetails: details } };
    }
    if (failure.phase === 'submit') {
      return { type: 'TaskSubmitFailed', details: { taskSubmitFailedEventDetails: details } };
    }
    return { type: 'TaskFailed', details: { taskFailedEventDetails: details } };
  }

  timedOut(): EventDraft {
    return {
      type: 'TaskTimedOut',
      details: { taskTimedOutEventDetails: { ...this.#task, ...TIMEOUT } },
    };
  }
}
