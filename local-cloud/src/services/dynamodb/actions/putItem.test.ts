import { expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { item, withOrders } from '../testing.ts';

const order = { customer: 'ada', number: 1, amount: 5 };

test('an item is stored whole and replaced whole', async () => {
  const { db } = await withOrders();
  await db.PutItem({ TableName: 'Orders', Item: item({ ...order, note: 'x' }) });
  const { Attributes } = await db.PutItem({
    TableName: 'Orders',
    Item: item(order),
    ReturnValues: 'ALL_OLD',
  });
  const { Item } = await db.GetItem({
    TableName: 'Orders',
    Key: item({ customer: 'ada', number: 1 }),
  });
  expect(Attributes).toEqual(item({ ...order, note: 'x' }));
  expect(Item).toEqual(item(order));
});

test('a condition that fails leaves everything as it was, and can show the item', async () => {
  const { db } = await withOrders();
  await db.PutItem({ TableName: 'Orders', Item: item(order) });
  const conditional = {
    TableName: 'Orders',
    Item: item({ ...order, amount: 9 }),
    ConditionExpression: 'attribute_not_exists(customer)',
  };
  expect(await failure(db.PutItem(conditional))).toEqual({
    code: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
  });
  expect(
    await failure(db.PutItem({ ...conditional, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })),
  ).toMatchObject({ Item: item(order) });
});

test('what a caller does to an answer does not change what is stored', async () => {
  const { db } = await withOrders();
  const given = item({ ...order, lines: ['a'] });
  await db.PutItem({ TableName: 'Orders', Item: given });
  given.lines!.L!.push({ S: 'b' });
  const key = { TableName: 'Orders', Key: item({ customer: 'ada', number: 1 }) };
  const { Item } = await db.GetItem(key);
  Item!.lines!.L!.push({ S: 'c' });
  expect((await db.GetItem(key)).Item!.lines).toEqual({ L: [{ S: 'a' }] });
});

test.each([
  [
    { number: 1 },
    'One or more parameter values were invalid: Missing the key customer in the item',
  ],
  [
    { customer: 5, number: 1 },
    'One or more parameter values were invalid: Type mismatch for key customer expected: S actual: N',
  ],
  [
    { customer: '', number: 1 },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: customer',
  ],
  [
    { ...order, status: 7 },
    'One or more parameter values were invalid: Type mismatch for Index Key status Expected: S Actual: N IndexName: by-status',
  ],
  [
    { ...order, status: '' },
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-status, IndexKey: status',
  ],
  [{ ...order, note: 'x'.repeat(410_000) }, 'Item size has exceeded the maximum allowed size'],
  [
    { ...order, customer: 'x'.repeat(2049) },
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
])('an item that does not fit the table is refused (%#)', async (plain, message) => {
  const { db } = await withOrders();
  const call = db.PutItem({ TableName: 'Orders', Item: item(plain) });
  expect(await failure(call)).toEqual({ code: 'ValidationException', message });
});

test('an index key may be no longer than a key of the table', async () => {
  const { db } = await withOrders();
  const put = (more: Record<string, string>) =>
    db.PutItem({ TableName: 'Orders', Item: item({ ...order, ...more }) });
  expect(await failure(put({ status: 'x'.repeat(2049) }))).toMatchObject({
    message: expect.stringContaining('exceeded the maximum size limit of2048 bytes'),
  });
  expect(await failure(put({ placedAt: 'x'.repeat(1025) }))).toMatchObject({
    message: expect.stringContaining('exceeded the size limit of 1024 bytes'),
  });
});

test('the size of the item collection is told where the table has local indexes', async () => {
  const { db } = await withOrders();
  const put = { TableName: 'Orders', Item: item(order) };
  const { ItemCollectionMetrics } = await db.PutItem({
    ...put,
    ReturnItemCollectionMetrics: 'SIZE',
  });
  expect(ItemCollectionMetrics).toEqual({
    ItemCollectionKey: { customer: put.Item.customer },
    SizeEstimateRangeGB: [0, 1],
  });
  expect(await db.PutItem(put)).not.toMatchObject({ ItemCollectionMetrics: expect.anything() });
});

test('placeholders need an expression, and ReturnValues is ALL_OLD or NONE', async () => {
  const { db } = await withOrders();
  const put = { TableName: 'Orders', Item: item(order) };
  expect(
    await failure(db.PutItem({ ...put, ExpressionAttributeNames: { '#a': 'a' } })),
  ).toMatchObject({
    message: 'ExpressionAttributeNames can only be specified when using expressions',
  });
  expect(
    await failure(db.PutItem({ ...put, ExpressionAttributeValues: item({ ':a': 1 }) })),
  ).toMatchObject({
    message:
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
  });
  expect(await failure(db.PutItem({ ...put, ReturnValues: 'ALL_NEW' }))).toMatchObject({
    message: 'ReturnValues can only be ALL_OLD or NONE',
  });
});

test('a table that does not exist is told after what is wrong with the request', async () => {
  const { db } = await withOrders();
  expect(await failure(db.PutItem({ TableName: 'Nowhere', Item: item(order) }))).toEqual({
    code: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
  expect(await failure(db.PutItem({ TableName: undefined, Item: undefined }))).toEqual({
    code: 'ValidationException',
    message:
      "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at 'item' failed to satisfy constraint: Member must not be null",
  });
});

test('capacity counts the larger of the item before and after, and each index that changes', async () => {
  const { db } = await withOrders();
  const large = item({ ...order, note: 'x'.repeat(3000), status: 'new', placedAt: '2026' });
  const put = { TableName: 'Orders', ReturnConsumedCapacity: 'INDEXES' } as const;
  const first = await db.PutItem({ ...put, Item: large });
  expect(first.ConsumedCapacity).toEqual({
    TableName: 'Orders',
    CapacityUnits: 5,
    Table: { CapacityUnits: 3 },
    LocalSecondaryIndexes: { 'by-time': { CapacityUnits: 1 } },
    GlobalSecondaryIndexes: { 'by-status': { CapacityUnits: 1 } },
  });
  const moved = await db.PutItem({
    ...put,
    Item: item({ ...order, status: 'sent', placedAt: '2026' }),
  });
  expect(moved.ConsumedCapacity).toEqual({
    TableName: 'Orders',
    CapacityUnits: 5,
    Table: { CapacityUnits: 3 },
    GlobalSecondaryIndexes: { 'by-status': { CapacityUnits: 2 } },
  });
});

test('the caller needs dynamodb:PutItem on the table, given by name or ARN', async () => {
  const { service } = await withOrders();
  const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/Orders';
  for (const TableName of ['Orders', arn]) {
    expect(service.operations.PutItem.permissions({ TableName, Item: {} }, {} as never)).toEqual([
      { action: 'dynamodb:PutItem', resource: arn },
    ]);
  }
});
