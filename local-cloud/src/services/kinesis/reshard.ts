import { AwsError } from '../../core/errors.ts';
import type { Principal } from '../../core/service.ts';
import type { Shard } from './shard.ts';
import type { Stream } from './stream.ts';
import type { Streams } from './streams.ts';

/** A shard that takes records. Throws ResourceNotFoundException. */
export function openShard(stream: Stream, id: string, account: string): Shard {
  const shard = stream.openShards.find((open) => open.id === id);
  if (shard !== undefined) return shard;
  const message = `Could not find shard ${id} in stream ${stream.name} under account ${account}.`;
  throw new AwsError('ResourceNotFoundException', message);
}

/** Whether the hash keys of one begin where those of the other end. */
export function areAdjacent(a: Shard, b: Shard): boolean {
  const [one, other] = [a.origin.range, b.origin.range];
  return one.to + 1n === other.from || other.to + 1n === one.from;
}

/** Has the shards changed; who reads them is told that there may be no more to come. */
export function reshard(
  streams: Streams,
  stream: Stream,
  shards: readonly Shard[],
  principal: Principal,
  change: () => void,
): void {
  change();
  streams.begin(stream, 'UPDATING', principal);
  for (const shard of shards) streams.tell(stream, shard);
}

/** Splits the largest shards in their middle, or merges the smallest neighbours, one after another. */
export function scale(stream: Stream, count: number): void {
  while (stream.openShards.length < count) splitLargest(stream);
  while (stream.openShards.length > count) mergeSmallest(stream);
}

const sizeOf = ({ origin: { range } }: Shard) => range.to - range.from;

function splitLargest(stream: Stream): void {
  const largest = stream.openShards.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
  const { from } = largest.origin.range;
  stream.split(largest, from + sizeOf(largest) / 2n + 1n);
}

function mergeSmallest(stream: Stream): void {
  const shards = stream.openShards.sort((a, b) =>
    a.origin.range.from < b.origin.range.from ? -1 : 1,
  );
  const pairs = shards.slice(1).map((shard, index) => [shards[index]!, shard] as const);
  const size = ([a, b]: readonly [Shard, Shard]) => sizeOf(a) + sizeOf(b);
  const [one, other] = pairs.reduce((a, b) => (size(b) < size(a) ? b : a));
  stream.merge(one, other);
}
