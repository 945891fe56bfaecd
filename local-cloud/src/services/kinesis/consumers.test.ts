import type { SubscribeToShardEvent } from '@aws-sdk/client-kinesis';
import { expect, test } from 'vitest';
import { afterLoad, callable, failure, fakeContext, ROOT } from '../testing.ts';
import { createKinesis } from './index.ts';
import { FIRST, withStream } from './testing.ts';

const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders';
const ConsumerName = 'fast';
const named = { StreamARN, ConsumerName };

/** With a consumer `fast` of the stream `orders`, which is active. */
async function withConsumer(shards = 1) {
  const world = await withStream(shards);
  const { Consumer } = await world.kinesis.RegisterStreamConsumer(named);
  await world.cloud.clock.advance(1000);
  const ConsumerARN = Consumer!.ConsumerARN!;
  const subscribe = async (StartingPosition: object, signal?: AbortSignal) => {
    const { EventStream } = await world.kinesis.SubscribeToShard(
      { ConsumerARN, ShardId: FIRST, StartingPosition: { Type: 'LATEST', ...StartingPosition } },
      fakeContext(signal && { signal }),
    );
    const events = EventStream![Symbol.asyncIterator]();
    return async (): Promise<SubscribeToShardEvent | undefined> =>
      (await events.next()).value?.SubscribeToShardEvent;
  };
  return { ...world, ConsumerARN, subscribe };
}

const textsOf = (event: SubscribeToShardEvent | undefined) =>
  (event?.Records ?? []).map(({ Data }) => Buffer.from(Data!).toString());

test('a consumer is being registered for a second, and its ARN tells when that was', async () => {
  const { kinesis, cloud } = await withStream();
  const { Consumer } = await kinesis.RegisterStreamConsumer(named);
  const second = Math.floor(cloud.clock.now() / 1000);
  expect(Consumer).toEqual({
    ConsumerName,
    ConsumerARN: `${StreamARN}/consumer/fast:${second}`,
    ConsumerStatus: 'CREATING',
    ConsumerCreationTimestamp: new Date(second * 1000),
  });
  await cloud.clock.advance(1000);
  const { ConsumerDescription } = await kinesis.DescribeStreamConsumer(named);
  expect(ConsumerDescription).toEqual({ ...Consumer, ConsumerStatus: 'ACTIVE', StreamARN });
  const { ConsumerARN } = Consumer!;
  const byArn = await kinesis.DescribeStreamConsumer({ ConsumerARN, StreamARN });
  expect(byArn.ConsumerDescription).toEqual(ConsumerDescription);
  const { StreamDescriptionSummary } = await kinesis.DescribeStreamSummary({ StreamARN });
  expect(StreamDescriptionSummary).toMatchObject({ ConsumerCount: 1 });
});

test('CloudFormation has a consumer and its end at once', async () => {
  const { kinesis } = await withStream();
  const context = fakeContext({
    principal: { ...ROOT, calledVia: 'cloudformation.amazonaws.com' },
  });
  await kinesis.RegisterStreamConsumer(named, context);
  const { Consumers } = await kinesis.ListStreamConsumers({ StreamARN });
  expect(Consumers).toMatchObject([{ ConsumerStatus: 'ACTIVE' }]);
  await kinesis.DeregisterStreamConsumer(named, context);
  expect(await kinesis.ListStreamConsumers({ StreamARN })).toEqual({ Consumers: [] });
});

test.each([
  [{}, 'InvalidArgumentException', 'Provide ConsumerARN'],
  [{ StreamARN }, 'InvalidArgumentException', 'Provide ConsumerARN'],
  [{ StreamARN, ConsumerName: 'none' }, 'ResourceNotFoundException', 'consumer/none not found'],
  [
    { ConsumerARN: `${StreamARN}/consumer/fast:1` },
    'ResourceNotFoundException',
    'fast:1 not found',
  ],
  [{ ConsumerARN: `${StreamARN}/consumer/fast` }, 'ValidationException', 'regular expression'],
  [{ ...named, StreamARN: `${StreamARN}2` }, 'ResourceNotFoundException', 'Stream orders2 under'],
])('no consumer is %j', async (input, code, message) => {
  const { kinesis } = await withConsumer();
  expect(await failure(kinesis.DescribeStreamConsumer(input))).toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
  expect(await failure(kinesis.DeregisterStreamConsumer(input))).toMatchObject({ code });
});

test('names that say different things are refused', async () => {
  const { kinesis, ConsumerARN } = await withConsumer();
  const call = kinesis.DescribeStreamConsumer({ ConsumerARN, ConsumerName: 'slow' });
  expect(await failure(call)).toMatchObject({ code: 'InvalidArgumentException' });
});

