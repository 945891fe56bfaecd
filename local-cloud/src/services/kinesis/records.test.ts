import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { failure, START } from '../testing.ts';
import { FIRST, withStream } from './testing.ts';

const orders = { StreamName: 'orders' };
const HOUR = 3_600_000;

test('a record goes to the shard whose range has the MD5 of its partition key, or its hash key', async () => {
  const { put } = await withStream(2);
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    const isHigh = createHash('md5').update(key).digest()[0]! >= 128;
    const { ShardId } = await put(key);
    expect(ShardId).toBe(isHigh ? 'shardId-000000000001' : FIRST);
  }
  const highest = { ExplicitHashKey: String(2n ** 128n - 1n) };
  expect((await put('a', highest)).ShardId).toBe('shardId-000000000001');
  expect((await put('a', { ExplicitHashKey: '0' })).ShardId).toBe(FIRST);
  expect(await failure(put('a', { ExplicitHashKey: String(2n ** 128n) }))).toMatchObject({
    code: 'InvalidArgumentException',
    message: expect.stringContaining('must be in the range: [0, 2^128-1]'),
  });
});

test('sequence numbers have 56 digits and rise with every record', async () => {
  const { put, cloud } = await withStream();
  const numbers: bigint[] = [];
  for (const text of ['a', 'b', 'c']) {
    const { SequenceNumber } = await put(text);
    expect(SequenceNumber).toMatch(/^\d{56}$/);
    numbers.push(BigInt(SequenceNumber!));
    await cloud.clock.advance(60_000);
  }
  expect(numbers).toEqual([...numbers].sort((a, b) => (a < b ? -1 : 1)));
  expect(new Set(numbers).size).toBe(3);
});

