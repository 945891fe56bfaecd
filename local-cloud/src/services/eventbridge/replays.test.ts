import { beforeEach, expect, test } from 'vitest';
import { afterLoad, callable, failure, START } from '../testing.ts';
import { createEventBridge } from './index.ts';
import { createWorld, QUEUE, RULE, type World } from './testing.ts';

const DEFAULT = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
const ARCHIVE = 'arn:aws:events:us-east-1:123456789012:archive/teas';
const REPLAY = 'arn:aws:events:us-east-1:123456789012:replay/again';
const HOUR = 3_600_000;
/** A cloud whose clock stands still while something goes on in the background, as the real one's does. */
function holding(cloud: World['cloud']): World['cloud'] {
  cloud.background = (_label, work) => {
    const hold = cloud.clock.hold();
    void work().finally(() => hold.release());
  };
  return cloud;
}

let world: World;
let events: World['events'];
beforeEach(async () => {
  world = createWorld();
  holding(world.cloud);
  events = world.events;
  await events.CreateArchive({ ArchiveName: 'teas', EventSourceArn: DEFAULT });
});

const asked = {
  ReplayName: 'again',
  EventSourceArn: ARCHIVE,
  EventStartTime: new Date(START),
  EventEndTime: new Date(START + HOUR),
  Destination: { Arn: DEFAULT },
};
const state = async (ReplayName = 'again') => (await events.DescribeReplay({ ReplayName })).State;
/** The bodies of what came to the queue. */
const bodies = (from: Pick<World, 'delivered'> = world) =>
  from.delivered().map(({ input }) => JSON.parse((input as { MessageBody: string }).MessageBody));
const goOn = async (ms = 1000) => {
  await world.cloud.clock.advance(ms);
  await world.cloud.clock.idle();
};

/** Cups at the whole hour, 30 minutes later and at the next hour, put in another order. */
async function putCups(): Promise<void> {
  for (const [cup, at] of [
    ['late', HOUR],
    ['second', HOUR / 2],
    ['first', 0],
  ] as const) {
    await world.put({ cup }, { Time: new Date(START + at) });
  }
}

test('a replay puts the events of a time on the bus again, by their times, with its name', async () => {
  await putCups();
  await world.rule({});
  expect(await events.StartReplay({ ...asked, Description: 'Once more' })).toEqual({
    ReplayArn: REPLAY,
    State: 'STARTING',
    ReplayStartTime: new Date(START),
  });
  await goOn();
  expect(bodies()).toMatchObject([
    { 'replay-name': 'again', source: 'kitchen', detail: { cup: 'first' } },
    { 'replay-name': 'again', source: 'kitchen', detail: { cup: 'second' } },
  ]);
  expect(await events.DescribeReplay({ ReplayName: 'again' })).toEqual({
    ReplayName: 'again',
    ReplayArn: REPLAY,
    Description: 'Once more',
    State: 'COMPLETED',
    EventSourceArn: ARCHIVE,
    Destination: { Arn: DEFAULT },
    EventStartTime: asked.EventStartTime,
    EventEndTime: asked.EventEndTime,
    EventLastReplayedTime: new Date(START + HOUR / 2),
    ReplayStartTime: new Date(START),
    ReplayEndTime: new Date(START + 1000),
  });
});

test('an event that is replayed is the one that came, and goes to no archive', async () => {
  await world.rule({});
  await world.put({ cup: 1 });
  await events.StartReplay(asked);
  await goOn();
  const [first, again] = bodies();
  expect(again).toEqual({ ...first, 'replay-name': 'again' });
  expect(await events.DescribeArchive({ ArchiveName: 'teas' })).toMatchObject({ EventCount: 1 });
});

test('a replay is for some rules alone where it says so', async () => {
  await putCups();
  await world.rule({});
  await events.PutRule({ Name: 'other', EventPattern: '{"source":["kitchen"]}' });
  await events.PutTargets({ Rule: 'other', Targets: [{ Id: 'one', Arn: QUEUE, Input: '"no"' }] });
  await events.StartReplay({ ...asked, Destination: { Arn: DEFAULT, FilterArns: [RULE] } });
  await goOn();
  expect(bodies().map(({ detail }) => detail?.cup)).toEqual(['first', 'second']);
});

test('replays are listed by name, archive and state, without a last event where there was none', async () => {
  await events.StartReplay(asked);
  await goOn();
  await events.StartReplay({ ...asked, ReplayName: 'once-more' });
  const first = {
    ReplayName: 'again',
    EventSourceArn: ARCHIVE,
    State: 'COMPLETED',
    EventStartTime: asked.EventStartTime,
    EventEndTime: asked.EventEndTime,
    ReplayStartTime: new Date(START),
    ReplayEndTime: new Date(START + 1000),
  };
  for (const filter of [{ NamePrefix: 'a' }, { State: 'COMPLETED' }] as const) {
    expect(await events.ListReplays(filter)).toEqual({ Replays: [first] });
  }
  const { Replays, NextToken } = await events.ListReplays({ EventSourceArn: ARCHIVE, Limit: 1 });
  expect(Replays).toEqual([first]);
  expect(await events.ListReplays({ EventSourceArn: ARCHIVE, NextToken })).toMatchObject({
    Replays: [{ ReplayName: 'once-more', State: 'STARTING' }],
  });
  expect(await events.ListReplays({ EventSourceArn: `${ARCHIVE}s` })).toEqual({ Replays: [] });
});

