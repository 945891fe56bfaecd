import { beforeEach, describe, expect, it, test } from 'vitest';
import { failure } from '../testing.ts';
import { afterLoad, lambdaCloud, START } from './testing.ts';

const DAY = 24 * 60 * 60 * 1000;
const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead';
const QueueUrl = 'http://127.0.0.1:4566/123456789012/dead';
const TableName = 'Seats';

interface Event {
  readonly Records: {
    readonly eventName: string;
    readonly dynamodb: {
      readonly Keys: { readonly seat: { readonly S: string } };
      readonly NewImage?: { readonly by?: { readonly S: string } };
      readonly SequenceNumber: string;
    };
  }[];
}

type Made = Awaited<ReturnType<typeof lambdaCloud>>;

/** What a test does with the stream of the table `Seats`, the function `fn` and the queue `dead`. */
async function tools(made: Pick<Made, 'host' | 'call' | 'clock' | 'cloud' | 'problems'>) {
  const { host, call, clock } = made;
  const db = <Output>(operation: string, input: object) =>
    call<Output>(operation, { TableName, ...input }, 'DynamoDB');
  const latest = async () => {
    const { Table } = await db<{ Table: { LatestStreamArn: string } }>('DescribeTable', {});
    return Table.LatestStreamArn;
  };
  const stream = await latest();
  const put = async (seat: string, by = 'nobody') => {
    await db('PutItem', { Item: { seat: { S: seat }, by: { S: by } } });
  };
  const map = (more: object = {}) =>
    call('CreateEventSourceMapping', {
      FunctionName: 'fn',
      EventSourceArn: stream,
      StartingPosition: 'TRIM_HORIZON',
      ...more,
    });
  const events = () => host.runs.map(({ event }) => event as Event);
  /** The seats of each batch that the function was given. */
  const batches = () =>
    events().map(({ Records }) => Records.map(({ dynamodb }) => dynamodb.Keys.seat.S));
  /** What the destination on failure was told. */
  const told = async () => {
    const asked = { QueueUrl, MaxNumberOfMessages: 10 };
    type Answer = { Messages?: { Body: string }[] };
    const { Messages = [] } = await call<Answer>('ReceiveMessage', asked, 'SQS');
    return Messages.map(({ Body }) => JSON.parse(Body));
  };
  /** Has the function fail for batches with this seat. */
  const failFor = (seat: string) => {
    host.answer = ({ event }) =>
      (event as Event).Records.some(({ dynamodb }) => dynamodb.Keys.seat.S === seat)
        ? new Error('No')
        : null;
  };
  return { ...made, db, latest, stream, put, map, events, batches, told, failFor, clock };
}

