import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { item, type Plain, withOrders } from '../testing.ts';

const put = (number: number, more: Record<string, Plain> = {}, condition?: string) => ({
  Put: {
    TableName: 'Orders',
    Item: item({ customer: 'ada', number, ...more }),
    ...(condition && { ConditionExpression: condition }),
  },
});

async function stored(db: Awaited<ReturnType<typeof withOrders>>['db']) {
  const { Items = [] } = await db.Scan({ TableName: 'Orders' });
  return Items.map(({ number }) => Number(number?.N)).sort((a, b) => a - b);
}

test('all items are written', async () => {
  const { db } = await withOrders();
  await db.TransactWriteItems({ TransactItems: [put(1), put(2)] });
  await db.TransactWriteItems({
    TransactItems: [
      { Delete: { TableName: 'Orders', Key: item({ customer: 'ada', number: 1 }) } },
      {
        Update: {
          TableName: 'Orders',
          Key: item({ customer: 'ada', number: 3 }),
          UpdateExpression: 'SET amount = :t',
          ExpressionAttributeValues: item({ ':t': 7 }),
        },
      },
      {
        ConditionCheck: {
          TableName: 'Orders',
          Key: item({ customer: 'ada', number: 2 }),
          ConditionExpression: 'attribute_exists(customer)',
        },
      },
    ],
  });
  expect(await stored(db)).toEqual([2, 3]);
});

test('placeholders are taken where no expression could use them, and refused where one leaves them out', async () => {
  const { db } = await withOrders();
  const unused = {
    ExpressionAttributeNames: { '#unused': 'shelf' },
    ExpressionAttributeValues: item({ ':unused': 1 }),
  };
  const Key = item({ customer: 'ada', number: 2 });
  await db.TransactWriteItems({
    TransactItems: [
      { Put: { ...put(1).Put, ...unused } },
      { Delete: { TableName: 'Orders', Key, ...unused } },
    ],
  });
  expect(await stored(db)).toEqual([1]);

  const { ExpressionAttributeNames } = unused;
  const Get = { TableName: 'Orders', Key, ExpressionAttributeNames };
  expect(await db.TransactGetItems({ TransactItems: [{ Get }] })).toMatchObject({
    Responses: [{}],
  });

  const guarded = { ...put(3, {}, 'attribute_not_exists(customer)').Put, ExpressionAttributeNames };
  expect(await failure(db.TransactWriteItems({ TransactItems: [{ Put: guarded }] }))).toEqual({
    code: 'ValidationException',
    message: 'Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}',
  });
});

test('one condition that fails cancels everything, with a reason for each item in order', async () => {
  const { db } = await withOrders();
  await db.PutItem(put(2, { amount: 5 }).Put);
  const guarded = put(2, {}, 'attribute_not_exists(customer)');
  const call = db.TransactWriteItems({
    TransactItems: [
      put(1),
      { Put: { ...guarded.Put, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
      put(3),
    ],
  });
  expect(await failure(call)).toEqual({
    code: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]',
    CancellationReasons: [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: item({ customer: 'ada', number: 2, amount: 5 }),
      },
      { Code: 'None' },
    ],
  });
  expect(await stored(db)).toEqual([2]);
});

const EMPTY = 'The AttributeValue for a key attribute cannot contain an empty string value.';

test.each<[string, TransactWriteItem, string]>([
  ['the key of an item', put(1, { customer: '' }), `${EMPTY} Key: customer`],
  [
    'a key',
    { Delete: { TableName: 'Orders', Key: item({ customer: '', number: 1 }) } },
    `${EMPTY} Key: customer`,
  ],
  [
    'the key of an index',
    put(1, { status: '' }),
    `A value specified for a secondary index key is not supported. ${EMPTY} IndexName: by-status, IndexKey: status`,
  ],
  [
    'the key of an index, by an update,',
    {
      Update: {
        TableName: 'Orders',
        Key: item({ customer: 'ada', number: 1 }),
        UpdateExpression: 'SET placedAt = :none',
        ExpressionAttributeValues: item({ ':none': '' }),
      },
    },
    `The update expression attempted to update a secondary index key to a value that is not supported. ${EMPTY}`,
  ],
])('where %s is empty the request is refused, not cancelled', async (_, wrong, problem) => {
  const { db } = await withOrders();
  expect(await failure(db.TransactWriteItems({ TransactItems: [put(7), wrong] }))).toEqual({
    code: 'ValidationException',
    message: `One or more parameter values are not valid. ${problem}`,
  });
  expect(await stored(db)).toEqual([]);
});

test('a transaction doubles what a write to the table counts, not what those to indexes do', async () => {
  const { db } = await withOrders();
  const { ConsumedCapacity } = await db.TransactWriteItems({
    TransactItems: [put(1, { status: 'new', placedAt: '2026', note: 'x'.repeat(1500) })],
    ReturnConsumedCapacity: 'INDEXES',
  });
  const units = (CapacityUnits: number) => ({ CapacityUnits, WriteCapacityUnits: CapacityUnits });
  expect(ConsumedCapacity).toEqual([
    {
      TableName: 'Orders',
      ...units(6),
      Table: units(4),
      LocalSecondaryIndexes: { 'by-time': units(1) },
      GlobalSecondaryIndexes: { 'by-status': units(1) },
    },
  ]);
});