test('a replay that is cancelled replays nothing, and is cancelled once', async () => {
  await putCups();
  await world.rule({});
  await events.StartReplay(asked);
  expect(await events.CancelReplay({ ReplayName: 'again' })).toEqual({
    ReplayArn: REPLAY,
    State: 'CANCELLING',
  });
  expect(await failure(events.CancelReplay({ ReplayName: 'again' }))).toMatchObject({
    code: 'IllegalStatusException',
  });
  await goOn();
  expect(await state()).toBe('CANCELLED');
  expect(bodies()).toEqual([]);
});

test('a replay that runs stops where it is cancelled', async () => {
  await putCups();
  await world.rule({});
  world.answerWith(({ sdkId }) => {
    if (sdkId === 'SQS') void events.CancelReplay({ ReplayName: 'again' }).catch(() => {});
    return undefined;
  });
  await events.StartReplay(asked);
  await goOn();
  await goOn();
  expect(bodies()).toMatchObject([{ detail: { cup: 'first' } }]);
  expect(await state()).toBe('CANCELLED');
});

test('a replay of an archive that was deleted before it began fails', async () => {
  await events.StartReplay(asked);
  await events.DeleteArchive({ ArchiveName: 'teas' });
  await goOn();
  expect(await events.DescribeReplay({ ReplayName: 'again' })).toMatchObject({
    State: 'FAILED',
    StateReason: 'Archive teas does not exist.',
  });
});

const INVALID = 'ValidationException';
test.each([
  [{ EventSourceArn: `${ARCHIVE}s` }, INVALID, 'EventSourceArn', 'Archive teass does not exist.'],
  [{ EventSourceArn: DEFAULT }, INVALID, 'EventSourceArn', 'Must contain an archive ARN.'],
  [{ Destination: { Arn: RULE } }, INVALID, 'Destination.Arn', 'Must contain an event bus ARN.'],
  [
    { Destination: { Arn: DEFAULT.replace('default', 'garden') } },
    INVALID,
    'Destination.Arn',
    'Cross event bus replay is not permitted.',
  ],
  [
    { EventEndTime: asked.EventStartTime },
    INVALID,
    'EventEndTime',
    'EventStartTime must be before EventEndTime.',
  ],
])('StartReplay refuses %j', async (given, code, parameter, reason) => {
  await events.CreateEventBus({ Name: 'garden' });
  expect(await failure(events.StartReplay({ ...asked, ...given }))).toEqual({
    code,
    message: `Parameter ${parameter} is not valid. Reason: ${reason}`,
  });
});

test('a replay has a name of its own and a bus, and ten are under way at most', async () => {
  const nowhere = { Arn: DEFAULT.replace('default', 'nowhere') };
  expect(await failure(events.StartReplay({ ...asked, Destination: nowhere }))).toEqual({
    code: 'ResourceNotFoundException',
    message: 'Event bus nowhere does not exist.',
  });
  for (let at = 0; at < 10; at++) await events.StartReplay({ ...asked, ReplayName: `r-${at}` });
  expect(await failure(events.StartReplay({ ...asked, ReplayName: 'r-1' }))).toEqual({
    code: 'ResourceAlreadyExistsException',
    message: 'Replay r-1 already exists.',
  });
  expect(await failure(events.StartReplay(asked))).toEqual({
    code: 'LimitExceededException',
    message: 'The requested resource exceeds the maximum number allowed.',
  });
  await goOn();
  expect(await events.StartReplay(asked)).toMatchObject({ State: 'STARTING' });
  expect(await failure(events.DescribeReplay({ ReplayName: 'none' }))).toEqual({
    code: 'ResourceNotFoundException',
    message: 'Replay none does not exist.',
  });
});

test('a replay that was to begin does so after a load', async () => {
  await putCups();
  await world.rule({});
  await events.StartReplay(asked);
  const { cloud, eventBridge: service } = world;
  const after = afterLoad({ cloud, service }, (next) => createEventBridge(holding(next)));
  await after.cloud.clock.advance(1000);
  await after.cloud.clock.idle();
  const { State } = await callable(after.service).DescribeReplay({ ReplayName: 'again' });
  expect(State).toBe('COMPLETED');
  expect(after.cloud.calls).toHaveLength(2);
});

test('a replay that was under way goes on after a load, from the last event on', async () => {
  await putCups();
  await world.rule({});
  const { cloud, eventBridge: service } = world;
  let after: ReturnType<typeof load> | undefined;
  const load = () => afterLoad({ cloud, service }, (next) => createEventBridge(holding(next)));
  world.answerWith(({ sdkId }) => {
    if (sdkId === 'SQS' && bodies().length === 2) after ??= load();
    return undefined;
  });
  await events.StartReplay(asked);
  await goOn();
  await after!.cloud.clock.idle();
  expect(await callable(after!.service).DescribeReplay({ ReplayName: 'again' })).toMatchObject({
    State: 'COMPLETED',
    EventLastReplayedTime: new Date(START + HOUR / 2),
  });
  expect(after!.cloud.calls).toHaveLength(1);
});
