import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import { testFolder } from '../../core/testing.ts';
import { createS3 } from '../s3/index.ts';
import { failure } from '../testing.ts';
import { afterLoad, answerAfter, lambdaCloud, START } from './testing.ts';

const STREAM = 'arn:aws:kinesis:us-east-1:123456789012:stream/events';
const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead';
const QueueUrl = 'http://127.0.0.1:4566/123456789012/dead';
const SHARD = 'shardId-000000000000';

interface Event {
  readonly Records: { readonly kinesis: { sequenceNumber: string; data: string } }[];
}

const textOf = (data: string) => Buffer.from(data, 'base64').toString();

type Made = Awaited<ReturnType<typeof lambdaCloud>>;

/** What a test does with the stream `events`, the function `fn` and the queue `dead`. */
function tools({ host, call, clock, ...made }: Pick<Made, 'host' | 'call' | 'clock' | 'cloud'>) {
  const put = (...texts: string[]) =>
    call(
      'PutRecords',
      {
        StreamName: 'events',
        Records: texts.map((text) => ({ PartitionKey: text, Data: Buffer.from(text) })),
      },
      'Kinesis',
    );
  const map = (more: object = {}) =>
    call('CreateEventSourceMapping', {
      FunctionName: 'fn',
      EventSourceArn: STREAM,
      StartingPosition: 'TRIM_HORIZON',
      ...more,
    });
  /** The texts of each batch that the function was given. */
  const batches = () =>
    host.runs.map(({ event }) =>
      (event as Event).Records.map(({ kinesis }) => textOf(kinesis.data)),
    );
  /** When, in seconds. */
  const times = () => host.runs.map(({ at }) => (at - START) / 1000);
  /** What the destination on failure was told. */
  const told = async () => {
    const input = { QueueUrl, MaxNumberOfMessages: 10 };
    const { Messages = [] } = await call<{ Messages?: { Body: string }[] }>(
      'ReceiveMessage',
      input,
      'SQS',
    );
    return Messages.map(({ Body }) => JSON.parse(Body));
  };
  /** Has the function fail for batches with this text. */
  const failFor = (text: string) => {
    host.answer = ({ event }) =>
      (event as Event).Records.some(({ kinesis }) => textOf(kinesis.data) === text)
        ? new Error('No')
        : null;
  };
  /** Has it say that the record with this text has failed. */
  const reportFor = (text: string) => {
    host.answer = ({ event }) => ({
      batchItemFailures: (event as Event).Records.filter(
        ({ kinesis }) => textOf(kinesis.data) === text,
      ).map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })),
    });
  };
  return { ...made, host, call, clock, put, map, batches, times, told, failFor, reportFor };
}

async function ready(shards = 1) {
  const made = await lambdaCloud();
  await made.create();
  await made.call('CreateQueue', { QueueName: 'dead' }, 'SQS');
  await made.call('CreateStream', { StreamName: 'events', ShardCount: shards }, 'Kinesis');
  await made.clock.advance(1000);
  return tools(made);
}

const onFailure = { DestinationConfig: { OnFailure: { Destination: DEAD } } };
const reporting = { FunctionResponseTypes: ['ReportBatchItemFailures'] };

let cloud: Awaited<ReturnType<typeof ready>>;
beforeEach(async () => {
  cloud = await ready();
});

