import type { PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../core/errors.ts';
import { invalidArgument, rateExceeded } from './errors.ts';
import { hashKey, isHashKey } from './hash-key.ts';
import type { Shard } from './shard.ts';
import type { Stream } from './stream.ts';
import type { Streams } from './streams.ts';

/** A record that was taken, or what was said against it. */
export type Written =
  | { readonly shard: Shard; readonly sequenceNumber: bigint }
  | { readonly refused: AwsError };

/** In bytes, with the partition key, as limits count it. */
export function sizeOf({ Data, PartitionKey = '' }: PutRecordsRequestEntry): number {
  return (Data?.byteLength ?? 0) + Buffer.byteLength(PartitionKey);
}

/**
 * Holds records to what the stream takes. `at` names a record's data in messages.
 *
 * @throws ValidationException, InvalidArgumentException
 */
export function checkRecord(stream: Stream, record: PutRecordsRequestEntry, at: string): void {
  const most = stream.settings.maxRecordKiB * 1024;
  if (sizeOf(record) > most) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${at}' failed to satisfy constraint: ` +
        `Member must have length less than or equal to ${most}`,
    );
  }
  const { ExplicitHashKey: key } = record;
  if (key !== undefined && !isHashKey(BigInt(key))) {
    throw invalidArgument(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${key}`,
    );
  }
}

/** Puts a record into the shard of its hash key, if that has throughput left this second. */
export function write(streams: Streams, stream: Stream, record: PutRecordsRequestEntry): Written {
  const { PartitionKey = '', Data = new Uint8Array(), ExplicitHashKey } = record;
  const key = ExplicitHashKey === undefined ? hashKey(PartitionKey) : BigInt(ExplicitHashKey);
  const shard = stream.shardFor(key);
  const { clock, accountId } = streams.cloud;
  const isProvisioned = stream.settings.mode === 'PROVISIONED';
  const bytes = sizeOf(record);
  const isTaken = !isProvisioned || shard.throughput.admit(bytes, clock.now());
  streams.metrics.arrived(stream, shard, bytes, isTaken);
  if (!isTaken) {
    return { refused: rateExceeded(shard.id, stream.name, accountId) };
  }
  return { shard, sequenceNumber: stream.put(shard, PartitionKey, Data) };
}