describe('an iterator', () => {
  test('begins at the oldest record, after the newest, at a number, after it, or at a time', async () => {
    const { put, cloud, iterator, read } = await withStream();
    const numbers: string[] = [];
    const times: Date[] = [];
    for (const text of ['a', 'b', 'c']) {
      await cloud.clock.advance(1000);
      times.push(new Date(cloud.clock.now()));
      numbers.push((await put(text)).SequenceNumber!);
    }
    const from = async (...args: Parameters<typeof iterator>) =>
      (await read(await iterator(...args))).texts;
    const number = { StartingSequenceNumber: numbers[1] };
    expect(await from('TRIM_HORIZON')).toEqual(['a', 'b', 'c']);
    expect(await from('LATEST')).toEqual([]);
    expect(await from('AT_SEQUENCE_NUMBER', number)).toEqual(['b', 'c']);
    expect(await from('AFTER_SEQUENCE_NUMBER', number)).toEqual(['c']);
    expect(await from('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: '0' })).toHaveLength(3);
    expect(await from('AT_TIMESTAMP', { Timestamp: times[1] })).toEqual(['b', 'c']);
    expect(await from('AT_TIMESTAMP', { Timestamp: new Date(START) })).toHaveLength(3);
    const latest = await iterator('LATEST');
    const never = await iterator('AT_TIMESTAMP', { Timestamp: new Date(cloud.clock.now()) });
    await put('d');
    expect((await read(latest)).texts).toEqual(['d']);
    expect((await read(never)).texts).toEqual(['c', 'd']);
  });

  test('leads on from page to page, and tells how far behind it is', async () => {
    const { put, cloud, iterator, read, measured } = await withStream();
    for (const text of ['a', 'b', 'c']) {
      await put(text);
      await cloud.clock.advance(500);
    }
    const first = await read(await iterator('TRIM_HORIZON'), { Limit: 2 });
    expect(first).toMatchObject({ texts: ['a', 'b'], MillisBehindLatest: 500 });
    const second = await read(first.NextShardIterator!);
    expect(second).toMatchObject({ texts: ['c'], MillisBehindLatest: 0 });
    expect((await read(second.NextShardIterator!)).texts).toEqual([]);
    const ages = measured.filter(({ name }) => name === 'GetRecords.IteratorAgeMilliseconds');
    expect(ages.map(({ value }) => value)).toEqual([1000, 500, 0]);
  });

  test('gives at most 10 MiB', async () => {
    const { put, cloud, iterator, read } = await withStream();
    const Data = new Uint8Array(2 ** 20 - 10);
    for (let count = 0; count < 12; count++) {
      await put('x', { Data });
      await cloud.clock.advance(1000);
    }
    const first = await read(await iterator('TRIM_HORIZON'));
    expect(first.Records).toHaveLength(10);
    expect((await read(first.NextShardIterator!)).Records).toHaveLength(2);
  });

  test('can be used for five minutes', async () => {
    const { cloud, iterator, read } = await withStream();
    const token = await iterator('LATEST');
    await cloud.clock.advance(300_000);
    await read(token);
    await cloud.clock.advance(1);
    expect(await failure(read(token))).toEqual({
      code: 'ExpiredIteratorException',
      message:
        'Iterator expired. The iterator was created at time Thu Jan 01 12:00:01 UTC 2026 while right ' +
        'now it is Thu Jan 01 12:05:01 UTC 2026 which is further in the future than the tolerated ' +
        'delay of 300000 milliseconds.',
    });
  });

  test.each([
    [{ ShardIteratorType: 'AT_SEQUENCE_NUMBER' }, 'and no StartingSequenceNumber'],
    [{ ShardIteratorType: 'LATEST', StartingSequenceNumber: '0' }, 'and also a StartingSequence'],
    [{ ShardIteratorType: 'AT_TIMESTAMP' }, 'Current request has no timestamp parameter'],
    [{ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(START + HOUR) }, 'cannot be greater'],
    [{ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: '5' }, 'is invalid.'],
  ])('is refused for %j', async (input, message) => {
    const { iterator } = await withStream();
    expect(await failure(iterator(input.ShardIteratorType as never, input))).toMatchObject({
      code: 'InvalidArgumentException',
      message: expect.stringContaining(message),
    });
  });

  test('is refused for the number of another shard, and for a shard that is none', async () => {
    const { put, iterator } = await withStream(2);
    const { SequenceNumber } = await put('a', { ExplicitHashKey: String(2n ** 128n - 1n) });
    const input = { StartingSequenceNumber: SequenceNumber };
    expect(await failure(iterator('AT_SEQUENCE_NUMBER', input))).toMatchObject({
      message: expect.stringContaining('It encodes shardId-000000000001, while it was used'),
    });
    expect(await failure(iterator('LATEST', { ShardId: 'shardId-000000000009' }))).toEqual({
      code: 'ResourceNotFoundException',
      message:
        'Shard shardId-000000000009 in stream orders under account 123456789012 does not exist',
    });
  });

  test('that Kinesis did not give is refused', async () => {
    const { read } = await withStream();
    expect(await failure(read('bm8='))).toEqual({
      code: 'InvalidArgumentException',
      message: 'Invalid ShardIterator.',
    });
  });
});

describe('records', () => {
  test('are kept for 24 hours, or as long as the stream is told to', async () => {
    const { kinesis, put, cloud, texts } = await withStream();
    await put('a');
    await cloud.clock.advance(24 * HOUR);
    await put('b');
    expect(await texts()).toEqual(['a', 'b']);
    await kinesis.IncreaseStreamRetentionPeriod({ ...orders, RetentionPeriodHours: 48 });
    await cloud.clock.advance(24 * HOUR);
    expect(await texts()).toEqual(['a', 'b']);
    await kinesis.DecreaseStreamRetentionPeriod({ ...orders, RetentionPeriodHours: 24 });
    expect(await texts()).toEqual(['b']);
    await cloud.clock.advance(1);
    expect(await texts()).toEqual([]);
  });

  test.each([
    ['IncreaseStreamRetentionPeriod', 23, 'Minimum allowed retention period is 24 hours'],
    ['IncreaseStreamRetentionPeriod', 8761, 'Maximum allowed retention period is 8760 hours'],
    ['IncreaseStreamRetentionPeriod', 30, 'can not be shorter than existing'],
    ['DecreaseStreamRetentionPeriod', 50, 'can not be longer than existing'],
  ] as const)('are not kept as %s to %i hours would have it', async (operation, hours, message) => {
    const { kinesis } = await withStream();
    await kinesis.IncreaseStreamRetentionPeriod({ ...orders, RetentionPeriodHours: 40 });
    const call = kinesis[operation]({ ...orders, RetentionPeriodHours: hours });
    expect(await failure(call)).toMatchObject({ message: expect.stringContaining(message) });
  });

  test('may have 1 MiB with the partition key, or what the stream is told', async () => {
    const { kinesis, put, cloud } = await withStream();
    await put('x', { Data: new Uint8Array(2 ** 20 - 1) });
    const larger = { Data: new Uint8Array(2 ** 20) };
    expect(await failure(put('x', larger))).toEqual({
      code: 'ValidationException',
      message:
        "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must " +
        'have length less than or equal to 1048576',
    });
    const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders';
    await kinesis.UpdateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB: 2048 });
    await cloud.clock.advance(1000);
    await put('x', larger);
  });

  test('beyond what a shard takes in a second are refused one by one, and told', async () => {
    const { kinesis, put, cloud, texts, measured } = await withStream();
    const records = (count: number, size: number) => ({
      ...orders,
      Records: Array.from({ length: count }, () => ({
        PartitionKey: 'k',
        Data: new Uint8Array(size),
      })),
    });
    await kinesis.PutRecords(records(500, 0));
    await kinesis.PutRecords(records(499, 0));
    const { FailedRecordCount, Records } = await kinesis.PutRecords(records(2, 0));
    expect(FailedRecordCount).toBe(1);
    expect(Records?.[0]?.SequenceNumber).toBeDefined();
    const refused = {
      ErrorCode: 'ProvisionedThroughputExceededException',
      ErrorMessage: `Rate exceeded for shard ${FIRST} in stream orders under account 123456789012.`,
    };
    expect(Records?.[1]).toEqual(refused);
    expect((await failure(put('x'))).code).toBe(refused.ErrorCode);
    const told = measured.filter(({ name }) => name === 'WriteProvisionedThroughputExceeded');
    expect(told.map(({ value }) => value)).toEqual([0, 0, 1, 1]);
    await cloud.clock.advance(1000);
    const large = await kinesis.PutRecords(records(3, 400_000));
    expect(large.FailedRecordCount).toBe(1);
    expect(await texts()).toHaveLength(1002);
  });

  test('come in requests of at most 500 and 10 MiB', async () => {
    const { kinesis } = await withStream(1, { MaxRecordSizeInKiB: 10_240 });
    const entry = (size: number) => ({ PartitionKey: 'k', Data: new Uint8Array(size) });
    const many = Array.from({ length: 501 }, () => entry(0));
    const put = (Records: ReturnType<typeof entry>[]) => kinesis.PutRecords({ ...orders, Records });
    expect(await failure(put(many))).toMatchObject({ code: 'ValidationException' });
    expect(await failure(put([entry(6 * 2 ** 20), entry(6 * 2 ** 20)]))).toMatchObject({
      code: 'InvalidArgumentException',
    });
  });
});
