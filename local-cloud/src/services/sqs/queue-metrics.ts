import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Cloud } from '../../core/service.ts';
import type { Queue } from './queue.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** SQS publishes for a queue as long as it holds messages, and for six hours after its last use. */
const ACTIVE_AFTER_USE = 6 * 60 * MINUTE;

/** When something happened to a queue that is reported on, and when it was last measured. */
export const SAVED_USE = z.strictObject({ usedAt: z.number(), sampledAt: z.number() });
type SavedUse = z.infer<typeof SAVED_USE>;

/**
 * The metrics of queues in the namespace `AWS/SQS`.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class QueueMetrics {
  readonly #clock: Clock;
  readonly #cloud: Cloud;
  readonly #usedAt = new Map<Queue, number>();
  readonly #sampledAt = new Map<Queue, number>();

  constructor(cloud: Cloud) {
    this.#clock = cloud.clock;
    this.#cloud = cloud;
  }

  sent(queue: Queue, bytes: number): void {
    this.#publish(queue, 'NumberOfMessagesSent', 1, 'Count');
    this.#publish(queue, 'SentMessageSize', bytes, 'Bytes');
    this.used(queue);
  }

  received(queue: Queue, count: number): void {
    if (count > 0) this.#publish(queue, 'NumberOfMessagesReceived', count, 'Count');
    else this.#publish(queue, 'NumberOfEmptyReceives', 1, 'Count');
    this.used(queue);
  }

  deleted(queue: Queue): void {
    this.#publish(queue, 'NumberOfMessagesDeleted', 1, 'Count');
    this.used(queue);
  }

  /** Something changed: tell how full the queue is, now and every minute for as long as it matters. */
  used(queue: Queue): void {
    const now = this.#clock.now();
    const isReporting = this.#usedAt.has(queue);
    this.#usedAt.set(queue, now);
    if (now - (this.#sampledAt.get(queue) ?? 0) >= SECOND) this.#sample(queue);
    if (!isReporting) this.#sampleEveryMinute(queue);
  }

  forget(queue: Queue): void {
    this.#usedAt.delete(queue);
    this.#sampledAt.delete(queue);
  }

  /** Undefined: it is quiet. */
  save(queue: Queue): SavedUse | undefined {
    const usedAt = this.#usedAt.get(queue);
    return usedAt === undefined
      ? undefined
      : { usedAt, sampledAt: this.#sampledAt.get(queue) ?? 0 };
  }

  load(queue: Queue, { usedAt, sampledAt }: SavedUse): void {
    this.#usedAt.set(queue, usedAt);
    this.#sampledAt.set(queue, sampledAt);
    this.#sampleEveryMinute(queue);
  }

  #sampleEveryMinute(queue: Queue): void {
    const now = this.#clock.now();
    const next = Math.floor(now / MINUTE) * MINUTE + MINUTE;
    const tick = () => {
      const usedAt = this.#usedAt.get(queue);
      if (usedAt === undefined) return;
      this.#sample(queue);
      const isActive = queue.size > 0 || this.#clock.now() - usedAt < ACTIVE_AFTER_USE;
      if (isActive) this.#sampleEveryMinute(queue);
      else this.forget(queue);
    };
    this.#clock.after(next - now, tick, {
      background: true,
      what: () => `Metrics of the queue ${queue.name}`,
    });
  }

  #sample(queue: Queue): void {
    const now = this.#clock.now();
    this.#sampledAt.set(queue, now);
    const { visible, inFlight, delayed } = queue.counts;
    this.#publish(queue, 'ApproximateNumberOfMessagesVisible', visible, 'Count');
    this.#publish(queue, 'ApproximateNumberOfMessagesNotVisible', inFlight, 'Count');
    this.#publish(queue, 'ApproximateNumberOfMessagesDelayed', delayed, 'Count');
    const age = (now - (queue.oldestSentAt ?? now)) / SECOND;
    this.#publish(queue, 'ApproximateAgeOfOldestMessage', Math.floor(age), 'Seconds');
  }

  #publish(queue: Queue, name: string, value: number, unit: string): void {
    const dimensions = { QueueName: queue.name };
    this.#cloud.recordMetric({ namespace: 'AWS/SQS', name, dimensions, value, unit });
  }
}
