import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { detached, held } from '../detached.ts';
import type { Host, HostedFunction, Outcome, QueueWatch } from '../types.ts';
import { eventRecord, filterRecord, type QueueMessage } from './records.ts';

/** A queue gives at most ten messages at once. */
const MOST_RECEIVED = 10;
/** A batch is handed over before it exceeds the largest event, in bytes. */
const LARGEST_BATCH = 6_291_456;

export interface QueueSourceSettings {
  readonly batchSize: number;
  /** How long a batch may be gathered, in milliseconds. */
  readonly windowMs: number;
  /** Batches at work at once. */
  readonly concurrency: number;
  /** The function answers which messages have failed. */
  readonly reportsFailures: boolean;
  /** A message that none of them matches is deleted unseen. */
  readonly filters: readonly { matches(event: Json): boolean }[];
}

export interface QueueSourcePorts {
  readonly cloud: Cloud;
  readonly host: Host;
  readonly queues: QueueWatch;
  readonly queueArn: string;
  readonly queueUrl: string;
  /** The function as it stands now. Throws when it was deleted. */
  fn(): HostedFunction;
}

/**
 * Reads a queue for a function, as the function's role: batches that succeed are deleted, those
 * that fail become visible again when their visibility timeout is over.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class QueueSource {
  readonly #ports: QueueSourcePorts;
  #settings: QueueSourceSettings | undefined;
  #unwatch: (() => void) | undefined;
  #gathered: QueueMessage[] = [];
  #window: { cancel(): void } | undefined;
  #running = 0;
  #polling = false;
  /** A message arrived while the queue was polled. */
  #again = false;

  constructor(ports: QueueSourcePorts) {
    this.#ports = ports;
  }

  /** Starts to read, or goes on with other settings. */
  start(settings: QueueSourceSettings): void {
    this.#settings = settings;
    const { queues, queueArn } = this.#ports;
    this.#unwatch ??= queues.onArrival(queueArn, () => this.#poll());
    this.#poll();
  }

  /** What was gathered becomes visible again by itself. */
  stop(): void {
    this.#settings = undefined;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#gathered = [];
    this.#window?.cancel();
    this.#window = undefined;
  }

  #poll(): void {
    this.#again = true;
    if (this.#polling) return;
    this.#polling = true;
    this.#ports.cloud.background(`Event source ${this.#ports.queueArn}`, async () => {
      try {
        while (this.#again) await this.#drain();
      } finally {
        this.#polling = false;
      }
    });
  }

  /** Receives until the queue is empty or as many batches are at work as may be. */
  async #drain(): Promise<void> {
    this.#again = false;
    while (this.#settings !== undefined && this.#running < this.#settings.concurrency) {
      const { batchSize, windowMs } = this.#settings;
      const messages = await this.#receive(batchSize - this.#gathered.length);
      this.#gathered.push(...messages);
      if (this.#gathered.length >= batchSize || this.#bytes() >= LARGEST_BATCH) this.#handOver();
      else if (messages.length === 0) {
        if (windowMs === 0) this.#handOver();
        else this.#openWindow(windowMs);
        return;
      }
    }
  }

  #openWindow(windowMs: number): void {
    if (this.#gathered.length === 0 || this.#window !== undefined) return;
    this.#window = this.#ports.cloud.clock.after(windowMs, () => this.#handOver());
  }

  async #receive(room: number): Promise<QueueMessage[]> {
    const { Messages = [] } = await this.#queue<{ Messages?: QueueMessage[] }>('ReceiveMessage', {
      MaxNumberOfMessages: Math.min(room, MOST_RECEIVED),
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return Messages;
  }

  #handOver(): void {
    this.#window?.cancel();
    this.#window = undefined;
    const batch = this.#gathered;
    this.#gathered = [];
    if (batch.length === 0) return;
    this.#running += 1;
    detached(this.#ports.cloud, `Batch of ${this.#ports.queueArn}`, async () => {
      try {
        await this.#process(batch);
      } finally {
        this.#running -= 1;
        if (this.#settings !== undefined) this.#poll();
      }
    });
  }

  async #process(batch: readonly QueueMessage[]): Promise<void> {
    const { filters, reportsFailures } = this.#settings ?? NOTHING;
    const wanted = batch.filter(
      (message) =>
        filters.length === 0 || filters.some((filter) => filter.matches(filterRecord(message))),
    );
    const failed = wanted.length === 0 ? [] : await this.#invoke(wanted, reportsFailures);
    const done = batch.filter((message) => !failed.includes(message));
    await held(this.#ports.cloud, () => this.#delete(done));
  }

  /** Gives the messages that failed. */
  async #invoke(
    batch: readonly QueueMessage[],
    reportsFailures: boolean,
  ): Promise<readonly QueueMessage[]> {
    const { cloud, host, queueArn } = this.#ports;
    const Records = batch.map((message) => eventRecord(message, queueArn, cloud.region));
    const request = { requestId: cloud.random.uuid(), payload: JSON.stringify({ Records }) };
    const outcome = await host.invoke(this.#ports.fn(), request);
    if (outcome.functionError !== undefined) return batch;
    return reportsFailures ? failedItems(outcome, batch) : [];
  }

  async #delete(messages: readonly QueueMessage[]): Promise<void> {
    await Promise.all(
      messages.map(({ ReceiptHandle }) => this.#queue('DeleteMessage', { ReceiptHandle })),
    );
  }

  #queue<Output>(operation: string, input: object): Promise<Output> {
    const { cloud, host, queueUrl } = this.#ports;
    const principal = host.principalOf(this.#ports.fn());
    return cloud.call<Output>(principal, 'SQS', operation, { QueueUrl: queueUrl, ...input });
  }

  #bytes(): number {
    return this.#gathered.reduce((sum, { Body }) => sum + Buffer.byteLength(Body), 0);
  }
}

/** Stopped meanwhile: the batch at work is finished plainly. */
const NOTHING = { filters: [], reportsFailures: false } as const;

/**
 * The messages that the function says have failed; the whole batch, if what it says is no answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
function failedItems(outcome: Outcome, batch: readonly QueueMessage[]): readonly QueueMessage[] {
  const answer = JSON.parse(outcome.payload) as Json;
  if (answer === null) return [];
  if (!isObject(answer)) return batch;
  const items = answer.batchItemFailures ?? [];
  if (!Array.isArray(items)) return batch;
  const failed = items.map((item) => {
    const id = isObject(item) ? (item as JsonObject).itemIdentifier : undefined;
    return batch.find((message) => message.MessageId === id);
  });
  return failed.includes(undefined) ? batch : (failed as QueueMessage[]);
}
