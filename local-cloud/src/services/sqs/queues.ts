import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { allowsRedrive, type QueueAttributes, redrivePolicy, withChanges } from './attributes.ts';
import { DeletedNames } from './deleted-names.ts';
import { invalidValue, queueDoesNotExist } from './errors.ts';
import type { Message } from './message.ts';
import { Queue } from './queue.ts';
import { QueueMetrics, SAVED_USE } from './queue-metrics.ts';
import { SAVED_QUEUE } from './saved-queue.ts';

/** Called when a message of the queue can be received. */
export type ArrivalListener = () => void;

const SAVED = z.array(z.strictObject({ queue: SAVED_QUEUE, use: SAVED_USE.optional() }));

/** The queues of the account, and who is to be told when messages arrive. */
export class Queues implements State {
  readonly cloud: Cloud;
  readonly metrics: QueueMetrics;
  readonly deletedNames: DeletedNames;
  readonly #queues = new Map<string, Queue>();
  readonly #listeners = new Map<string, Set<ArrivalListener>>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.metrics = new QueueMetrics(cloud);
    this.deletedNames = new DeletedNames(cloud.clock);
  }

  create(name: string, attributes: QueueAttributes): Queue {
    const queue = new Queue(name, this.arn(name), attributes, {
      clock: this.cloud.clock,
      random: this.cloud.random,
      hasDeadLetterQueue: (queue) => this.#deadLetterQueue(queue) !== undefined,
      redrive: (message, from) => this.#redrive(message, from),
      isServed: ({ arn }) => (this.#listeners.get(arn)?.size ?? 0) > 0,
      arrived: ({ arn }) => this.#tell(arn),
    });
    this.#queues.set(name, queue);
    return queue;
  }

  /** Sets attributes that were checked. */
  change(queue: Queue, changes: Readonly<Record<string, string>>): void {
    const { delay } = queue.attributes;
    queue.attributes = withChanges(queue.attributes.given, changes);
    queue.modifiedAt = this.cloud.clock.now();
    if (queue.attributes.delay !== delay) queue.changeDelay();
  }

  delete(queue: Queue): void {
    this.#queues.delete(queue.name);
    this.deletedNames.add(queue.name);
    queue.close();
    this.metrics.forget(queue);
  }

  save(): Json {
    const queues = [...this.#queues.values()];
    return toJson(queues.map((queue) => ({ queue: queue.save(), use: this.metrics.save(queue) })));
  }

  load(json: Json): void {
    for (const { queue: saved, use } of fromJson(json, SAVED)) {
      const queue = this.create(saved.name, withChanges(saved.attributes, {}));
      queue.load(saved);
      if (use !== undefined) this.metrics.load(queue, use);
    }
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** By its URL. Throws QueueDoesNotExist. */
  get(url: string | undefined): Queue {
    const queue = this.#queues.get(queueName(url));
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  }

  names(): string[] {
    return [...this.#queues.keys()].sort();
  }

  all(): Queue[] {
    return this.names().map((name) => this.#queues.get(name)!);
  }

  url(name: string): string {
    return `${this.cloud.endpoint}/${this.cloud.accountId}/${name}`;
  }

  arn(name: string): string {
    return `arn:aws:sqs:${this.cloud.region}:${this.cloud.accountId}:${name}`;
  }

  /** The permission for an action on a queue, with the queue's own policy. */
  permission(action: string, url: string | undefined): Permission {
    return this.permissionOf(action, this.arn(queueName(url)));
  }

  /** The same by the queue's ARN. */
  permissionOf(action: string, arn = ''): Permission {
    const policy = this.byArn(arn)?.attributes.policy;
    return {
      action: `sqs:${action}`,
      resource: arn,
      ...(policy !== undefined && { resourcePolicy: policy }),
    };
  }

  /** The queues whose dead letters go to the queue. */
  sourcesOf({ arn }: Queue): Queue[] {
    return this.all().filter(
      ({ attributes }) => attributes.redrivePolicy?.deadLetterTargetArn === arn,
    );
  }

  /** Calls the listener whenever a message can be received. Returns how to stop. */
  onArrival(queueArn: string, listener: ArrivalListener): () => void {
    const listeners = this.#listeners.get(queueArn) ?? new Set();
    this.#listeners.set(queueArn, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  /** Throws InvalidParameterValue if dead letters cannot go where the policy says. */
  checkRedriveTarget(policy: string | undefined, source: string): void {
    if (policy === undefined || policy === '') return;
    const { deadLetterTargetArn: arn } = redrivePolicy(policy);
    const fail = (reason: string) => invalidValue('RedrivePolicy', policy, reason);
    const target = this.byArn(arn);
    if (target === undefined) throw fail('Dead letter target does not exist.');
    if (target.isFifo !== source.endsWith('.fifo')) {
      throw fail('Dead-letter queue must be same type of queue as the source.');
    }
    if (!allowsRedrive(target.attributes.given.RedriveAllowPolicy, this.arn(source))) {
      throw fail('The dead-letter queue does not allow the source queue to use it.');
    }
  }

  #deadLetterQueue({ attributes }: Queue): Queue | undefined {
    return this.byArn(attributes.redrivePolicy?.deadLetterTargetArn ?? '');
  }

  #redrive(message: Message, from: Queue): void {
    const target = this.#deadLetterQueue(from);
    if (target === undefined) return;
    message.deadLetterSource = from.arn;
    message.receiptHandle = undefined;
    target.add(message, 0);
    this.metrics.used(target);
  }

  byArn(arn: string): Queue | undefined {
    const queue = this.#queues.get(arn.split(':').at(-1) ?? '');
    return queue?.arn === arn ? queue : undefined;
  }

  #tell(arn: string): void {
    for (const listener of [...(this.#listeners.get(arn) ?? [])]) listener();
  }
}

/** The last part of a queue's URL, whatever the host. */
export function queueName(url: string | undefined): string {
  return url?.split('/').at(-1) ?? '';
}
