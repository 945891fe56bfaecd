import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { afterLoad, lambdaCloud, START } from './testing.ts';

const STREAM = 'arn:aws:kinesis:us-east-1:123456789012:stream/events';
const CONSUMER = `${STREAM}/consumer/fast:${START / 1000 + 1}`;
const FIRST = 'shardId-000000000000';

interface Event {
  readonly Records: { readonly kinesis: { data: string }; readonly eventSourceARN: string }[];
}

type Made = Pick<Awaited<ReturnType<typeof lambdaCloud>>, 'call' | 'host'>;

/** What a test does with the stream `events` and its consumer `fast`. */
function tools({ call, host }: Made) {
  const put = (...texts: string[]) => {
    const Records = texts.map((text) => ({ PartitionKey: text, Data: Buffer.from(text) }));
    return call('PutRecords', { StreamName: 'events', Records }, 'Kinesis');
  };
  const batches = () =>
    host.runs.map(({ event }) =>
      (event as Event).Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString()),
    );
  const map = (more: object = {}) =>
    call('CreateEventSourceMapping', {
      FunctionName: 'fn',
      EventSourceArn: CONSUMER,
      StartingPosition: 'TRIM_HORIZON',
      ...more,
    });
  return { put, batches, map };
}

async function ready(actions?: readonly string[]) {
  const made = await lambdaCloud(actions);
  const { call, clock } = made;
  await made.create();
  await call('CreateStream', { StreamName: 'events', ShardCount: 1 }, 'Kinesis');
  await clock.advance(1000);
  const consumer = { StreamARN: STREAM, ConsumerName: 'fast' };
  await call('RegisterStreamConsumer', consumer, 'Kinesis');
  await clock.advance(1000);
  return { ...made, ...tools(made) };
}

test('a function reads as a consumer of the stream, in order and in batches', async () => {
  const { put, map, clock, batches, host } = await ready(['kinesis:SubscribeToShard']);
  await put('a', 'b', 'c');
  expect(await map({ BatchSize: 2 })).toMatchObject({ EventSourceArn: CONSUMER });
  await clock.idle();
  await put('d');
  await clock.idle();
  expect(batches()).toEqual([['a', 'b'], ['c'], ['d']]);
  expect((host.runs[0]!.event as Event).Records[0]).toMatchObject({
    eventSourceARN: CONSUMER,
    eventID: expect.stringMatching(`^${FIRST}:`),
  });
});

test('a batch that fails is tried again, and holds back what comes after it', async () => {
  const { put, map, clock, batches, host } = await ready();
  let isBroken = true;
  host.answer = () => (isBroken ? new Error('No') : null);
  await map({ BatchSize: 1 });
  await put('a', 'b');
  await clock.advance(1000);
  isBroken = false;
  await clock.advance(60_000);
  const tried = batches().flat();
  expect(tried.slice(-2)).toEqual(['a', 'b']);
  expect(new Set(tried.slice(0, -1))).toEqual(new Set(['a']));
  expect(tried.length).toBeGreaterThan(2);
});

test('it goes on with the children of a shard that was split', async () => {
  const { put, map, clock, batches, call } = await ready();
  await map({ StartingPosition: 'LATEST' });
  await put('before');
  const split = { ShardToSplit: FIRST, NewStartingHashKey: `${2n ** 127n}` };
  await call('SplitShard', { StreamARN: STREAM, ...split }, 'Kinesis');
  await clock.advance(1000);
  await put('after');
  await clock.idle();
  expect(batches()).toEqual([['before'], ['after']]);
});

test('it goes on after a load', async () => {
  const before = await ready();
  await before.map();
  await before.put('a');
  await before.clock.idle();
  const made = await afterLoad(before.cloud);
  const { put, batches } = tools(made);
  await put('b');
  await made.clock.idle();
  expect(batches()).toEqual([['b']]);
});

test('a role that may read the stream and not subscribe is refused', async () => {
  const { map } = await ready(['kinesis:GetRecords', 'kinesis:GetShardIterator']);
  expect(await failure(map())).toMatchObject({
    code: 'InvalidParameterValueException',
    message: `Cannot access stream ${CONSUMER}. Please ensure the role can perform the SubscribeToShard Action on your consumer in IAM.`,
  });
});

test('when the role may subscribe no more, nothing is read, and that is told', async () => {
  const { map, put, clock, call, host, problems } = await ready();
  await map();
  await clock.idle();
  await call('DeleteRolePolicy', { RoleName: 'worker', PolicyName: 'may' }, 'IAM');
  await put('a');
  await clock.idle();
  expect(host.runs).toEqual([]);
  expect(problems.join()).toContain('kinesis:SubscribeToShard');
});
