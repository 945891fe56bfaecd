import { queueUrl } from '../queue-url.ts';
import type { QueueWatch } from '../types.ts';
import type { EventSource, Lane, SourcePorts, SourceRecord } from './event-source.ts';
import { eventRecord, filterRecord, type QueueMessage } from './sqs-records.ts';

/** A queue gives at most ten messages at once. */
const MOST_RECEIVED = 10;

/**
 * Queues: batches that succeed are deleted, those that fail become visible again when their
 * visibility timeout is over. Messages that a filter leaves out are deleted unseen.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 *
 * @param queues tells of messages: the SQS service
 */
export function sqsSource(queues: QueueWatch): EventSource {
  return {
    kind: 'SQS',
    service: 'sqs',
    batchSize: { byDefault: 10, most: 10_000 },
    operations: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
    problem: ({ BatchSize = 10, MaximumBatchingWindowInSeconds: window = 0 }, arn) =>
      problemOf(BatchSize, window, arn.endsWith('.fifo')),
    lanes: (source) => [new QueueLane(queues, source)],
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html */
function problemOf(batchSize: number, window: number, isFifo: boolean): string | undefined {
  if (isFifo && batchSize > 10) {
    return 'Batch size must be less than or equal to 10 for FIFO queues.';
  }
  if (isFifo && window > 0) return 'Batching window is not supported for FIFO queues.';
  if (batchSize > 10 && window === 0) {
    return 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10';
  }
  return undefined;
}

class QueueLane implements Lane {
  readonly #queues: QueueWatch;
  readonly #source: SourcePorts;

  constructor(queues: QueueWatch, source: SourcePorts) {
    this.#queues = queues;
    this.#source = source;
  }

  get concurrency(): number {
    return this.#source.input.ScalingConfig?.MaximumConcurrency ?? 5;
  }

  watch(arrived: () => void): () => void {
    return this.#queues.onArrival(this.#source.arn, arrived);
  }

  async fetch(room: number): Promise<SourceRecord[]> {
    const { arn, cloud } = this.#source;
    const { Messages = [] } = await this.#call<{ Messages?: QueueMessage[] }>('ReceiveMessage', {
      MaxNumberOfMessages: Math.min(room, MOST_RECEIVED),
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return Messages.map((message) => ({
      id: message.MessageId,
      size: Buffer.byteLength(message.Body),
      event: eventRecord(message, arn, cloud.region),
      filtered: filterRecord(message),
    }));
  }

  async settle(
    batch: readonly SourceRecord[],
    failed: readonly SourceRecord[],
  ): Promise<readonly SourceRecord[][]> {
    const done = batch.filter((message) => !failed.includes(message));
    await Promise.all(
      done.map(({ event }) => this.#call('DeleteMessage', { ReceiptHandle: event.receiptHandle })),
    );
    return [];
  }

  #call<Output>(operation: string, input: object): Promise<Output> {
    const { cloud, arn } = this.#source;
    const given = { QueueUrl: queueUrl(cloud, arn), ...input };
    return cloud.call<Output>(this.#source.principal(), 'SQS', operation, given);
  }
}
