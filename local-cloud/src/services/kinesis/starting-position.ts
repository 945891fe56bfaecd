import type { GetShardIteratorInput } from '@aws-sdk/client-kinesis';
import type { Cloud } from '../../core/service.ts';
import { invalidArgument } from './errors.ts';
import { partsOf } from './sequence-number.ts';
import type { Shard } from './shard.ts';

type Asked = Pick<
  GetShardIteratorInput,
  'ShardIteratorType' | 'StartingSequenceNumber' | 'Timestamp'
>;

/** The sequence number from which on an operation reads. Throws InvalidArgumentException. */
export function positionOf(
  asked: Asked,
  stream: string,
  shard: Shard,
  cloud: Cloud,
  operation: 'GetShardIterator' | 'SubscribeToShard' = 'GetShardIterator',
): bigint {
  const { ShardIteratorType: type, StartingSequenceNumber: number } = asked;
  const isByNumber = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
  if (type !== 'AT_TIMESTAMP' && isByNumber !== (number !== undefined)) throw mismatch(asked);
  switch (type) {
    case 'TRIM_HORIZON':
      return shard.start;
    case 'LATEST':
      return shard.next;
    case 'AT_TIMESTAMP':
      return since(asked.Timestamp, shard, cloud.clock.now());
    default: {
      const of = `shard ${shard.id} in stream ${stream} under account ${cloud.accountId}`;
      const used = `StartingSequenceNumber ${number} used in ${operation} on ${of}`;
      const at = numberIn(number!, shard, used);
      return type === 'AT_SEQUENCE_NUMBER' ? at : at + 1n;
    }
  }
}

function mismatch({ ShardIteratorType: type, StartingSequenceNumber: number }: Asked) {
  return invalidArgument(
    'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or ' +
      `(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and ` +
      `${number === undefined ? 'no' : 'also a'} StartingSequenceNumber.`,
  );
}

function since(timestamp: Date | undefined, shard: Shard, now: number): bigint {
  if (timestamp === undefined) {
    throw invalidArgument(
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
    );
  }
  const time = timestamp.getTime();
  if (time > now) {
    throw invalidArgument(
      'The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. ' +
        `timestampInMillis: ${time}, currentTimestampInMillis: ${now}`,
    );
  }
  return shard.since(time) ?? shard.next;
}

/** A number that the shard gave, or 0, which comes before all of them. */
function numberIn(text: string, shard: Shard, used: string): bigint {
  const number = BigInt(text);
  if (number === 0n) return number;
  const parts = partsOf(number);
  if (parts === undefined) throw invalidArgument(`${used} is invalid.`);
  if (parts.shard !== shard.origin.number) {
    throw invalidArgument(
      `Invalid StartingSequenceNumber. It encodes shardId-${String(parts.shard).padStart(12, '0')}, ` +
        `while it was used in a call to a shard with ${shard.id}`,
    );
  }
  if (parts.createdAt !== Math.floor(shard.origin.createdAt / 1000) * 1000) {
    throw invalidArgument(`${used} is invalid because it did not come from this stream.`);
  }
  return number;
}
