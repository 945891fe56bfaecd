import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { FIRST, withStream } from './testing.ts';

const orders = { StreamName: 'orders' };
const shardIds = (shards: readonly { ShardId?: string | undefined }[] | undefined) =>
  shards?.map(({ ShardId }) => Number(ShardId!.slice(-3)));

test('a shard that is split keeps its records, ends, and names its children', async () => {
  const { kinesis, put, iterator, read, cloud, texts } = await withStream();
  await put('old');
  const middle = String(2n ** 127n);
  await kinesis.SplitShard({ ...orders, ShardToSplit: FIRST, NewStartingHashKey: middle });
  const { StreamDescriptionSummary } = await kinesis.DescribeStreamSummary(orders);
  expect(StreamDescriptionSummary).toMatchObject({ StreamStatus: 'UPDATING', OpenShardCount: 2 });
  const { ShardId } = await put('new', { ExplicitHashKey: '0' });
  expect(ShardId).toBe('shardId-000000000001');
  const { Shards } = await kinesis.ListShards(orders);
  expect(Shards?.map(({ ParentShardId }) => ParentShardId)).toEqual([undefined, FIRST, FIRST]);
  expect(Shards?.[0]?.SequenceNumberRange?.EndingSequenceNumber).toMatch(/^\d{56}$/);
  const last = await read(await iterator('TRIM_HORIZON'));
  expect(last.texts).toEqual(['old']);
  expect(last.NextShardIterator).toBeUndefined();
  expect(last.ChildShards).toMatchObject([
    { ShardId: 'shardId-000000000001', ParentShards: [FIRST] },
    { ShardId: 'shardId-000000000002', HashKeyRange: { StartingHashKey: middle } },
  ]);
  expect(await texts(ShardId)).toEqual(['new']);
  await cloud.clock.advance(24 * 3_600_000);
  expect(shardIds((await kinesis.ListShards(orders)).Shards)).toEqual([0, 1, 2]);
  await cloud.clock.advance(1);
  expect(shardIds((await kinesis.ListShards(orders)).Shards)).toEqual([1, 2]);
});

test('neighbours are merged, and others are not', async () => {
  const { kinesis, cloud } = await withStream(3);
  const merge = (a: number, b: number) =>
    kinesis.MergeShards({
      ...orders,
      ShardToMerge: `shardId-00000000000${a}`,
      AdjacentShardToMerge: `shardId-00000000000${b}`,
    });
  expect(await failure(merge(0, 2))).toMatchObject({
    code: 'InvalidArgumentException',
    message: expect.stringContaining('are not an adjacent pair of shards eligible for merging'),
  });
  await merge(1, 0);
  expect((await failure(merge(2, 3))).code).toBe('ResourceInUseException');
  await cloud.clock.advance(1000);
  const { Shards } = await kinesis.ListShards(orders);
  expect(Shards?.[3]).toMatchObject({
    ParentShardId: 'shardId-000000000001',
    AdjacentParentShardId: FIRST,
    HashKeyRange: { StartingHashKey: '0' },
  });
  expect((await failure(merge(0, 2))).code).toBe('ResourceNotFoundException');
});

test('a number of shards is reached by splits and merges, from half to twice as many', async () => {
  const { kinesis, cloud } = await withStream(2);
  const scale = (TargetShardCount: number) =>
    kinesis.UpdateShardCount({ ...orders, TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
  expect((await failure(scale(5))).code).toBe('InvalidArgumentException');
  expect(await scale(4)).toMatchObject({ CurrentShardCount: 2, TargetShardCount: 4 });
  await cloud.clock.advance(1000);
  const open = async () => {
    const { Shards } = await kinesis.ListShards({ ...orders, ShardFilter: { Type: 'AT_LATEST' } });
    return Shards!.map(({ HashKeyRange }) => BigInt(HashKeyRange!.StartingHashKey!));
  };
  expect(await open()).toEqual([0n, 1n, 2n, 3n].map((quarter) => quarter * 2n ** 126n));
  expect((await failure(scale(1))).code).toBe('InvalidArgumentException');
  await scale(2);
  expect(await open()).toEqual([0n, 2n ** 127n]);
});

test('shards are listed a page at a time, and by the time at which they were open', async () => {
  const { kinesis, cloud } = await withStream();
  const Timestamp = new Date(cloud.clock.now());
  await cloud.clock.advance(1000);
  const NewStartingHashKey = String(2n ** 127n);
  await kinesis.SplitShard({ ...orders, ShardToSplit: FIRST, NewStartingHashKey });
  const list = async (more: object) =>
    shardIds((await kinesis.ListShards({ ...orders, ...more })).Shards);
  const filter = (Type: string, more: object = {}) => list({ ShardFilter: { Type, ...more } });
  expect(await filter('AT_TRIM_HORIZON')).toEqual([0]);
  expect(await filter('FROM_TRIM_HORIZON')).toEqual([0, 1, 2]);
  expect(await filter('AT_TIMESTAMP', { Timestamp })).toEqual([0]);
  expect(await filter('FROM_TIMESTAMP', { Timestamp })).toEqual([0, 1, 2]);
  expect(await filter('AFTER_SHARD_ID', { ShardId: FIRST })).toEqual([1, 2]);
  const { NextToken } = await kinesis.ListShards({ ...orders, MaxResults: 2 });
  expect(shardIds((await kinesis.ListShards({ NextToken })).Shards)).toEqual([2]);
  await cloud.clock.advance(300_001);
  expect((await failure(kinesis.ListShards({ NextToken }))).code).toBe('ExpiredNextTokenException');
});

test.each([
  [{ Type: 'AFTER_SHARD_ID' }, 'ShardId must be provided for AFTER_SHARD_ID.'],
  [{ Type: 'AT_LATEST', ShardId: FIRST }, 'ShardId must not be provided for AT_LATEST.'],
  [{ Type: 'FROM_TIMESTAMP' }, 'Timestamp must be provided for FROM_TIMESTAMP.'],
  [
    { Type: 'AT_TRIM_HORIZON', Timestamp: new Date(0) },
    'Timestamp must not be provided for AT_TRIM_HORIZON.',
  ],
] as const)('shards are not listed by %j', async (ShardFilter, message) => {
  const { kinesis } = await withStream();
  expect(await failure(kinesis.ListShards({ ...orders, ShardFilter }))).toMatchObject({ message });
});
