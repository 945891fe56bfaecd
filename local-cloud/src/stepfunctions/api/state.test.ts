import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { definition, passing, TestApi, waiting } from './testing.ts';

const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:pick';
const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/work';
const SECOND = 1000;

let api: TestApi;
beforeEach(() => {
  api = new TestApi();
});

interface Event {
  readonly id: number;
  readonly type: string;
  readonly previousEventId: number;
}

async function eventsOf(of: TestApi, executionArn: string): Promise<Event[]> {
  const { events } = await of.send<{ events: Event[] }>('GetExecutionHistory', { executionArn });
  return events;
}

const typesOf = async (of: TestApi, executionArn: string) =>
  (await eventsOf(of, executionArn)).map(({ type }) => type);

async function describedBy(of: TestApi, executionArn: string): Promise<JsonObject> {
  await of.clock.idle();
  return of.send('DescribeExecution', { executionArn });
}

const task = (resource: string, more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: resource,
  End: true,
  ...more,
});

const asking = (more: JsonObject = {}) =>
  definition({
    Ask: task('arn:aws:states:::sqs:sendMessage.waitForTaskToken', {
      Parameters: { QueueUrl: QUEUE, MessageBody: { 'token.$': '$$.Task.Token' } },
      ...more,
    }),
  });

function tokenIn({ calls }: TestApi): string {
  const { input } = calls.find(({ operation }) => operation === 'SQS.SendMessage')!;
  return (JSON.parse(String(input.MessageBody)) as { token: string }).token;
}

async function ask(more: JsonObject = {}) {
  api.answers['SQS.SendMessage'] = () => ({ MessageId: 'm' });
  const executionArn = await api.start(await api.create('asking', asking(more)));
  return { executionArn, taskToken: tokenIn(api) };
}

