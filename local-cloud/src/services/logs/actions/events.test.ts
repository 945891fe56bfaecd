import { describe, expect, test } from 'vitest';
import { Keep } from '../../../core/keep.ts';
import { turnsDuring } from '../../../core/testing.ts';
import { afterLoad, callable, failure, START } from '../../testing.ts';
import { createCloudWatchLogs } from '../index.ts';
import { withStream } from '../testing.ts';

const DAY = 24 * 60 * 60 * 1000;
const messages = (events: readonly { message?: string | undefined }[] = []) =>
  events.map(({ message }) => message);

describe('PutLogEvents', () => {
  test('rejects by their place what is too old, past retention or too far ahead', async () => {
    const { logs, names } = await withStream();
    await logs.PutRetentionPolicy({ logGroupName: names.logGroupName, retentionInDays: 3 });
    const at = (timestamp: number) =>
      logs.PutLogEvents({ ...names, logEvents: [{ message: 'x', timestamp }] });
    expect(await at(START - 15 * DAY)).toMatchObject({
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1, expiredLogEventEndIndex: 1 },
    });
    expect(await at(START - 4 * DAY)).toMatchObject({
      rejectedLogEventsInfo: { expiredLogEventEndIndex: 1 },
    });
    expect(await at(START + DAY)).toMatchObject({
      rejectedLogEventsInfo: { tooNewLogEventStartIndex: 0 },
    });
    expect(await at(START)).not.toHaveProperty('rejectedLogEventsInfo');
    expect((await logs.GetLogEvents(names)).events).toHaveLength(1);
  });

  test.each([
    [[], 'Member must have length greater than or equal to 1'],
    [
      [
        { message: 'b', timestamp: 2 },
        { message: 'a', timestamp: 1 },
      ],
      'Log events in a single PutLogEvents request must be in chronological order.',
    ],
    [
      [
        { message: 'a', timestamp: 0 },
        { message: 'b', timestamp: DAY + 1 },
      ],
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    ],
    [[{ message: 'x'.repeat(1_048_576), timestamp: 0 }], 'Upload too large'],
  ])('refuses the batch (%#)', async (logEvents, message) => {
    const { logs, names } = await withStream();
    expect(await failure(logs.PutLogEvents({ ...names, logEvents }))).toEqual({
      code: 'InvalidParameterException',
      message: expect.stringContaining(message),
    });
  });
});

