import type { Resource } from '../language/resource.ts';
import type { TaskFailure } from '../ports.ts';
import type { Payload } from './payload.ts';
import type { Strand } from './strand.ts';
import { ActivityEvents } from './task-events/activity.ts';
import { IntegrationEvents } from './task-events/integration.ts';
import { LambdaEvents } from './task-events/lambda.ts';

/** What holds for an attempt of a task besides its parameters. */
export interface TaskLimits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  /** The role its Credentials name. */
  readonly roleArn: string | undefined;
}

/**
 * Writes the events of tasks on one kind of resource: those of Lambda function ARNs, activities
 * and integrations differ. Texts are JSON.
 */
export interface TaskEvents {
  /** What an oversized result is said to come from. */
  readonly what: string;
  scheduled(strand: Strand, parameters: Payload, limits: TaskLimits): void;
  started(strand: Strand, details?: { workerName?: string }): void;
  submitted(strand: Strand, output: string): void;
  succeeded(strand: Strand, output: string): void;
  failed(strand: Strand, failure: TaskFailure): void;
  timedOut(strand: Strand): void;
}

/** The events that tasks on this resource write. */
export function taskEvents(resource: Resource): TaskEvents {
  switch (resource.kind) {
    case 'lambda':
      return new LambdaEvents(resource.arn);
    case 'activity':
      return new ActivityEvents(resource.arn);
    default:
      return new IntegrationEvents(resource);
  }
}