describe('after a load, an execution that stood', () => {
  test('in a Wait goes on when its time has come, its history without a gap', async () => {
    const executionArn = await api.start(await api.create('m', waiting(60)));
    await api.clock.advance(20 * SECOND);
    const before = await eventsOf(api, executionArn);
    const after = await api.moved();
    expect(await eventsOf(after, executionArn)).toEqual(before);
    await after.clock.advance(40 * SECOND - 1);
    expect(await describedBy(after, executionArn)).toMatchObject({ status: 'RUNNING' });
    await after.clock.advance(1);
    const { startDate } = await describedBy(api, executionArn);
    expect(await describedBy(after, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      startDate,
    });
    const events = await eventsOf(after, executionArn);
    expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(events.map(({ previousEventId }) => previousEventId)).toEqual([0, 0, 2, 3]);
  });

  test('in a task with a token is answered by that token, and sent nothing again', async () => {
    const { executionArn, taskToken } = await ask();
    const after = await api.moved();
    expect(after.calls).toEqual([]);
    await after.send('SendTaskSuccess', { taskToken, output: '{"yes":true}' });
    const ended = { status: 'SUCCEEDED', output: '{"yes":true}' };
    expect(await describedBy(after, executionArn)).toMatchObject(ended);
    const again = { taskToken, output: '{}' };
    expect(await after.refusal('SendTaskSuccess', again)).toMatchObject({ code: 'TaskTimedOut' });
  });

  test('in a task with a timeout times out when it would have', async () => {
    const { executionArn } = await ask({ TimeoutSeconds: 60 });
    await api.clock.advance(20 * SECOND);
    const after = await api.moved();
    await after.clock.advance(40 * SECOND - 1);
    expect(await describedBy(after, executionArn)).toMatchObject({ status: 'RUNNING' });
    await after.clock.advance(1);
    expect(await describedBy(after, executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
  });

  test('in a task that beats is waited for from its latest heartbeat on', async () => {
    const { executionArn, taskToken } = await ask({ HeartbeatSeconds: 30 });
    await api.clock.advance(20 * SECOND);
    await api.send('SendTaskHeartbeat', { taskToken });
    await api.clock.advance(20 * SECOND);
    const after = await api.moved();
    await after.clock.advance(9 * SECOND);
    await after.send('SendTaskHeartbeat', { taskToken });
    await after.clock.advance(30 * SECOND - 1);
    expect(await describedBy(after, executionArn)).toMatchObject({ status: 'RUNNING' });
    await after.clock.advance(1);
    expect(await describedBy(after, executionArn)).toMatchObject({ error: 'States.Timeout' });
  });

  test('in the pause before a retry tries again then, and no more often than it may', async () => {
    let calls = 0;
    const down = () => {
      calls += 1;
      throw new AwsError('ServiceUnavailable', 'Down', { status: 503 });
    };
    api.answers['SQS.SendMessage'] = down;
    const Retry: JsonObject[] = [
      { ErrorEquals: ['Never'], MaxAttempts: 9 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 60, BackoffRate: 1, MaxAttempts: 2 },
    ];
    const executionArn = await api.start(await api.create('m', asking({ Retry })));
    await api.clock.advance(70 * SECOND);
    expect(calls).toBe(2);
    const after = await api.moved();
    await after.clock.advance(50 * SECOND - 1);
    expect(calls).toBe(2);
    await after.clock.advance(1);
    expect(calls).toBe(3);
    expect(await describedBy(after, executionArn)).toMatchObject({ status: 'FAILED' });
  });

  test('in a Map half done ends with the results of all iterations', async () => {
    const Choices = [{ Variable: '$', NumericGreaterThan: 2, Next: 'Late' }];
    const ItemProcessor = {
      StartAt: 'Which',
      States: {
        Which: { Type: 'Choice', Choices, Default: 'Soon' },
        Soon: { Type: 'Pass', End: true },
        Late: { Type: 'Wait', SecondsPath: '$', End: true },
      },
    };
    const map = { Type: 'Map', MaxConcurrency: 2, ItemProcessor, End: true };
    const stateMachineArn = await api.create('m', definition({ Each: map }));
    const executionArn = await api.start(stateMachineArn, { input: '[1,10,20,2,30]' });
    await api.clock.advance(5 * SECOND);
    const after = await api.moved();
    for (const cloud of [api, after]) await cloud.clock.advance(3600 * SECOND);
    expect(await describedBy(after, executionArn)).toEqual(await describedBy(api, executionArn));
    expect(await eventsOf(after, executionArn)).toEqual(await eventsOf(api, executionArn));
    expect(await describedBy(after, executionArn)).toMatchObject({ output: '[1,10,20,2,30]' });
  });

  test('in another execution that it waits for ends with that', async () => {
    const child = await api.create('child', waiting(60));
    const resource = 'arn:aws:states:::states:startExecution.sync:2';
    const Parameters = { StateMachineArn: child, Input: { a: 1 } };
    const executionArn = await api.start(
      await api.create('m', definition({ Nested: task(resource, { Parameters }) })),
    );
    const after = await api.moved();
    await after.clock.advance(60 * SECOND);
    expect(await describedBy(after, executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await typesOf(after, executionArn)).toEqual([
      ...(await typesOf(api, executionArn)),
      ...['TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
    ]);
    const { executions } = await after.send<{ executions: unknown[] }>('ListExecutions', {
      stateMachineArn: child,
    });
    expect(executions).toHaveLength(1);
  });

  test('in an activity is worked on by who had it, or by who asks next', async () => {
    await api.send('CreateActivity', { name: 'pick' });
    const stateMachineArn = await api.create('m', definition({ Pick: task(ACTIVITY) }));
    const first = await api.start(stateMachineArn);
    const second = await api.start(stateMachineArn);
    const { taskToken } = await api.send<{ taskToken: string }>('GetActivityTask', {
      activityArn: ACTIVITY,
      workerName: 'ann',
    });
    const after = await api.moved();
    const other = await after.send<{ taskToken: string }>('GetActivityTask', {
      activityArn: ACTIVITY,
    });
    await after.send('SendTaskSuccess', { taskToken, output: '1' });
    await after.send('SendTaskSuccess', { taskToken: other.taskToken, output: '2' });
    expect(await describedBy(after, first)).toMatchObject({ output: '1' });
    expect(await describedBy(after, second)).toMatchObject({ output: '2' });
    const started = (await typesOf(after, first)).filter((type) => type === 'ActivityStarted');
    expect(started).toHaveLength(1);
  });

  test('anywhere times out as a whole when it would have', async () => {
    const states = { Hold: { Type: 'Wait', Seconds: 600, End: true } };
    const stateMachineArn = await api.create('m', definition(states, { TimeoutSeconds: 60 }));
    const executionArn = await api.start(stateMachineArn);
    await api.clock.advance(20 * SECOND);
    const after = await api.moved();
    await after.clock.advance(40 * SECOND);
    expect(await describedBy(after, executionArn)).toMatchObject({ status: 'TIMED_OUT' });
  });
});

describe('a Distributed Map half done', () => {
  const distributed = (ExecutionType: string) =>
    definition({
      Each: {
        Type: 'Map',
        MaxConcurrency: 2,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
          StartAt: 'Hold',
          States: { Hold: { Type: 'Wait', SecondsPath: '$', End: true } },
        },
        End: true,
      },
    });

  async function halfDone(type: string) {
    const stateMachineArn = await api.create('m', distributed(type));
    const executionArn = await api.start(stateMachineArn, { input: '[10,30,20,5]' });
    await api.clock.advance(15 * SECOND);
    return executionArn;
  }

  const mapRunOf = async (of: TestApi, executionArn: string) => {
    const { mapRuns } = await of.send<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', {
      executionArn,
    });
    return of.send('DescribeMapRun', { mapRunArn: mapRuns[0]!.mapRunArn });
  };

  test('goes on with its child executions, and begins the others', async () => {
    const executionArn = await halfDone('STANDARD');
    const known = await mapRunOf(api, executionArn);
    const after = await api.moved();
    expect(await mapRunOf(after, executionArn)).toEqual(known);
    for (const cloud of [api, after]) await cloud.clock.advance(3600 * SECOND);
    expect(await describedBy(after, executionArn)).toEqual(await describedBy(api, executionArn));
    expect(await eventsOf(after, executionArn)).toEqual(await eventsOf(api, executionArn));
    expect(await mapRunOf(after, executionArn)).toEqual(await mapRunOf(api, executionArn));
    expect(await describedBy(after, executionArn)).toMatchObject({ output: '[10,30,20,5]' });
  });

  test('starts an Express child that ran anew', async () => {
    const executionArn = await halfDone('EXPRESS');
    const after = await api.moved();
    await after.clock.advance(29 * SECOND);
    expect(await describedBy(after, executionArn)).toMatchObject({ status: 'RUNNING' });
    await after.clock.advance(1 * SECOND);
    expect(await describedBy(after, executionArn)).toMatchObject({ output: '[10,30,20,5]' });
    expect(await mapRunOf(after, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      itemCounts: { succeeded: 4, running: 0, pending: 0, total: 4 },
    });
  });
});

describe('what is there after a load', () => {
  test('machines with their versions, aliases and tags', async () => {
    const tags = [{ key: 'team', value: 'x' }];
    const stateMachineArn = await api.create('m', passing(1), { publish: true, tags });
    await api.send('UpdateStateMachine', { stateMachineArn, definition: passing(2) });
    const { stateMachineVersionArn } = await api.send<{ stateMachineVersionArn: string }>(
      'PublishStateMachineVersion',
      { stateMachineArn },
    );
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
    await api.send('CreateStateMachineAlias', { name: 'live', routingConfiguration });
    const after = await api.moved();
    const alias = `${stateMachineArn}:live`;
    for (const [operation, input] of [
      ['DescribeStateMachine', { stateMachineArn }],
      ['DescribeStateMachine', { stateMachineArn: `${stateMachineArn}:1` }],
      ['DescribeStateMachineAlias', { stateMachineAliasArn: alias }],
      ['ListStateMachineVersions', { stateMachineArn }],
      ['ListTagsForResource', { resourceArn: stateMachineArn }],
    ] as const) {
      expect(await after.send(operation, input)).toEqual(await api.send(operation, input));
    }
    const executionArn = await after.start(alias);
    expect(await describedBy(after, executionArn)).toMatchObject({ output: '2' });
    const { stateMachineVersionArn: next } = await after.send('PublishStateMachineVersion', {
      stateMachineArn,
    });
    expect(next).toBe(`${stateMachineArn}:2`);
  });

  test('executions that have ended, until they are 90 days old', async () => {
    const executionArn = await api.start(await api.create('m'));
    const known = await describedBy(api, executionArn);
    const events = await eventsOf(api, executionArn);
    const after = await api.moved();
    expect(after.metrics).toEqual([]);
    expect(await describedBy(after, executionArn)).toEqual(known);
    expect(await eventsOf(after, executionArn)).toEqual(events);
    const DAY = 24 * 3600 * SECOND;
    await after.clock.advance(90 * DAY - 1);
    expect(await describedBy(after, executionArn)).toEqual(known);
    await after.clock.advance(1);
    expect(await after.refusal('DescribeExecution', { executionArn })).toMatchObject({
      code: 'ExecutionDoesNotExist',
    });
  });

  test('an execution that failed, to be redriven', async () => {
    api.answers['SQS.SendMessage'] = () => {
      throw new AwsError('ServiceUnavailable', 'Down', { status: 503 });
    };
    const executionArn = await api.start(await api.create('m', asking()));
    const known = await describedBy(api, executionArn);
    const after = await api.moved();
    expect(await describedBy(after, executionArn)).toEqual(known);
    after.answers['SQS.SendMessage'] = () => ({ MessageId: 'm' });
    await after.send('RedriveExecution', { executionArn });
    await after.clock.idle();
    await after.send('SendTaskSuccess', { taskToken: tokenIn(after), output: '{}' });
    expect(await describedBy(after, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
    });
  });

  test('faults that strike, as often as they have to', async () => {
    const state = 'Ask';
    api.service.faults.add({ state, attempts: [2], error: 'Flaky' });
    const known = api.service.faults.list();
    const after = await api.moved();
    expect(after.service.faults.list()).toEqual(known);
    const next = after.service.faults.add({ state, error: 'Flaky' });
    expect(known.map(({ id }) => id)).not.toContain(next);
  });

  test('no Express execution that ran', async () => {
    const stateMachineArn = await api.create('m', waiting(60), { type: 'EXPRESS' });
    await api.start(stateMachineArn);
    const after = await api.moved();
    await after.clock.advance(3600 * SECOND);
    expect(after.metrics).toEqual([]);
    expect(await after.start(stateMachineArn)).toContain(':express:m:');
  });

  test('a machine that is deleted once its last execution has ended', async () => {
    const stateMachineArn = await api.create('m', waiting(60));
    await api.start(stateMachineArn);
    await api.send('DeleteStateMachine', { stateMachineArn });
    const after = await api.moved();
    const describe = { stateMachineArn };
    expect(await after.send('DescribeStateMachine', describe)).toMatchObject({
      status: 'DELETING',
    });
    await after.clock.advance(60 * SECOND);
    expect(await after.refusal('DescribeStateMachine', describe)).toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });
});
