import type { ListMessageMoveTasksResultEntry } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import { invalidParameter } from './errors.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** Messages of a dead-letter queue on their way back, or to another queue. */
export interface MoveTask {
  readonly id: string;
  readonly sourceArn: string;
  /** Undefined: each message goes to the queue it came from. */
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly toMove: number;
  readonly started: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  failure: string | undefined;
}

const SAVED = z.array(
  shape<MoveTask>({
    id: z.string(),
    sourceArn: z.string(),
    destinationArn: z.string().optional(),
    perSecond: z.number().optional(),
    toMove: z.number(),
    started: z.number(),
    moved: z.number(),
    status: z.enum(['RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED']),
    failure: z.string().optional(),
  }),
);

/** The message move tasks of the account, the oldest first. */
export class MoveTasks implements State {
  readonly #queues: Queues;
  readonly #tasks: MoveTask[] = [];

  constructor(queues: Queues) {
    this.#queues = queues;
  }

  save(): Json {
    return toJson(this.#tasks);
  }

  load(json: Json): void {
    for (const task of fromJson(json, SAVED)) {
      this.#tasks.push(task);
      if (task.status === 'RUNNING') this.#later(task);
    }
  }

  /** @throws InvalidParameterValue while another task moves the same messages */
  start(source: Queue, destination: Queue | undefined, perSecond: number | undefined): MoveTask {
    if (this.of(source.arn).some(({ status }) => status === 'RUNNING')) {
      throw invalidParameter(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const { clock, random } = this.#queues.cloud;
    const task: MoveTask = {
      id: random.uuid(),
      sourceArn: source.arn,
      destinationArn: destination?.arn,
      perSecond,
      toMove: source.counts.visible,
      started: clock.now(),
      moved: 0,
      status: 'RUNNING',
      failure: undefined,
    };
    this.#tasks.push(task);
    this.#move(task);
    return task;
  }

  /** Those of a source queue, the latest first. */
  of(sourceArn: string): MoveTask[] {
    return this.#tasks.filter((task) => task.sourceArn === sourceArn).reverse();
  }

  /** @throws InvalidParameterValue, ResourceNotFoundException */
  find(handle: string): MoveTask {
    const { taskId, sourceArn } = decoded(handle);
    if (this.#queues.byArn(sourceArn) === undefined) throw resourceNotFound('SourceArn');
    const task = this.#tasks.find(({ id }) => id === taskId);
    if (task?.status === 'RUNNING') return task;
    throw new AwsError('ResourceNotFoundException', 'Task does not exist.', { status: 404 });
  }

  /** As many as may go within a second; all of them where nothing is said. */
  #move(task: MoveTask): void {
    const source = this.#queues.byArn(task.sourceArn);
    if (task.status !== 'RUNNING' || source === undefined) return;
    const left = Math.min(task.perSecond ?? task.toMove, task.toMove - task.moved);
    for (const message of source.visible(left)) if (!this.#send(task, source, message)) return;
    if (task.moved >= task.toMove || source.counts.visible === 0) task.status = 'COMPLETED';
    else this.#later(task);
  }

  #later(task: MoveTask): void {
    this.#queues.cloud.clock.after(1000, () => this.#move(task), {
      what: () => `Redrive of the queue ${task.sourceArn}`,
    });
  }

  /** A message that is moved is a new one, with an id and a retention of its own. */
  #send(task: MoveTask, source: Queue, message: Message): boolean {
    const target = this.#queues.byArn(task.destinationArn ?? message.deadLetterSource ?? '');
    if (target === undefined) {
      Object.assign(task, { status: 'FAILED', failure: 'AWS.SimpleQueueService.NonExistentQueue' });
      return false;
    }
    const { cloud } = this.#queues;
    source.remove(message);
    target.add(renewed(message, cloud.random.uuid(), cloud.clock.now()), 0);
    task.moved += 1;
    return true;
  }
}

function renewed(message: Message, id: string, sentAt: number): Message {
  return {
    ...message,
    ...{ id, sentAt, state: 'visible', timer: undefined, receiveCount: 0 },
    ...{
      firstReceivedAt: undefined,
      receivedAt: undefined,
      receiptHandle: undefined,
      deadLetterSource: undefined,
    },
  };
}

export function handleOf({ id, sourceArn }: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString('base64');
}

function decoded(handle: string): { readonly taskId: string; readonly sourceArn: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(
      Buffer.from(handle, 'base64').toString(),
    ) as MoveTask & {
      taskId: string;
    };
    return { taskId: String(taskId), sourceArn: String(sourceArn) };
  } catch {
    throw invalidParameter('Value for parameter TaskHandle is invalid.');
  }
}

export function resourceNotFound(parameter: 'SourceArn' | 'DestinationArn'): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    { status: 404 },
  );
}

/** A task as ListMessageMoveTasks tells it: only one that runs has a handle (recorded). */
export function described(task: MoveTask): ListMessageMoveTasksResultEntry {
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: handleOf(task) }),
    Status: task.status,
    SourceArn: task.sourceArn,
    ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
    ...(task.perSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failure !== undefined && { FailureReason: task.failure }),
    StartedTimestamp: task.started,
  };
}