async function ready(actions?: string[]) {
  const made = await lambdaCloud(actions);
  await made.create();
  await made.call('CreateQueue', { QueueName: 'dead' }, 'SQS');
  const table = {
    ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
    AttributeDefinitions: [{ AttributeName: 'seat', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'seat', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
  await made.call('CreateTable', table, 'DynamoDB');
  return tools(made);
}

const onFailure = { DestinationConfig: { OnFailure: { Destination: DEAD } } };

let cloud: Awaited<ReturnType<typeof ready>>;
beforeEach(async () => {
  cloud = await ready();
});

describe('a function that reads a table’s stream', () => {
  it('is given records of AWS’s shape', async () => {
    const { db, clock, host, map, stream } = cloud;
    await map();
    const photo = { B: new Uint8Array([255, 0]) };
    const more = { L: [{ M: { in: photo } }, { BS: [new Uint8Array([1])] }, { N: '2' }] };
    await db('PutItem', { Item: { seat: { S: 'a1' }, photo, more } });
    await clock.idle();
    const NewImage = {
      seat: { S: 'a1' },
      photo: { B: '/wA=' },
      more: { L: [{ M: { in: { B: '/wA=' } } }, { BS: ['AQ=='] }, { N: '2' }] },
    };
    expect(host.runs[0]!.event).toEqual({
      Records: [
        {
          eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventName: 'INSERT',
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          awsRegion: 'us-east-1',
          dynamodb: {
            ApproximateCreationDateTime: START / 1000,
            Keys: { seat: { S: 'a1' } },
            NewImage,
            SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
            SizeBytes: expect.any(Number),
            StreamViewType: 'NEW_AND_OLD_IMAGES',
          },
          eventSourceARN: stream,
        },
      ],
    });
  });

  it('begins where its mapping says', async () => {
    const { put, map, clock, batches, call } = cloud;
    await put('early');
    const { UUID } = await map({ StartingPosition: 'LATEST' });
    await put('late');
    await clock.idle();
    expect(batches()).toEqual([['late']]);
    await call('DeleteEventSourceMapping', { UUID });
    await map();
    await clock.idle();
    expect(batches().slice(1)).toEqual([['early', 'late']]);
  });

  it('is given batches of the size, after the window', async () => {
    const { put, map, clock, batches, host } = cloud;
    await map({ BatchSize: 2, MaximumBatchingWindowInSeconds: 20 });
    for (const seat of ['a', 'b', 'c']) await put(seat);
    await clock.advance(10_000);
    expect(batches()).toEqual([['a', 'b']]);
    await clock.advance(10_000);
    expect(batches()).toEqual([['a', 'b'], ['c']]);
    expect(host.runs.map(({ at }) => at - START)).toEqual([0, 20_000]);
  });

  it('sees what its filters match of the whole record', async () => {
    const { put, map, db, clock, batches } = cloud;
    const Pattern = JSON.stringify({
      eventName: ['MODIFY'],
      dynamodb: { NewImage: { by: { S: ['ann'] } }, OldImage: { by: { S: ['nobody'] } } },
    });
    await map({ FilterCriteria: { Filters: [{ Pattern }] } });
    for (const by of ['nobody', 'ann', 'bob']) await put('a1', by);
    for (const by of ['ann', 'nobody', 'ann']) await put('b2', by);
    await db('DeleteItem', { Key: { seat: { S: 'a1' } } });
    await clock.idle();
    expect(batches()).toEqual([['a1', 'b2']]);
  });

  it('reads more than 1,000 records', async () => {
    const { put, map, clock, batches } = cloud;
    for (let seat = 0; seat < 1100; seat++) await put(String(seat));
    await map({ BatchSize: 1050 });
    await clock.idle();
    expect(batches().map(({ length }) => length)).toEqual([1050, 50]);
  });

  it('sees who has deleted an item that expired', async () => {
    const { db, map, clock, host } = cloud;
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'until' };
    await db('UpdateTimeToLive', { TimeToLiveSpecification });
    await map({ StartingPosition: 'LATEST' });
    const until = { N: String(START / 1000 + 60) };
    await db('PutItem', { Item: { seat: { S: 'a1' }, until } });
    await clock.advance(3 * DAY);
    expect(host.runs[1]!.event).toMatchObject({
      Records: [
        {
          eventName: 'REMOVE',
          userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
        },
      ],
    });
  });

  it('is given an item’s changes in order, also in several lanes at once', async () => {
    const { put, map, clock, host, events } = cloud;
    let running = 0;
    let most = 0;
    host.answer = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return null;
    };
    const seats = Array.from({ length: 12 }, (_, seat) => String(seat));
    for (const by of ['1', '2', '3']) for (const seat of seats) await put(seat, by);
    await map({ ParallelizationFactor: 10, BatchSize: 1 });
    await clock.idle();
    expect(most).toBeGreaterThan(1);
    const records = events().flatMap(({ Records }) => Records);
    for (const seat of seats) {
      const own = records.filter(({ dynamodb }) => dynamodb.Keys.seat.S === seat);
      expect(own.map(({ dynamodb }) => dynamodb.NewImage?.by?.S)).toEqual(['1', '2', '3']);
    }
  });
});

describe('a batch that fails', () => {
  it('is split, given up, and told of', async () => {
    const { put, map, clock, failFor, batches, told, events, stream } = cloud;
    failFor('bad');
    await map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0, ...onFailure });
    await clock.advance(1234);
    for (const seat of ['a', 'bad', 'c']) await put(seat);
    await clock.advance(60_000);
    expect(batches().at(-1)).toEqual(['c']);
    const bad = events()[0]!.Records[1]!.dynamodb.SequenceNumber;
    expect(await told()).toEqual([
      {
        requestContext: {
          requestId: expect.any(String),
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn',
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 1,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        version: '1.0',
        timestamp: expect.any(String),
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/),
          startSequenceNumber: bad,
          endSequenceNumber: bad,
          approximateArrivalOfFirstRecord: '2030-01-01T00:00:01Z',
          approximateArrivalOfLastRecord: '2030-01-01T00:00:01Z',
          batchSize: 1,
          streamArn: stream,
        },
      },
    ]);
  });

  it('is tried again from the record that the function names', async () => {
    const { put, map, clock, host, batches } = cloud;
    let tries = 0;
    host.answer = ({ event }) => {
      const second = (event as Event).Records[1]?.dynamodb.SequenceNumber;
      return { batchItemFailures: tries++ === 0 ? [{ itemIdentifier: second }] : [] };
    };
    for (const seat of ['a', 'b', 'c']) await put(seat);
    await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await clock.advance(1000);
    expect(batches()).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('is given up once it is too old', async () => {
    const { put, map, clock, failFor, batches, told } = cloud;
    failFor('bad');
    await map({ MaximumRecordAgeInSeconds: 60, ...onFailure });
    await put('bad');
    await clock.advance(5 * 60_000);
    expect(await told()).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
    await put('next');
    await clock.advance(1000);
    expect(batches().at(-1)).toEqual(['next']);
  });

  it('is given up after a day, and the function goes on with what is left', async () => {
    const { put, map, clock, failFor, batches, told, problems } = cloud;
    failFor('bad');
    await map({ BatchSize: 1, ...onFailure });
    await put('bad');
    await put('gone with it');
    await clock.advance(DAY + 120_000);
    expect(await told()).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
    await put('next');
    await clock.advance(1000);
    expect(batches().at(-1)).toEqual(['next']);
    expect(problems).toEqual([]);
  });
});