test('a name is taken until the consumer of that name is gone', async () => {
  const { kinesis, cloud, ConsumerARN } = await withConsumer();
  const again = () => kinesis.RegisterStreamConsumer(named);
  expect(await failure(again())).toMatchObject({ code: 'ResourceInUseException' });
  await kinesis.DeregisterStreamConsumer({ ConsumerARN });
  const { ConsumerDescription } = await kinesis.DescribeStreamConsumer({ ConsumerARN });
  expect(ConsumerDescription).toMatchObject({ ConsumerStatus: 'DELETING' });
  expect(await failure(again())).toMatchObject({ code: 'ResourceInUseException' });
  await cloud.clock.advance(1000);
  expect((await again()).Consumer?.ConsumerARN).not.toBe(ConsumerARN);
});

test('a stream has twenty consumers at most, of which five are being registered', async () => {
  const { kinesis, cloud } = await withStream();
  const register = (number: number) =>
    kinesis.RegisterStreamConsumer({ StreamARN, ConsumerName: `c${number}` });
  for (let number = 0; number < 20; number++) {
    if (number === 5) {
      const { code, message } = await failure(register(number));
      expect({ code, message }).toMatchObject({
        code: 'LimitExceededException',
        message: expect.stringContaining('CREATING'),
      });
    }
    if (number % 5 === 0) await cloud.clock.advance(1000);
    await register(number);
  }
  await cloud.clock.advance(1000);
  expect(await failure(register(20))).toMatchObject({
    code: 'LimitExceededException',
    message: expect.stringContaining('at most 20 consumers'),
  });
});

test('consumers are listed in pages, for five minutes each', async () => {
  const { kinesis, cloud } = await withStream();
  for (const name of ['b', 'c', 'a']) {
    await kinesis.RegisterStreamConsumer({ StreamARN, ConsumerName: name });
  }
  const first = await kinesis.ListStreamConsumers({ StreamARN, MaxResults: 2 });
  expect(first.Consumers!.map((one) => one.ConsumerName)).toEqual(['a', 'b']);
  const { NextToken } = first;
  const last = await kinesis.ListStreamConsumers({ StreamARN, NextToken });
  expect(last.Consumers!.map((one) => one.ConsumerName)).toEqual(['c']);
  expect(last).not.toHaveProperty('NextToken');
  await cloud.clock.advance(300_001);
  expect(await failure(kinesis.ListStreamConsumers({ StreamARN, NextToken }))).toMatchObject({
    code: 'ExpiredNextTokenException',
  });
  const other = kinesis.ListStreamConsumers({ StreamARN, StreamCreationTimestamp: new Date(0) });
  expect(await failure(other)).toMatchObject({ code: 'ResourceNotFoundException' });
  const StreamCreationTimestamp = new Date(cloud.clock.now());
  const both = kinesis.ListStreamConsumers({ StreamARN, NextToken, StreamCreationTimestamp });
  expect(await failure(both)).toMatchObject({ code: 'InvalidArgumentException' });
  const shards = kinesis.ListShards({ StreamARN, StreamCreationTimestamp: new Date(0) });
  expect(await failure(shards)).toMatchObject({ code: 'ResourceNotFoundException' });
});

test('a stream with consumers is deleted only where that is enforced', async () => {
  const { kinesis, cloud, subscribe } = await withConsumer();
  expect(await failure(kinesis.DeleteStream({ StreamARN }))).toMatchObject({
    code: 'ResourceInUseException',
    message: `DeleteStream can't delete ${StreamARN} because there are consumers associated with this data stream. To delete orders anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are associated with it.`,
  });
  const next = await subscribe({});
  await kinesis.DeleteStream({ StreamARN, EnforceConsumerDeletion: true });
  expect(await failure(next())).toMatchObject({ code: 'ResourceNotFoundException' });
  await cloud.clock.advance(1000);
  expect((await kinesis.ListStreams({})).StreamNames).toEqual([]);
});

