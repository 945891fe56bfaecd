import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { createWorld, type World } from './testing.ts';

let world: World;
beforeEach(() => {
  world = createWorld();
});

const ENTRY = { Source: 'kitchen', DetailType: 'Tea Made', Detail: '{"cup":3}' };

/** The events that reached the queue. */
const received = () =>
  world.delivered().map(({ input }) => JSON.parse((input as { MessageBody: string }).MessageBody));

test('an event is the entry in an envelope of the account, with an id of its own', async () => {
  await world.rule({});
  const { Entries, FailedEntryCount } = await world.put({ cup: 3 });
  expect(FailedEntryCount).toBe(0);
  expect(received()).toEqual([
    {
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'Tea Made',
      source: 'kitchen',
      account: '123456789012',
      time: '2026-01-01T12:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { cup: 3 },
    },
  ]);
});

test('time and resources of the entry are those of the event', async () => {
  await world.rule({});
  const Time = new Date(Date.UTC(2030, 0, 1, 9, 0, 0, 999));
  await world.put({}, { Time, Resources: ['arn:aws:s3:::tea'] });
  expect(received()).toMatchObject([
    { time: '2030-01-01T09:00:00Z', resources: ['arn:aws:s3:::tea'] },
  ]);
});

test('an event goes to the rules that match it and are enabled', async () => {
  const { events } = world;
  await world.rule({}, { detail: { cup: [3] } });
  await world.put({ cup: 4 });
  expect(received()).toEqual([]);
  await world.put({ cup: 3 });
  await events.DisableRule({ Name: 'tea' });
  await world.put({ cup: 3 });
  expect(received()).toHaveLength(1);
});

test('an event goes to every target of every rule that matches', async () => {
  const { events } = world;
  await world.rule({});
  await events.PutTargets({ Rule: 'tea', Targets: [{ Id: 'two', Arn: 'arn:aws:sns:::tea' }] });
  await events.PutRule({ Name: 'coffee', EventPattern: '{"source":["kitchen"]}' });
  await events.PutTargets({
    Rule: 'coffee',
    Targets: [{ Id: 'one', Arn: 'arn:aws:sqs:::coffee' }],
  });
  await world.put({});
  expect(
    world
      .delivered()
      .map(({ sdkId }) => sdkId)
      .sort(),
  ).toEqual(['SNS', 'SQS', 'SQS']);
});

const NESTED = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;

describe('an entry that is not right fails alone', () => {
  test.each([
    [{ Source: undefined }, 'InvalidArgument', 'Source is a required argument'],
    [{ DetailType: '' }, 'InvalidArgument', 'DetailType is a required argument'],
    [{ Detail: undefined }, 'InvalidArgument', 'Detail is a required argument'],
    [{ Detail: '{' }, 'MalformedDetail', 'Detail is malformed.'],
    [{ Detail: '[]' }, 'MalformedDetail', 'Detail is malformed.'],
    [{ Detail: NESTED }, 'MalformedDetail', 'Detail is malformed.'],
    [{ Source: 'aws.iam' }, 'NotAuthorizedForSourceException', 'Not authorized for the source.'],
    [{ TraceHeader: 'Root=1' }, 'NotSupportedByLocalCloud', 'TraceHeader'],
  ])('%o', async (entry, ErrorCode, message) => {
    await world.rule({});
    const Entries = [ENTRY, { ...ENTRY, ...entry }, ENTRY];
    const result = await world.events.PutEvents({ Entries } as never);
    await world.cloud.clock.idle();
    expect(result.FailedEntryCount).toBe(1);
    expect(result.Entries?.[1]).toEqual({
      ErrorCode,
      ErrorMessage: expect.stringContaining(message),
    });
    expect(received()).toHaveLength(2);
  });
});

test('an event for a bus that does not exist is taken and lost, as on AWS', async () => {
  await world.rule({});
  const told: string[] = [];
  world.cloud.background = (_, work) => void work().catch(({ message }) => told.push(message));
  const Entries = [{ ...ENTRY, EventBusName: 'garden' }, ENTRY];
  expect(await world.events.PutEvents({ Entries })).toEqual({
    FailedEntryCount: 0,
    Entries: [{ EventId: expect.any(String) }, { EventId: expect.any(String) }],
  });
  await world.cloud.clock.idle();
  expect(received()).toHaveLength(1);
  expect(told).toEqual([expect.stringContaining('no event bus garden')]);
});

test("AWS's own services tell of themselves, and need no permission", async () => {
  await world.rule({}, { source: ['aws.iam'] });
  const entries = { Entries: [{ ...ENTRY, Source: 'aws.iam' }] };
  await world.events.PutEvents(entries, world.asService());
  await world.cloud.clock.idle();
  expect(received()).toMatchObject([{ source: 'aws.iam' }]);
});

test.each([0, 11])('%i entries are refused', async (count) => {
  expect(
    await failure(world.events.PutEvents({ Entries: Array(count).fill(ENTRY) })),
  ).toMatchObject({ code: 'ValidationException' });
});

test('entries may have 1 MB together: their texts in UTF-8, and 14 bytes for a time', async () => {
  const others = {
    Source: 'kitchen',
    DetailType: 'é',
    Resources: ['pot', 'cup'],
    Time: new Date(0),
  };
  const room = 1_048_576 - 7 - 2 - 3 - 3 - 14;
  const entries = (bytes: number) => {
    const empty = JSON.stringify({ quoted: '"', tea: '' });
    const tea = 't'.repeat(bytes - empty.length);
    return { Entries: [{ ...others, Detail: JSON.stringify({ quoted: '"', tea }) }] };
  };
  expect((await world.events.PutEvents(entries(room))).FailedEntryCount).toBe(0);
  expect(await failure(world.events.PutEvents(entries(room + 1)))).toMatchObject({
    code: 'ValidationException',
  });
});

describe('TestEventPattern', () => {
  const event = {
    ...{ id: 'one', account: '123456789012', source: 'kitchen', time: '2026-01-01T12:00:00Z' },
    ...{ region: 'us-east-1', resources: [], 'detail-type': 'Tea Made', detail: { cup: 3 } },
  };
  const tested = (pattern: object, given: object = event) =>
    world.events.TestEventPattern({
      EventPattern: JSON.stringify(pattern),
      Event: JSON.stringify(given),
    });

  test('says whether a pattern matches an event', async () => {
    expect(await tested({ detail: { cup: [3] } })).toEqual({ Result: true });
    expect(await tested({ detail: { cup: [4] } })).toEqual({ Result: false });
  });

  test('refuses an event without its envelope', async () => {
    expect(await failure(tested({ source: ['kitchen'] }, { source: 'kitchen' }))).toMatchObject({
      code: 'ValidationException',
    });
  });
});