test('an item that does not fit its table cancels everything too', async () => {
  const { db } = await withOrders();
  const wrong = { Put: { TableName: 'Orders', Item: item({ customer: 'ada', number: 'x' }) } };
  expect(await failure(db.TransactWriteItems({ TransactItems: [put(1), wrong] }))).toEqual({
    code: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    CancellationReasons: [
      { Code: 'None' },
      {
        Code: 'ValidationError',
        Message:
          'One or more parameter values were invalid: Type mismatch for key number expected: N actual: S',
      },
    ],
  });
  expect(await stored(db)).toEqual([]);
});

test('after a key that does not fit, the other items are not looked at', async () => {
  const { db } = await withOrders();
  const wrong = { Put: { TableName: 'Orders', Item: item({ customer: 'ada' }) } };
  const TransactItems = [wrong, wrong, put(1, {}, 'attribute_exists(customer)')];
  expect(await failure(db.TransactWriteItems({ TransactItems }))).toMatchObject({
    CancellationReasons: [{ Code: 'ValidationError' }, { Code: 'None' }, { Code: 'None' }],
  });
});

test('a transaction brings along 4 MB at most; what it deletes does not count', async () => {
  const { db } = await withOrders();
  const numbers = Array.from({ length: 50 }, (_, number) => number);
  const large = numbers.map((number) => put(number, { note: 'x'.repeat(100_000) }));
  expect(await failure(db.TransactWriteItems({ TransactItems: large }))).toMatchObject({
    message: 'Transaction payload size cannot exceed 4 MB',
  });
  for (const { Put } of large) await db.PutItem(Put);
  const deletes = numbers.map((number) => ({
    Delete: { TableName: 'Orders', Key: item({ customer: 'ada', number }) },
  }));
  await db.TransactWriteItems({ TransactItems: deletes });
  expect(await stored(db)).toEqual([]);
});

test('the same token writes once, within ten minutes', async () => {
  const { db, cloud } = await withOrders();
  const add: TransactWriteItem = {
    Update: {
      TableName: 'Orders',
      Key: item({ customer: 'ada', number: 1 }),
      UpdateExpression: 'ADD amount :t',
      ExpressionAttributeValues: item({ ':t': 1 }),
    },
  };
  const request = { TransactItems: [add], ClientRequestToken: 'token' };
  const amount = async () => {
    const { Items } = await db.Scan({ TableName: 'Orders' });
    return Items![0]!.amount!.N;
  };
  await db.TransactWriteItems(request);
  await db.TransactWriteItems(request);
  expect(await amount()).toBe('1');
  expect(
    await failure(db.TransactWriteItems({ ...request, TransactItems: [add, put(2)] })),
  ).toEqual({
    code: 'IdempotentParameterMismatchException',
    message: 'The request uses the same client token as a previous, but non-identical request.',
  });
  await cloud.clock.advance(10 * 60 * 1000);
  await db.TransactWriteItems(request);
  expect(await amount()).toBe('2');
});

test('a repeated token counts as a read', async () => {
  const { db } = await withOrders();
  const request = {
    TransactItems: [put(1), put(2)],
    ClientRequestToken: 'token',
    ReturnConsumedCapacity: 'TOTAL' as const,
  };
  expect((await db.TransactWriteItems(request)).ConsumedCapacity).toEqual([
    { TableName: 'Orders', CapacityUnits: 4, WriteCapacityUnits: 4 },
  ]);
  expect((await db.TransactWriteItems(request)).ConsumedCapacity).toEqual([
    { TableName: 'Orders', CapacityUnits: 4, ReadCapacityUnits: 4 },
  ]);
});

test.each<[string, TransactWriteItem[], string]>([
  [
    'an item twice',
    [put(1), put(1)],
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    'an item without an action',
    [{}],
    'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request',
  ],
  [
    'a wrong expression',
    [put(1, {}, 'a = ')],
    'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "= "',
  ],
  [
    'no items',
    [],
    "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
])('%s is refused', async (_, TransactItems, message) => {
  const { db } = await withOrders();
  expect(await failure(db.TransactWriteItems({ TransactItems }))).toEqual({
    code: 'ValidationException',
    message,
  });
});

test('each action needs its own permission on its table, once', async () => {
  const { service } = await withOrders();
  const key = { TableName: 'Orders', Key: {} };
  const TransactItems: TransactWriteItem[] = [
    put(1),
    put(2),
    { ConditionCheck: { ...key, ConditionExpression: 'a = b' } },
    { Update: { ...key, UpdateExpression: 'REMOVE a' } },
    { Delete: { ...key, TableName: 'Others' } },
  ];
  const permissions = service.operations.TransactWriteItems.permissions(
    { TransactItems },
    {} as never,
  );
  const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table';
  const conditions = { 'dynamodb:EnclosingOperation': 'TransactWriteItems' };
  expect(permissions).toEqual([
    { action: 'dynamodb:PutItem', resource: `${arn}/Orders`, conditions },
    { action: 'dynamodb:ConditionCheckItem', resource: `${arn}/Orders`, conditions },
    { action: 'dynamodb:UpdateItem', resource: `${arn}/Orders`, conditions },
    { action: 'dynamodb:DeleteItem', resource: `${arn}/Others`, conditions },
  ]);
});

test.each([
  ['without a token', undefined],
  ['with tokens of their own', 'token'],
])(
  'of many transactions at once that put the same new item one alone does: %s',
  async (_, token) => {
    const { db } = await withOrders();
    const begun = Array.from({ length: 8 }, (_, index) =>
      db.TransactWriteItems({
        TransactItems: [put(1, { by: index }, 'attribute_not_exists(customer)'), put(10 + index)],
        ...(token && { ClientRequestToken: `${token}-${index}` }),
      }),
    );
    const ended = await Promise.allSettled(begun);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stored(db)).toHaveLength(2);
  },
);
