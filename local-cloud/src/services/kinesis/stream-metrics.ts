import type { Cloud } from '../../core/service.ts';
import type { StoredRecord } from './shard.ts';
import type { Stream } from './stream.ts';

/**
 * What a stream measures of itself, in the namespace `AWS/Kinesis`.
 *
 * https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 */
export class StreamMetrics {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** @param refused records for which a shard had no throughput left */
  written(
    stream: Stream,
    operation: 'PutRecord' | 'PutRecords',
    { records, bytes, refused }: { records: number; bytes: number; refused: number },
  ): void {
    this.#publish(stream, 'IncomingRecords', records, 'Count');
    this.#publish(stream, 'IncomingBytes', bytes, 'Bytes');
    this.#publish(stream, 'WriteProvisionedThroughputExceeded', refused, 'Count');
    this.#publish(stream, `${operation}.Success`, records > 0 ? 1 : 0, 'Count');
    this.#publish(stream, `${operation}.Bytes`, bytes, 'Bytes');
  }

  /** @param age of the last record that was read, in milliseconds; 0 where none was */
  read(stream: Stream, records: number, bytes: number, age: number): void {
    this.#publish(stream, 'GetRecords.IteratorAgeMilliseconds', age, 'Milliseconds');
    this.#publish(stream, 'GetRecords.Records', records, 'Count');
    this.#publish(stream, 'GetRecords.Bytes', bytes, 'Bytes');
    this.#publish(stream, 'GetRecords.Success', 1, 'Count');
  }

  /** An event was pushed to a consumer. `behind`: how far it is, in milliseconds. */
  pushed(
    stream: Stream,
    ConsumerName: string,
    records: readonly StoredRecord[],
    behind: number,
  ): void {
    const bytes = records.reduce((sum, { data }) => sum + data.byteLength, 0);
    const of = { ConsumerName };
    this.#publish(stream, 'SubscribeToShardEvent.MillisBehindLatest', behind, 'Milliseconds', of);
    this.#publish(stream, 'SubscribeToShardEvent.Records', records.length, 'Count', of);
    this.#publish(stream, 'SubscribeToShardEvent.Bytes', bytes, 'Bytes', of);
    this.#publish(stream, 'SubscribeToShardEvent.Success', 1, 'Count', of);
  }

  /** A consumer subscribed to a shard. */
  subscribed(stream: Stream, ConsumerName: string): void {
    this.#publish(stream, 'SubscribeToShard.Success', 1, 'Count', { ConsumerName });
  }

  #publish(
    { name: StreamName }: Stream,
    name: string,
    value: number,
    unit: string,
    of: Readonly<Record<string, string>> = {},
  ): void {
    const dimensions = { StreamName, ...of };
    this.#cloud.recordMetric({ namespace: 'AWS/Kinesis', name, dimensions, value, unit });
  }
}
