import type { ShardFilter } from '@aws-sdk/client-kinesis';
import { invalidArgument } from './errors.ts';
import type { Shard } from './shard.ts';

/**
 * Whether ListShards gives a shard under its filter: those that are (AT) or are and come after
 * (FROM) what was open at a time. What comes after a shard's id is chosen by the page.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html
 *
 * @param horizon since when records are kept, in milliseconds
 */
export function isChosen(shard: Shard, filter: ShardFilter | undefined, horizon: number): boolean {
  switch (filter?.Type) {
    case 'AT_LATEST':
      return shard.closedAt === undefined;
    case 'AT_TRIM_HORIZON':
      return shard.origin.parents.length === 0 || wasOpen(shard, horizon);
    case 'AT_TIMESTAMP':
      return wasOpen(shard, timeOf(filter));
    case 'FROM_TIMESTAMP':
      return (shard.closedAt ?? Number.POSITIVE_INFINITY) > timeOf(filter);
    default:
      return true;
  }
}

/**
 * What a filter says beside its type is for that type alone.
 *
 * @throws InvalidArgumentException
 */
export function checkFilter({ Type, ShardId, Timestamp }: ShardFilter): void {
  checkGiven('ShardId', ShardId, Type, Type === 'AFTER_SHARD_ID');
  checkGiven('Timestamp', Timestamp, Type, Type === 'AT_TIMESTAMP' || Type === 'FROM_TIMESTAMP');
}

function checkGiven(
  name: string,
  value: unknown,
  type: string | undefined,
  isWanted: boolean,
): void {
  if ((value !== undefined) === isWanted) return;
  throw invalidArgument(`${name} must ${isWanted ? '' : 'not '}be provided for ${type}.`);
}

function wasOpen({ origin, closedAt = Number.POSITIVE_INFINITY }: Shard, time: number): boolean {
  return origin.createdAt <= time && closedAt > time;
}

function timeOf({ Timestamp }: ShardFilter): number {
  return Timestamp!.getTime();
}
