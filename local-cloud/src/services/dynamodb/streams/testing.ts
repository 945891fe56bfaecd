import type { CreateTableInput, StreamViewType } from '@aws-sdk/client-dynamodb';
import { callable, type FakeCloud, fakeCloud } from '../../testing.ts';
import { createDynamoDB } from '../index.ts';
import { createDynamoDBStreams } from './index.ts';

export const TABLE_ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/Mails';

/** Keyed by `id` (S). */
export const MAILS: CreateTableInput = {
  TableName: 'Mails',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};

/** The two services, on the clock of this cloud. */
export function streamsOf(cloud: FakeCloud, service = createDynamoDB(cloud)) {
  const db = callable(service);
  const streams = callable(createDynamoDBStreams(cloud, service.streams));
  const latest = async () =>
    (await db.DescribeTable({ TableName: 'Mails' })).Table!.LatestStreamArn!;
  const describe = async (StreamArn: string) =>
    (await streams.DescribeStream({ StreamArn })).StreamDescription;
  /** Where to read the shard of a stream: by default the table's latest, from its beginning. */
  const iterator = async (from: object = {}, arn?: string) => {
    const StreamArn = arn ?? (await latest());
    const [shard] = (await describe(StreamArn)).Shards;
    const asked = { ShardIteratorType: 'TRIM_HORIZON' as const, ...from };
    return (await streams.GetShardIterator({ StreamArn, ShardId: shard!.ShardId, ...asked }))
      .ShardIterator;
  };
  const records = async (from?: object, arn?: string) =>
    (await streams.GetRecords({ ShardIterator: await iterator(from, arn) })).Records;
  return { cloud, service, db, streams, latest, describe, iterator, records };
}

/** A table `Mails`, keyed by `id` (S), whose stream is enabled. */
export async function withStream(StreamViewType: StreamViewType | undefined) {
  const made = streamsOf(fakeCloud());
  await made.db.CreateTable({
    ...MAILS,
    ...(StreamViewType && { StreamSpecification: { StreamEnabled: true, StreamViewType } }),
  });
  const put = (plain: Record<string, string>) =>
    made.db.PutItem({ TableName: 'Mails', Item: texts(plain) });
  const remove = (id: string) => made.db.DeleteItem({ TableName: 'Mails', Key: { id: { S: id } } });
  const update = (StreamSpecification: {
    StreamEnabled: boolean;
    StreamViewType?: StreamViewType;
  }) => made.db.UpdateTable({ TableName: 'Mails', StreamSpecification });
  return { ...made, put, remove, update };
}

export function texts(plain: Record<string, string>) {
  return Object.fromEntries(Object.entries(plain).map(([name, S]) => [name, { S }]));
}
