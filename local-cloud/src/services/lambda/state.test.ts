import { describe, expect, it } from 'vitest';
import { afterLoad, answerAfter, lambdaCloud } from './testing.ts';

const QueueUrl = 'http://127.0.0.1:4566/123456789012/work';
const EventSourceArn = 'arn:aws:sqs:us-east-1:123456789012:work';

type Made = Awaited<ReturnType<typeof lambdaCloud>>;

const sendEvent = ({ call }: Made, event: unknown) =>
  call('Invoke', {
    FunctionName: 'fn',
    InvocationType: 'Event',
    Payload: Buffer.from(JSON.stringify(event)),
  });

/** When the function ran, in seconds since `start`. */
const times = ({ host }: Pick<Made, 'host'>, start: number) =>
  host.runs.map(({ at }) => (at - start) / 1000);

describe('after a load', () => {
  it('a function is what it was, code and policy included', async () => {
    const { cloud, call, create, host } = await lambdaCloud();
    await create({ Environment: { Variables: { cup: '3' } }, Tags: { team: 'x' } });
    const FunctionName = 'fn';
    await call('PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: 2 });
    await call('PutFunctionEventInvokeConfig', { FunctionName, MaximumRetryAttempts: 1 });
    const permission = { StatementId: 's', Action: 'lambda:InvokeFunction', Principal: '*' };
    await call('AddPermission', { FunctionName, ...permission });
    const after = await afterLoad(cloud);
    for (const read of ['GetFunction', 'GetFunctionEventInvokeConfig', 'GetPolicy']) {
      const known = await call(read, { FunctionName });
      expect(await after.call(read, { FunctionName })).toEqual(known);
    }
    for (const made of [{ call, host }, after]) await made.call('Invoke', { FunctionName });
    const [saved, loaded] = [host, after.host].map(({ runs }) => runs[0]!.fn);
    expect(loaded).toEqual({ ...saved, code: loaded!.code });
    expect(Buffer.from(loaded!.code.read())).toEqual(Buffer.from(saved!.code.read()));
  });

  it('its versions and aliases are what they were, and the next version has the next number', async () => {
    const { cloud, call, create } = await lambdaCloud();
    await create();
    const FunctionName = 'fn';
    await call('PublishVersion', { FunctionName });
    await call('UpdateFunctionConfiguration', { FunctionName, Timeout: 9 });
    await call('PublishVersion', { FunctionName });
    await call('DeleteFunction', { FunctionName, Qualifier: '2' });
    await call('CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
    const permission = { StatementId: 's', Action: 'lambda:InvokeFunction', Principal: '*' };
    await call('AddPermission', { FunctionName, Qualifier: 'live', ...permission });
    const after = await afterLoad(cloud);
    for (const [read, input] of [
      ['ListVersionsByFunction', {}],
      ['ListAliases', {}],
      ['GetPolicy', { Qualifier: 'live' }],
    ] as const) {
      const known = await call(read, { FunctionName, ...input });
      expect(await after.call(read, { FunctionName, ...input })).toEqual(known);
    }
    expect(await after.call('PublishVersion', { FunctionName })).toMatchObject({ Version: '3' });
  });

  it('the second retry of an asynchronous event still comes', async () => {
    const before = await lambdaCloud();
    const start = before.clock.now();
    await before.create();
    before.host.answer = () => new Error('no');
    await sendEvent(before, { a: 1 });
    await before.clock.advance(100_000);
    expect(times(before, start)).toEqual([0, 60]);
    const after = await afterLoad(before.cloud);
    after.host.answer = () => new Error('no');
    await after.clock.advance(3_600_000);
    expect(times(after, start)).toEqual([180]);
    expect(after.host.runs[0]!.event).toEqual({ a: 1 });
    expect(after.host.runs[0]!.request.requestId).toBe(before.host.runs[0]!.request.requestId);
  });

  it('an event that a function was at work on is given to it again', async () => {
    const before = await lambdaCloud();
    await before.create();
    before.host.answer = answerAfter(before.clock, 5000, null);
    await sendEvent(before, { a: 1 });
    const after = await afterLoad(before.cloud);
    await after.clock.idle();
    expect(after.host.runs.map(({ event }) => event)).toEqual([{ a: 1 }]);
    await after.clock.advance(3_600_000);
    expect(after.host.runs).toHaveLength(1);
  });

  it('a mapping goes on with what is left in its queue, and with what it was given in vain', async () => {
    const before = await lambdaCloud();
    const start = before.clock.now();
    const Attributes = { VisibilityTimeout: '30' };
    await before.call('CreateQueue', { QueueName: 'work', Attributes }, 'SQS');
    await before.create();
    const ScalingConfig = { MaximumConcurrency: 2 };
    const mapping = { FunctionName: 'fn', EventSourceArn, BatchSize: 1, ScalingConfig };
    const { UUID } = await before.call('CreateEventSourceMapping', mapping);
    before.host.answer = answerAfter(before.clock, 5000, null);
    const Entries = ['a', 'b', 'c'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
    await before.call('SendMessageBatch', { QueueUrl, Entries }, 'SQS');
    const known = await before.call('GetEventSourceMapping', { UUID });
    const after = await afterLoad(before.cloud);
    expect(await after.call('GetEventSourceMapping', { UUID })).toEqual(known);
    await after.clock.advance(60_000);
    const bodies = after.host.runs.map(
      ({ event }) => (event as { Records: { body: string }[] }).Records[0]!.body,
    );
    expect(bodies[0]).toBe('c');
    expect(bodies.slice(1).sort()).toEqual(['a', 'b']);
    expect(times(after, start)).toEqual([0, 30, 30]);
  });

  it('a mapping that is disabled stays so', async () => {
    const { cloud, call, create } = await lambdaCloud();
    await call('CreateQueue', { QueueName: 'work' }, 'SQS');
    await create();
    const mapping = { FunctionName: 'fn', EventSourceArn, Enabled: false };
    const { UUID } = await call('CreateEventSourceMapping', mapping);
    const after = await afterLoad(cloud);
    await after.call('SendMessage', { QueueUrl, MessageBody: 'a' }, 'SQS');
    await after.clock.idle();
    expect(after.host.runs).toEqual([]);
    await after.call('UpdateEventSourceMapping', { UUID, Enabled: true });
    await after.clock.idle();
    expect(after.host.runs).toHaveLength(1);
  });
});
