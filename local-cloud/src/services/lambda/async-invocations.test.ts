import { describe, expect, it } from 'vitest';
import { failure } from '../testing.ts';
import { answerAfter, lambdaCloud, START } from './testing.ts';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:123456789012:done';
const QueueUrl = 'http://127.0.0.1:4566/123456789012/done';

interface Message {
  readonly Body: string;
  readonly MessageAttributes?: Record<string, { StringValue: string }>;
}

/** A function `fn` and a queue `done`. */
async function ready(settings: object = {}, config?: object) {
  const cloud = await lambdaCloud();
  await cloud.call('CreateQueue', { QueueName: 'done' }, 'SQS');
  await cloud.create(settings);
  if (config) await cloud.call('PutFunctionEventInvokeConfig', { FunctionName: 'fn', ...config });
  const send = async (event: unknown = { a: 1 }) =>
    cloud.call('Invoke', {
      FunctionName: 'fn',
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(event)),
    });
  const received = async () => {
    const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
    const { Messages = [] } = await cloud.call<{ Messages?: Message[] }>(
      'ReceiveMessage',
      input,
      'SQS',
    );
    return Messages;
  };
  const records = async () => (await received()).map(({ Body }) => JSON.parse(Body));
  /** When the function ran, in seconds. */
  const times = () => cloud.host.runs.map(({ at }) => (at - START) / 1000);
  return { ...cloud, send, received, records, times };
}

