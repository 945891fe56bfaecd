import type { ScanInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { turnsDuring } from '../../../core/testing.ts';
import { failure } from '../../testing.ts';
import { item, withOrders } from '../testing.ts';

async function withCustomers(count: number) {
  const fresh = await withOrders();
  for (let index = 0; index < count; index++) {
    const order = item({ customer: `c${index}`, number: 1, amount: index });
    await fresh.db.PutItem({ TableName: 'Orders', Item: order });
  }
  return fresh;
}

const names = (items: readonly Record<string, { S?: string }>[] = []) =>
  items.map(({ customer }) => customer?.S);

test('pages together hold every item once', async () => {
  const { db } = await withCustomers(25);
  const found: (string | undefined)[] = [];
  let ExclusiveStartKey: ScanInput['ExclusiveStartKey'];
  do {
    const page = await db.Scan({ TableName: 'Orders', Limit: 7, ExclusiveStartKey });
    found.push(...names(page.Items));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  expect(found).toHaveLength(25);
  expect(new Set(found).size).toBe(25);
});

test('segments together hold every item once', async () => {
  const { db } = await withCustomers(50);
  const segments = await Promise.all(
    [0, 1, 2].map((Segment) => db.Scan({ TableName: 'Orders', Segment, TotalSegments: 3 })),
  );
  const found = segments.flatMap(({ Items }) => names(Items));
  expect(found).toHaveLength(50);
  expect(new Set(found).size).toBe(50);
  for (const { Count } of segments) expect(Count).toBeGreaterThan(5);
});

test('filters see what the index holds, and projections cut down what is answered', async () => {
  const { db } = await withCustomers(5);
  const page = await db.Scan({
    TableName: 'Orders',
    FilterExpression: 'amount >= :t',
    ProjectionExpression: 'amount',
    ExpressionAttributeValues: item({ ':t': 3 }),
  });
  expect(page).toMatchObject({ Count: 2, ScannedCount: 5 });
  expect(page.Items!.map(({ amount }) => amount?.N).sort()).toEqual(['3', '4']);
});

test.each([
  [
    { Segment: 0 },
    'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
  ],
  [
    { TotalSegments: 2 },
    'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
  ],
  [
    { Segment: 2, TotalSegments: 2 },
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
  ],
  [
    {
      Segment: 0,
      TotalSegments: 1_000_000,
      ExclusiveStartKey: item({ customer: 'c0', number: 1 }),
    },
    'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 1000000 Segment: 0',
  ],
  [
    { ExclusiveStartKey: {} },
    'The provided starting key is invalid: The provided key element does not match the schema',
  ],
])('%j is refused', async (input, message) => {
  const { db } = await withCustomers(1);
  expect(await failure(db.Scan({ TableName: 'Orders', ...input }))).toEqual({
    code: 'ValidationException',
    message,
  });
});

test('others have their turn while many items are read, and what they write is not in the page', async () => {
  const { db } = await withCustomers(1_200);
  let count: number | undefined;
  const turns = await turnsDuring(
    async () => {
      count = (await db.Scan({ TableName: 'Orders' })).Count;
    },
    (turn) => {
      const Item = item({ customer: `new${turn}`, number: 1 });
      void db.PutItem({ TableName: 'Orders', Item });
    },
  );

  expect(turns).toBeGreaterThan(1);
  expect(count).toBe(1_200);
});
