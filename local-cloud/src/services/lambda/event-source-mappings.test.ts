import { describe, expect, it } from 'vitest';
import { failure } from '../testing.ts';
import { answerAfter, lambdaCloud, START } from './testing.ts';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:123456789012:work';
const QueueUrl = 'http://127.0.0.1:4566/123456789012/work';

interface Event {
  readonly Records: { readonly messageId: string; readonly body: string }[];
}

/** A queue `work` that the function `fn` reads. */
async function ready(mapping: object = {}, attributes: object = { VisibilityTimeout: '30' }) {
  const cloud = await lambdaCloud();
  await cloud.call('CreateQueue', { QueueName: 'work', Attributes: attributes }, 'SQS');
  await cloud.create();
  const { UUID } = await cloud.call('CreateEventSourceMapping', {
    FunctionName: 'fn',
    EventSourceArn: QUEUE_ARN,
    ...mapping,
  });
  await cloud.clock.idle();
  const send = (...bodies: unknown[]) =>
    cloud.call(
      'SendMessageBatch',
      {
        QueueUrl,
        Entries: bodies.map((body, index) => ({
          Id: String(index),
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
        })),
      },
      'SQS',
    );
  const left = async () => {
    const input = {
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    };
    const { Attributes } = await cloud.call<{ Attributes: Record<string, string> }>(
      'GetQueueAttributes',
      input,
      'SQS',
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  };
  /** The bodies of each batch. */
  const batches = () =>
    cloud.host.runs.map(({ event }) => (event as Event).Records.map(({ body }) => body));
  /** When each batch was handed over, in seconds. */
  const times = () => cloud.host.runs.map(({ at }) => (at - START) / 1000);
  return { ...cloud, UUID, send, left, batches, times };
}

describe('a function that reads a queue', () => {
  it('is given messages in batches, which are deleted when it succeeds', async () => {
    const { send, clock, batches, left } = await ready({ BatchSize: 2 });
    await send('a', 'b', 'c');
    await clock.idle();
    expect(batches().flat().sort()).toEqual(['a', 'b', 'c']);
    expect(batches().every((batch) => batch.length <= 2)).toBe(true);
    expect(await left()).toBe(0);
  });

  it('is given records of AWS’s shape', async () => {
    const { call, clock, host } = await ready();
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'x' },
      raw: { DataType: 'Binary', BinaryValue: Buffer.from('hi') },
    };
    await call('SendMessage', { QueueUrl, MessageBody: 'a', MessageAttributes }, 'SQS');
    await clock.idle();
    expect(host.runs[0]!.event).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: 'a',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: String(START),
            SenderId: expect.any(String),
            ApproximateFirstReceiveTimestamp: String(START),
          },
          messageAttributes: {
            kind: {
              stringValue: 'x',
              stringListValues: [],
              binaryListValues: [],
              dataType: 'String',
            },
            raw: {
              binaryValue: 'aGk=',
              stringListValues: [],
              binaryListValues: [],
              dataType: 'Binary',
            },
          },
          md5OfBody: '0cc175b9c0f1b6a831c399e269772661',
          md5OfMessageAttributes: expect.any(String),
          eventSource: 'aws:sqs',
          eventSourceARN: QUEUE_ARN,
          awsRegion: 'us-east-1',
        },
      ],
    });
  });

  it('reads what was there before', async () => {
    const { call, clock, batches, send, UUID } = await ready({ Enabled: false });
    await send('early');
    await clock.idle();
    expect(batches()).toEqual([]);
    await call('UpdateEventSourceMapping', { UUID, Enabled: true });
    await clock.idle();
    expect(batches()).toEqual([['early']]);
  });

  it('is given a batch again when it failed, after the visibility timeout', async () => {
    const { send, clock, host, times, left } = await ready();
    host.answer = ({ at }) => (at === START ? new Error('no') : 'ok');
    await send('a');
    await clock.advance(60_000);
    expect(times()).toEqual([0, 30]);
    expect(await left()).toBe(0);
  });

  it('lets the clock go on while it waits for it', async () => {
    const { send, clock, host, left } = await ready();
    host.answer = answerAfter(clock, 5000, null);
    await send('a');
    await clock.advance(5000);
    await clock.idle();
    expect(await left()).toBe(0);
  });

  it('leaves spent messages to the dead-letter queue', async () => {
    const cloud = await ready({ Enabled: false });
    await cloud.call('CreateQueue', { QueueName: 'dead' }, 'SQS');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead',
      maxReceiveCount: 2,
    });
    await cloud.call('SetQueueAttributes', { QueueUrl, Attributes: { RedrivePolicy } }, 'SQS');
    await cloud.call('UpdateEventSourceMapping', { UUID: cloud.UUID, Enabled: true });
    cloud.host.answer = () => new Error('no');
    await cloud.send('poison');
    await cloud.clock.advance(600_000);
    expect(cloud.times()).toEqual([0, 30]);
    const dead = { QueueUrl: QueueUrl.replace('work', 'dead') };
    expect(await cloud.call('ReceiveMessage', dead, 'SQS')).toMatchObject({
      Messages: [{ Body: 'poison' }],
    });
  });

  it('waits for more during the batching window', async () => {
    const { send, clock, batches, times, host } = await ready({
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 20,
    });
    await send('a');
    await clock.advance(10_000);
    await send('b');
    expect(batches()).toEqual([]);
    await clock.advance(10_000);
    expect(batches()).toEqual([['a', 'b']]);
    expect(times()).toEqual([20]);
    expect(host.runs[0]!.event).toMatchObject({ Records: [{ md5OfMessageAttributes: null }, {}] });
  });

  it('runs no more batches at once than its maximum concurrency', async () => {
    const { send, clock, host } = await ready({
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    let running = 0;
    let most = 0;
    host.answer = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return null;
    };
    await send('a', 'b', 'c', 'd', 'e');
    await clock.idle();
    expect(most).toBe(2);
    expect(host.runs).toHaveLength(5);
  });

  it('gets no more once the mapping is deleted', async () => {
    const { call, send, clock, batches, left, UUID } = await ready();
    expect(await call('DeleteEventSourceMapping', { UUID })).toMatchObject({ State: 'Deleting' });
    await send('late');
    await clock.advance(60_000);
    expect(batches()).toEqual([]);
    expect(await left()).toBe(1);
    expect((await failure(call('GetEventSourceMapping', { UUID }))).code).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('partial batch failures', () => {
  const reporting = { FunctionResponseTypes: ['ReportBatchItemFailures'] };

  it('give only the failed messages again', async () => {
    const { send, clock, host, batches } = await ready(reporting);
    host.answer = ({ event, at }) => {
      const failed = (event as Event).Records.filter(({ body }) => body === 'b' && at === START);
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };
    await send('a', 'b', 'c');
    await clock.advance(60_000);
    expect(batches()).toEqual([['a', 'b', 'c'], ['b']]);
  });

  it.each([null, {}, { batchItemFailures: [] }, { batchItemFailures: null }])(
    'are none for %j',
    async (answer) => {
      const { send, clock, host, left } = await ready(reporting);
      host.answer = () => answer;
      await send('a');
      await clock.advance(60_000);
      expect(host.runs).toHaveLength(1);
      expect(await left()).toBe(0);
    },
  );

  it.each([
    'text',
    { batchItemFailures: 'b' },
    { batchItemFailures: [{}] },
    { batchItemFailures: [{ itemIdentifier: '' }] },
    { batchItemFailures: [{ itemIdentifier: 'of another batch' }] },
  ])('are the whole batch for %j', async (answer) => {
    const { send, clock, host, left } = await ready(reporting);
    host.answer = () => answer;
    await send('a', 'b');
    await clock.idle();
    expect(await left()).toBe(2);
  });

  it('mean nothing unless the mapping asks for them', async () => {
    const { send, clock, host, left } = await ready();
    host.answer = ({ event }) => ({
      batchItemFailures: (event as Event).Records.map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    });
    await send('a');
    await clock.idle();
    expect(await left()).toBe(0);
  });
});

describe('filter criteria', () => {
  const filter = (pattern: unknown) => ({
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] },
  });

  it('delete the messages that none of them matches', async () => {
    const { send, clock, batches, left } = await ready(filter({ body: { type: ['trip'] } }));
    await send({ type: 'trip' }, { type: 'other' }, 'no json');
    await clock.idle();
    expect(batches()).toEqual([['{"type":"trip"}']]);
    expect(await left()).toBe(0);
  });

  it('that are malformed are refused', async () => {
    const { call } = await ready({ Enabled: false });
    await call('DeleteQueue', { QueueUrl }, 'SQS');
    const input = { FunctionName: 'fn', EventSourceArn: `${QUEUE_ARN}2`, ...filter({ body: 'x' }) };
    expect(await failure(call('CreateEventSourceMapping', input))).toMatchObject({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining('Invalid filter pattern definition.'),
    });
  });
});

describe('an event source mapping', () => {
  it('is described', async () => {
    const { call, UUID } = await ready();
    expect(await call('GetEventSourceMapping', { UUID })).toMatchObject({
      UUID,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      EventSourceArn: QUEUE_ARN,
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn',
      State: 'Enabled',
    });
    const { EventSourceMappings } = await call('ListEventSourceMappings', { FunctionName: 'fn' });
    expect(EventSourceMappings).toHaveLength(1);
  });

  it.each([
    [
      { EventSourceArn: 'arn:aws:kafka:us-east-1:123456789012:cluster/tea/1' },
      'NotSupportedByLocalCloud',
      'event source mappings of kafka',
    ],
    [
      { BatchSize: 11 },
      'InvalidParameterValueException',
      'Maximum batch window in seconds must be greater than 0',
    ],
    [
      { EventSourceArn: `${QUEUE_ARN}.fifo`, MaximumBatchingWindowInSeconds: 1 },
      'InvalidParameterValueException',
      'not supported for FIFO',
    ],
    [{ EventSourceArn: QUEUE_ARN }, 'ResourceConflictException', 'already exists'],
    [{ FunctionName: 'no' }, 'InvalidParameterValueException', 'Function does not exist'],
    [
      { FunctionName: 'no', DestinationConfig: { OnSuccess: { Destination: QUEUE_ARN } } },
      'InvalidParameterValueException',
      'Unsupported DestinationConfig parameter for given event source mapping type.',
    ],
    [
      {},
      'InvalidParameterValueException',
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue.',
    ],
    [
      { StartingPosition: 'LATEST' },
      'InvalidParameterValueException',
      'StartingPosition is not valid for SQS event sources.',
    ],
    [
      { BisectBatchOnFunctionError: true },
      'InvalidParameterValueException',
      'Unsupported BisectBatchOnFunctionError parameter for given event source mapping type.',
    ],
  ])('is refused for %j', async (input, code, message) => {
    const { call } = await ready();
    const given = { FunctionName: 'fn', EventSourceArn: `${QUEUE_ARN}2`, ...input };
    expect(await failure(call('CreateEventSourceMapping', given))).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('keeps the function as it was named', async () => {
    const { call, send, clock, batches, UUID } = await ready();
    await call('DeleteEventSourceMapping', { UUID });
    const named = { FunctionName: 'fn:$LATEST', EventSourceArn: QUEUE_ARN };
    const { FunctionArn } = await call('CreateEventSourceMapping', named);
    expect(FunctionArn).toBe('arn:aws:lambda:us-east-1:123456789012:function:fn:$LATEST');
    const { EventSourceMappings } = await call('ListEventSourceMappings', { FunctionName: 'fn' });
    expect(EventSourceMappings).toHaveLength(1);
    await send('a');
    await clock.idle();
    expect(batches()).toEqual([['a']]);
  });

  it('needs a role that may read the queue', async () => {
    const { create, call } = await lambdaCloud(['sqs:ReceiveMessage', 'sqs:DeleteMessage']);
    await create();
    const input = { FunctionName: 'fn', EventSourceArn: QUEUE_ARN };
    expect((await failure(call('CreateEventSourceMapping', input))).message).toContain(
      'The function execution role does not have permissions to call GetQueueAttributes on SQS',
    );
  });
});
