import type {
  AttributeValueUpdate,
  ConditionalOperator,
  ExpectedAttributeValue,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { av, item, withOrders } from '../testing.ts';

const TableName = 'Orders';
const Key = item({ customer: 'ada', number: 1 });
const order = { customer: 'ada', number: 1, status: 'new', amount: 7, tags: ['red', 'blue'] };
const invalid = 'One or more parameter values were invalid: ';

async function withOrder() {
  const { db } = await withOrders();
  await db.PutItem({ TableName, Item: item(order) });
  await db.PutItem({ TableName, Item: item({ customer: 'ada', number: 2, amount: 9 }) });
  return db;
}

type Expected = Record<string, ExpectedAttributeValue>;
type Operator = ExpectedAttributeValue['ComparisonOperator'];

function is(name: string, ComparisonOperator: Operator, ...values: (string | number)[]): Expected {
  return { [name]: { ComparisonOperator, AttributeValueList: values.map(av) } };
}

describe('Expected', () => {
  test.each<[Expected, boolean, ConditionalOperator?]>([
    [{ status: { Value: av('new') } }, true],
    [{ status: { Value: av('old'), Exists: true } }, false],
    [{ status: { Exists: false } }, false],
    [{ missing: { Exists: false } }, true],
    [is('amount', 'EQ', 7), true],
    [is('missing', 'NE', 7), true],
    [is('amount', 'LT', 7), false],
    [is('amount', 'GE', 7), true],
    [is('amount', 'BETWEEN', 8, 9), false],
    [is('amount', 'IN', 6, 7), true],
    [is('status', 'BEGINS_WITH', 'ne'), true],
    [is('tags', 'CONTAINS', 'red'), true],
    [is('tags', 'NOT_CONTAINS', 'red'), false],
    [is('missing', 'NOT_CONTAINS', 'red'), false],
    [{ missing: { ComparisonOperator: 'NULL' } }, true],
    [{ missing: { ComparisonOperator: 'NOT_NULL' } }, false],
    [{ ...is('amount', 'EQ', 8), ...is('status', 'EQ', 'new') }, false],
    [{ ...is('amount', 'EQ', 8), ...is('status', 'EQ', 'new') }, true, 'OR'],
  ])('%j holds: %s', async (expected, holds, ConditionalOperator) => {
    const db = await withOrder();
    const Expected = expected;
    const deletion = db.DeleteItem({ TableName, Key, Expected, ConditionalOperator });
    if (holds) await deletion;
    else expect(await failure(deletion)).toMatchObject({ code: 'ConditionalCheckFailedException' });
  });

  test.each<[Expected, string]>([
    [{ a: {} }, `${invalid}Value must be provided when Exists is null for Attribute: a`],
    [
      { a: { Exists: false, Value: av(1) } },
      `${invalid}Value cannot be used when Exists is false for Attribute: a`,
    ],
    [
      { a: { ComparisonOperator: 'EQ' } },
      `${invalid}Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a`,
    ],
    [
      is('a', 'BETWEEN', 1),
      `${invalid}Invalid number of argument(s) for the BETWEEN ComparisonOperator`,
    ],
    [
      is('a', 'IN', 1, 'x'),
      `${invalid}AttributeValues inside AttributeValueList must all be of the same type`,
    ],
    [
      is('a', 'BEGINS_WITH', 1),
      `${invalid}ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type`,
    ],
  ])('%j is refused', async (Expected, message) => {
    const db = await withOrder();
    expect(await failure(db.DeleteItem({ TableName, Key, Expected }))).toEqual({
      code: 'ValidationException',
      message,
    });
  });
});

test('AttributeUpdates put, add and delete', async () => {
  const db = await withOrder();
  const AttributeUpdates: Record<string, AttributeValueUpdate> = {
    status: { Value: av('paid') },
    amount: { Action: 'ADD', Value: av(3) },
    labels: { Action: 'ADD', Value: { SS: ['x'] } },
    tags: { Action: 'DELETE' },
  };
  const updated = await db.UpdateItem({
    TableName,
    Key,
    AttributeUpdates,
    ReturnValues: 'ALL_NEW',
  });
  const { tags: _, ...rest } = item({ ...order, status: 'paid', amount: 10 });
  expect(updated.Attributes).toEqual({ ...rest, labels: { SS: ['x'] } });
  const refused = { amount: { Action: 'DELETE' as const, Value: av(1) } };
  expect(await failure(db.UpdateItem({ TableName, Key, AttributeUpdates: refused }))).toMatchObject(
    { message: `${invalid}DELETE action with value is not supported for the type N` },
  );
});

test('KeyConditions, QueryFilter and AttributesToGet find what expressions find', async () => {
  const db = await withOrder();
  const KeyConditions = {
    customer: { ComparisonOperator: 'EQ' as const, AttributeValueList: [av('ada')] },
    number: { ComparisonOperator: 'LE' as const, AttributeValueList: [av(2)] },
  };
  const QueryFilter = {
    amount: { ComparisonOperator: 'GT' as const, AttributeValueList: [av(7)] },
  };
  const query = { TableName, KeyConditions, QueryFilter, AttributesToGet: ['number'] };
  expect(await db.Query(query)).toMatchObject({ Items: [{ number: av(2) }], ScannedCount: 2 });
  const { Items } = await db.Scan({ TableName, ScanFilter: QueryFilter });
  expect(Items).toMatchObject([{ number: av(2) }]);
  expect((await db.GetItem({ TableName, Key, AttributesToGet: ['status'] })).Item).toEqual({
    status: av('new'),
  });
});

test('expressions exclude what they took the place of', async () => {
  const db = await withOrder();
  const call = db.UpdateItem({
    TableName,
    Key,
    AttributeUpdates: {},
    Expected: {},
    UpdateExpression: 'REMOVE tags',
  });
  expect(await failure(call)).toEqual({
    code: 'ValidationException',
    message:
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates, Expected} Expression parameters: {UpdateExpression}',
  });
});
