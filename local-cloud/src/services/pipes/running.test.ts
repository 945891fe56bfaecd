import { describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { turnsDuring } from '../../core/testing.ts';
import { nextTurn } from '../../core/turns.ts';
import { afterLoad, CUPS, FUNCTION, PIPE, pipesCloud, QUEUE, STREAM } from './testing.ts';

const NONE = { batchItemFailures: [] };
const trim = (others: object = {}) => ({
  KinesisStreamParameters: { StartingPosition: 'TRIM_HORIZON', ...others },
});
const bodies = (events: unknown[]) =>
  events.map((event) => (event as { body: string }[]).map(({ body }) => body));

describe('a queue', () => {
  test('is read, and what reached the target is deleted', async () => {
    const { pipe, send, received, clock } = await pipesCloud();
    await pipe({ TargetParameters: { InputTemplate: '{"cup": <$.body.tea>}' } });
    await send({ tea: 'Assam' });
    expect(await received()).toEqual(['{"cup": "Assam"}']);
    await clock.advance(60_000);
    expect(await received('tea')).toEqual([]);
  });

  test('gives functions records as they are, in a list', async () => {
    const { pipe, send, functions } = await pipesCloud();
    const events = functions(() => null);
    await pipe({ Target: FUNCTION });
    await send('tea');
    expect(events).toMatchObject([
      [{ body: 'tea', eventSource: 'aws:sqs', eventSourceARN: QUEUE, awsRegion: 'us-east-1' }],
    ]);
  });

  test('is read past messages that no filter matches', async () => {
    const { pipe, send, received, clock } = await pipesCloud();
    const FilterCriteria = { Filters: [{ Pattern: '{"body":{"hot":[true]}}' }] };
    await pipe({
      SourceParameters: { FilterCriteria },
      TargetParameters: { InputTemplate: '{"cup": <$.body.tea>}' },
    });
    await send({ tea: 'iced', hot: false }, 'cold', { tea: 'Assam', hot: true });
    expect(await received()).toEqual(['{"cup": "Assam"}']);
    await clock.advance(60_000);
    expect(await received('tea')).toEqual([]);
  });

  test('is gathered for a while', async () => {
    const { pipe, send, functions, clock } = await pipesCloud();
    const events = functions(() => null);
    const SqsQueueParameters = { BatchSize: 100, MaximumBatchingWindowInSeconds: 5 };
    await pipe({ Target: FUNCTION, SourceParameters: { SqsQueueParameters } });
    await send('a', 'b');
    expect(events).toEqual([]);
    await clock.advance(5000);
    expect(bodies(events)).toEqual([['a', 'b']]);
  });

  test('gives messages again that a function says have failed', async () => {
    const { pipe, send, functions, clock, call } = await pipesCloud();
    const events = functions((event) => ({
      batchItemFailures: (event as { messageId: string; body: string }[])
        .filter(({ body }) => body === 'bad')
        .map(({ messageId }) => ({ itemIdentifier: messageId })),
    }));
    await pipe({ Target: FUNCTION, DesiredState: 'STOPPED' });
    await send('good', 'bad');
    await call('StartPipe', { Name: 'tea' });
    await clock.advance(0);
    await clock.advance(30_000);
    expect(bodies(events)).toEqual([['good', 'bad'], ['bad']]);
  });

  test('takes any other answer of a function for success', async () => {
    const { pipe, send, functions, clock } = await pipesCloud();
    const events = functions(() => ['poured']);
    await pipe({ Target: FUNCTION });
    await send('tea');
    await clock.advance(60_000);
    expect(events).toHaveLength(1);
  });
});

test('what a bus refuses of a batch is told, and tried again alone', async () => {
  const { pipe, send, received, clock, call, problems } = await pipesCloud();
  const Target = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
  const TargetParameters = { InputTemplate: '<$.body.detail>' };
  await pipe({ Target, TargetParameters, DesiredState: 'STOPPED' });
  await send({ detail: '{}', id: 'good' }, { detail: 'bad', id: 'bad' });
  await call('StartPipe', { Name: 'tea' });
  await clock.advance(0);
  await call('StopPipe', { Name: 'tea' });
  expect(problems).toEqual([`Pipe ${PIPE}: MalformedDetail: Detail is malformed.`]);
  await clock.advance(30_000);
  expect(await received('tea')).toEqual([JSON.stringify({ detail: 'bad', id: 'bad' })]);
});

test('what a time is asked of that is none has failed, as often as is said', async () => {
  const { pipe, put, received, clock, problems } = await pipesCloud();
  const others = { MaximumRetryAttempts: 1, DeadLetterConfig: { Arn: CUPS } };
  await pipe({
    ...{ Source: STREAM, SourceParameters: trim(others) },
    Target: 'arn:aws:events:us-east-1:123456789012:event-bus/default',
    TargetParameters: { EventBridgeEventBusParameters: { Time: '$.data.at' } },
  });
  await put({ at: 'teatime' });
  await clock.advance(60_000);
  expect(problems).toEqual([
    `Pipe ${PIPE}: ValidationException: There is no time at the path $.data.at of the event.`,
  ]);
  expect(await received()).toHaveLength(1);
});

test('a log group gets what comes in a log stream of the pipe, where none is named', async () => {
  const { pipe, send, call, problems } = await pipesCloud();
  const logGroupName = 'tea';
  await call('CreateLogGroup', { logGroupName }, 'CloudWatch Logs');
  const Target = 'arn:aws:logs:us-east-1:123456789012:log-group:tea';
  await pipe({ Target, TargetParameters: { InputTemplate: 'A cup of <$.body>' } });
  await send('Assam');
  await send('Sencha');
  const { events } = await call<{ events: object[] }>(
    'FilterLogEvents',
    { logGroupName },
    'CloudWatch Logs',
  );
  expect(events).toMatchObject([
    { logStreamName: 'tea', message: 'A cup of Assam' },
    { logStreamName: 'tea', message: 'A cup of Sencha' },
  ]);
  expect(problems).toEqual([]);
});

test('an event whose time a log group does not take has failed, and it is told why', async () => {
  const { pipe, send, received, clock, call, problems } = await pipesCloud();
  const stream = { logGroupName: 'tea', logStreamName: 'cups' };
  await call('CreateLogGroup', { logGroupName: 'tea' }, 'CloudWatch Logs');
  await call('CreateLogStream', stream, 'CloudWatch Logs');
  await pipe({
    Target: 'arn:aws:logs:us-east-1:123456789012:log-group:tea',
    TargetParameters: {
      CloudWatchLogsParameters: { LogStreamName: 'cups', Timestamp: '$.body.at' },
    },
    DesiredState: 'STOPPED',
  });
  const later = { at: clock.now() + 3 * 3_600_000 };
  await send({ at: clock.now() }, later);
  await call('StartPipe', { Name: 'tea' });
  await clock.advance(0);
  await call('StopPipe', { Name: 'tea' });
  expect(problems).toEqual([expect.stringContaining('The log group takes no event of')]);
  await clock.advance(30_000);
  expect(await received('tea')).toEqual([JSON.stringify(later)]);
});

describe('a stream', () => {
  test('gives flat records, whose data templates see as JSON', async () => {
    const { pipe, put, functions, received } = await pipesCloud();
    const events = functions(() => null);
    await pipe({ Target: FUNCTION, Source: STREAM, SourceParameters: trim() });
    await put({ tea: 'Assam' });
    expect(events).toMatchObject([
      [
        {
          ...{ eventSource: 'aws:kinesis', eventSourceARN: STREAM, partitionKey: 'p' },
          data: Buffer.from('{"tea":"Assam"}').toString('base64'),
          eventID: expect.stringContaining('shardId-000000000000:'),
        },
      ],
    ]);
    await pipe({
      Name: 'other',
      Source: STREAM,
      SourceParameters: {
        ...trim(),
        FilterCriteria: { Filters: [{ Pattern: '{"data":{"tea":["Assam"]}}' }] },
      },
      TargetParameters: { InputTemplate: '<$.data.tea>' },
    });
    await put({ tea: 'Mate' });
    expect(await received()).toEqual(['Assam']);
  });

  test('is tried again as often as said, and then told of in the dead-letter queue', async () => {
    const { pipe, put, functions, received, clock, problems } = await pipesCloud();
    const events = functions(() => new TypeError('No tea'));
    const others = { MaximumRetryAttempts: 2, DeadLetterConfig: { Arn: CUPS } };
    await pipe({ Target: FUNCTION, Source: STREAM, SourceParameters: trim(others) });
    await put({ tea: 'Assam' });
    await clock.advance(60_000);
    expect(events).toHaveLength(3);
    expect((await received()).map((text) => JSON.parse(text))).toMatchObject([
      {
        context: { partnerResourceArn: PIPE, condition: 'RetryAttemptsExhausted' },
        version: '1.0',
        KinesisBatchInfo: { batchSize: 1, streamArn: STREAM, shardId: 'shardId-000000000000' },
      },
    ]);
    expect(problems).toEqual([
      `Pipe ${PIPE}: FunctionError: The function failed: TypeError: No tea`,
    ]);
  });

  test('does not count tries that were throttled', async () => {
    const { pipe, put, functions, received, clock } = await pipesCloud();
    let tries = 0;
    functions(() => {
      if (++tries <= 4) throw new AwsError('TooManyRequestsException', 'Slow', { status: 429 });
      return NONE;
    });
    const others = { MaximumRetryAttempts: 1, DeadLetterConfig: { Arn: CUPS } };
    await pipe({ Target: FUNCTION, Source: STREAM, SourceParameters: trim(others) });
    await put({ tea: 'Assam' });
    await clock.advance(60_000);
    expect(tries).toBe(5);
    expect(await received()).toEqual([]);
  });

  test('is halved where it shall be', async () => {
    const { pipe, put, functions, clock, call } = await pipesCloud();
    const sizes: number[] = [];
    functions((event) => {
      const records = event as { data: string }[];
      sizes.push(records.length);
      const isBad = ({ data }: { data: string }) => Buffer.from(data, 'base64').includes('bad');
      return records.some(isBad) ? new Error('Bad') : null;
    });
    const others = { OnPartialBatchItemFailure: 'AUTOMATIC_BISECT', MaximumRetryAttempts: 0 };
    const SourceParameters = trim(others);
    await pipe({ Target: FUNCTION, Source: STREAM, SourceParameters, DesiredState: 'STOPPED' });
    await put('a', 'b', 'c', 'bad');
    await call('StartPipe', { Name: 'tea' });
    await clock.advance(60_000);
    expect(sizes).toEqual([4, 2, 2, 1, 1]);
  });
});

describe('an enrichment', () => {
  test('gives what the target is sent', async () => {
    const { pipe, send, functions, received } = await pipesCloud();
    const events = functions(() => [{ cup: 1 }, { cup: 2 }]);
    await pipe({
      Enrichment: FUNCTION,
      EnrichmentParameters: { InputTemplate: '{"tea": <$.body>}' },
      TargetParameters: { InputTemplate: '{"number": <$.cup>}' },
    });
    await send('Assam');
    expect(events).toEqual([[{ tea: 'Assam' }]]);
    expect((await received()).sort()).toEqual(['{"number": 1}', '{"number": 2}']);
  });

  test.each([[[]], [''], [{}], [null]])('that answers %j leads to nothing', async (answer) => {
    const { pipe, send, functions, received, clock } = await pipesCloud();
    functions(() => answer);
    await pipe({ Enrichment: FUNCTION });
    await send('Assam');
    await clock.advance(60_000);
    expect(await received()).toEqual([]);
    expect(await received('tea')).toEqual([]);
  });

  test('that fails has the whole batch tried again', async () => {
    const { pipe, send, functions, received, clock } = await pipesCloud();
    let tries = 0;
    functions(() => (++tries === 1 ? new Error('No') : [{ cup: 1 }]));
    await pipe({ Enrichment: FUNCTION });
    await send('Assam');
    await clock.advance(30_000);
    expect(await received()).toEqual(['{"cup":1}']);
  });

  test('that gives more than the target takes fails', async () => {
    const { pipe, send, functions, problems } = await pipesCloud();
    functions(() => Array.from({ length: 11 }, () => 1));
    await pipe({ Enrichment: FUNCTION });
    await send('Assam');
    expect(problems).toEqual([expect.stringContaining('takes 10 events at once')]);
  });
});

test('a pipe that is stopped goes on where it was, and so does a cloud that was saved', async () => {
  const { cloud, pipe, put, call } = await pipesCloud();
  const TargetParameters = { InputTemplate: '<$.data.tea>' };
  await pipe({ Source: STREAM, SourceParameters: trim(), TargetParameters });
  await put({ tea: 'Assam' });
  await call('StopPipe', { Name: 'tea' });
  await put({ tea: 'Sencha' });
  await call('StartPipe', { Name: 'tea' });
  await cloud.clock.advance(0);
  const later = await afterLoad(cloud);
  await later.put({ tea: 'Mate' });
  expect((await later.received()).sort()).toEqual(['Assam', 'Mate', 'Sencha']);
});

test('a target without permission is told once, and the message stays', async () => {
  const { pipe, send, problems, clock, received, call } = await pipesCloud([
    ...['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  ]);
  await pipe();
  await send('tea');
  await clock.advance(90_000);
  expect(problems).toEqual([expect.stringContaining('Missing from the policies of role plumber')]);
  await call('DeletePipe', { Name: 'tea' });
  await clock.advance(30_000);
  expect(await received('tea')).toEqual(['tea']);
});

test('a pipe that is deleted while it works ends well', async () => {
  const { pipe, send, functions, call, clock, received, problems } = await pipesCloud();
  const { promise, resolve } = Promise.withResolvers<null>();
  const begun = Promise.withResolvers<void>();
  functions(() => {
    begun.resolve();
    return promise;
  });
  await pipe({ Target: FUNCTION });
  await call('SendMessage', { QueueUrl: 'tea', MessageBody: 'tea' }, 'SQS');
  await begun.promise;
  await call('DeletePipe', { Name: 'tea' });
  resolve(null);
  await send('more');
  await clock.advance(60_000);
  expect(await received('tea')).toEqual(['more']);
  expect(problems).toEqual([]);
});

test.each([
  ['source', 'tea'],
  ['target', 'cups'],
])('a queue that is deleted as %s is told of once, and the clock is free', async (_, QueueUrl) => {
  const { pipe, send, call, clock, problems } = await pipesCloud();
  await pipe();
  await call('DeleteQueue', { QueueUrl }, 'SQS');
  if (QueueUrl === 'cups') await send('tea');
  await clock.advance(120_000);
  expect(problems).toEqual([expect.stringContaining('The specified queue does not exist')]);
});

test('what a role may read again is read within a minute, and that it could not be is told once', async () => {
  const { pipe, send, call, clock, received, problems } = await pipesCloud();
  const policy = { RoleName: 'plumber', PolicyName: 'may' };
  await pipe({ TargetParameters: { InputTemplate: '<$.body>' } });
  const may = await call<{ PolicyDocument: string }>('GetRolePolicy', policy, 'IAM');
  await call('DeleteRolePolicy', policy, 'IAM');
  await send('Assam', 'Sencha');
  await clock.advance(600_000);
  expect(problems).toEqual([
    expect.stringContaining('not authorized to perform: sqs:ReceiveMessage'),
  ]);
  const PolicyDocument = decodeURIComponent(may.PolicyDocument);
  await call('PutRolePolicy', { ...policy, PolicyDocument }, 'IAM');
  await clock.advance(60_000);
  expect((await received()).sort()).toEqual(['Assam', 'Sencha']);
});

test('a pipe whose batches become smaller leaves what it has gathered to the queue', async () => {
  const { pipe, send, functions, call, clock, problems } = await pipesCloud();
  const events = functions(() => null);
  const gathers = (BatchSize: number, MaximumBatchingWindowInSeconds: number) => ({
    SourceParameters: { SqsQueueParameters: { BatchSize, MaximumBatchingWindowInSeconds } },
  });
  const made = { Target: FUNCTION, ...gathers(10, 300) };
  const { RoleArn } = await pipe(made).then(() =>
    call<{ RoleArn: string }>('DescribePipe', { Name: 'tea' }),
  );
  await send('a', 'b', 'c');
  await call('UpdatePipe', { Name: 'tea', RoleArn, ...gathers(2, 0) });
  await clock.advance(30_000);
  expect(bodies(events).flat().sort()).toEqual(['a', 'b', 'c']);
  expect(Math.max(...bodies(events).map(({ length }) => length))).toBeLessThan(3);
  expect(problems).toEqual([]);
});

test('a stream that is deleted has the pipe wait', async () => {
  const { pipe, put, call, clock, received, problems } = await pipesCloud();
  const TargetParameters = { InputTemplate: '<$.data>' };
  await pipe({ Source: STREAM, SourceParameters: trim(), TargetParameters });
  await put('tea');
  await call('DeleteStream', { StreamName: 'tea' }, 'Kinesis');
  await clock.advance(60_000);
  expect(await received()).toEqual(['tea']);
  expect(problems).toEqual([]);
});

test('a queue that is its own target goes on for ever, and others have their turn', async () => {
  const { pipe, call, clock } = await pipesCloud();
  await pipe({ Target: QUEUE });
  await call('SendMessage', { QueueUrl: 'tea', MessageBody: 'tea' }, 'SQS');
  const turns = await turnsDuring(async () => {
    for (let count = 0; count < 100; count++) await nextTurn();
  });
  expect(turns).toBeGreaterThan(50);
  await call('StopPipe', { Name: 'tea' });
  await clock.idle();
});
