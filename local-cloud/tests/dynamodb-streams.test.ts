import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDynamoDB } from '../src/services/dynamodb/index.ts';
import { createDynamoDBStreams } from '../src/services/dynamodb/streams/index.ts';
import { signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

/** What answers hold, of all operations together. */
interface Body {
  readonly __type: string;
  readonly StreamDescription: { readonly Shards: { readonly ShardId: string }[] };
  readonly ShardIterator: string;
  readonly Records: { readonly dynamodb: object }[];
  readonly NextShardIterator: string;
}

let served: ServedCloud;
let db: DynamoDBClient;

beforeAll(async () => {
  served = await serveCloud((cloud) => {
    const dynamoDB = createDynamoDB(cloud);
    return [dynamoDB, createDynamoDBStreams(cloud, dynamoDB.streams)];
  });
  db = new DynamoDBClient(served.config);
});

afterAll(async () => {
  await served.gateway.close();
});

/** As clients of DynamoDB Streams send it: they sign as DynamoDB. */
async function call(operation: string, input: object): Promise<{ status: number; body: Body }> {
  const response = await fetch(served.gateway.endpoint, {
    method: 'POST',
    headers: {
      authorization: signedFor('dynamodb'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

test('a stream is read over the wire, from the table’s description to its records', async () => {
  const { TableDescription } = await db.send(
    new CreateTableCommand({
      ...{ TableName: 'Notes', BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  const StreamArn = TableDescription!.LatestStreamArn!;
  const picture = { B: new Uint8Array([1, 2, 3]) };
  const Item = { id: { S: 'a' }, count: { N: '1.50' }, picture, tags: { SS: ['y', 'x'] } };
  await db.send(new PutItemCommand({ TableName: 'Notes', Item }));
  const listed = await call('ListStreams', { TableName: 'Notes' });
  const StreamLabel = '2030-01-01T00:00:00.000';
  expect(listed.body).toEqual({ Streams: [{ StreamArn, StreamLabel, TableName: 'Notes' }] });
  const { StreamDescription } = (await call('DescribeStream', { StreamArn })).body;
  expect(StreamDescription).toMatchObject({
    CreationRequestDateTime: Date.UTC(2030, 0, 1) / 1000,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  const { ShardId } = StreamDescription.Shards[0]!;
  const begin = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
  const { ShardIterator } = (await call('GetShardIterator', begin)).body;
  const { status, body } = await call('GetRecords', { ShardIterator });
  expect(status).toBe(200);
  expect(body.Records[0]!.dynamodb).toEqual({
    ApproximateCreationDateTime: Date.UTC(2030, 0, 1) / 1000,
    Keys: { id: { S: 'a' } },
    NewImage: {
      id: { S: 'a' },
      count: { N: '1.5' },
      picture: { B: 'AQID' },
      tags: { SS: ['x', 'y'] },
    },
    SequenceNumber: expect.any(String),
    SizeBytes: expect.any(Number),
    StreamViewType: 'NEW_IMAGE',
  });
  expect(body.NextShardIterator).toMatch(`${StreamArn}|1|`);
});

test('errors and what is not served are named', async () => {
  const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/Notes/stream/2000-01-01T00:00:00.000';
  expect(await call('DescribeStream', { StreamArn: arn })).toEqual({
    status: 400,
    body: {
      __type: 'com.amazonaws.dynamodbstreams#ResourceNotFoundException',
      message: `Requested resource not found: Stream: ${arn} not found`,
    },
  });
  expect(await call('GetRecords', {})).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("Value null at 'shardIterator'") },
  });
  expect((await call('PutRecord', {})).body.__type).toBe('UnknownOperationException');
});
