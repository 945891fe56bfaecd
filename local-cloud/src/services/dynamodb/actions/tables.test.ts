import type { CreateTableInput, KeyType } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { failure, START } from '../../testing.ts';
import { freshDynamoDB, item, ORDERS, withOrders } from '../testing.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/Orders';

describe('a table', () => {
  test('is described as it was created, with what it holds', async () => {
    const { db } = freshDynamoDB();
    const { TableDescription } = await db.CreateTable({
      ...ORDERS,
      SSESpecification: { Enabled: true },
      DeletionProtectionEnabled: true,
    });
    expect(TableDescription?.TableStatus).toBe('CREATING');
    const order = item({ customer: 'ada', number: 1, status: 'new', placedAt: '2026' });
    await db.PutItem({ TableName: 'Orders', Item: order });
    const { Table } = await db.DescribeTable({ TableName: ARN });
    expect(Table).toMatchObject({
      TableName: 'Orders',
      TableArn: ARN,
      TableStatus: 'ACTIVE',
      CreationDateTime: new Date(START),
      ItemCount: 1,
      TableSizeBytes: 40,
      KeySchema: ORDERS.KeySchema,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      SSEDescription: {
        Status: 'ENABLED',
        SSEType: 'KMS',
        KMSMasterKeyArn: 'arn:aws:kms:us-east-1:123456789012:alias/aws/dynamodb',
      },
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-status',
          IndexStatus: 'ACTIVE',
          ItemCount: 1,
          IndexArn: `${ARN}/index/by-status`,
        },
      ],
      LocalSecondaryIndexes: [{ IndexName: 'by-time', ItemCount: 1 }],
    });
  });

  test('exists once', async () => {
    const { db } = await withOrders();
    expect(await failure(db.CreateTable(ORDERS))).toEqual({
      code: 'ResourceInUseException',
      message: 'Table already exists: Orders',
    });
  });

  test('is gone once it is deleted, unless it is protected', async () => {
    const { db } = await withOrders();
    await db.UpdateTable({ TableName: 'Orders', DeletionProtectionEnabled: true });
    expect(await failure(db.DeleteTable({ TableName: 'Orders' }))).toMatchObject({
      code: 'ValidationException',
    });
    await db.UpdateTable({ TableName: 'Orders', DeletionProtectionEnabled: false });
    const { TableDescription } = await db.DeleteTable({ TableName: 'Orders' });
    expect(TableDescription).toMatchObject({ TableName: 'Orders', TableStatus: 'DELETING' });
    expect(TableDescription).not.toHaveProperty('KeySchema');
    expect(await failure(db.DescribeTable({ TableName: 'Orders' }))).toEqual({
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: Orders not found',
    });
  });

  test('is listed by name, a page at a time', async () => {
    const { db } = freshDynamoDB();
    for (const TableName of ['ccc', 'aaa', 'bbb']) await db.CreateTable({ ...ORDERS, TableName });
    const first = await db.ListTables({ Limit: 2 });
    expect(first).toEqual({ TableNames: ['aaa', 'bbb'], LastEvaluatedTableName: 'bbb' });
    expect(await db.ListTables({ ExclusiveStartTableName: 'bbb' })).toEqual({
      TableNames: ['ccc'],
    });
  });

  test('has tags', async () => {
    const { db } = await withOrders();
    await db.TagResource({
      ResourceArn: ARN,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    await db.TagResource({ ResourceArn: ARN, Tags: [{ Key: 'a', Value: '3' }] });
    await db.UntagResource({ ResourceArn: ARN, TagKeys: ['b'] });
    expect(await db.ListTagsOfResource({ ResourceArn: ARN })).toEqual({
      Tags: [{ Key: 'a', Value: '3' }],
    });
  });

  test('has fifty tags at most, of the characters that AWS allows', async () => {
    const { db } = await withOrders();
    const tag = (Tags: { Key: string; Value: string }[]) =>
      failure(db.TagResource({ ResourceArn: ARN, Tags }));
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `${index}`, Value: '' }));
    for (const tags of [[], many, [{ Key: '', Value: 'x' }], [{ Key: 'a!', Value: 'x' }]]) {
      expect(await tag(tags)).toMatchObject({ code: 'ValidationException' });
    }
    const ResourceArn = ARN.replace('123456789012', '210987654321');
    expect(await failure(db.ListTagsOfResource({ ResourceArn }))).toEqual({
      code: 'AccessDeniedException',
      message: `User: arn:aws:iam::123456789012:root is not authorized to perform: dynamodb:ListTagsOfResource on resource: ${ResourceArn} because no resource-based policy allows the dynamodb:ListTagsOfResource action`,
    });
    expect(await failure(db.ListTagsOfResource({ ResourceArn: `${ARN}/index/by-status` }))).toEqual(
      {
        code: 'ValidationException',
        message: `Invalid TableArn: Invalid ResourceArn provided as input ${ARN}/index/by-status`,
      },
    );
  });

  test('is not asked for by names, nor with keys and types, that the API has not', async () => {
    const { db } = await withOrders();
    const pattern = 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+';
    const wrong: [Promise<unknown>, string][] = [
      [db.ListTables({ ExclusiveStartTableName: 'a b c' }), `'exclusiveStartTableName'`],
      [db.Scan({ TableName: 'Orders', IndexName: 'by status' }), `'indexName'`],
      [db.Query({ TableName: 'Orders', IndexName: 'by status' }), `'indexName'`],
    ];
    for (const [call, member] of wrong) {
      const message = expect.stringContaining(
        `at ${member} failed to satisfy constraint: ${pattern}`,
      );
      expect(await failure(call)).toEqual({ code: 'ValidationException', message });
    }
    const TagKeys = ['k'.repeat(129)];
    expect(await failure(db.UntagResource({ ResourceArn: ARN, TagKeys }))).toMatchObject({
      message: expect.stringContaining('Member must have length less than or equal to 128'),
    });
    const SSESpecification = { Enabled: true, SSEType: 'ROT13' as 'KMS' };
    expect(await failure(db.UpdateTable({ TableName: 'Orders', SSESpecification }))).toMatchObject({
      message: expect.stringContaining("at 'sSESpecification.sSEType'"),
    });
  });

  test('tells its point-in-time recovery', async () => {
    const { db } = await withOrders();
    await db.UpdateContinuousBackups({
      TableName: 'Orders',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(await db.DescribeContinuousBackups({ TableName: 'Orders' })).toMatchObject({
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: 35,
        },
      },
    });
  });
});

