import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  ResourceNotFoundException,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDynamoDB } from '../src/services/dynamodb/index.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

const TableName = 'Accounts';
let served: ServedCloud;
let db: DynamoDBClient;

beforeEach(async () => {
  served = await serveCloud((cloud) => [createDynamoDB(cloud)]);
  db = new DynamoDBClient(served.config);
  await db.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'owner', AttributeType: 'S' },
        { AttributeName: 'number', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'owner', KeyType: 'HASH' },
        { AttributeName: 'number', KeyType: 'RANGE' },
      ],
    }),
  );
});
afterEach(() => served.gateway.close());

const key = (number: number) => ({ owner: { S: 'ada' }, number: { N: `${number}` } });
const thrown = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

test('the waiter of the SDK sees that a table is there', async () => {
  const { state } = await waitUntilTableExists(
    { client: db, minDelay: 1, maxWaitTime: 5 },
    { TableName },
  );
  expect(state).toBe('SUCCESS');
});

test('values of every type come back as they were put', async () => {
  const Item = {
    ...key(1),
    text: { S: 'grüße' },
    exact: { N: '12345678901234567890.12345678' },
    bytes: { B: new Uint8Array([0, 255]) },
    flags: { BOOL: false },
    nothing: { NULL: true },
    names: { SS: ['a', 'b'] },
    numbers: { NS: ['1', '2.5'] },
    blobs: { BS: [new Uint8Array([1])] },
    nested: { M: { list: { L: [{ S: 'x' }, { M: {} }] } } },
  };
  await db.send(new PutItemCommand({ TableName, Item }));
  const answer = await db.send(new GetItemCommand({ TableName, Key: key(1) }));
  expect(answer.Item).toEqual(Item);
});

test('errors arrive as the classes of the SDK, with their members', async () => {
  await db.send(new PutItemCommand({ TableName, Item: key(1) }));
  const put = {
    TableName,
    Item: key(1),
    ConditionExpression: 'attribute_not_exists(#o)',
    ExpressionAttributeNames: { '#o': 'owner' },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  const failed = await thrown(db.send(new PutItemCommand(put)));
  expect(failed).toBeInstanceOf(ConditionalCheckFailedException);
  expect(failed).toMatchObject({ message: 'The conditional request failed', Item: key(1) });

  const transaction = { TransactItems: [{ Put: { TableName, Item: key(2) } }, { Put: put }] };
  const cancelled = await thrown(db.send(new TransactWriteItemsCommand(transaction)));
  expect(cancelled).toBeInstanceOf(TransactionCanceledException);
  expect(cancelled).toMatchObject({
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: key(1) }],
  });

  const missing = await thrown(db.send(new GetItemCommand({ TableName: 'Nowhere', Key: key(1) })));
  expect(missing).toBeInstanceOf(ResourceNotFoundException);
});

test('a transaction without a token of the caller gets one from the SDK', async () => {
  const update = {
    TableName,
    Key: key(1),
    UpdateExpression: 'ADD visits :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };
  const command = () => new TransactWriteItemsCommand({ TransactItems: [{ Update: update }] });
  await db.send(command());
  await db.send(command());
  const { Attributes } = await db.send(
    new UpdateItemCommand({ ...update, ReturnValues: 'UPDATED_NEW' }),
  );
  expect(Attributes).toEqual({ visits: { N: '3' } });
});

test('the paginators of the SDK find every item', async () => {
  for (let start = 0; start < 100; start += 25) {
    const requests = Array.from({ length: 25 }, (_, index) => ({
      PutRequest: { Item: { ...key(start + index), note: { S: 'x'.repeat(20_000) } } },
    }));
    await db.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  }
  const numbers: number[] = [];
  const query = {
    TableName,
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':o': { S: 'ada' } },
  };
  let pages = 0;
  for await (const page of paginateQuery({ client: db }, query)) {
    pages += 1;
    numbers.push(...(page.Items ?? []).map(({ number }) => Number(number?.N)));
  }
  expect(pages).toBe(2);
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => index));

  let count = 0;
  const scan = { TableName, Limit: 30 };
  for await (const page of paginateScan({ client: db }, scan)) count += page.Count ?? 0;
  expect(count).toBe(100);
});