describe('a function that reads a stream', () => {
  it('is given records of AWS’s shape', async () => {
    const { put, map, clock, host } = cloud;
    await put('{"a":1}');
    await map();
    await clock.idle();
    expect(host.runs[0]!.event).toEqual({
      Records: [
        {
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: '{"a":1}',
            sequenceNumber: expect.stringMatching(/^\d{56}$/),
            data: Buffer.from('{"a":1}').toString('base64'),
            approximateArrivalTimestamp: START / 1000 + 1,
          },
          eventSource: 'aws:kinesis',
          eventVersion: '1.0',
          eventID: expect.stringMatching(`^${SHARD}:`),
          eventName: 'aws:kinesis:record',
          invokeIdentityArn: 'arn:aws:iam::123456789012:role/worker',
          awsRegion: 'us-east-1',
          eventSourceARN: STREAM,
        },
      ],
    });
  });

  it('is given them in order, in batches, one after another', async () => {
    const { put, map, clock, batches, host } = cloud;
    await map({ BatchSize: 2 });
    host.answer = answerAfter(clock, 1000, null);
    await put('a', 'b', 'c');
    await put('d', 'e');
    await clock.idle();
    expect(batches()).toEqual([['a', 'b']]);
    await clock.advance(5000);
    expect(batches()).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it.each([
    [{ StartingPosition: 'TRIM_HORIZON' }, [['old', 'newer'], ['new']]],
    [{ StartingPosition: 'LATEST' }, [['new']]],
    [
      { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date(START + 2000) },
      [['newer'], ['new']],
    ],
  ])('begins at %j', async (position, expected) => {
    const { put, map, clock, batches } = cloud;
    await put('old');
    await clock.advance(1000);
    await put('newer');
    await map(position);
    await clock.idle();
    await put('new');
    await clock.idle();
    expect(batches()).toEqual(expected);
  });

  it('waits for more during the batching window', async () => {
    const { put, map, clock, batches, times } = cloud;
    await map({ MaximumBatchingWindowInSeconds: 20 });
    await put('a');
    await clock.advance(10_000);
    await put('b');
    expect(batches()).toEqual([]);
    await clock.advance(10_000);
    expect(batches()).toEqual([['a', 'b']]);
    expect(times()).toEqual([21]);
  });

  it('is given less than 6 MB at once, and does not wait for more when it has that', async () => {
    const { call, map, clock, host, times } = cloud;
    const large = { StreamName: 'events', PartitionKey: 'k', Data: Buffer.alloc(1_000_000) };
    for (let count = 0; count < 6; count++) {
      await call('PutRecord', large, 'Kinesis');
      await clock.advance(1000);
    }
    await map({ MaximumBatchingWindowInSeconds: 20 });
    await clock.advance(20_000);
    expect(host.runs.map(({ event }) => (event as Event).Records.length)).toEqual([4, 2]);
    expect(times()).toEqual([7, 27]);
  });

  it('reads partition keys side by side, each in order, where it is told to', async () => {
    const { call, map, clock, host } = cloud;
    await map({ ParallelizationFactor: 10, BatchSize: 1 });
    let running = 0;
    let most = 0;
    host.answer = async (run) => {
      most = Math.max(most, ++running);
      await answerAfter(clock, 1000, null)(run);
      running -= 1;
    };
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const Records = Array.from({ length: 30 }, (_, index) => ({
      PartitionKey: keys[index % keys.length]!,
      Data: Buffer.from(`${keys[index % keys.length]}${index}`),
    }));
    await call('PutRecords', { StreamName: 'events', Records }, 'Kinesis');
    await clock.advance(60_000);
    expect(most).toBeGreaterThan(2);
    const texts = cloud.batches().flat();
    expect(texts).toHaveLength(30);
    for (const key of keys) {
      const numbers = texts
        .filter((text) => text.startsWith(key))
        .map((text) => Number(text.slice(1)));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  });

  it('reads a shard to its end before the shards that it was split into', async () => {
    const { put, map, call, clock, batches, host } = cloud;
    host.answer = answerAfter(clock, 1000, null);
    await map({ BatchSize: 1 });
    await put('a', 'b');
    const split = { StreamName: 'events', ShardToSplit: SHARD };
    await call('SplitShard', { ...split, NewStartingHashKey: String(2n ** 127n) }, 'Kinesis');
    await put('c', 'd', 'e', 'f');
    await clock.advance(60_000);
    expect(batches().slice(0, 2)).toEqual([['a'], ['b']]);
    expect(batches().flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    const { UUID } = await call('GetEventSourceMapping', { UUID: (await listed(cloud))[0]!.UUID });
    await call('UpdateEventSourceMapping', { UUID, Enabled: false });
    await put('g');
    await clock.idle();
    expect(batches().flat()).not.toContain('g');
    await call('UpdateEventSourceMapping', { UUID, Enabled: true });
    await clock.advance(2000);
    expect(batches().flat()).toContain('g');
  });

  it('goes on with an aggregated record as it is', async () => {
    const { call, map, clock, host } = cloud;
    const Data = Buffer.from([0xf3, 0x89, 0x9a, 0xc2, 1, 2, 3]);
    await call('PutRecord', { StreamName: 'events', PartitionKey: 'a', Data }, 'Kinesis');
    await map();
    await clock.idle();
    const { data } = (host.runs[0]!.event as Event).Records[0]!.kinesis;
    expect(Buffer.from(data, 'base64')).toEqual(Data);
  });

  it('tells how old the last record of a batch is', async () => {
    const { put, map, clock, call } = cloud;
    await put('a');
    await clock.advance(5000);
    const ages: number[] = [];
    const { recordMetric } = cloud.cloud;
    cloud.cloud.recordMetric = (one) => {
      if (one.name === 'IteratorAge') ages.push(one.value);
      recordMetric.call(cloud.cloud, one);
    };
    await map();
    await clock.idle();
    expect(ages).toEqual([5000]);
    expect((await listed({ call }))[0]).toMatchObject({ LastProcessingResult: 'OK' });
  });
});

const listed = async ({ call }: Pick<Made, 'call'>) => {
  const { EventSourceMappings } = await call<{ EventSourceMappings: Record<string, unknown>[] }>(
    'ListEventSourceMappings',
    {},
  );
  return EventSourceMappings;
};

describe('a batch that fails', () => {
  it('holds back what comes after it, and is tried again after a while that grows', async () => {
    const { put, map, clock, host, batches, times } = cloud;
    host.answer = ({ at }) => (at < START + 4000 ? new Error('No') : null);
    await map({ BatchSize: 2 });
    await put('a', 'b', 'c');
    await clock.advance(10_000);
    expect(times()).toEqual([1, 1.5, 2.5, 4.5, 4.5]);
    expect(batches().at(-2)).toEqual(['a', 'b']);
    expect(batches().at(-1)).toEqual(['c']);
  });

  it('is given up after its retries, and the destination is told', async () => {
    const { put, map, clock, batches, told, failFor, call } = cloud;
    failFor('bad');
    await map({ BatchSize: 2, MaximumRetryAttempts: 1, ...onFailure });
    await put('a', 'bad', 'c');
    await clock.advance(10_000);
    expect(batches()).toEqual([['a', 'bad'], ['a', 'bad'], ['c']]);
    expect(await told()).toEqual([
      {
        requestContext: {
          requestId: expect.any(String),
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn',
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 2,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        version: '1.0',
        timestamp: new Date(START + 1500).toISOString(),
        KinesisBatchInfo: {
          shardId: SHARD,
          startSequenceNumber: expect.any(String),
          endSequenceNumber: expect.any(String),
          approximateArrivalOfFirstRecord: new Date(START + 1000).toISOString(),
          approximateArrivalOfLastRecord: new Date(START + 1000).toISOString(),
          batchSize: 2,
          streamArn: STREAM,
        },
      },
    ]);
    expect((await listed({ call }))[0]).toMatchObject({ LastProcessingResult: 'OK' });
  });

  it('is bisected until the record stands alone, where the mapping says so', async () => {
    const { put, map, clock, batches, told, failFor } = cloud;
    failFor('bad');
    await map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0, ...onFailure });
    await put('a', 'b', 'bad', 'd');
    await clock.advance(10_000);
    expect(batches()).toEqual([['a', 'b', 'bad', 'd'], ['a', 'b'], ['bad', 'd'], ['bad'], ['d']]);
    expect(await told()).toMatchObject([
      { requestContext: { approximateInvokeCount: 1 }, KinesisBatchInfo: { batchSize: 1 } },
    ]);
  });

  it('is tried again from the record that the function names, with all of its retries', async () => {
    const { put, map, clock, batches, told, reportFor } = cloud;
    reportFor('bad');
    await map({ BatchSize: 3, MaximumRetryAttempts: 3, ...reporting, ...onFailure });
    await put('a', 'b', 'bad');
    await clock.advance(60_000);
    expect(batches()).toEqual([['a', 'b', 'bad'], ['bad'], ['bad'], ['bad'], ['bad']]);
    expect(await told()).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 4 },
        responseContext: { functionError: null },
        KinesisBatchInfo: { batchSize: 1 },
      },
    ]);
  });

  it('is tried again from the first of several that the function names', async () => {
    const { put, map, clock, batches, host } = cloud;
    let isFirst = true;
    host.answer = ({ event }) => {
      const [, b, c] = (event as Event).Records;
      const failed = isFirst ? [c!, b!] : [];
      isFirst = false;
      return {
        batchItemFailures: failed.map(({ kinesis }) => ({
          itemIdentifier: kinesis.sequenceNumber,
        })),
      };
    };
    await map(reporting);
    await put('a', 'b', 'c');
    await clock.advance(10_000);
    expect(batches()).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it.each([[], null, {}, '', { batchItemFailures: [] }, { batchItemFailures: null }])(
    'is none for the answer %j',
    async (answer) => {
      const { put, map, clock, host } = cloud;
      host.answer = () => answer;
      await map({ BatchSize: 1, MaximumRetryAttempts: 2, ...reporting });
      await put('a');
      await clock.advance(10_000);
      expect(host.runs).toHaveLength(1);
    },
  );

  it.each([
    { batchItemFailures: [{ itemIdentifier: '' }] },
    { batchItemFailures: [{ itemIdentifier: null }] },
    { batchItemFailures: [{ foo: 123 }] },
    { batchItemFailures: [{ foo: null }] },
    { batchItemFailures: [{ itemIdentifier: 'not in the batch' }] },
    new Error('No'),
  ])('is all of it for %j, and given up after two retries', async (answer) => {
    const { put, map, clock, host, told } = cloud;
    host.answer = () => answer;
    await map({ BatchSize: 1, MaximumRetryAttempts: 2, ...reporting, ...onFailure });
    await put('a');
    await clock.advance(10_000);
    expect(host.runs).toHaveLength(3);
    expect(await told()).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
        responseContext: { functionError: answer instanceof Error ? 'Unhandled' : null },
      },
    ]);
  });

  it('is given up when it is too old, however many retries are left', async () => {
    const { put, map, clock, host, told, times } = cloud;
    host.answer = () => new Error('No');
    await map({ MaximumRecordAgeInSeconds: 60, ...onFailure });
    await put('a');
    await clock.advance(120_000);
    expect(times()).toEqual([1, 1.5, 2.5, 4.5, 8.5, 16.5, 32.5]);
    const [message, ...others] = await told();
    expect(others).toEqual([]);
    expect(message.requestContext).toMatchObject({
      condition: 'RecordAgeExceeded',
      approximateInvokeCount: 8,
    });
    expect(message).not.toHaveProperty('responseContext');
  });

  it('is not given to the function at all, as far as it is too old from the beginning', async () => {
    const { put, map, clock, batches, told } = cloud;
    await put('old');
    await clock.advance(61_000);
    await put('new');
    await map({ MaximumRecordAgeInSeconds: 60, MaximumRetryAttempts: 0, ...onFailure });
    await clock.idle();
    expect(batches()).toEqual([['new']]);
    expect(await told()).toMatchObject([
      {
        requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 1 },
        KinesisBatchInfo: { batchSize: 1 },
      },
    ]);
  });

  it('is given up with the records that the stream itself does not keep', async () => {
    const { put, map, clock, host } = cloud;
    host.answer = () => new Error('No');
    await map();
    await put('a');
    await clock.advance(25 * 3_600_000);
    const ran = host.runs.length;
    await put('b');
    await clock.idle();
    expect(host.runs).toHaveLength(ran + 1);
  });

  it('is not counted as tried while the function has no concurrency left', async () => {
    const { put, map, clock, host, batches, times, told } = cloud;
    host.answer = ({ at }) => (at < START + 2000 ? 'throttled' : new Error('No'));
    await map({ MaximumRetryAttempts: 1, ...onFailure });
    await put('a');
    await clock.advance(60_000);
    expect(times()).toEqual([1, 1.5, 2.5, 4.5]);
    expect(batches()).toHaveLength(4);
    expect(await told()).toMatchObject([{ requestContext: { approximateInvokeCount: 2 } }]);
  });

  it('is told to a topic, too', async () => {
    const { put, map, clock, call, failFor, told } = cloud;
    const { TopicArn } = await call<{ TopicArn: string }>('CreateTopic', { Name: 'failed' }, 'SNS');
    const Attributes = { RawMessageDelivery: 'true' };
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: DEAD },
    });
    await call('SetQueueAttributes', { QueueUrl, Attributes: { Policy } }, 'SQS');
    await call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: DEAD, Attributes }, 'SNS');
    failFor('a');
    const DestinationConfig = { OnFailure: { Destination: TopicArn } };
    await map({ MaximumRetryAttempts: 0, DestinationConfig });
    await put('a');
    await clock.idle();
    expect(await told()).toMatchObject([{ requestContext: { approximateInvokeCount: 1 } }]);
  });
});

