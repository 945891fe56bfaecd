import { onTestFinished } from 'vitest';
import { LocalCloud } from '../../cloud.ts';
import { CloudClock } from '../../core/cloud-clock.ts';
import { SeededRandom } from '../../core/random.ts';
import type { Service } from '../../core/service.ts';
import { testFolder } from '../../core/testing.ts';
import { registerServices } from '../../services.ts';
import { goOnAs, START } from '../testing.ts';

const ACCOUNT = 'us-east-1:123456789012';
export const ROLE = 'arn:aws:iam::123456789012:role/plumber';
export const PIPE = `arn:aws:pipes:${ACCOUNT}:pipe/tea`;
export const QUEUE = `arn:aws:sqs:${ACCOUNT}:tea`;
export const CUPS = `arn:aws:sqs:${ACCOUNT}:cups`;
export const STREAM = `arn:aws:kinesis:${ACCOUNT}:stream/tea`;
export const FUNCTION = `arn:aws:lambda:${ACCOUNT}:function:brew`;

/** What a function of a test is invoked with, and what it answers: JSON, or how it fails. */
type Brew = (event: unknown, type: string) => unknown;

/** All services on a frozen clock, with queues, a stream and a role that may do what `actions` says. */
export async function pipesCloud(actions: string | readonly string[] = '*') {
  const made = emptyCloud();
  const { call } = made;
  for (const QueueName of ['tea', 'cups']) await call('CreateQueue', { QueueName }, 'SQS');
  await call('CreateStream', { StreamName: 'tea', ShardCount: 1 }, 'Kinesis');
  await made.clock.advance(1000);
  const trust = { Effect: 'Allow', Principal: { Service: 'pipes.amazonaws.com' } };
  await call(
    'CreateRole',
    {
      RoleName: 'plumber',
      AssumeRolePolicyDocument: document({ ...trust, Action: 'sts:AssumeRole' }),
    },
    'IAM',
  );
  const PolicyDocument = document({ Effect: 'Allow', Action: actions, Resource: '*' });
  await call('PutRolePolicy', { RoleName: 'plumber', PolicyName: 'may', PolicyDocument }, 'IAM');
  return made;
}

/** The same services in another cloud, which goes on as the one was saved. */
export async function afterLoad(before: LocalCloud) {
  const made = emptyCloud();
  await goOnAs(before, made.cloud);
  return made;
}

function emptyCloud() {
  const problems: string[] = [];
  const report = (problem: string) => void problems.push(problem);
  const clock = new CloudClock({ frozen: true, start: START });
  const random = new SeededRandom('pipes');
  const cloud = new LocalCloud({ clock, random, report });
  cloud.endpoint = 'http://127.0.0.1:4566';
  const services = registerServices(cloud, { folder: testFolder(), report });
  onTestFinished(() => services.close());
  const call = <Output = Record<string, unknown>>(
    operation: string,
    input: object,
    sdkId = 'Pipes',
  ) => cloud.call<Output>(cloud.root, sdkId, operation, input);
  return {
    ...{ cloud, clock, problems, call },
    /** Makes the pipe `tea` from the queue to the other one, other than these members say. */
    async pipe(members: object = {}) {
      const input = { Name: 'tea', Source: QUEUE, Target: CUPS, RoleArn: ROLE, ...members };
      const answer = await call('CreatePipe', input);
      await clock.advance(0);
      return answer;
    },
    async send(...bodies: unknown[]) {
      for (const body of bodies) {
        const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
        await call('SendMessage', { QueueUrl: 'tea', MessageBody }, 'SQS');
      }
      await clock.advance(0);
    },
    async put(...data: unknown[]) {
      for (const one of data) {
        const Data = Buffer.from(JSON.stringify(one));
        await call('PutRecord', { StreamName: 'tea', PartitionKey: 'p', Data }, 'Kinesis');
      }
      await clock.advance(0);
    },
    /** The bodies of the messages that a queue gives. */
    async received(QueueUrl = 'cups') {
      const input = { QueueUrl, MaxNumberOfMessages: 10 };
      const { Messages = [] } = await call<{ Messages?: { Body: string }[] }>(
        'ReceiveMessage',
        input,
        'SQS',
      );
      return Messages.map(({ Body }) => Body);
    },
    /** Has functions do this, and gives what they are invoked with. */
    functions(brew: Brew) {
      const events: unknown[] = [];
      cloud.register(
        functionsOf((event, type) => {
          events.push(event);
          return brew(event, type);
        }),
      );
      return events;
    },
  };
}

function document(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

function functionsOf(brew: Brew): Service {
  const invoke = {
    members: { FunctionName: {}, InvocationType: {}, Payload: {} },
    permissions: ({ FunctionName }: { FunctionName: string }) => [
      { action: 'lambda:InvokeFunction', resource: FunctionName },
    ],
    async handle(input: { Payload: Uint8Array; InvocationType: string }) {
      const { Payload, InvocationType } = input;
      const answer = await brew(JSON.parse(Buffer.from(Payload).toString()), InvocationType);
      if (!(answer instanceof Error)) return { Payload: Buffer.from(JSON.stringify(answer)) };
      const failure = { errorType: answer.name, errorMessage: answer.message };
      return { FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify(failure)) };
    },
  };
  return {
    sdkId: 'Lambda',
    operations: { Invoke: invoke as never },
    refusal: () => new Error('none') as never,
  };
}
