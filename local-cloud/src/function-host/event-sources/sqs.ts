import { queueUrl } from '../queue-url.ts';
import type { QueueWatch } from '../types.ts';
import type {
  Batch,
  EventSource,
  Lane,
  Room,
  Run,
  SourcePorts,
  SourceReader,
} from './event-source.ts';
import { unsupported } from './settings.ts';
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
    denied: (operation) =>
      `The function execution role does not have permissions to call ${operation} on SQS`,
    problem: (input, arn) => {
      const { BatchSize = 10, MaximumBatchingWindowInSeconds: window = 0 } = input;
      return unsupported(input, SETTINGS) ?? problemOf(BatchSize, window, arn.endsWith('.fifo'));
    },
    missing: (arn) => (queues.exists(arn) ? undefined : NO_QUEUE),
    duplicate: (arn, functionName) =>
      `An event source mapping with SQS arn (" ${arn} ") and function (" ${functionName} ") already exists.`,
    reader: (source) => readerOf(new QueueLane(queues, source), source),
  };
}

const NO_QUEUE =
  'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. ' +
  'SQS Error Message: The specified queue does not exist.';

/** Besides those that every source has. */
const SETTINGS = ['ScalingConfig'] as const;

/** What was read and not deleted becomes visible again: nothing is to be kept. */
function readerOf(lane: Lane, source: SourcePorts): SourceReader {
  return {
    lanes: () => [lane],
    onChange() {},
    configuration() {
      const { ScalingConfig } = source.input;
      return {
        ...(ScalingConfig && { ScalingConfig: { ...ScalingConfig } }),
        StateTransitionReason: 'USER_INITIATED',
      };
    },
    save: () => null,
    load() {},
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

  async fetch({ records }: Room): Promise<Batch> {
    const { arn, cloud, input } = this.#source;
    const isGathered = (input.MaximumBatchingWindowInSeconds ?? 0) > 0;
    const { Messages = [] } = await this.#call<{ Messages?: QueueMessage[] }>('ReceiveMessage', {
      MaxNumberOfMessages: Math.min(records, MOST_RECEIVED),
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return Messages.map((message) => ({
      id: message.MessageId,
      size: Buffer.byteLength(message.Body),
      event: eventRecord(message, arn, cloud.region, isGathered),
      filtered: filterRecord(message),
    }));
  }

  async settle(batch: Batch, { failed }: Run): Promise<void> {
    const done = batch.filter((message) => !failed.includes(message));
    await Promise.all(
      done.map(({ event }) => this.#call('DeleteMessage', { ReceiptHandle: event.receiptHandle })),
    );
  }

  #call<Output>(operation: string, input: object): Promise<Output> {
    const { cloud, arn } = this.#source;
    const given = { QueueUrl: queueUrl(cloud, arn), ...input };
    return cloud.call<Output>(this.#source.principal(), 'SQS', operation, given);
  }
}