it('a bucket is given the records that were given up, too', async () => {
  const { put, map, clock, failFor, call } = cloud;
  cloud.cloud.register(createS3(cloud.cloud, testFolder(), () => undefined));
  await call('CreateBucket', { Bucket: 'failed' }, 'S3');
  failFor('a');
  const DestinationConfig = { OnFailure: { Destination: 'arn:aws:s3:::failed' } };
  const { UUID } = await map({ MaximumRetryAttempts: 0, DestinationConfig });
  await put('a');
  await clock.idle();
  const { Contents } = await call<{ Contents: { Key: string }[] }>(
    'ListObjectsV2',
    { Bucket: 'failed' },
    'S3',
  );
  const { Key } = Contents[0]!;
  expect(Key).toMatch(
    new RegExp(`^aws/lambda/${UUID}/${SHARD}/2030/01/01/2030-01-01T00\\.00\\.01-[\\da-f-]{36}$`),
  );
  const { Body } = await call<{ Body: AsyncIterable<Buffer> }>(
    'GetObject',
    { Bucket: 'failed', Key },
    'S3',
  );
  const told = JSON.parse((await buffer(Body)).toString());
  expect(told).toMatchObject({ KinesisBatchInfo: { batchSize: 1 } });
  const [{ kinesis }] = JSON.parse(told.payload).Records;
  expect(textOf(kinesis.data)).toBe('a');
});

