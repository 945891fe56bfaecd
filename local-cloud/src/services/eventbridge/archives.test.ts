import { beforeEach, expect, test } from 'vitest';
import { afterLoad, callable, failure, START } from '../testing.ts';
import { createEventBridge } from './index.ts';
import { createWorld, QUEUE, type World } from './testing.ts';

const DEFAULT = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
const ARCHIVE = 'arn:aws:events:us-east-1:123456789012:archive/teas';
const RULE = 'Events-Archive-teas';
const DAY = 86_400_000;
let world: World;
let events: World['events'];
beforeEach(() => {
  world = createWorld();
  events = world.events;
});

const make = (settings: object = {}) =>
  events.CreateArchive({ ArchiveName: 'teas', EventSourceArn: DEFAULT, ...settings });
const described = () => events.DescribeArchive({ ArchiveName: 'teas' });

test('an archive is described and listed as it was made', async () => {
  const EventPattern = '{"source": ["kitchen"]}';
  const CreationTime = new Date(START);
  expect(await make({ EventPattern, Description: 'Teas', RetentionDays: 3 })).toEqual({
    ArchiveArn: ARCHIVE,
    CreationTime,
    State: 'ENABLED',
  });
  const told = {
    ArchiveName: 'teas',
    EventSourceArn: DEFAULT,
    State: 'ENABLED',
    RetentionDays: 3,
    EventCount: 0,
    SizeBytes: 0,
    CreationTime,
  };
  expect(await described()).toEqual({
    ...told,
    ArchiveArn: ARCHIVE,
    Description: 'Teas',
    EventPattern,
  });
  for (const filter of [{}, { NamePrefix: 'te' }, { EventSourceArn: DEFAULT }]) {
    expect(await events.ListArchives(filter)).toEqual({ Archives: [told] });
  }
  expect(await events.ListArchives({ State: 'DISABLED' })).toEqual({ Archives: [] });
});

test('an archive keeps what matches its pattern, and counts it', async () => {
  await make({ EventPattern: '{"detail":{"cup":[{"numeric":[">",1]}]}}' });
  for (const cup of [1, 2, 3]) await world.put({ cup });
  // Source, detail type, detail, and 26 for the time and the account.
  const SizeBytes = 2 * ('kitchen'.length + 'Tea Made'.length + '{"cup":2}'.length + 26);
  expect(await described()).toMatchObject({ EventCount: 2, SizeBytes });
});

test('an event counts as AWS was recorded to count it', async () => {
  await make();
  const Detail =
    '{"command": "update-account", "payload": {"acc_id": "0a787ecb-4015", "sf_id": "baz"}}';
  const name = 'core.update-account-command';
  await world.put({}, { Source: name, DetailType: name, Detail });
  expect(await described()).toMatchObject({ SizeBytes: 159 });
});

test('events are kept for the days of the archive', async () => {
  await make({ RetentionDays: 2 });
  await world.put({ cup: 1 });
  await world.cloud.clock.advance(DAY);
  await world.put({ cup: 2 });
  await world.cloud.clock.advance(DAY);
  expect(await described()).toMatchObject({ EventCount: 2 });
  await world.cloud.clock.advance(1000);
  expect(await described()).toMatchObject({ EventCount: 1 });
  await events.UpdateArchive({ ArchiveName: 'teas', RetentionDays: 0 });
  await world.cloud.clock.advance(100 * DAY);
  expect(await described()).toMatchObject({ EventCount: 1, RetentionDays: 0 });
});

test('an event that tells an old time is kept for as long as others', async () => {
  await make({ RetentionDays: 2 });
  await world.put({}, { Time: new Date(START - 5 * DAY) });
  await world.put({});
  expect(await described()).toMatchObject({ EventCount: 2 });
  await world.cloud.clock.advance(2 * DAY + 1);
  expect(await described()).toMatchObject({ EventCount: 0, SizeBytes: 0 });
});

test('an update changes what it is given, and keeps the events', async () => {
  await make({ Description: 'Teas' });
  await world.put({});
  await events.UpdateArchive({ ArchiveName: 'teas', EventPattern: '{"source":["garden"]}' });
  await world.put({});
  expect(await described()).toMatchObject({
    Description: 'Teas',
    EventPattern: '{"source":["garden"]}',
    EventCount: 1,
  });
});

test('an archive has a managed rule on its bus', async () => {
  await make({ EventPattern: '{"source":["kitchen"]}' });
  const { Rules = [] } = await events.ListRules({});
  expect(Rules).toMatchObject([
    { Name: RULE, State: 'ENABLED', ManagedBy: 'prod.vhs.events.aws.internal' },
  ]);
  expect(JSON.parse(Rules[0]!.EventPattern!)).toEqual({
    source: ['kitchen'],
    'replay-name': [{ exists: false }],
  });
  await events.DeleteArchive({ ArchiveName: 'teas' });
  expect(await events.ListRules({})).toEqual({ Rules: [] });
  expect(await failure(described())).toEqual({
    code: 'ResourceNotFoundException',
    message: 'Archive teas does not exist.',
  });
});