describe('an asynchronous event', () => {
  it('is taken at once, and run', async () => {
    const { send, clock, host } = await ready();
    expect(await send({ a: 1 })).toEqual({ StatusCode: 202 });
    await clock.idle();
    expect(host.runs.map(({ event }) => event)).toEqual([{ a: 1 }]);
  });

  it('is tried again after one and two more minutes, under the same request id', async () => {
    const { send, clock, host, times } = await ready();
    host.answer = () => new Error('no');
    await send();
    await clock.advance(3_600_000);
    expect(times()).toEqual([0, 60, 180]);
    expect(new Set(host.runs.map(({ request }) => request.requestId)).size).toBe(1);
  });

  it('is tried as often as configured', async () => {
    const { send, clock, host, times } = await ready({}, { MaximumRetryAttempts: 0 });
    host.answer = () => new Error('no');
    await send();
    await clock.advance(3_600_000);
    expect(times()).toEqual([0]);
  });

  it('waits while the function is throttled, longer each time', async () => {
    const { send, clock, host, times } = await ready();
    host.answer = ({ at }) => (at < START + 10_000 ? 'throttled' : 'ok');
    await send();
    await clock.advance(60_000);
    expect(times()).toEqual([0, 1, 3, 7, 15]);
  });

  it('lets the clock go on while its function waits for it', async () => {
    const { send, clock, host, records } = await ready(
      {},
      {
        DestinationConfig: { OnSuccess: { Destination: QUEUE_ARN } },
      },
    );
    host.answer = answerAfter(clock, 5000, 'late');
    await send();
    await clock.advance(5000);
    await clock.idle();
    expect(await records()).toMatchObject([{ responsePayload: 'late' }]);
  });

  it('is gone with its function', async () => {
    const { send, clock, host, call, problems } = await ready();
    host.answer = () => new Error('no');
    await send();
    await clock.idle();
    await call('DeleteFunction', { FunctionName: 'fn' });
    await clock.advance(3_600_000);
    expect(host.runs).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('a destination', () => {
  const onBoth = {
    DestinationConfig: {
      OnSuccess: { Destination: QUEUE_ARN },
      OnFailure: { Destination: QUEUE_ARN },
    },
  };

  it('is told of success', async () => {
    const { send, clock, host, records } = await ready({}, onBoth);
    host.answer = () => 'fine';
    await send();
    await clock.idle();
    expect(await records()).toEqual([
      {
        version: '1.0',
        timestamp: '2030-01-01T00:00:00.000Z',
        requestContext: {
          requestId: host.runs[0]!.request.requestId,
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn:$LATEST',
          condition: 'Success',
          approximateInvokeCount: 1,
        },
        requestPayload: { a: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST' },
        responsePayload: 'fine',
      },
    ]);
  });

  it('is told of failure once the retries are used up', async () => {
    const { send, clock, host, records } = await ready({}, onBoth);
    host.answer = () => new TypeError('no');
    await send();
    await clock.advance(100_000);
    expect(await records()).toEqual([]);
    await clock.advance(100_000);
    expect(await records()).toMatchObject([
      {
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
        responseContext: { functionError: 'Unhandled' },
        responsePayload: { errorType: 'TypeError', errorMessage: 'no' },
      },
    ]);
  });

  it('is told of an event that grew too old', async () => {
    const { send, clock, host, records } = await ready(
      {},
      { ...onBoth, MaximumEventAgeInSeconds: 100 },
    );
    host.answer = () => new TypeError('no');
    await send();
    await clock.advance(200_000);
    expect(await records()).toMatchObject([
      { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } },
    ]);
  });

  it('is told at once when the function is stopped', async () => {
    const { send, clock, host, records, call } = await ready({}, onBoth);
    await call('PutFunctionConcurrency', { FunctionName: 'fn', ReservedConcurrentExecutions: 0 });
    host.answer = () => 'throttled';
    await send();
    await clock.idle();
    expect(await records()).toMatchObject([
      { requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 } },
    ]);
  });

  it('may be a function', async () => {
    const target = 'arn:aws:lambda:us-east-1:123456789012:function:next';
    const config = { DestinationConfig: { OnSuccess: { Destination: target } } };
    const { send, clock, host, create, call } = await ready();
    await create({ FunctionName: 'next' });
    await call('PutFunctionEventInvokeConfig', { FunctionName: 'fn', ...config });
    await send();
    await clock.idle();
    expect(host.runs.map(({ fn }) => fn.name)).toEqual(['fn', 'next']);
  });
});

describe('a dead-letter queue', () => {
  it('gets the event, with the error as attributes', async () => {
    const { send, clock, host, received } = await ready({
      DeadLetterConfig: { TargetArn: QUEUE_ARN },
    });
    host.answer = () => new TypeError('no');
    await send({ order: 7 });
    await clock.advance(200_000);
    expect(await received()).toMatchObject([
      {
        Body: '{"order":7}',
        MessageAttributes: {
          RequestID: { StringValue: host.runs[0]!.request.requestId },
          ErrorCode: { StringValue: '200' },
          ErrorMessage: { StringValue: 'no' },
        },
      },
    ]);
  });

  it('may be a topic', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:123456789012:dead';
    const cloud = await ready({ DeadLetterConfig: { TargetArn: TopicArn } });
    await cloud.call('CreateTopic', { Name: 'dead' }, 'SNS');
    const subscription = { TopicArn, Protocol: 'sqs', Endpoint: QUEUE_ARN };
    await cloud.call('Subscribe', subscription, 'SNS');
    const statement = {
      Effect: 'Allow',
      Principal: '*',
      Action: 'sqs:SendMessage',
      Resource: QUEUE_ARN,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await cloud.call('SetQueueAttributes', { QueueUrl, Attributes: { Policy } }, 'SQS');
    cloud.host.answer = () => new TypeError('no');
    await cloud.send({ order: 7 });
    await cloud.clock.advance(200_000);
    expect(await cloud.records()).toMatchObject([{ Type: 'Notification', Message: '{"order":7}' }]);
  });
});

describe('the configuration of asynchronous events', () => {
  it('is put, changed, read and deleted', async () => {
    const { call } = await ready({}, { MaximumRetryAttempts: 1 });
    const FunctionName = 'fn';
    await call('UpdateFunctionEventInvokeConfig', { FunctionName, MaximumEventAgeInSeconds: 60 });
    expect(await call('GetFunctionEventInvokeConfig', { FunctionName })).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn:$LATEST',
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
    await call('DeleteFunctionEventInvokeConfig', { FunctionName });
    expect((await failure(call('GetFunctionEventInvokeConfig', { FunctionName }))).code).toBe(
      'ResourceNotFoundException',
    );
  });

  it.each([
    [{ MaximumRetryAttempts: 3 }, 'ValidationException'],
    [{ MaximumEventAgeInSeconds: 59 }, 'ValidationException'],
    [
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::bucket' } } },
      'NotSupportedByLocalCloud',
    ],
  ])('refuses %j', async (config, code) => {
    const { call } = await ready();
    const put = call('PutFunctionEventInvokeConfig', { FunctionName: 'fn', ...config });
    expect((await failure(put)).code).toBe(code);
  });
});
