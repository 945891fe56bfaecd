import type { TaskFailure } from '../ports.ts';
import type { Payload } from './payload.ts';
import type { EventDetails, EventType } from './recorder.ts';
import { ActivityEvents } from './task-events/activity.ts';
import { IntegrationEvents } from './task-events/integration.ts';
import { LambdaEvents } from './task-events/lambda.ts';

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
