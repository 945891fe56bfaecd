import type { ReturnValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { item, type Plain, withOrders } from '../testing.ts';

const KEY = { customer: 'ada', number: 1 };

async function withOrder(plain: Record<string, Plain>) {
  const fresh = await withOrders();
  await fresh.db.PutItem({ TableName: 'Orders', Item: item({ ...KEY, ...plain }) });
  return fresh;
}

test.each<[ReturnValue, Record<string, Plain> | undefined]>([
  ['NONE', undefined],
  ['ALL_OLD', { ...KEY, a: 1, b: 2, m: { x: 1, y: 2 } }],
  ['ALL_NEW', { ...KEY, a: 9, m: { x: 9, y: 2 } }],
  ['UPDATED_OLD', { a: 1, b: 2, m: { x: 1 } }],
  ['UPDATED_NEW', { a: 9, m: { x: 9 } }],
])('ReturnValues %s', async (ReturnValues, expected) => {
  const { db } = await withOrder({ a: 1, b: 2, m: { x: 1, y: 2 } });
  const { Attributes } = await db.UpdateItem({
    TableName: 'Orders',
    Key: item(KEY),
    UpdateExpression: 'SET a = :v, m.x = :v REMOVE b',
    ExpressionAttributeValues: item({ ':v': 9 }),
    ReturnValues,
  });
  expect(Attributes).toEqual(expected && item(expected));
});

test('an item that is not there is created, with its key', async () => {
  const { db } = await withOrders();
  const { Attributes } = await db.UpdateItem({
    TableName: 'Orders',
    Key: item(KEY),
    UpdateExpression: 'ADD visits :one',
    ExpressionAttributeValues: item({ ':one': 1 }),
    ReturnValues: 'ALL_NEW',
  });
  expect(Attributes).toEqual(item({ ...KEY, visits: 1 }));
});

test('an update that only removes creates no item, and minds no missing path', async () => {
  const { db } = await withOrders();
  const answer = await db.UpdateItem({
    TableName: 'Orders',
    Key: item(KEY),
    UpdateExpression: 'REMOVE a, b.c DELETE d :s',
    ExpressionAttributeValues: { ':s': { SS: ['x'] } },
    ReturnValues: 'ALL_NEW',
  });
  expect(answer.Attributes).toBeUndefined();
  expect(await db.Scan({ TableName: 'Orders' })).toMatchObject({ Count: 0 });
});

test('an update of nothing creates an item of its key', async () => {
  const { db } = await withOrders();
  await db.UpdateItem({ TableName: 'Orders', Key: item(KEY) });
  expect((await db.Scan({ TableName: 'Orders' })).Items).toEqual([item(KEY)]);
});

test('a condition is judged by the item as it was', async () => {
  const { db } = await withOrder({ stock: 1 });
  const take = () =>
    db.UpdateItem({
      TableName: 'Orders',
      Key: item(KEY),
      UpdateExpression: 'SET stock = stock - :one',
      ConditionExpression: 'stock >= :one',
      ExpressionAttributeValues: item({ ':one': 1 }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  await take();
  expect(await failure(take())).toEqual({
    code: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    Item: item({ ...KEY, stock: 0 }),
  });
});

test('a failing update changes nothing', async () => {
  const { db } = await withOrder({ a: 1, s: 'text' });
  await failure(
    db.UpdateItem({
      TableName: 'Orders',
      Key: item(KEY),
      UpdateExpression: 'SET a = :v, s = s + :v',
      ExpressionAttributeValues: item({ ':v': 2 }),
    }),
  );
  const { Item } = await db.GetItem({ TableName: 'Orders', Key: item(KEY) });
  expect(Item).toEqual(item({ ...KEY, a: 1, s: 'text' }));
});

test.each([
  [
    'SET customer = :v',
    'One or more parameter values were invalid: Cannot update attribute customer. This attribute is part of the key',
  ],
  [
    'SET placedAt = :v',
    'One or more parameter values were invalid: Type mismatch for Index Key placedAt Expected: S Actual: N IndexName: by-status',
  ],
])('%s is refused', async (UpdateExpression, message) => {
  const { db } = await withOrder({});
  const call = db.UpdateItem({
    TableName: 'Orders',
    Key: item(KEY),
    UpdateExpression,
    ExpressionAttributeValues: item({ ':v': 1 }),
  });
  expect(await failure(call)).toEqual({ code: 'ValidationException', message });
});

const UPDATES = 'The update expression attempted to update';

test.each([
  ['works out', 'SET placedAt = amount', `${UPDATES} the secondary index key to unsupported type`],
  [
    'leaves empty',
    'SET placedAt = :none',
    `One or more parameter values are not valid. ${UPDATES} a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.`,
  ],
  [
    'makes too long',
    'SET placedAt = :long',
    `${UPDATES} the secondary index key beyond allowed size limits`,
  ],
])('a key of an index that an update %s is refused', async (_, UpdateExpression, message) => {
  const { db } = await withOrder({ amount: 1 });
  const values = { ':none': '', ':long': 'x'.repeat(1025) };
  const used = Object.entries(values).filter(([name]) => UpdateExpression.includes(name));
  const call = db.UpdateItem({
    TableName: 'Orders',
    Key: item(KEY),
    UpdateExpression,
    ...(used.length > 0 && { ExpressionAttributeValues: item(Object.fromEntries(used)) }),
  });
  expect(await failure(call)).toEqual({ code: 'ValidationException', message });
});

test('what does not fit an index that came later stays, as long as an update leaves it', async () => {
  const { db } = await withOrder({ note: 5 });
  await db.UpdateTable({
    TableName: 'Orders',
    AttributeDefinitions: [{ AttributeName: 'note', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'by-note',
          KeySchema: [{ AttributeName: 'note', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      },
    ],
  });
  const update = (UpdateExpression: string) =>
    db.UpdateItem({
      TableName: 'Orders',
      Key: item(KEY),
      UpdateExpression,
      ExpressionAttributeValues: item({ ':v': 6 }),
    });
  await update('SET amount = :v');
  expect(await failure(update('SET note = :v'))).toMatchObject({
    message: expect.stringContaining('Type mismatch for Index Key note'),
  });
});

test('an item cannot grow beyond 400 KB', async () => {
  const { db } = await withOrder({ note: 'x'.repeat(300_000) });
  const call = db.UpdateItem({
    TableName: 'Orders',
    Key: item(KEY),
    UpdateExpression: 'SET more = note',
  });
  expect(await failure(call)).toMatchObject({
    message: 'Item size to update has exceeded the maximum allowed size',
  });
});

test('a key must have the attributes of the table, no more and no less', async () => {
  const { db } = await withOrders();
  for (const key of [{ customer: 'ada' }, { ...KEY, more: 1 }, { customer: 'ada', number: '1' }]) {
    const call = db.UpdateItem({ TableName: 'Orders', Key: item(key as Record<string, Plain>) });
    expect(await failure(call)).toEqual({
      code: 'ValidationException',
      message: 'The provided key element does not match the schema',
    });
  }
});
