import { describe, expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { item, type Plain, withOrders } from '../testing.ts';

const key = (number: number) => item({ customer: 'ada', number });

describe('BatchWriteItem', () => {
  test('puts and deletes', async () => {
    const { db } = await withOrders();
    await db.BatchWriteItem({
      RequestItems: { Orders: [1, 2].map((number) => ({ PutRequest: { Item: key(number) } })) },
    });
    const { UnprocessedItems } = await db.BatchWriteItem({
      RequestItems: {
        Orders: [{ DeleteRequest: { Key: key(1) } }, { PutRequest: { Item: key(3) } }],
      },
    });
    const { Items } = await db.Scan({ TableName: 'Orders' });
    expect(UnprocessedItems).toEqual({});
    expect(Items!.map(({ number }) => number!.N).sort()).toEqual(['2', '3']);
  });

  test.each([
    ['an item twice', [1, 1], 'Provided list of item keys contains duplicates'],
    [
      'more than 25 requests',
      Array.from({ length: 26 }, (_, index) => index),
      expect.stringContaining('Member must have length less than or equal to 25'),
    ],
  ])('refuses %s, and writes nothing', async (_, numbers, message) => {
    const { db } = await withOrders();
    const Orders = numbers.map((number) => ({ PutRequest: { Item: key(number) } }));
    expect(await failure(db.BatchWriteItem({ RequestItems: { Orders } }))).toEqual({
      code: 'ValidationException',
      message,
    });
    expect(await db.Scan({ TableName: 'Orders' })).toMatchObject({ Count: 0 });
  });
});

test.each([
  ['of another type', { customer: 'ada', number: '1' }],
  ['that is missing', { customer: 'ada' }],
])('BatchWriteItem tells a part of a key %s less precisely than PutItem', async (_, plain) => {
  const { db } = await withOrders();
  const Orders = [{ PutRequest: { Item: item(plain as Record<string, Plain>) } }];
  expect(await failure(db.BatchWriteItem({ RequestItems: { Orders } }))).toEqual({
    code: 'ValidationException',
    message: 'The provided key element does not match the schema',
  });
});

test('a table that is called by its ARN is called so in the answers', async () => {
  const { db } = await withOrders();
  const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/Orders';
  const asked = { ReturnConsumedCapacity: 'TOTAL', ReturnItemCollectionMetrics: 'SIZE' } as const;
  const { ReturnConsumedCapacity } = asked;
  const Item = { ...key(1), placedAt: { S: '2026' } };
  const write = await db.BatchWriteItem({
    RequestItems: { [arn]: [{ PutRequest: { Item } }] },
    ...asked,
  });
  const read = await db.BatchGetItem({
    RequestItems: { [arn]: { Keys: [key(1)] } },
    ReturnConsumedCapacity,
  });
  const scan = await db.Scan({ TableName: arn, ReturnConsumedCapacity });
  const transacted = await db.TransactWriteItems({
    TransactItems: [{ Put: { TableName: arn, Item } }],
    ...asked,
  });
  expect(Object.keys(read.Responses!)).toEqual([arn]);
  expect(Object.keys(write.ItemCollectionMetrics!)).toEqual([arn]);
  const capacities = [write, read, transacted].flatMap((answer) => answer.ConsumedCapacity ?? []);
  for (const { TableName } of [...capacities, scan.ConsumedCapacity!]) expect(TableName).toBe(arn);
  expect(capacities).toHaveLength(3);
});

describe('BatchGetItem', () => {
  test('says what the request gets wrong before it looks for a table', async () => {
    const { db } = await withOrders();
    const Keys = [key(1)];
    const unused = {
      Keys,
      ProjectionExpression: 'amount',
      ExpressionAttributeNames: { '#n': 'n' },
    };
    expect(await failure(db.BatchGetItem({ RequestItems: { Nowhere: unused } }))).toEqual({
      code: 'ValidationException',
      message: 'Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}',
    });
  });

  test('takes one kind of projection for all tables', async () => {
    const { db } = await withOrders();
    const Keys = [key(1)];
    const RequestItems = {
      Orders: { Keys, ProjectionExpression: 'amount' },
      Others: { Keys, AttributesToGet: ['amount'] },
    };
    expect(await failure(db.BatchGetItem({ RequestItems }))).toEqual({
      code: 'ValidationException',
      message:
        'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    });
  });

  test('answers what is there, by table', async () => {
    const { db } = await withOrders();
    await db.PutItem({ TableName: 'Orders', Item: { ...key(1), amount: { N: '5' } } });
    const { Responses, UnprocessedKeys } = await db.BatchGetItem({
      RequestItems: { Orders: { Keys: [key(1), key(2)], ProjectionExpression: 'amount' } },
    });
    expect(Responses).toEqual({ Orders: [{ amount: { N: '5' } }] });
    expect(UnprocessedKeys).toEqual({});
  });

  test('leaves for another call what does not fit into 16 MB', async () => {
    const { db } = await withOrders();
    for (let number = 0; number < 50; number++) {
      const note = { S: 'x'.repeat(400_000) };
      await db.PutItem({ TableName: 'Orders', Item: { ...key(number), note } });
    }
    const Keys = Array.from({ length: 50 }, (_, number) => key(number));
    const { Responses, UnprocessedKeys } = await db.BatchGetItem({
      RequestItems: { Orders: { Keys } },
    });
    expect(Responses!.Orders).toHaveLength(41);
    expect(UnprocessedKeys!.Orders!.Keys).toEqual(Keys.slice(41));
  });

  test('refuses no keys, and more than a hundred of a table', async () => {
    const { db } = await withOrders();
    const message = async (keys: number) => {
      const Keys = Array.from({ length: keys }, (_, number) => key(number));
      return (await failure(db.BatchGetItem({ RequestItems: { Orders: { Keys } } }))).message;
    };
    const bound =
      "1 validation error detected: Value at 'RequestItems.Orders.member.Keys' failed to satisfy constraint: Member must have length";
    expect(await message(0)).toBe(`${bound} greater than or equal to 1`);
    expect(await message(101)).toBe(`${bound} less than or equal to 100`);
    expect((await failure(db.BatchGetItem({ RequestItems: {} }))).message).toBe(
      'The requestItems parameter is required for BatchGetItem',
    );
  });

  test('refuses a key twice', async () => {
    const { db } = await withOrders();
    const RequestItems = { Orders: { Keys: [key(1), key(1)] } };
    expect(await failure(db.BatchGetItem({ RequestItems }))).toMatchObject({
      message: 'Provided list of item keys contains duplicates',
    });
  });
});

describe('TransactGetItems', () => {
  test('tells no item that has nothing of what is asked', async () => {
    const { db } = await withOrders();
    await db.PutItem({ TableName: 'Orders', Item: key(1) });
    const Get = { TableName: 'Orders', Key: key(1), ProjectionExpression: 'amount' };
    const { Responses } = await db.TransactGetItems({ TransactItems: [{ Get }] });
    expect(Responses).toEqual([{}]);
  });

  test('answers in the order of the request, empty where there is nothing', async () => {
    const { db } = await withOrders();
    await db.PutItem({ TableName: 'Orders', Item: key(2) });
    const { Responses, ConsumedCapacity } = await db.TransactGetItems({
      TransactItems: [1, 2].map((number) => ({ Get: { TableName: 'Orders', Key: key(number) } })),
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect(Responses).toEqual([{}, { Item: key(2) }]);
    expect(ConsumedCapacity).toEqual([
      { TableName: 'Orders', CapacityUnits: 4, ReadCapacityUnits: 4 },
    ]);
  });

  test('refuses a key twice', async () => {
    const { db } = await withOrders();
    const Get = { TableName: 'Orders', Key: key(1) };
    expect(await failure(db.TransactGetItems({ TransactItems: [{ Get }, { Get }] }))).toEqual({
      code: 'ValidationException',
      message: 'Transaction request cannot include multiple operations on one item',
    });
  });

  test('is cancelled by a key that does not fit', async () => {
    const { db } = await withOrders();
    const Key = item({ customer: 'ada' });
    const TransactItems = [{ Get: { TableName: 'Orders', Key } }];
    expect(await failure(db.TransactGetItems({ TransactItems }))).toMatchObject({
      code: 'TransactionCanceledException',
      CancellationReasons: [
        {
          Code: 'ValidationError',
          Message: 'The provided key element does not match the schema',
        },
      ],
    });
  });
});
