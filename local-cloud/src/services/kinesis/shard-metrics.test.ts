import { expect, test } from 'vitest';
import { afterLoad, callable, failure } from '../testing.ts';
import { createKinesis } from './index.ts';
import { FIRST, withStream } from './testing.ts';

const orders = { StreamName: 'orders' };

test('what is enabled of the shards is told, and takes a second', async () => {
  const { kinesis, cloud } = await withStream();
  const enable = (...ShardLevelMetrics: string[]) =>
    kinesis.EnableEnhancedMonitoring({ ...orders, ShardLevelMetrics } as never);
  expect(await enable('IncomingRecords')).toEqual({
    StreamName: 'orders',
    StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders',
    CurrentShardLevelMetrics: [],
    DesiredShardLevelMetrics: ['IncomingRecords'],
  });
  expect(await failure(enable('ALL'))).toMatchObject({ code: 'ResourceInUseException' });
  await cloud.clock.advance(1000);
  const all = await enable('ALL');
  expect(all).toMatchObject({ CurrentShardLevelMetrics: ['IncomingRecords'] });
  expect(all.DesiredShardLevelMetrics).toHaveLength(7);
  await cloud.clock.advance(1000);
  const left = await kinesis.DisableEnhancedMonitoring({
    ...orders,
    ShardLevelMetrics: ['OutgoingBytes', 'OutgoingRecords', 'IncomingBytes', 'IncomingRecords'],
  });
  const { StreamDescription } = await kinesis.DescribeStream(orders);
  expect(StreamDescription!.EnhancedMonitoring).toEqual([
    { ShardLevelMetrics: left.DesiredShardLevelMetrics },
  ]);
  expect(left.DesiredShardLevelMetrics).toHaveLength(3);
});

test('a metric that there is not is refused', async () => {
  const { kinesis } = await withStream();
  const call = kinesis.EnableEnhancedMonitoring({
    ...orders,
    ShardLevelMetrics: ['Incoming'],
  } as never);
  expect(await failure(call)).toMatchObject({ code: 'ValidationException' });
});

test('only what is enabled is measured of each shard, also after a load', async () => {
  const before = await withStream();
  await before.kinesis.EnableEnhancedMonitoring({
    ...orders,
    ShardLevelMetrics: ['IncomingBytes', 'OutgoingRecords', 'WriteProvisionedThroughputExceeded'],
  });
  await before.cloud.clock.advance(1000);
  const { cloud, service } = afterLoad(before, createKinesis);
  const kinesis = callable(service);
  const Data = new Uint8Array(2 ** 20 - 1);
  const put = { ...orders, PartitionKey: 'k', Data };
  await kinesis.PutRecord(put);
  expect(await failure(kinesis.PutRecord(put))).toMatchObject({
    code: 'ProvisionedThroughputExceededException',
  });
  const { ShardIterator } = await kinesis.GetShardIterator({
    ...orders,
    ShardId: FIRST,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  await kinesis.GetRecords({ ShardIterator });
  const ofShard = cloud.measured
    .filter(({ dimensions }) => dimensions.ShardId === FIRST)
    .map(({ name, value }) => [name, value]);
  expect(ofShard).toEqual([
    ['WriteProvisionedThroughputExceeded', 0],
    ['IncomingBytes', 2 ** 20],
    ['WriteProvisionedThroughputExceeded', 1],
    ['OutgoingRecords', 1],
  ]);
});
