import type { QueryInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { freshDynamoDB, item, type Plain, withOrders } from '../testing.ts';

const NUMBERS = [-10, -2, 0, 1, 2, 9, 10, 100];

async function withManyOrders() {
  const fresh = await withOrders();
  for (const number of NUMBERS) {
    const placedAt = `2026-01-${String(Math.abs(number) % 28).padStart(2, '0')}`;
    const status = number < 5 ? 'new' : 'sent';
    const order = item({
      customer: 'ada',
      number,
      status,
      placedAt,
      amount: number * 2,
      note: 'n',
    });
    await fresh.db.PutItem({ TableName: 'Orders', Item: order });
  }
  await fresh.db.PutItem({ TableName: 'Orders', Item: item({ customer: 'bob', number: 5 }) });
  return fresh;
}

function ask(condition: string, values: Record<string, Plain>): QueryInput {
  return {
    TableName: 'Orders',
    KeyConditionExpression: condition,
    ExpressionAttributeNames: condition.includes('#n') ? { '#n': 'number' } : undefined,
    ExpressionAttributeValues: item(values),
  };
}

const numbersOf = (items: readonly Record<string, { N?: string }>[] = []) =>
  items.map(({ number }) => Number(number?.N));

describe('a query reads in the order of the sort key', () => {
  test.each<[string, Record<string, Plain>, number[]]>([
    ['customer = :c', {}, NUMBERS],
    ['customer = :c AND #n = :n', { ':n': 9 }, [9]],
    ['customer = :c AND #n < :n', { ':n': 0 }, [-10, -2]],
    ['customer = :c AND #n <= :n', { ':n': 0 }, [-10, -2, 0]],
    ['customer = :c AND #n > :n', { ':n': 2 }, [9, 10, 100]],
    ['#n >= :n AND customer = :c', { ':n': 2 }, [2, 9, 10, 100]],
    [':n < #n AND :c = customer', { ':n': 2 }, [9, 10, 100]],
    ['customer = :c AND #n BETWEEN :n AND :m', { ':n': -2, ':m': 2 }, [-2, 0, 1, 2]],
    ['customer = :c AND #n = :n', { ':n': 7 }, []],
  ])('%s %j', async (condition, values, expected) => {
    const { db } = await withManyOrders();
    const { Items, Count } = await db.Query(ask(condition, { ':c': 'ada', ...values }));
    expect(numbersOf(Items)).toEqual(expected);
    expect(Count).toBe(expected.length);
  });
});

test('pages follow one another in both directions, and the last key is told even at the end', async () => {
  const { db } = await withManyOrders();
  for (const ScanIndexForward of [true, false]) {
    const found: number[] = [];
    let ExclusiveStartKey: QueryInput['ExclusiveStartKey'];
    let pages = 0;
    do {
      const input = ask('customer = :c', { ':c': 'ada' });
      const page = await db.Query({ ...input, ScanIndexForward, Limit: 4, ExclusiveStartKey });
      found.push(...numbersOf(page.Items));
      ExclusiveStartKey = page.LastEvaluatedKey;
      pages += 1;
    } while (ExclusiveStartKey);
    expect(found).toEqual(ScanIndexForward ? NUMBERS : NUMBERS.toReversed());
    expect(pages).toBe(3);
  }
});

test('Limit counts what is looked at, before the filter', async () => {
  const { db } = await withManyOrders();
  const page = await db.Query({
    ...ask('customer = :c', { ':c': 'ada', ':t': 3 }),
    FilterExpression: 'amount > :t',
    Limit: 5,
  });
  expect(page).toMatchObject({ Count: 1, ScannedCount: 5 });
  expect(page.LastEvaluatedKey).toEqual(item({ customer: 'ada', number: 2 }));
});

test('a page ends once it has read 1 MB', async () => {
  const { db } = await withOrders();
  for (let number = 0; number < 6; number++) {
    const order = item({ customer: 'ada', number, note: 'x'.repeat(300_000) });
    await db.PutItem({ TableName: 'Orders', Item: order });
  }
  const page = await db.Query(ask('customer = :c', { ':c': 'ada' }));
  expect(page.Count).toBe(4);
  expect(page.LastEvaluatedKey).toEqual(item({ customer: 'ada', number: 3 }));
});

test('a global index holds its projection, sparse, and pages by both keys', async () => {
  const { db } = await withManyOrders();
  const input: QueryInput = {
    TableName: 'Orders',
    IndexName: 'by-status',
    KeyConditionExpression: '#s = :s AND begins_with(placedAt, :p)',
    ExpressionAttributeNames: { '#s': 'status' },
    ExpressionAttributeValues: item({ ':s': 'new', ':p': '2026-01-0' }),
    Limit: 2,
  };
  const first = await db.Query(input);
  expect(first.Items).toEqual([
    item({ customer: 'ada', number: 0, status: 'new', placedAt: '2026-01-00', amount: 0 }),
    item({ customer: 'ada', number: 1, status: 'new', placedAt: '2026-01-01', amount: 2 }),
  ]);
  expect(Object.keys(first.LastEvaluatedKey!).sort()).toEqual([
    'customer',
    'number',
    'placedAt',
    'status',
  ]);
  const second = await db.Query({ ...input, ExclusiveStartKey: first.LastEvaluatedKey });
  expect(numbersOf(second.Items)).toEqual([-2, 2]);
});

test('a local index fetches from the table what it does not hold', async () => {
  const { db } = await withManyOrders();
  const input = {
    ...ask('customer = :c AND placedAt = :p', { ':c': 'ada', ':p': '2026-01-09' }),
    IndexName: 'by-time',
  };
  expect((await db.Query(input)).Items).toEqual([
    item({ customer: 'ada', number: 9, placedAt: '2026-01-09' }),
  ]);
  expect((await db.Query({ ...input, Select: 'ALL_ATTRIBUTES' })).Items).toMatchObject([
    item({ amount: 18, note: 'n' }),
  ]);
  expect((await db.Query({ ...input, ProjectionExpression: 'amount' })).Items).toEqual([
    item({ amount: 18 }),
  ]);
});

test('what a local index fetches from the table is read item by item', async () => {
  const { db } = await withOrders();
  for (const number of [1, 2]) {
    const order = item({ customer: 'ada', number, placedAt: '2026', note: 'x'.repeat(9000) });
    await db.PutItem({ TableName: 'Orders', Item: order });
  }
  const { ConsumedCapacity } = await db.Query({
    ...ask('customer = :c', { ':c': 'ada' }),
    IndexName: 'by-time',
    ProjectionExpression: 'note',
    ReturnConsumedCapacity: 'INDEXES',
  });
  expect(ConsumedCapacity).toEqual({
    TableName: 'Orders',
    CapacityUnits: 3.5,
    Table: { CapacityUnits: 3 },
    LocalSecondaryIndexes: { 'by-time': { CapacityUnits: 0.5 } },
  });
});

test('Select COUNT answers no items', async () => {
  const { db } = await withManyOrders();
  const page = await db.Query({ ...ask('customer = :c', { ':c': 'ada' }), Select: 'COUNT' });
  expect(page.Items).toBeUndefined();
  expect(page.Count).toBe(NUMBERS.length);
});

test('reads cost half a unit per 4 KB, a whole one if they are consistent', async () => {
  const { db } = await withManyOrders();
  const input = {
    ...ask('customer = :c', { ':c': 'ada' }),
    ReturnConsumedCapacity: 'TOTAL' as const,
  };
  expect((await db.Query(input)).ConsumedCapacity).toEqual({
    TableName: 'Orders',
    CapacityUnits: 0.5,
  });
  const consistent = await db.Query({ ...input, ConsistentRead: true });
  expect(consistent.ConsumedCapacity).toMatchObject({ CapacityUnits: 1 });
});

describe('AWS refuses, in its words,', () => {
  const c = { ':c': 'ada' };
  test.each<[string, Record<string, Plain>, Partial<QueryInput>, string]>([
    ['#n = :n', { ':n': 1 }, {}, 'Query condition missed key schema element: customer'],
    ['customer > :c', c, {}, 'Query key condition not supported'],
    [
      'customer = :c AND amount = :n',
      { ...c, ':n': 1 },
      {},
      'Query condition missed key schema element: number',
    ],
    [
      'customer = :c AND #n = :n',
      { ...c, ':n': 'x' },
      {},
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'customer = :c OR customer = :c',
      c,
      {},
      'Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR',
    ],
    [
      'customer <> :c',
      c,
      {},
      'Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: <>',
    ],
    [
      'contains(customer, :c)',
      c,
      {},
      'Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: contains',
    ],
    [
      'size(customer) = :c',
      c,
      {},
      'Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations',
    ],
    [
      'customer.x = :c',
      c,
      {},
      'Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes',
    ],
    [
      'customer = :c AND customer = :c',
      c,
      {},
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    [
      'customer = amount',
      {},
      {},
      'Invalid KeyConditionExpression: Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    [
      'customer = :c',
      c,
      { FilterExpression: 'customer = :c' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: customer',
    ],
    [
      'customer = :c',
      c,
      { IndexName: 'nope' },
      'The table does not have the specified index: nope',
    ],
    [
      'customer = :c',
      c,
      { IndexName: 'by-status', ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      'customer = :c',
      c,
      { Limit: 0 },
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'customer = :c',
      c,
      { ExclusiveStartKey: item({ customer: 'ada' }) },
      'The provided starting key is invalid',
    ],
    [
      'customer = :c',
      c,
      { ExclusiveStartKey: item({ customer: 'ada', number: 'five' }) },
      'The provided starting key is invalid',
    ],
    [
      'customer = :c',
      c,
      { ExclusiveStartKey: item({ customer: 'bob', number: 5 }) },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      'customer = :c AND #n < :n',
      { ...c, ':n': 3 },
      { ExclusiveStartKey: item({ customer: 'ada', number: 5 }) },
      'The provided starting key does not match the range key predicate',
    ],
  ])('%s %j %j', async (condition, values, more, message) => {
    const { db } = await withManyOrders();
    const input = ask(condition, values);
    if (Object.keys(values).length === 0) delete input.ExpressionAttributeValues;
    expect(await failure(db.Query({ ...input, ...more }))).toEqual({
      code: 'ValidationException',
      message,
    });
  });

  test('what is missing or empty before what is no condition on a key', async () => {
    const { db } = await withOrders();
    const TableName = 'Orders';
    const asked = { TableName, KeyConditionExpression: 'customer = placedAt' };
    const unused = { ...asked, ExpressionAttributeNames: { '#extra': 'note' } };
    expect(await failure(db.Query(unused))).toMatchObject({
      message: 'Value provided in ExpressionAttributeNames unused in expressions: keys: {#extra}',
    });
    for (const member of ['FilterExpression', 'ProjectionExpression']) {
      expect(await failure(db.Query({ ...asked, [member]: '' }))).toMatchObject({
        message: `Invalid ${member}: The expression can not be empty;`,
      });
    }
  });

  test('what a global index does not hold', async () => {
    const { db } = await withManyOrders();
    const input = {
      ...ask('#s = :s', { ':s': 'new' }),
      ExpressionAttributeNames: { '#s': 'status' },
      IndexName: 'by-status',
    };
    expect(await failure(db.Query({ ...input, Select: 'ALL_ATTRIBUTES' }))).toMatchObject({
      message:
        'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-status because its projection type is not ALL',
    });
    expect(await failure(db.Query({ ...input, ProjectionExpression: 'note' }))).toMatchObject({
      message:
        'One or more parameter values were invalid: Global secondary index by-status does not project [note]',
    });
  });

  test('going on after the one item that a key of one attribute has', async () => {
    const { db } = freshDynamoDB();
    await db.CreateTable({
      TableName: 'Simple',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    const call = db.Query({
      TableName: 'Simple',
      KeyConditionExpression: 'id = :i',
      ExpressionAttributeValues: item({ ':i': 'x' }),
      ExclusiveStartKey: item({ id: 'x' }),
    });
    expect(await failure(call)).toMatchObject({
      message:
        'The provided exclusive start key is invalid: ExclusiveStartKey: {id=AttributeValue: {S:x}}',
    });
  });

  test('a query without a key condition', async () => {
    const { db } = await withManyOrders();
    expect(await failure(db.Query({ TableName: 'Orders' }))).toMatchObject({
      message:
        'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    });
  });
});

test('a query on an index needs the permission on the index', async () => {
  const { service } = await withOrders();
  const input = { TableName: 'Orders', IndexName: 'by-status' };
  expect(service.operations.Query.permissions(input, {} as never)).toEqual([
    {
      action: 'dynamodb:Query',
      resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/Orders/index/by-status',
    },
  ]);
});