describe('a stream that ends', () => {
  it('is read to its end, and a new one only by a mapping of its own', async () => {
    const { put, map, db, clock, batches, latest, problems } = cloud;
    await map({ Enabled: false });
    await put('a');
    const specify = (more: object) => db('UpdateTable', { StreamSpecification: more });
    await specify({ StreamEnabled: false });
    await put('unseen');
    await specify({ StreamEnabled: true, StreamViewType: 'KEYS_ONLY' });
    await put('b');
    await map({ FunctionName: 'fn', EventSourceArn: await latest() });
    await clock.idle();
    expect(batches()).toEqual([['b']]);
    const { EventSourceMappings } = await cloud.call<{
      EventSourceMappings: { UUID: string; State: string }[];
    }>('ListEventSourceMappings', {});
    const UUID = EventSourceMappings.find(({ State }) => State === 'Disabled')!.UUID;
    await cloud.call('UpdateEventSourceMapping', { UUID, Enabled: true });
    await clock.idle();
    expect(batches()).toEqual([['b'], ['a']]);
    expect(problems).toEqual([]);
  });

  it('with its table is read to its end, too', async () => {
    const { put, map, db, clock, batches, problems } = cloud;
    await map({ MaximumBatchingWindowInSeconds: 10 });
    await put('a');
    await db('DeleteTable', {});
    await clock.advance(2 * DAY);
    expect(batches()).toEqual([['a']]);
    expect(problems).toEqual([]);
  });
});

test('nothing waits for the clock while nothing is written', async () => {
  const { put, map, clock } = cloud;
  await map();
  await put('a');
  await clock.idle();
  expect(clock.nextDue).toBeUndefined();
});

test('a mapping goes on where it was after a load', async () => {
  const { put, map, clock, batches } = cloud;
  await map({ StartingPosition: 'LATEST' });
  await put('a');
  await clock.idle();
  expect(batches()).toEqual([['a']]);
  const after = await tools({ ...(await afterLoad(cloud.cloud)) });
  await after.put('b');
  await after.clock.idle();
  expect(after.batches()).toEqual([['b']]);
});

describe('a mapping to a table’s stream', () => {
  it('is described', async () => {
    const { stream } = cloud;
    const { UUID } = await cloud.map({ MaximumRetryAttempts: 2 });
    expect(await cloud.call('GetEventSourceMapping', { UUID })).toMatchObject({
      BatchSize: 100,
      EventSourceArn: stream,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: -1,
      ParallelizationFactor: 1,
      State: 'Enabled',
    });
  });

  it.each([
    [{ StartingPosition: undefined }, "Value null at 'startingPosition'"],
    [
      { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date(START) },
      'AT_TIMESTAMP is for Kinesis alone',
    ],
    [{ MaximumRecordAgeInSeconds: 59 }, 'between 60 and 604800'],
    [{ ScalingConfig: { MaximumConcurrency: 2 } }, 'Unsupported ScalingConfig parameter'],
    [
      {
        EventSourceArn:
          'arn:aws:dynamodb:us-east-1:123456789012:table/Seats/stream/2020-01-01T00:00:00.000',
      },
      'Stream not found: arn:aws:dynamodb',
    ],
    [{ TumblingWindowInSeconds: 30 }, 'does not serve the member TumblingWindowInSeconds'],
  ])('is refused for %j', async (input, message) => {
    expect((await failure(cloud.map(input))).message).toContain(message);
  });

  it("is made with the Serverless Framework's default role", async () => {
    const { map, put, clock, batches } = await ready([
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:DescribeStream',
      'dynamodb:ListStreams',
    ]);
    await map();
    await put('a');
    await clock.idle();
    expect(batches()).toEqual([['a']]);
  });

  it.each(['GetRecords', 'GetShardIterator', 'DescribeStream'])('needs %s', async (missing) => {
    const all = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'];
    const granted = all.filter((one) => one !== missing).map((one) => `dynamodb:${one}`);
    const { map, stream, cloud } = await ready(granted);
    expect((await failure(map())).message).toBe(
      `Cannot access stream ${stream}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
    expect(cloud.recordedCalls.denials()).toMatchObject([
      { action: `dynamodb:${missing}`, resource: stream },
    ]);
  });
});
