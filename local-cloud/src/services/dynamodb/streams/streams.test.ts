import { describe, expect, it, test } from 'vitest';
import { failure, START } from '../../testing.ts';
import { MAILS, TABLE_ARN, withStream } from './testing.ts';

const HOUR = 60 * 60 * 1000;
const TableName = 'Mails';
const LABEL = '2026-01-01T12:00:00.000';
const ARN = `${TABLE_ARN}/stream/${LABEL}`;
const ENABLED = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } as const;

describe('a table tells of its stream', () => {
  it('that it was created with', async () => {
    const { db } = await withStream('NEW_IMAGE');
    expect((await db.DescribeTable({ TableName })).Table).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      LatestStreamArn: ARN,
      LatestStreamLabel: LABEL,
    });
  });

  it('nothing, where it never had one', async () => {
    const { db } = await withStream(undefined);
    const { Table } = await db.DescribeTable({ TableName });
    expect(Table).not.toHaveProperty('LatestStreamArn');
    expect(Table).not.toHaveProperty('StreamSpecification');
  });

  it('when it is enabled later, disabled, and enabled anew', async () => {
    const { db, update } = await withStream(undefined);
    const { TableDescription } = await update(ENABLED);
    expect(TableDescription).toMatchObject({ StreamSpecification: ENABLED, LatestStreamArn: ARN });
    await update({ StreamEnabled: false });
    const { Table } = await db.DescribeTable({ TableName });
    expect(Table).toMatchObject({ LatestStreamArn: ARN });
    expect(Table).not.toHaveProperty('StreamSpecification');
    const again = await update(ENABLED);
    expect(again.TableDescription!.LatestStreamArn).not.toBe(ARN);
  });

  it.each([
    ['NEW_IMAGE', ENABLED, 'Table already has an enabled stream: TableName: Mails'],
    ['NEW_IMAGE', { ...ENABLED, StreamViewType: 'NEW_IMAGE' }, 'already has an enabled stream'],
    [undefined, { StreamEnabled: false }, 'Table has no stream to disable: TableName: Mails'],
    [undefined, { StreamEnabled: true }, 'If stream is being enabled then UpdateViewType is'],
    [
      'OLD_IMAGE',
      { StreamEnabled: false, StreamViewType: 'OLD_IMAGE' },
      'If stream is being disabled, then UpdateViewType must not be specified',
    ],
    [undefined, { StreamViewType: 'OLD_IMAGE' }, "'streamSpecification.streamEnabled'"],
    [
      undefined,
      { StreamEnabled: true, StreamViewType: 'ALL' },
      'enum value set: [OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]',
    ],
  ] as const)('of %s, and refuses %j', async (view, asked, message) => {
    const { update } = await withStream(view);
    expect(await failure(update(asked as never))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});

describe('a table is not created', () => {
  it.each([
    [{ StreamEnabled: true }, 'stream enabled, UpdateViewType is required'],
    [{ StreamEnabled: false, StreamViewType: 'KEYS_ONLY' }, 'UpdateViewType should not be'],
  ] as const)('with %j', async (StreamSpecification, message) => {
    const { db } = await withStream(undefined);
    const table = { ...MAILS, TableName: 'Others', StreamSpecification };
    expect(await failure(db.CreateTable(table))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('with a stream where it is to have none', async () => {
    const { db } = await withStream(undefined);
    const StreamSpecification = { StreamEnabled: false };
    const table = { ...MAILS, TableName: 'Others', StreamSpecification };
    const { TableDescription } = await db.CreateTable(table);
    expect(TableDescription).not.toHaveProperty('LatestStreamArn');
  });
});

describe('with its stream', () => {
  it('a table changes to PAY_PER_REQUEST', async () => {
    const { db } = await withStream(undefined);
    const update = { BillingMode: 'PAY_PER_REQUEST', StreamSpecification: ENABLED } as const;
    const { TableDescription } = await db.UpdateTable({ TableName, ...update });
    expect(TableDescription).toMatchObject({ LatestStreamArn: ARN });
  });

  it.each([
    [{ DeletionProtectionEnabled: true }, 'DeletionProtection modification must be the only'],
    [
      { DeletionProtectionEnabled: true, TableClass: 'STANDARD' },
      'TableClass modification must be the only operation in the request',
    ],
    [{ SSESpecification: { Enabled: true } }, 'Server-Side Encryption modification must be'],
    [
      { OnDemandThroughput: { MaxReadRequestUnits: 5 } },
      'OnDemandThroughput can only be combined with BillingMode in an UpdateTable request',
    ],
    [
      {
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
      'You cannot modify stream status while updating table IOPS',
    ],
    [
      {
        AttributeDefinitions: [{ AttributeName: 'to', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'by-to',
              KeySchema: [{ AttributeName: 'to', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          },
        ],
      },
      'You cannot create or delete index while changing stream status',
    ],
  ] as const)('it does not change %j', async (more, message) => {
    const { db } = await withStream(undefined);
    const update = { TableName, StreamSpecification: ENABLED, ...more };
    expect(await failure(db.UpdateTable(update as never))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
    expect((await db.DescribeTable({ TableName })).Table).not.toHaveProperty('LatestStreamArn');
  });
});

describe('DescribeStream', () => {
  it('describes a stream with its shard', async () => {
    const { describe } = await withStream('OLD_IMAGE');
    expect(await describe(ARN)).toEqual({
      StreamArn: ARN,
      StreamLabel: LABEL,
      StreamStatus: 'ENABLED',
      StreamViewType: 'OLD_IMAGE',
      CreationRequestDateTime: new Date(START),
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Shards: [
        {
          ShardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
          SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{21,40}$/) },
        },
      ],
    });
  });

  it('tells nothing beyond the last shard, and no children of it', async () => {
    const { streams, describe } = await withStream('KEYS_ONLY');
    const [{ ShardId } = { ShardId: '' }] = (await describe(ARN)).Shards;
    const shards = async (more: object) =>
      (await streams.DescribeStream({ StreamArn: ARN, ...more })).StreamDescription.Shards;
    expect(await shards({ ExclusiveStartShardId: ShardId })).toEqual([]);
    expect(await shards({ ShardFilter: { Type: 'CHILD_SHARDS', ShardId } })).toEqual([]);
    expect(await shards({ Limit: 1 })).toHaveLength(1);
  });
});

describe('GetShardIterator', () => {
  async function three() {
    const made = await withStream('KEYS_ONLY');
    for (const id of ['a', 'b', 'c']) await made.put({ id });
    const numbers = (await made.records()).map(({ dynamodb }) => dynamodb.SequenceNumber);
    const ids = async (from: object) =>
      (await made.records(from)).map(({ dynamodb }) => dynamodb.Keys.id!.S);
    return { ...made, numbers, ids };
  }

  it('begins where it is told to', async () => {
    const { ids, numbers, describe } = await three();
    const at = (SequenceNumber?: string) =>
      ids({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber });
    const after = (SequenceNumber?: string) =>
      ids({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber });
    expect(await ids({ ShardIteratorType: 'TRIM_HORIZON' })).toEqual(['a', 'b', 'c']);
    expect(await ids({ ShardIteratorType: 'LATEST' })).toEqual([]);
    expect(await at(numbers[1])).toEqual(['b', 'c']);
    expect(await after(numbers[1])).toEqual(['c']);
    const { StartingSequenceNumber } = (await describe(ARN)).Shards[0]!.SequenceNumberRange;
    expect(await at(StartingSequenceNumber)).toEqual(['a', 'b', 'c']);
    expect(await after(StartingSequenceNumber)).toEqual(['a', 'b', 'c']);
  });

  it('numbers records in their order', async () => {
    const { numbers } = await three();
    expect([...numbers].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))).toEqual(numbers);
  });

  it.each([
    [{ ShardIteratorType: 'AT_SEQUENCE_NUMBER' }, 'SequenceNumber is missing'],
    [{ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' }, 'SequenceNumber is missing'],
    [{ SequenceNumber: '1'.repeat(21) }, 'has no meaning for the ShardIteratorType TRIM_HORIZON'],
    [
      { ShardIteratorType: 'LATEST', SequenceNumber: '1'.repeat(21) },
      'has no meaning for the ShardIteratorType LATEST',
    ],
    [
      { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: '1'.repeat(21) },
      'is of no record of',
    ],
    [
      { ShardIteratorType: 'SOMEWHERE' },
      "Value 'SOMEWHERE' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]",
    ],
    [{ StreamArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/Mails' }, 'Invalid StreamArn'],
    [{ ShardId: 'short' }, "'shardId' failed to satisfy constraint"],
  ])('refuses %j', async (from, message) => {
    const { iterator } = await three();
    expect(await failure(iterator(from))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('knows no other shard or stream', async () => {
    const { iterator } = await three();
    const ShardId = 'shardId-00000000000000000001-00000001';
    expect(await failure(iterator({ ShardId }))).toEqual({
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found: Shard does not exist',
    });
    const StreamArn = `${TABLE_ARN}/stream/2020-01-01T00:00:00.000`;
    expect(await failure(iterator({ StreamArn }))).toEqual({
      code: 'ResourceNotFoundException',
      message: `Requested resource not found: Stream: ${StreamArn} not found`,
    });
  });
});

describe('GetRecords', () => {
  it('goes on with the iterator it gives, a page at a time', async () => {
    const { put, iterator, streams } = await withStream('KEYS_ONLY');
    for (const id of ['a', 'b', 'c']) await put({ id });
    let ShardIterator: string | undefined = await iterator();
    const pages: (string | undefined)[][] = [];
    for (let page = 0; page < 3; page++) {
      const read: Awaited<ReturnType<typeof streams.GetRecords>> = await streams.GetRecords({
        ShardIterator: ShardIterator!,
        Limit: 2,
      });
      pages.push(read.Records.map(({ dynamodb }) => dynamodb.Keys.id!.S));
      ShardIterator = read.NextShardIterator;
    }
    expect(pages).toEqual([['a', 'b'], ['c'], []]);
    await put({ id: 'd' });
    expect((await streams.GetRecords({ ShardIterator: ShardIterator! })).Records).toHaveLength(1);
  });

  it('gives no more than 1 MiB at once', async () => {
    const { put, records } = await withStream('NEW_IMAGE');
    for (const id of ['a', 'b', 'c']) await put({ id, text: 'x'.repeat(390_000) });
    expect(await records()).toHaveLength(2);
  });

  it('takes an iterator for 15 minutes', async () => {
    const { cloud, iterator, streams } = await withStream('KEYS_ONLY');
    const ShardIterator = await iterator();
    await cloud.clock.advance(15 * 60 * 1000);
    expect(await streams.GetRecords({ ShardIterator })).toMatchObject({ Records: [] });
    await cloud.clock.advance(1);
    expect(await failure(streams.GetRecords({ ShardIterator }))).toMatchObject({
      code: 'ExpiredIteratorException',
    });
  });

  it.each(['never', `${ARN}|1|never`, `${ARN}|1|bmV2ZXI=`])('refuses %s', async (ShardIterator) => {
    const { streams } = await withStream('KEYS_ONLY');
    expect(await failure(streams.GetRecords({ ShardIterator }))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('Invalid ShardIterator'),
    });
  });

  it('refuses to give more than 1,000 records', async () => {
    const { iterator, streams } = await withStream('KEYS_ONLY');
    const asked = { ShardIterator: await iterator(), Limit: 1001 };
    expect(await failure(streams.GetRecords(asked))).toMatchObject({
      message:
        "1 validation error detected: Value '1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000",
    });
  });
});

describe('records are kept for a day', () => {
  it('and are trimmed for who asks for them later', async () => {
    const { cloud, put, records, iterator, streams } = await withStream('KEYS_ONLY');
    await put({ id: 'a' });
    const [first] = await records();
    const { SequenceNumber } = first!.dynamodb;
    await cloud.clock.advance(24 * HOUR - 10 * 60 * 1000);
    const ShardIterator = await iterator();
    await put({ id: 'b' });
    expect(await records()).toHaveLength(2);
    await cloud.clock.advance(10 * 60 * 1000);
    const trimmed = {
      code: 'TrimmedDataAccessException',
      message: 'The data you are trying to access has been trimmed',
    };
    expect(await failure(streams.GetRecords({ ShardIterator }))).toEqual(trimmed);
    const at = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber };
    expect(await failure(iterator(at))).toEqual(trimmed);
    expect(await records()).toHaveLength(1);
  });

  it.each([
    ['is disabled', (made: Made) => made.update({ StreamEnabled: false })],
    ['loses its table', (made: Made) => made.db.DeleteTable({ TableName })],
  ])('also where the stream %s', async (_what, end: (made: Made) => Promise<unknown>) => {
    const made = await withStream('KEYS_ONLY');
    await made.put({ id: 'a' });
    const [shard] = (await made.describe(ARN)).Shards;
    await end(made);
    await made.cloud.clock.advance(24 * HOUR - 1);
    const described = await made.describe(ARN);
    expect(described).toMatchObject({ StreamStatus: 'DISABLED', Shards: [{ ...shard }] });
    expect(described.Shards[0]!.SequenceNumberRange.EndingSequenceNumber).toBeDefined();
    const ShardIterator = await made.iterator({}, ARN);
    expect(await made.streams.GetRecords({ ShardIterator })).toEqual({
      Records: [expect.objectContaining({ eventName: 'INSERT' })],
    });
    await made.cloud.clock.advance(1);
    expect(await failure(made.describe(ARN))).toMatchObject({ code: 'ResourceNotFoundException' });
    expect(await made.streams.ListStreams({ TableName })).toEqual({ Streams: [] });
  });
  type Made = Awaited<ReturnType<typeof withStream>>;
});

test('a closed shard gives no iterator once it is read to its end', async () => {
  const { put, update, iterator, streams } = await withStream('KEYS_ONLY');
  await put({ id: 'a' });
  await put({ id: 'b' });
  await update({ StreamEnabled: false });
  const ShardIterator = await iterator();
  const first = await streams.GetRecords({ ShardIterator, Limit: 1 });
  const second = await streams.GetRecords({ ShardIterator: first.NextShardIterator! });
  expect(second.Records).toHaveLength(1);
  expect(second).not.toHaveProperty('NextShardIterator');
});

describe('ListStreams', () => {
  it('lists streams of all tables or of one, also disabled ones, a page at a time', async () => {
    const { db, update, streams } = await withStream('KEYS_ONLY');
    await update({ StreamEnabled: false });
    await update(ENABLED);
    await db.CreateTable({
      ...{ TableName: 'Aside', BillingMode: 'PAY_PER_REQUEST', StreamSpecification: ENABLED },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    const first = await streams.ListStreams({ Limit: 2 });
    expect(first.Streams.map(({ TableName }) => TableName)).toEqual(['Aside', 'Mails']);
    const rest = await streams.ListStreams({
      ExclusiveStartStreamArn: first.LastEvaluatedStreamArn!,
    });
    expect(rest).toEqual({
      Streams: [
        {
          StreamArn: `${TABLE_ARN}/stream/2026-01-01T12:00:00.001`,
          TableName,
          StreamLabel: '2026-01-01T12:00:00.001',
        },
      ],
    });
    expect((await streams.ListStreams({ TableName })).Streams).toHaveLength(2);
  });

  it.each([
    [{ Limit: 0 }, 'greater than or equal to 1'],
    [{ Limit: 101 }, 'less than or equal to 100'],
    [{ ExclusiveStartStreamArn: 'x'.repeat(40) }, 'Invalid StreamArn'],
  ])('refuses %j', async (asked, message) => {
    const { streams } = await withStream('KEYS_ONLY');
    expect(await failure(streams.ListStreams(asked))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});
