import { expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { item, withOrders } from '../testing.ts';

const KEY = { customer: 'ada', number: 1 };

test('an item is deleted from the table and its indexes', async () => {
  const { db } = await withOrders();
  const order = item({ ...KEY, status: 'new', placedAt: '2026' });
  await db.PutItem({ TableName: 'Orders', Item: order });
  const { Attributes } = await db.DeleteItem({
    TableName: 'Orders',
    Key: item(KEY),
    ReturnValues: 'ALL_OLD',
  });
  expect(Attributes).toEqual(order);
  expect(await db.Scan({ TableName: 'Orders' })).toMatchObject({ Count: 0 });
  expect(await db.Scan({ TableName: 'Orders', IndexName: 'by-status' })).toMatchObject({
    Count: 0,
  });
});

test('deleting what is not there succeeds, unless a condition asks for it', async () => {
  const { db } = await withOrders();
  const input = { TableName: 'Orders', Key: item(KEY) };
  expect(await db.DeleteItem({ ...input, ReturnValues: 'ALL_OLD' })).toEqual({
    Attributes: undefined,
    ConsumedCapacity: undefined,
  });
  const conditional = db.DeleteItem({
    ...input,
    ConditionExpression: 'attribute_exists(customer)',
  });
  expect(await failure(conditional)).toMatchObject({ code: 'ConditionalCheckFailedException' });
});
