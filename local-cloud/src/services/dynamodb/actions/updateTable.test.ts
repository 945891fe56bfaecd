import type { OnDemandThroughput, UpdateTableInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { afterLoad, callable, failure } from '../../testing.ts';
import { createDynamoDB } from '../index.ts';
import { av, freshDynamoDB, item } from '../testing.ts';

const TableName = 'Simple';
const THROUGHPUT = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const BY_GROUP = {
  IndexName: 'by-group',
  KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
};
const CREATE: UpdateTableInput = {
  TableName,
  AttributeDefinitions: [{ AttributeName: 'group', AttributeType: 'S' }],
  GlobalSecondaryIndexUpdates: [{ Create: BY_GROUP }],
};
const DELETE: UpdateTableInput = {
  TableName,
  GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-group' } }],
};

async function simple(provisioned = false) {
  const fresh = freshDynamoDB();
  await fresh.db.CreateTable({
    TableName,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ...(provisioned ? { ProvisionedThroughput: THROUGHPUT } : { BillingMode: 'PAY_PER_REQUEST' }),
  });
  return fresh;
}

type Db = Awaited<ReturnType<typeof simple>>['db'];

async function statuses(db: Db) {
  const { Table } = await db.DescribeTable({ TableName });
  const [index] = Table?.GlobalSecondaryIndexes ?? [];
  return [Table?.TableStatus, index?.IndexStatus, index?.Backfilling];
}

function queried(db: Db) {
  return db.Query({
    TableName,
    IndexName: 'by-group',
    KeyConditionExpression: '#g = :g',
    ExpressionAttributeNames: { '#g': 'group' },
    ExpressionAttributeValues: { ':g': av('a') },
  });
}

describe('an index that is created', () => {
  test('is filled with the items that are there, and can be read once it is active', async () => {
    const { db, cloud } = await simple();
    for (const [id, group] of Object.entries({ one: 'a', two: 'b', three: 3 })) {
      await db.PutItem({ TableName, Item: item({ id, group }) });
    }
    await db.UpdateTable(CREATE);
    expect(await statuses(db)).toEqual(['UPDATING', 'CREATING', false]);
    expect(await failure(db.DeleteTable({ TableName }))).toEqual({
      code: 'ResourceInUseException',
      message: 'Attempt to change a resource which is still in use: Table is being updated: Simple',
    });
    await cloud.clock.advance(2000);
    expect(await statuses(db)).toEqual(['ACTIVE', 'CREATING', true]);
    expect(await failure(queried(db))).toEqual({
      code: 'ValidationException',
      message: 'Cannot read from backfilling global secondary index: by-group',
    });
    await db.PutItem({ TableName, Item: item({ id: 'four', group: 'a' }) });
    await cloud.clock.advance(3000);
    expect(await statuses(db)).toEqual(['ACTIVE', 'ACTIVE', undefined]);
    const { Items } = await queried(db);
    expect(Items?.map(({ id }) => id!.S).sort()).toEqual(['four', 'one']);
  });

  test('goes on being created after a load', async () => {
    const before = await simple();
    await before.db.UpdateTable(CREATE);
    const { cloud, service } = afterLoad(before, createDynamoDB);
    const db = callable(service);
    expect(await statuses(db)).toEqual(['UPDATING', 'CREATING', false]);
    await cloud.clock.advance(5000);
    expect(await statuses(db)).toEqual(['ACTIVE', 'ACTIVE', undefined]);
  });

  test('is the only one at a time', async () => {
    const { db, cloud } = await simple();
    await db.UpdateTable(CREATE);
    await cloud.clock.advance(2000);
    const Create = { ...BY_GROUP, IndexName: 'another' };
    const second = { ...CREATE, GlobalSecondaryIndexUpdates: [{ Create }] };
    expect(await failure(db.UpdateTable(second))).toMatchObject({ code: 'LimitExceededException' });
    await db.UpdateTable(DELETE);
    expect(await statuses(db)).toEqual(['UPDATING', 'DELETING', undefined]);
  });
});

test('an index that is deleted is gone after a while, and so is the definition of its key', async () => {
  const { db, cloud } = await simple();
  await db.UpdateTable(CREATE);
  await cloud.clock.advance(5000);
  await db.UpdateTable(DELETE);
  expect(await statuses(db)).toEqual(['UPDATING', 'DELETING', undefined]);
  await cloud.clock.advance(2000);
  const { Table } = await db.DescribeTable({ TableName });
  expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
  expect(Table?.AttributeDefinitions).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
  expect(await failure(queried(db))).toMatchObject({
    message: 'The table does not have the specified index: by-group',
  });
});

test('of the definitions, those that no key needs are left out, and known ones keep their type', async () => {
  const { db } = await simple();
  const { TableDescription } = await db.UpdateTable({
    ...CREATE,
    AttributeDefinitions: [
      { AttributeName: 'group', AttributeType: 'S' },
      { AttributeName: 'id', AttributeType: 'N' },
      { AttributeName: 'spare', AttributeType: 'S' },
    ],
  });
  expect(TableDescription?.AttributeDefinitions).toEqual([
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'group', AttributeType: 'S' },
  ]);
});