describe('GetLogEvents', () => {
  test('pages back from the latest events, and forward again', async () => {
    const { logs, names, put } = await withStream();
    await put(['a', 'b', 'c', 'd', 'e']);
    const latest = await logs.GetLogEvents({ ...names, limit: 2 });
    expect(messages(latest.events)).toEqual(['d', 'e']);
    const earlier = await logs.GetLogEvents({
      ...names,
      limit: 2,
      nextToken: latest.nextBackwardToken,
    });
    expect(messages(earlier.events)).toEqual(['b', 'c']);
    const forward = await logs.GetLogEvents({ ...names, nextToken: earlier.nextForwardToken });
    expect(messages(forward.events)).toEqual(['d', 'e']);
  });

  test('has reached the end when the token stays the same; what comes later is found with it', async () => {
    const { logs, names, put, cloud } = await withStream();
    await put(['a']);
    const first = await logs.GetLogEvents({ ...names, startFromHead: true });
    const second = await logs.GetLogEvents({ ...names, nextToken: first.nextForwardToken });
    expect(second.events).toEqual([]);
    expect(second.nextForwardToken).toBe(first.nextForwardToken);
    await cloud.clock.advance(1);
    await put(['b']);
    const third = await logs.GetLogEvents({ ...names, nextToken: second.nextForwardToken });
    expect(messages(third.events)).toEqual(['b']);
  });

  test('takes the name of a group or its ARN, not both', async () => {
    const { logs, names, put } = await withStream();
    await put(['a']);
    const { logGroupName, logStreamName } = names;
    const logGroupIdentifier = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;
    const { events } = await logs.GetLogEvents({ logGroupIdentifier, logStreamName });
    expect(messages(events)).toEqual(['a']);
    expect(await failure(logs.GetLogEvents({ ...names, logGroupIdentifier }))).toEqual({
      code: 'ValidationException',
      message: 'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    });
  });

  test('keeps to the times asked for', async () => {
    const { logs, names, put } = await withStream();
    await put(['a', 'b', 'c']);
    const page = await logs.GetLogEvents({
      ...names,
      startTime: START + 1000,
      endTime: START + 2000,
    });
    expect(page.events).toEqual([{ message: 'b', timestamp: START + 1000, ingestionTime: START }]);
  });

  test('puts events in the order of their time, whenever they came in', async () => {
    const { logs, names } = await withStream();
    for (const timestamp of [START, START - 1000, START]) {
      await logs.PutLogEvents({
        ...names,
        logEvents: [{ message: `${timestamp - START}`, timestamp }],
      });
    }
    const { events } = await logs.GetLogEvents({ ...names, startFromHead: true });
    expect(messages(events)).toEqual(['-1000', '0', '0']);
  });
});

describe('FilterLogEvents', () => {
  test('searches all streams in the order of time, in pages', async () => {
    const { logs, names, put, cloud } = await withStream();
    const { logGroupName } = names;
    await logs.CreateLogStream({ logGroupName, logStreamName: 'two' });
    await put(['{"level":"ERROR","n":1}', '{"level":"INFO"}'], 'one');
    await cloud.clock.advance(500);
    await put(['{"level":"ERROR","n":2}', '{"level":"ERROR","n":3}'], 'two');
    const input = { logGroupName, filterPattern: '{ $.level = "ERROR" }' };
    const first = await logs.FilterLogEvents({ ...input, limit: 2 });
    expect(first.events).toMatchObject([
      { logStreamName: 'one', message: '{"level":"ERROR","n":1}' },
      { logStreamName: 'two', message: '{"level":"ERROR","n":2}' },
    ]);
    const second = await logs.FilterLogEvents({ ...input, nextToken: first.nextToken });
    expect(messages(second.events)).toEqual(['{"level":"ERROR","n":3}']);
    expect(second.nextToken).toBeUndefined();
  });

  test('keeps to streams by name or prefix', async () => {
    const { logs, names, put } = await withStream();
    const { logGroupName } = names;
    await logs.CreateLogStream({ logGroupName, logStreamName: 'two' });
    await put(['a'], 'one');
    await put(['b'], 'two');
    const found = async (input: object) =>
      messages((await logs.FilterLogEvents({ logGroupName, ...input })).events);
    expect(await found({ logStreamNames: ['two'] })).toEqual(['b']);
    expect(await found({ logStreamNamePrefix: 'o' })).toEqual(['a']);
    expect(
      await failure(found({ logStreamNamePrefix: 'o', logStreamNames: ['two'] })),
    ).toMatchObject({
      code: 'InvalidParameterException',
    });
  });
});

test('events are gone after the retention', async () => {
  const { logs, names, put, cloud } = await withStream();
  const { logGroupName } = names;
  await logs.PutRetentionPolicy({ logGroupName, retentionInDays: 1 });
  await put(['old']);
  await cloud.clock.advance(DAY - 1000);
  await put(['new']);
  await cloud.clock.advance(1001);
  expect(messages((await logs.GetLogEvents(names)).events)).toEqual(['new']);
  const { logGroups } = await logs.DescribeLogGroups({});
  expect(logGroups?.[0]?.storedBytes).toBe(29);
});

test('memory is bounded: the oldest events make room', async () => {
  const { logs, names, put } = await withStream(new Keep(32));
  const large = 'x'.repeat(1_000_000);
  for (let index = 0; index < 40; index++) await put([`${index} ${large}`]);
  const { events: oldest } = await logs.GetLogEvents({ ...names, startFromHead: true });
  expect(Number.parseInt(oldest?.[0]?.message ?? '', 10)).toBeGreaterThan(0);
  const { events: newest } = await logs.GetLogEvents(names);
  expect(Number.parseInt(newest?.[0]?.message ?? '', 10)).toBe(39);
  const { logGroups } = await logs.DescribeLogGroups({});
  expect(logGroups?.[0]?.storedBytes).toBeLessThanOrEqual(32 * 1024 * 1024);
});

test('groups, streams and events are there after a load, and are kept no longer', async () => {
  const { cloud, service, logs, names, put } = await withStream();
  await logs.PutRetentionPolicy({ logGroupName: names.logGroupName, retentionInDays: 1 });
  await put(['a', 'b']);
  const after = afterLoad({ cloud, service }, createCloudWatchLogs);
  const others = callable(after.service);
  for (const read of [
    (of: typeof logs) => of.GetLogEvents(names),
    (of: typeof logs) => of.DescribeLogGroups({}),
    (of: typeof logs) => of.DescribeLogStreams({ logGroupName: names.logGroupName }),
  ]) {
    expect(await read(others)).toEqual(await read(logs));
  }
  const logEvents = [{ message: 'c', timestamp: cloud.clock.now() }];
  await others.PutLogEvents({ ...names, logEvents });
  const { events } = await others.FilterLogEvents({ logGroupName: names.logGroupName });
  expect(new Set(events?.map(({ eventId }) => eventId)).size).toBe(3);
  await after.cloud.clock.advance(25 * 60 * 60 * 1000);
  expect((await others.GetLogEvents(names)).events).toEqual([]);
});

test('others have their turn while many events are held against a long pattern', async () => {
  const { logs, names, put } = await withStream();
  await put(Array.from({ length: 5_000 }, (_, index) => `event ${index}`));
  const filterPattern = Array.from({ length: 100 }, (_, index) => `?no${index}`).join(' ');
  const { logGroupName } = names;
  const turns = await turnsDuring(() => logs.FilterLogEvents({ logGroupName, filterPattern }));
  expect(turns).toBeGreaterThan(2);
});

test('pages of a search are in the order of time, whatever streams events are in', async () => {
  const { logs, names, put } = await withStream();
  await logs.CreateLogStream({ ...names, logStreamName: 'two' });
  const all = Array.from({ length: 40 }, (_, index) => `event ${index}`);
  await put(all.slice(20), 'two');
  await put(all.slice(0, 20), 'one');
  const found: (string | undefined)[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.FilterLogEvents({
      ...{ logGroupName: names.logGroupName, nextToken },
      limit: 3,
    });
    found.push(...messages(page.events));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const { events } = await logs.FilterLogEvents({ logGroupName: names.logGroupName });
  expect(found).toEqual(messages(events));
  expect(found).toHaveLength(40);
});
