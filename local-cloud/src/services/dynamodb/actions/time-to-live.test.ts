import { expect, test } from 'vitest';
import { failure, START } from '../../testing.ts';
import { item, withOrders } from '../testing.ts';

const HOUR = 60 * 60 * 1000;
const specification = { AttributeName: 'expires', Enabled: true };

async function withExpiry() {
  const fresh = await withOrders();
  await fresh.db.UpdateTimeToLive({
    TableName: 'Orders',
    TimeToLiveSpecification: specification,
  });
  const count = async () => (await fresh.db.Scan({ TableName: 'Orders' })).Count;
  const put = (number: number, hours: number) =>
    fresh.db.PutItem({
      TableName: 'Orders',
      Item: item({ customer: 'ada', number, expires: (START + hours * HOUR) / 1000 }),
    });
  return { ...fresh, count, put };
}

test('an item is deleted two days after it expired, and still read until then', async () => {
  const { cloud, count, put } = await withExpiry();
  await put(1, 1);
  await put(2, 100);
  await cloud.clock.advance(48 * HOUR);
  expect(await count()).toBe(2);
  await cloud.clock.advance(HOUR);
  expect(await count()).toBe(1);
});

test('a later expiry replaces the earlier one', async () => {
  const { cloud, count, put } = await withExpiry();
  await put(1, 1);
  await put(1, 100);
  await cloud.clock.advance(60 * HOUR);
  expect(await count()).toBe(1);
});

test('items that were there before it was enabled expire too', async () => {
  const { db, cloud } = await withOrders();
  const expires = START / 1000 + 60;
  await db.PutItem({ TableName: 'Orders', Item: item({ customer: 'ada', number: 1, expires }) });
  await db.UpdateTimeToLive({ TableName: 'Orders', TimeToLiveSpecification: specification });
  await cloud.clock.advance(49 * HOUR);
  expect(await db.Scan({ TableName: 'Orders' })).toMatchObject({ Count: 0 });
});

test('an expiry is no reason for the clock to skip', async () => {
  const { cloud, put } = await withExpiry();
  await put(1, 1);
  expect(cloud.clock.nextDue).toBeUndefined();
});

test('what is not a time, or lies more than five years back, never expires', async () => {
  const { db, cloud, count, put } = await withExpiry();
  await put(1, -6 * 365 * 24);
  const text = item({ customer: 'ada', number: 2, expires: '1' });
  await db.PutItem({ TableName: 'Orders', Item: text });
  await cloud.clock.advance(1000 * HOUR);
  expect(await count()).toBe(2);
});

test('the setting is told, and changed only for another one', async () => {
  const { db } = await withExpiry();
  expect(await db.DescribeTimeToLive({ TableName: 'Orders' })).toEqual({
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
  });
  const again = db.UpdateTimeToLive({
    TableName: 'Orders',
    TimeToLiveSpecification: specification,
  });
  expect(await failure(again)).toMatchObject({ message: 'TimeToLive is already enabled' });
});
