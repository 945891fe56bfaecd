import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  PutRecordCommand,
  PutRecordsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKinesis } from '../src/services/kinesis/index.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

let served: ServedCloud;
let kinesis: KinesisClient;

beforeAll(async () => {
  served = await serveCloud((cloud) => [createKinesis(cloud)]);
  kinesis = new KinesisClient(served.config);
  await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }));
  await served.cloud.clock.advance(1000);
});
afterAll(() => {
  kinesis.destroy();
  return served.gateway.close();
});

test('the SDK, which speaks HTTP/2 to Kinesis, gets back what it put', async () => {
  const Data = Buffer.from('grüße');
  const put = { StreamName: 'orders', PartitionKey: 'a' };
  const first = await kinesis.send(new PutRecordCommand({ ...put, Data }));
  const entries = [
    { PartitionKey: 'b', Data: new Uint8Array([0, 1, 255]) },
    { PartitionKey: 'c', Data: new Uint8Array() },
  ];
  const { FailedRecordCount } = await kinesis.send(
    new PutRecordsCommand({ StreamName: 'orders', Records: entries }),
  );
  expect(FailedRecordCount).toBe(0);
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      StreamName: 'orders',
      ShardId: first.ShardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      StartingSequenceNumber: first.SequenceNumber,
    }),
  );
  const { Records } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records?.map(({ PartitionKey }) => PartitionKey)).toEqual(['a', 'b', 'c']);
  expect(Records?.map(({ Data: data }) => [...data!])).toEqual([[...Data], [0, 1, 255], []]);
  expect(Records?.[0]?.ApproximateArrivalTimestamp).toEqual(new Date(served.cloud.clock.now()));
});

test('the SDK knows the errors by their classes', async () => {
  const call = kinesis.send(new DescribeStreamCommand({ StreamName: 'none' }));
  await expect(call).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(call).rejects.toThrow('Stream none under account 123456789012 not found.');
});