test('a consumer has tags and a policy of its own', async () => {
  const { kinesis, service, cloud } = await withStream();
  const { Consumer } = await kinesis.RegisterStreamConsumer({ ...named, Tags: { team: 'a' } });
  const ResourceARN = Consumer!.ConsumerARN!;
  await kinesis.TagResource({ ResourceARN, Tags: { stage: 'b' } });
  await kinesis.UntagResource({ ResourceARN, TagKeys: ['team'] });
  expect(await kinesis.ListTagsForResource({ ResourceARN })).toEqual({
    Tags: [{ Key: 'stage', Value: 'b' }],
  });
  expect(await kinesis.ListTagsForResource({ ResourceARN: StreamARN })).toEqual({ Tags: [] });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '123456789012' },
        Action: 'kinesis:SubscribeToShard',
        Resource: ResourceARN,
      },
    ],
  });
  expect(await failure(kinesis.PutResourcePolicy({ ResourceARN, Policy }))).toMatchObject({
    code: 'ResourceInUseException',
    message: expect.stringContaining('is not in ACTIVE status.'),
  });
  await cloud.clock.advance(1000);
  await kinesis.PutResourcePolicy({ ResourceARN, Policy });
  expect(await kinesis.GetResourcePolicy({ ResourceARN })).toEqual({ Policy });
  const input = { ConsumerARN: ResourceARN } as never;
  expect(service.operations.SubscribeToShard.permissions(input, fakeContext())).toEqual([
    { action: 'kinesis:SubscribeToShard', resource: ResourceARN, resourcePolicy: Policy },
  ]);
  await kinesis.DeleteResourcePolicy({ ResourceARN });
  expect(await kinesis.GetResourcePolicy({ ResourceARN })).toEqual({ Policy: '{}' });
});

test('a consumer that is named by its stream is asked for without the time of its creation', async () => {
  const { service } = await withConsumer();
  const { DescribeStreamConsumer, RegisterStreamConsumer } = service.operations;
  const resource = `${StreamARN}/consumer/fast`;
  expect(DescribeStreamConsumer.permissions(named as never, fakeContext())).toEqual([
    { action: 'kinesis:DescribeStreamConsumer', resource },
  ]);
  const tagged = { ...named, Tags: { a: 'b' } } as never;
  expect(RegisterStreamConsumer.permissions(tagged, fakeContext())).toEqual([
    { action: 'kinesis:RegisterStreamConsumer', resource: StreamARN },
    { action: 'kinesis:TagResource', resource },
  ]);
});

test('consumers and what is under way of them go on after a load', async () => {
  const before = await withConsumer();
  await before.kinesis.RegisterStreamConsumer({
    StreamARN,
    ConsumerName: 'slow',
    Tags: { a: 'b' },
  });
  const { cloud, service } = afterLoad(before, createKinesis);
  const kinesis = callable(service);
  const listed = () => kinesis.ListStreamConsumers({ StreamARN });
  expect(await listed()).toEqual(await before.kinesis.ListStreamConsumers({ StreamARN }));
  await cloud.clock.advance(1000);
  const { Consumers } = await listed();
  expect(Consumers!.map((one) => one.ConsumerStatus)).toEqual(['ACTIVE', 'ACTIVE']);
  expect(await kinesis.ListTagsForResource({ ResourceARN: Consumers![1]!.ConsumerARN })).toEqual({
    Tags: [{ Key: 'a', Value: 'b' }],
  });
});

test('a subscription begins where it is asked to', async () => {
  const { put, cloud, subscribe } = await withConsumer();
  const { SequenceNumber } = await put('one');
  await cloud.clock.advance(10_000);
  const Timestamp = new Date(cloud.clock.now());
  await put('two');
  const positions = [
    [{ Type: 'TRIM_HORIZON' }, ['one', 'two']],
    [{ Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: '0' }, ['one', 'two']],
    [{ Type: 'AT_SEQUENCE_NUMBER', SequenceNumber }, ['one', 'two']],
    [{ Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }, ['two']],
    [{ Type: 'AT_TIMESTAMP', Timestamp }, ['two']],
  ] as const;
  for (const [position, texts] of positions) {
    const next = await subscribe(position);
    expect(textsOf(await next())).toEqual(texts);
    await cloud.clock.advance(5000);
  }
});