describe('filter criteria', () => {
  const filter = (pattern: unknown) => ({
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] },
  });

  it.each([
    [{ data: { kind: ['a'] } }, ['{"kind":"a"}']],
    [{ partitionKey: ['plain'] }, ['plain']],
    [{ data: ['plain'] }, ['plain']],
  ])('%j choose what the function sees; the rest is passed over', async (pattern, expected) => {
    const { put, map, clock, batches } = cloud;
    await map(filter(pattern));
    await put('{"kind":"a"}', '{"kind":"b"}', 'plain');
    await clock.idle();
    expect(batches()).toEqual([expected]);
    await put('none');
    await clock.idle();
    expect(batches()).toHaveLength(1);
  });
});

describe('a mapping to a stream', () => {
  it('is described', async () => {
    const { map, call } = cloud;
    const created = await map(onFailure);
    const described = {
      BatchSize: 100,
      BisectBatchOnFunctionError: false,
      DestinationConfig: { OnFailure: { Destination: DEAD } },
      EventSourceArn: STREAM,
      FunctionResponseTypes: [],
      LastProcessingResult: 'No records processed',
      MaximumBatchingWindowInSeconds: 0,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      ParallelizationFactor: 1,
      StartingPosition: 'TRIM_HORIZON',
      StateTransitionReason: 'User action',
      TumblingWindowInSeconds: 0,
    };
    expect(created).toMatchObject({ ...described, State: 'Creating' });
    expect((await listed({ call }))[0]).toMatchObject({ ...described, State: 'Enabled' });
  });

  it.each([
    [{ StartingPosition: undefined }, "Value null at 'startingPosition'"],
    [{ StartingPosition: 'AT_TIMESTAMP' }, 'StartingPositionTimestamp must be given'],
    [{ MaximumRecordAgeInSeconds: 59 }, 'between 60 and 604800'],
    [{ ScalingConfig: { MaximumConcurrency: 2 } }, 'Unsupported ScalingConfig parameter'],
    [{ DestinationConfig: { OnSuccess: { Destination: DEAD } } }, 'Unsupported DestinationConfig'],
    [
      { DestinationConfig: { OnFailure: { Destination: DEAD.replace('sqs', 'lambda') } } },
      'The provided destination config',
    ],
    [{ EventSourceArn: `${STREAM}2` }, `Stream not found: ${STREAM}2`],
    [
      { EventSourceArn: `${STREAM}/consumer/fast:1` },
      `Stream not found: ${STREAM}/consumer/fast:1`,
    ],
    [{ TumblingWindowInSeconds: 30 }, 'does not serve the member TumblingWindowInSeconds'],
  ])('is refused for %j', async (input, message) => {
    expect((await failure(cloud.map(input))).message).toContain(message);
  });

  it('is refused where there is one of the same function', async () => {
    const { UUID } = await cloud.map();
    expect(await failure(cloud.map())).toMatchObject({
      code: 'ResourceConflictException',
      message: `The event source arn (" ${STREAM} ") and function (" fn ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    });
  });

  it("is made with the Serverless Framework's default role", async () => {
    const operations = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'];
    const made = await lambdaCloud(operations.map((operation) => `kinesis:${operation}`));
    await made.create();
    await made.call('CreateStream', { StreamName: 'events' }, 'Kinesis');
    const { map, put, clock, batches } = tools(made);
    await clock.advance(1000);
    await map();
    await put('a');
    await clock.advance(1000);
    expect(batches()).toEqual([['a']]);
  });

  it('needs a role that may read the stream', async () => {
    const made = await lambdaCloud([
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:DescribeStreamSummary',
    ]);
    await made.create();
    await made.call('CreateStream', { StreamName: 'events' }, 'Kinesis');
    expect((await failure(tools(made).map())).message).toBe(
      `Cannot access stream ${STREAM}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`,
    );
  });
});

describe('after a load', () => {
  it('a stream is read on from where it was, and a failed batch is tried as often as is left', async () => {
    const { put, map, clock, failFor, batches } = cloud;
    failFor('bad');
    await map({ BatchSize: 1, MaximumRetryAttempts: 3, ...onFailure });
    await put('a', 'bad', 'c');
    await clock.advance(600);
    expect(batches()).toEqual([['a'], ['bad'], ['bad']]);
    const after = tools(await afterLoad(cloud.cloud));
    after.failFor('bad');
    await after.put('d');
    await after.clock.advance(10_000);
    expect(after.times()).toEqual([2.5, 4.5, 4.5, 4.5]);
    expect(after.batches()).toEqual([['bad'], ['bad'], ['c'], ['d']]);
    expect(await after.told()).toMatchObject([{ requestContext: { approximateInvokeCount: 4 } }]);
  });

  it('a batch that the function was at work on is given to it again', async () => {
    const { put, map, clock, host } = cloud;
    host.answer = answerAfter(clock, 5000, null);
    await map();
    await put('a', 'b');
    await clock.idle();
    const after = tools(await afterLoad(cloud.cloud));
    await after.put('c');
    await after.clock.idle();
    expect(after.batches()).toEqual([['a', 'b'], ['c']]);
  });
});
