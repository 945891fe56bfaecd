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
import { cbor, tag } from '@smithy/core/cbor';
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

/** A call as the SDKs for Java make it: CBOR with times in milliseconds, over HTTP/1.1. */
async function callByCbor(operation: string, input: object) {
  const scope = 'AKIDEXAMPLE/20300101/us-east-1/kinesis/aws4_request';
  const response = await fetch(served.config.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-cbor-1.1',
      'x-amz-target': `Kinesis_20131202.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
    },
    body: Buffer.from(cbor.serialize(input)),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status, headers } = response;
  return { status, type: headers.get('content-type'), body: cbor.deserialize(bytes) };
}

test('the SDKs for Java speak CBOR', async () => {
  const now = served.cloud.clock.now();
  const Data = new Uint8Array([1, 2]);
  await callByCbor('PutRecord', { StreamName: 'orders', PartitionKey: 'j', Data });
  const { body: begun } = await callByCbor('GetShardIterator', {
    StreamName: 'orders',
    ShardId: 'shardId-000000000000',
    ShardIteratorType: 'AT_TIMESTAMP',
    Timestamp: tag({ tag: 1, value: now }),
  });
  const { ShardIterator } = begun;
  const { status, type, body } = await callByCbor('GetRecords', { ShardIterator });
  expect({ status, type }).toEqual({ status: 200, type: 'application/x-amz-cbor-1.1' });
  const record = body.Records.at(-1);
  expect([...record.Data]).toEqual([1, 2]);
  expect(record.ApproximateArrivalTimestamp).toMatchObject({ tag: 1, value: now });
  expect(await callByCbor('DescribeStream', { StreamName: 'none' })).toMatchObject({
    status: 400,
    body: {
      __type: 'ResourceNotFoundException',
      message: 'Stream none under account 123456789012 not found.',
    },
  });
});
