import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import { LocalCloud } from '../src/cloud.ts';
import { CloudClock } from '../src/core/cloud-clock.ts';
import { SeededRandom } from '../src/core/random.ts';
import { zip } from '../src/function-host/testing.ts';
import { startGateway } from '../src/gateway/server.ts';
import { registerServices } from '../src/services.ts';

const ROLE = 'arn:aws:iam::123456789012:role/worker';
const HOUR = 3_600_000;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A cloud with every service and nothing in it, served on a free port. */
async function openCloud() {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-'));
  const problems: string[] = [];
  const report = (problem: string) => void problems.push(problem);
  const clock = new CloudClock({ frozen: true, start: Date.UTC(2030, 0, 1) });
  const cloud = new LocalCloud({ clock, random: new SeededRandom('state'), report });
  const services = registerServices(cloud, { folder, report });
  const gateway = await startGateway(cloud, { port: 0, mounts: [], report });
  cloud.endpoint = gateway.endpoint;
  closing.push(async () => {
    await gateway.close();
    await services.close();
    clock.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const config = { endpoint: gateway.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  return {
    cloud,
    problems,
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    sqs: new SQSClient(config),
    states: new SFNClient(config),
  };
}

type Opened = Awaited<ReturnType<typeof openCloud>>;

async function makeRole({ iam }: Opened): Promise<void> {
  const Service = ['states.amazonaws.com', 'lambda.amazonaws.com'];
  const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
  const own = { Effect: 'Allow', Action: '*', Resource: '*' };
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  const RoleName = 'worker';
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: document(own) }),
  );
}

/** Sleeps for as long as it is told; fails while it is told to. */
const HANDLER = `export const handler = async ({ seconds = 0, attempt, fails = 0 }) => {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  if (attempt < fails) throw new Error('not yet');
  return { attempt };
};`;

const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
const WAIT = { Type: 'Wait', SecondsPath: '$.seconds', End: true };
const one = (state: object, name = 'Only') => ({ StartAt: name, States: { [name]: state } });
const payload = (more: object) => ({
  FunctionName: 'sleep',
  Payload: { ...more, 'attempt.$': '$$.State.RetryCount' },
});

/** Executions that wait in every way there is. */
const DEFINITIONS = {
  wait: one(WAIT),
  callback: one({
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: { QueueUrl: 'asked', 'MessageBody.$': '$$.Task.Token' },
    End: true,
  }),
  call: one({ ...TASK, Parameters: payload({ seconds: 600 }) }),
  retry: one({
    ...TASK,
    Parameters: payload({ fails: 2 }),
    Retry: [{ ErrorEquals: ['Error'], IntervalSeconds: 600 }],
  }),
  map: one({
    Type: 'Map',
    ItemsPath: '$.items',
    MaxConcurrency: 2,
    ItemProcessor: one(WAIT, 'Item'),
    End: true,
  }),
  parallel: one({ Type: 'Parallel', Branches: [one(WAIT, 'Left'), one(WAIT, 'Right')], End: true }),
  nested: one({
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync',
    Parameters: {
      StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:wait',
      Input: { seconds: 700 },
    },
    End: true,
  }),
};

const INPUT = { seconds: 1800, items: [{ seconds: 60 }, { seconds: 900 }, { seconds: 30 }] };

async function startAll({ states, lambda, sqs }: Opened): Promise<Map<string, string>> {
  await sqs.send(new CreateQueueCommand({ QueueName: 'asked' }));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'sleep',
      Role: ROLE,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 900,
      Code: { ZipFile: zip({ 'index.mjs': HANDLER }) },
    }),
  );
  const started = new Map<string, string>();
  for (const [name, definition] of Object.entries(DEFINITIONS)) {
    const machine = { name, definition: JSON.stringify(definition), roleArn: ROLE };
    const { stateMachineArn } = await states.send(new CreateStateMachineCommand(machine));
    const input = JSON.stringify(INPUT);
    const execution = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
    started.set(name, execution.executionArn!);
  }
  return started;
}

async function historyOf({ states }: Opened, executionArn: string) {
  const { events } = await states.send(new GetExecutionHistoryCommand({ executionArn }));
  return events!.map(({ id, type, previousEventId }) => ({ id, type, previousEventId }));
}

test('a cloud that is saved and loaded goes on, and its executions end as if nothing had happened', async () => {
  const first = await openCloud();
  await makeRole(first);
  const started = await startAll(first);
  await first.cloud.clock.advance(100_000);
  const saved = JSON.stringify(await first.cloud.save());
  const histories = new Map<string, unknown[]>();
  for (const arn of started.values()) histories.set(arn, await historyOf(first, arn));

  const second = await openCloud();
  second.cloud.load(JSON.parse(saved));
  const { sqs, states, cloud } = second;
  const asked = { QueueUrl: `${cloud.endpoint}/123456789012/asked` };
  const { Messages } = await sqs.send(new ReceiveMessageCommand(asked));
  const taskToken = Messages![0]!.Body!;
  await states.send(new SendTaskSuccessCommand({ taskToken, output: '"yes"' }));
  await cloud.clock.advance(HOUR);
  const ends = new Map<string, string | undefined>();
  for (const [name, executionArn] of started) {
    const { status } = await states.send(new DescribeExecutionCommand({ executionArn }));
    ends.set(name, status);
    const history = await historyOf(second, executionArn);
    const before = histories.get(executionArn)!;
    expect(history.slice(0, before.length)).toEqual(before);
    expect(history.length).toBeGreaterThan(before.length);
  }
  expect(ends).toEqual(new Map([...started.keys()].map((name) => [name, 'SUCCEEDED'])));
  const retried = await historyOf(second, started.get('retry')!);
  expect(retried.filter(({ type }) => type === 'TaskFailed')).toHaveLength(2);
  expect(second.problems).toEqual([]);
});
