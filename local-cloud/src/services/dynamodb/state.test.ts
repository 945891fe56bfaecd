import { expect, test } from 'vitest';
import { afterLoad, callable } from '../testing.ts';
import { createDynamoDB } from './index.ts';
import { DELETION_DELAY } from './tables/time-to-live.ts';
import { av, item, withOrders } from './testing.ts';

const DAY = 24 * 60 * 60 * 1000;
const TableName = 'Orders';
const key = item({ customer: 'ann', number: 1 });

async function saved() {
  const before = await withOrders();
  const load = () => {
    const { cloud, service } = afterLoad(before, createDynamoDB);
    return { cloud, db: callable(service) };
  };
  return { ...before, load };
}

test('items, their indexes and the settings of a table are there after a load', async () => {
  const { db, load } = await saved();
  const order = {
    ...item({ customer: 'ann', number: 1, status: 'open', placedAt: '2026', amount: 3 }),
    $map: { BS: [new Uint8Array([1, 255])] },
  };
  await db.PutItem({ TableName, Item: order });
  await db.PutItem({ TableName, Item: item({ customer: 'bob', number: 2 }) });
  const { Table } = await db.DescribeTable({ TableName });
  const after = load().db;
  expect((await after.DescribeTable({ TableName })).Table).toEqual(Table);
  expect((await after.GetItem({ TableName, Key: key })).Item).toEqual(order);
  const { Items } = await after.Query({
    TableName,
    IndexName: 'by-status',
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'status' },
    ExpressionAttributeValues: { ':s': av('open') },
  });
  expect(Items?.map(({ amount }) => amount)).toEqual([{ N: '3' }]);
});

test('an item still expires', async () => {
  const { db, cloud, load } = await saved();
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'until' };
  await db.UpdateTimeToLive({ TableName, TimeToLiveSpecification });
  const until = (cloud.clock.now() + DAY) / 1000;
  await db.PutItem({ TableName, Item: item({ customer: 'ann', number: 1, until }) });
  const after = load();
  await after.cloud.clock.advance(DAY + DELETION_DELAY - 1);
  expect((await after.db.GetItem({ TableName, Key: key })).Item).toBeDefined();
  await after.cloud.clock.advance(1);
  expect((await after.db.GetItem({ TableName, Key: key })).Item).toBeUndefined();
});

test('a transaction is not written again with the token it was written with', async () => {
  const { db, load } = await saved();
  const Put = { TableName, Item: item({ customer: 'ann', number: 1 }) };
  const transaction = { ClientRequestToken: 'once', TransactItems: [{ Put }] };
  await db.TransactWriteItems(transaction);
  await db.DeleteItem({ TableName, Key: key });
  const after = load().db;
  await after.TransactWriteItems(transaction);
  expect((await after.GetItem({ TableName, Key: key })).Item).toBeUndefined();
});
