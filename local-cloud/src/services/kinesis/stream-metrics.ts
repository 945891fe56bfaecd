import type { Cloud } from '../../core/service.ts';
import type { ShardMetric } from './members.ts';
import type { Shard, StoredRecord } from './shard.ts';
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

  /** A record came to a shard, of so many bytes, which took it or refused it. */
  arrived(stream: Stream, shard: Shard, bytes: number, isTaken: boolean): void {
    const refused = isTaken ? 0 : 1;
    this.#publishOfShard(stream, shard, 'WriteProvisionedThroughputExceeded', refused, 'Count');
    if (!isTaken) return;
    this.#publishOfShard(stream, shard, 'IncomingRecords', 1, 'Count');
    this.#publishOfShard(stream, shard, 'IncomingBytes', bytes, 'Bytes');
  }

  /** @param age of the last record that was read, in milliseconds; 0 where none was */
  read(stream: Stream, shard: Shard, records: number, bytes: number, age: number): void {
    this.#publishOfShard(stream, shard, 'OutgoingRecords', records, 'Count');
    this.#publishOfShard(stream, shard, 'OutgoingBytes', bytes, 'Bytes');
    this.#publishOfShard(stream, shard, 'IteratorAgeMilliseconds', age, 'Milliseconds');
    this.#publishOfShard(stream, shard, 'ReadProvisionedThroughputExceeded', 0, 'Count');
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

  #publishOfShard(
    stream: Stream,
    { id: ShardId }: Shard,
    name: ShardMetric,
    value: number,
    unit: string,
  ): void {
    if (!stream.settings.shardMetrics.has(name)) return;
    this.#publish(stream, name, value, unit, { ShardId });
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