describe('AWS refuses, in its words,', () => {
  const invalid = 'One or more parameter values were invalid: ';
  const simple: CreateTableInput = {
    TableName: 'Simple',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  };
  test.each<[string, Partial<CreateTableInput>, string]>([
    [
      'a name that is too short',
      { TableName: 'ab' },
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'wrong characters in a name, and nothing else that is wrong',
      { TableName: 'x y z', KeySchema: [] },
      "1 validation error detected: Value 'x y z' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      'no name',
      { TableName: undefined },
      "The parameter 'TableName' is required but was not present in the request",
    ],
    [
      'no throughput',
      { BillingMode: undefined },
      `${invalid}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    ],
    [
      'throughput on demand',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      `${invalid}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'a key without a definition',
      { KeySchema: [{ AttributeName: 'x', KeyType: 'HASH' }] },
      `${invalid}Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [id]`,
    ],
    [
      'more key attributes than definitions',
      {
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'id', KeyType: 'RANGE' },
        ],
      },
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'a sort key first',
      { KeySchema: [{ AttributeName: 'id', KeyType: 'RANGE' }] },
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'definitions without a key',
      {
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'x', AttributeType: 'S' },
        ],
      },
      `${invalid}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    ],
    [
      'a local index without a sort key',
      {
        LocalSecondaryIndexes: [
          { IndexName: 'lll', KeySchema: simple.KeySchema, Projection: { ProjectionType: 'ALL' } },
        ],
      },
      `${invalid}Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
    ],
    [
      'an index without a projection type',
      {
        GlobalSecondaryIndexes: [{ IndexName: 'ggg', KeySchema: simple.KeySchema, Projection: {} }],
      },
      `${invalid}Unknown ProjectionType: null`,
    ],
    [
      'two indexes of a name',
      {
        GlobalSecondaryIndexes: Array(2).fill({
          IndexName: 'ggg',
          KeySchema: simple.KeySchema,
          Projection: { ProjectionType: 'ALL' },
        }),
      },
      `${invalid}Duplicate index name: ggg`,
    ],
  ])('%s', async (_, change, message) => {
    const { db } = freshDynamoDB();
    expect(await failure(db.CreateTable({ ...simple, ...change }))).toEqual({
      code: 'ValidationException',
      message,
    });
  });

  test.each([
    [
      'limits on what is provisioned',
      { MaxWriteRequestUnits: 0 },
      'MaxWriteRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.',
    ],
    [
      'a limit that is none',
      { MaxReadRequestUnits: -1 },
      'Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range',
    ],
  ])('%s', async (name, OnDemandThroughput, problem) => {
    const { db } = freshDynamoDB();
    const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
    const billing = name.includes('provisioned')
      ? ({ BillingMode: 'PROVISIONED', ProvisionedThroughput } as const)
      : {};
    expect(await failure(db.CreateTable({ ...simple, ...billing, OnDemandThroughput }))).toEqual({
      code: 'ValidationException',
      message: `One or more parameter values were invalid: ${problem}`,
    });
  });

  test.each([
    ['a partition key after a sort key', 'HASH RANGE HASH', 'a HASH key follows a RANGE key'],
    ['five attributes to a partition key', 'HASH HASH HASH HASH HASH', 'more than 4 HASH keys'],
    ['five to a sort key', 'HASH RANGE RANGE RANGE RANGE RANGE', 'more than 4 RANGE keys'],
  ])('an index with %s', async (_, kinds, problem) => {
    const { db } = freshDynamoDB();
    const KeySchema = kinds.split(' ').map((kind, at) => ({
      AttributeName: `k${at}`,
      KeyType: kind as KeyType,
    }));
    const definitions = KeySchema.map(({ AttributeName }) => ({
      AttributeName,
      AttributeType: 'S' as const,
    }));
    const Projection = { ProjectionType: 'ALL' as const };
    const call = db.CreateTable({
      ...simple,
      AttributeDefinitions: [...(simple.AttributeDefinitions ?? []), ...definitions],
      GlobalSecondaryIndexes: [{ IndexName: 'several', KeySchema, Projection }],
    });
    expect(await failure(call)).toEqual({
      code: 'ValidationException',
      message: expect.stringContaining(problem),
    });
  });

  test('a policy of the table, which is not served', async () => {
    const { db } = freshDynamoDB();
    expect(await failure(db.CreateTable({ ...simple, ResourcePolicy: '{}' }))).toMatchObject({
      code: 'NotSupportedByLocalCloud',
    });
  });
});