test.each([
  [{ Type: 'AT_SEQUENCE_NUMBER' }, 'InvalidArgumentException', 'no StartingSequenceNumber'],
  [{ Type: 'AT_TIMESTAMP' }, 'InvalidArgumentException', 'timestampInMillis'],
  [{ Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: '7' }, 'InvalidArgumentException', 'used in Sub'],
])('a subscription cannot begin at %j', async (position, code, message) => {
  const { subscribe } = await withConsumer();
  expect(await failure(subscribe(position))).toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('each event tells where to go on, at that number or after it', async () => {
  const { put, cloud, subscribe } = await withConsumer();
  const next = await subscribe({});
  const empty = next();
  await cloud.clock.advance(5000);
  const numbers = [(await empty)!.ContinuationSequenceNumber!];
  await put('one');
  numbers.push((await next())!.ContinuationSequenceNumber!);
  await put('two');
  const rest = [['one', 'two'], ['two']];
  for (const [index, SequenceNumber] of numbers.entries()) {
    for (const Type of ['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']) {
      const again = await subscribe({ Type, SequenceNumber });
      expect(textsOf(await again())).toEqual(rest[index]);
      await cloud.clock.advance(5000);
    }
  }
});

test('a subscription without records tells so every five seconds, and ends after five minutes', async () => {
  const { cloud, subscribe } = await withConsumer();
  const next = await subscribe({});
  const events: (SubscribeToShardEvent | undefined)[] = [];
  const over = (async () => {
    for (let event = await next(); event !== undefined; event = await next()) events.push(event);
  })();
  await cloud.clock.advance(299_999);
  expect(events).toHaveLength(59);
  expect(events[0]).toMatchObject({ Records: [], MillisBehindLatest: 0 });
  await cloud.clock.advance(1);
  await over;
});

test('a subscription is no reason to skip to its end, and is given up when its client goes', async () => {
  const { cloud, subscribe } = await withConsumer();
  const gone = new AbortController();
  const next = await subscribe({}, gone.signal);
  const pending = next();
  expect(cloud.clock.nextDue).toBeUndefined();
  expect(cloud.clock.inFlight).toBe(0);
  expect(cloud.clock.timers(9, true)).not.toEqual([]);
  gone.abort();
  expect(await pending).toBeUndefined();
  expect(cloud.clock.timers(9, true)).toEqual([]);
});

test('of a client that does not read, nothing is read ahead', async () => {
  const { put, subscribe, measured } = await withConsumer();
  const next = await subscribe({});
  for (let number = 0; number < 50; number++) await put(`${number}`);
  const pushed = () => measured.filter(({ name }) => name === 'SubscribeToShardEvent.Records');
  expect(pushed()).toEqual([]);
  expect(textsOf(await next())).toHaveLength(50);
  expect(pushed()).toMatchObject([
    { value: 50, dimensions: { StreamName: 'orders', ConsumerName: 'fast' } },
  ]);
});

test('an event holds two MiB, and tells how far behind it is', async () => {
  const { put, cloud, subscribe } = await withConsumer();
  const Data = new Uint8Array(2 ** 20 - 10);
  for (let number = 0; number < 3; number++) {
    await put(`${number}`, { Data });
    await cloud.clock.advance(1000);
  }
  const next = await subscribe({ Type: 'TRIM_HORIZON' });
  const first = await next();
  expect(first!.Records).toHaveLength(2);
  expect(first).toMatchObject({ MillisBehindLatest: 1000 });
  expect(await next()).toMatchObject({ Records: [{}], MillisBehindLatest: 0 });
});

test('only an active consumer of the shard is pushed to, one client at a time', async () => {
  const { kinesis, cloud, subscribe, ConsumerARN } = await withConsumer();
  await subscribe({});
  const message = `Another active subscription exists for this consumer: 123456789012:orders:${FIRST}:fast`;
  expect(await failure(subscribe({}))).toMatchObject({ code: 'ResourceInUseException', message });
  const position = { StartingPosition: { Type: 'LATEST' as const } };
  const other = { ConsumerARN, ShardId: 'shardId-000000000007', ...position };
  expect(await failure(kinesis.SubscribeToShard(other))).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  await kinesis.DeregisterStreamConsumer({ ConsumerARN });
  expect(await failure(subscribe({}))).toMatchObject({
    code: 'ResourceInUseException',
    message: expect.stringContaining('is not in ACTIVE status.'),
  });
  await cloud.clock.advance(1000);
  expect(await failure(subscribe({}))).toMatchObject({ code: 'ResourceNotFoundException' });
});

test('at the end of a shard an event names its children, also who comes later is told', async () => {
  const { kinesis, cloud, put, subscribe } = await withConsumer();
  const next = await subscribe({});
  await put('last');
  await kinesis.SplitShard({
    StreamARN,
    ShardToSplit: FIRST,
    NewStartingHashKey: '170141183460469231731687303715884105728',
  });
  const end = { MillisBehindLatest: 0, ChildShards: [{ ParentShards: [FIRST] }, {}] };
  expect(await next()).toMatchObject({ Records: [{ PartitionKey: 'last' }], ...end });
  expect(await next()).toBeUndefined();
  await cloud.clock.advance(5000);
  const late = await subscribe({});
  expect(await late()).toMatchObject({ Records: [], ...end });
});
