import type { TaskFailure } from '../ports.ts';
import type { Payload } from './payload.ts';
import { type EventDetails, type EventType, NOT_TRUNCATED } from './recorder.ts';

/** An event without its place in the history. */
export interface EventDraft {
  readonly type: EventType;
  readonly details?: EventDetails;
}

/** What was scheduled, for the Scheduled event. */
export interface Scheduled {
  /** The parameters. */
  readonly input: Payload;
  readonly timeoutInSeconds?: number | undefined;
  readonly heartbeatInSeconds?: number | undefined;
  readonly roleArn?: string | undefined;
  readonly region: string;
}

/** The events of one kind of resource: Lambda function ARNs, activities, and integrations differ. */
export interface TaskEvents {
  /** What an oversized result is said to come from. */
  readonly what: string;
  scheduled(scheduled: Scheduled): EventDraft;
  started(details?: { workerName?: string }): EventDraft;
  submitted(output: string): EventDraft;
  succeeded(output: string): EventDraft;
  failed(failure: TaskFailure): EventDraft;
  timedOut(): EventDraft;
}

/** The events that tasks on this `Resource` write. */
export function taskEvents(resource: string): TaskEvents {
  const parts = resource.split(':');
  if (parts[2] === 'lambda') return new LambdaEvents(resource);
  if (parts[5] === 'activity') return new ActivityEvents(resource);
  const words = parts[5] === 'aws-sdk' ? 7 : 6;
  return new IntegrationEvents(parts.slice(5, words).join(':'), parts.slice(words).join(':'));
}

function problem(failure: TaskFailure): { error?: string; cause?: string } {
  return {
    ...(failure.error !== undefined && { error: failure.error }),
    ...(failure.cause !== undefined && { cause: failure.cause }),
  };
}

function limits(scheduled: Scheduled): { timeoutInSeconds?: number; heartbeatInSeconds?: number } {
  return {
    ...(scheduled.timeoutInSeconds !== undefined && {
      timeoutInSeconds: scheduled.timeoutInSeconds,
    }),
    ...(scheduled.heartbeatInSeconds !== undefined && {
      heartbeatInSeconds: scheduled.heartbeatInSeconds,
    }),
  };
}

const TIMEOUT = { error: 'States.Timeout' };

class LambdaEvents implements TaskEvents {
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

class ActivityEvents implements TaskEvents {
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

class IntegrationEvents implements TaskEvents {
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
