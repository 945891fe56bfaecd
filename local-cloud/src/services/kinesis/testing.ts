import type { GetShardIteratorInput } from '@aws-sdk/client-kinesis';
import { callable, fakeCloud } from '../testing.ts';
import { createKinesis } from './index.ts';

/** A Kinesis of its own, on a frozen clock, with what it measured. */
export function freshKinesis() {
  const cloud = fakeCloud();
  const service = createKinesis(cloud);
  return { cloud, service, kinesis: callable(service), measured: cloud.measured };
}

export const FIRST = 'shardId-000000000000';

/** With an active stream `orders`. */
export async function withStream(shards = 1, more: object = {}) {
  const fresh = freshKinesis();
  await fresh.kinesis.CreateStream({ StreamName: 'orders', ShardCount: shards, ...more });
  await fresh.cloud.clock.advance(1000);
  return { ...fresh, ...readerOf(fresh.kinesis) };
}

/** Puts and reads text in the stream `orders`. */
export function readerOf(kinesis: ReturnType<typeof freshKinesis>['kinesis']) {
  const put = (text: string, more: object = {}) =>
    kinesis.PutRecord({
      StreamName: 'orders',
      PartitionKey: text,
      Data: Buffer.from(text),
      ...more,
    });
  const iterator = async (
    type: NonNullable<GetShardIteratorInput['ShardIteratorType']>,
    more: object = {},
  ) => {
    const { ShardIterator } = await kinesis.GetShardIterator({
      StreamName: 'orders',
      ShardId: FIRST,
      ShardIteratorType: type,
      ...more,
    });
    return ShardIterator!;
  };
  const read = async (ShardIterator: string, more: object = {}) => {
    const answer = await kinesis.GetRecords({ ShardIterator, ...more });
    return { ...answer, texts: answer.Records!.map(({ Data }) => Buffer.from(Data!).toString()) };
  };
  /** All that is in a shard. */
  const texts = async (ShardId = FIRST) =>
    (await read(await iterator('TRIM_HORIZON', { ShardId }))).texts;
  return { put, iterator, read, texts };
}