test('nobody changes a managed rule', async () => {
  await make();
  const ResourceARN = `arn:aws:events:us-east-1:123456789012:rule/${RULE}`;
  const tries = [
    events.PutRule({ Name: RULE, EventPattern: '{"source":["a"]}' }),
    events.PutTargets({ Rule: RULE, Targets: [{ Id: 'one', Arn: QUEUE }] }),
    events.DisableRule({ Name: RULE }),
    events.EnableRule({ Name: RULE }),
    events.TagResource({ ResourceARN, Tags: [] }),
    events.UntagResource({ ResourceARN, TagKeys: [] }),
  ];
  for (const tried of tries) {
    expect(await failure(tried)).toMatchObject({ code: 'ManagedRuleException' });
  }
});

test('a managed rule is deleted by force, and the archive keeps nothing until it is updated', async () => {
  await make();
  const message = `${RULE} is a managed rule. Set 'force' parameter to true to override.`;
  for (const tried of [
    events.DeleteRule({ Name: RULE }),
    events.RemoveTargets({ Rule: RULE, Ids: ['one'] }),
  ]) {
    expect(await failure(tried)).toEqual({ code: 'ManagedRuleException', message });
  }
  await events.DeleteRule({ Name: RULE, Force: true });
  await world.put({});
  expect(await described()).toMatchObject({ State: 'DISABLED', EventCount: 0 });
  await events.UpdateArchive({ ArchiveName: 'teas', Description: 'again' });
  await world.put({});
  expect(await described()).toMatchObject({ State: 'ENABLED', EventCount: 1 });
});

test.each([
  [{ EventSourceArn: `${DEFAULT}s` }, 'ResourceNotFoundException', /^Event bus defaults does not/],
  [{ ArchiveName: 'known' }, 'ResourceAlreadyExistsException', /^Archive known already exists\.$/],
  [{ ArchiveName: 'ruled' }, 'ResourceAlreadyExistsException', /Events-Archive-ruled already/],
  [{ EventPattern: '{"source":"kitchen"}' }, 'InvalidEventPatternException', /^Event pattern is/],
  [{ RetentionDays: -1 }, 'ValidationException', /'retentionDays' failed .* equal to 0$/],
  [{ ArchiveName: 'n'.repeat(49) }, 'ValidationException', /'archiveName' failed .* equal to 48$/],
])('CreateArchive refuses %j with %s', async (settings, code, message) => {
  await make({ ArchiveName: 'known' });
  await events.PutRule({ Name: 'Events-Archive-ruled', EventPattern: '{"source":["a"]}' });
  const refused = await failure(make(settings));
  expect(refused).toMatchObject({ code, message: expect.stringMatching(message) });
});

test('an update says what to change, and a list is asked for by one filter', async () => {
  expect(await failure(events.UpdateArchive({ ArchiveName: 'none' }))).toEqual({
    code: 'ValidationException',
    message: 'At least one of EventPattern, RetentionDays or Description must be provided.',
  });
  const both = { NamePrefix: 'te', State: 'ENABLED' } as const;
  for (const list of [
    events.ListArchives(both),
    events.ListReplays({ ...both, State: 'FAILED' }),
  ]) {
    expect(await failure(list)).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('At most one filter is allowed for List'),
    });
  }
});

test('where there is no memory for an event, its loss is told', async () => {
  const full = createEventBridge(world.cloud, () => false);
  const told: string[] = [];
  world.cloud.background = (label, work) =>
    void work().catch(({ message }) => told.push(`${label}: ${message}`));
  const calls = callable(full);
  await calls.CreateArchive({ ArchiveName: 'teas', EventSourceArn: DEFAULT });
  await calls.PutEvents({ Entries: [{ Source: 'kitchen', DetailType: 'Tea', Detail: '{}' }] });
  await world.cloud.clock.idle();
  expect(told).toEqual([
    expect.stringMatching(
      /^The archive teas: There is no memory for the event [-\w]+, which is not/,
    ),
  ]);
  const { EventCount } = await calls.DescribeArchive({ ArchiveName: 'teas' });
  expect(EventCount).toBe(0);
});

test('an archive is there after a load, with its events', async () => {
  await make({ RetentionDays: 1 });
  await world.put({ cup: 1 });
  const before = await described();
  const { cloud, eventBridge: service } = world;
  const after = callable(afterLoad({ cloud, service }, createEventBridge).service);
  expect(await after.DescribeArchive({ ArchiveName: 'teas' })).toEqual(before);
  await after.PutEvents({ Entries: [{ Source: 'kitchen', DetailType: 'Tea', Detail: '{}' }] });
  await cloud.clock.idle();
  expect(await after.DescribeArchive({ ArchiveName: 'teas' })).toMatchObject({ EventCount: 2 });
});