test('limits on demand are merged, go at -1, and with the billing mode', async () => {
  const { db } = await simple();
  const limited = async () => (await db.DescribeTable({ TableName })).Table?.OnDemandThroughput;
  const limit = (OnDemandThroughput: OnDemandThroughput) =>
    db.UpdateTable({ TableName, OnDemandThroughput });
  await limit({ MaxReadRequestUnits: 10 });
  await limit({ MaxWriteRequestUnits: 5 });
  expect(await limited()).toEqual({ MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 });
  const { TableDescription } = await limit({ MaxReadRequestUnits: -1 });
  const told = { MaxReadRequestUnits: -1, MaxWriteRequestUnits: 5 };
  expect(TableDescription?.OnDemandThroughput).toEqual(told);
  expect(await limited()).toEqual({ MaxWriteRequestUnits: 5 });
  const ProvisionedThroughput = THROUGHPUT;
  await db.UpdateTable({ TableName, BillingMode: 'PROVISIONED', ProvisionedThroughput });
  expect(await limited()).toBeUndefined();
});

test('the throughput of an index is updated', async () => {
  const { db, cloud } = await simple(true);
  const Create = { ...BY_GROUP, ProvisionedThroughput: THROUGHPUT };
  await db.UpdateTable({ ...CREATE, GlobalSecondaryIndexUpdates: [{ Create }] });
  await cloud.clock.advance(5000);
  const ProvisionedThroughput = { ReadCapacityUnits: 7, WriteCapacityUnits: 8 };
  const Update = { IndexName: 'by-group', ProvisionedThroughput };
  await db.UpdateTable({ TableName, GlobalSecondaryIndexUpdates: [{ Update }] });
  const { Table } = await db.DescribeTable({ TableName });
  expect(Table?.GlobalSecondaryIndexes).toMatchObject([{ ProvisionedThroughput }]);
});

describe('AWS refuses, in its words,', () => {
  const invalid = 'One or more parameter values were invalid: ';
  const billing = (BillingMode: 'PROVISIONED' | 'PAY_PER_REQUEST') => ({ TableName, BillingMode });
  test.each<[string, UpdateTableInput, string]>([
    [
      'nothing to change',
      { TableName },
      `${invalid}At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required`,
    ],
    [
      'throughput on demand',
      { ...billing('PAY_PER_REQUEST'), ProvisionedThroughput: THROUGHPUT },
      `${invalid}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'a billing mode without throughput',
      billing('PROVISIONED'),
      `${invalid}ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
    ],
    [
      'the throughput that there is',
      { ...billing('PROVISIONED'), ProvisionedThroughput: THROUGHPUT },
      'The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
    ],
    [
      'an index whose key is not defined in the request',
      { ...CREATE, AttributeDefinitions: undefined },
      `${invalid}Some index key attributes are not defined in AttributeDefinitions. Keys: [group], AttributeDefinitions: []`,
    ],
    [
      'an index without throughput',
      CREATE,
      `${invalid}ProvisionedThroughput is not specified for index: by-group`,
    ],
    [
      'limits on what is provisioned',
      { TableName, OnDemandThroughput: { MaxReadRequestUnits: 0, MaxWriteRequestUnits: 1 } },
      `${invalid}MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
    ],
    [
      'limits that are none',
      { ...billing('PAY_PER_REQUEST'), OnDemandThroughput: { MaxWriteRequestUnits: 0 } },
      `${invalid}Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range`,
    ],
    ['an index that is not there', DELETE, 'Requested resource not found'],
  ])('%s', async (_, input, message) => {
    const { db } = await simple(true);
    expect(await failure(db.UpdateTable(input))).toMatchObject({ message });
  });

  test('an index that is there', async () => {
    const { db, cloud } = await simple();
    await db.UpdateTable(CREATE);
    await cloud.clock.advance(5000);
    expect(await failure(db.UpdateTable(CREATE))).toEqual({
      code: 'ValidationException',
      message: 'Attempting to create an index which already exists',
    });
  });
});
