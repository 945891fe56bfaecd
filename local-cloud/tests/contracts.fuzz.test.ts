import { tmpdir } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { LocalCloud } from '../src/cloud.ts';
import { CloudClock } from '../src/core/clock.ts';
import { SeededRandom } from '../src/core/random.ts';
import { serveAwsCall } from '../src/gateway/aws-call.ts';
import { signingName } from '../src/gateway/resolve.ts';
import { loadModel, type OperationModel, type ServiceModel } from '../src/sdk/schemas.ts';
import { registerServices } from '../src/services.ts';
import { signedFor } from './support/call.ts';
import { type Known, mutantsOf, sampleOf } from './support/mutants.ts';
import { requestOf } from './support/wire.ts';

/** Whatever a member holds, of any operation, the answer is not that the cloud has failed. */

const problems: string[] = [];
const report = (problem: string) => void problems.push(problem);
const clock = new CloudClock({ frozen: true, start: Date.UTC(2030, 0, 1), autoSkip: true });
const cloud = new LocalCloud({ clock, random: new SeededRandom('contracts'), report });
cloud.endpoint = 'http://127.0.0.1:4566';
const services = registerServices(cloud, { folder: tmpdir(), report, stacks: () => [] });
afterAll(() => services.close());

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const ROLE = 'arn:aws:iam::123456789012:role/text';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: {
      Service: ['states.amazonaws.com', 'scheduler.amazonaws.com'],
      AWS: '123456789012',
    },
    Action: 'sts:AssumeRole',
  },
});
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});
const DEFINITION = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });

const SCHEDULE = {
  Name: 'text',
  ScheduleExpression: 'rate(1 minute)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: arn('sqs', 'text'), RoleArn: ROLE },
};
const SHARD = 'shardId-000000000000';

/** What is called so in requests is there, or makes sense. */
const KNOWN: Known = {
  ...{ QueueUrl: `${cloud.endpoint}/123456789012/text`, TopicArn: arn('sns', 'text') },
  ...{ RoleName: 'text', RoleArn: ROLE, roleArn: ROLE, Role: ROLE },
  ...{ PolicyDocument: POLICY, AssumeRolePolicyDocument: TRUST, policyDocument: POLICY },
  ...{ PolicyArn: 'arn:aws:iam::123456789012:policy/text', definition: DEFINITION, input: '{}' },
  ...{ stateMachineArn: arn('states', 'stateMachine:text'), type: 'STANDARD' },
  ...{ executionArn: arn('states', 'execution:text:text'), output: '{}' },
  ...{ activityArn: arn('states', 'activity:text'), resourceArn: arn('states', 'activity:text') },
  ...{ FunctionName: 'text', logGroupName: 'text', logStreamName: 'text', Rule: 'text' },
  ...{ EventPattern: '{"source":["text"]}', ScheduleExpression: 'rate(1 minute)' },
  ...{ ResourceArn: arn('dynamodb', 'table/text'), ComparisonOperator: 'LessThanThreshold' },
  ...{ ResourceARN: arn('cloudwatch', 'alarm:text'), BillingMode: 'PAY_PER_REQUEST' },
  ...{ KeyConditionExpression: '#text = :text', ExpressionAttributeNames: { '#text': 'text' } },
  ...{ ExpressionAttributeValues: { ':text': { S: 'text' } }, MessageGroupId: 'text' },
  ...{ UpdateExpression: 'SET other = :text', ConditionExpression: '#text = :text' },
  ...{ FilterExpression: 'other = :text', ProjectionExpression: '#text', IndexName: undefined },
  ...{ Protocol: 'email', Endpoint: 'a@example.com', Type: 'String', Period: 60 },
  ...{ StreamName: 'text', StreamARN: arn('kinesis', 'stream/text'), ShardId: SHARD },
  ...{ ShardIteratorType: 'LATEST', ShardToSplit: SHARD, ShardToMerge: SHARD },
  Command: { Name: 'glueetl', ScriptLocation: 's3://text/text' },
  ...{ SubscriptionArn: arn('sns', 'text:1'), Target: arn('sqs', 'text'), Arn: arn('sqs', 'text') },
};

/** Made again before each operation: the one before may have deleted it. */
const THERE: readonly (readonly [sdkId: string, operation: string, input: object])[] = [
  ['SQS', 'CreateQueue', { QueueName: 'text' }],
  ['SQS', 'SendMessage', { QueueUrl: KNOWN.QueueUrl, MessageBody: 'text' }],
  ['SNS', 'CreateTopic', { Name: 'text' }],
  ['IAM', 'CreateRole', { RoleName: 'text', AssumeRolePolicyDocument: TRUST }],
  ['IAM', 'CreatePolicy', { PolicyName: 'text', PolicyDocument: POLICY }],
  ['IAM', 'PutRolePolicy', { RoleName: 'text', PolicyName: 'text', PolicyDocument: POLICY }],
  ['CloudWatch Logs', 'CreateLogGroup', { logGroupName: 'text' }],
  ['CloudWatch Logs', 'CreateLogStream', { logGroupName: 'text', logStreamName: 'text' }],
  ['EventBridge', 'PutRule', { Name: 'text', EventPattern: KNOWN.EventPattern }],
  ['Glue', 'CreateJob', { Name: 'text', Role: ROLE, Command: KNOWN.Command }],
  ['Kinesis', 'CreateStream', { StreamName: 'text', ShardCount: 1 }],
  ['Scheduler', 'CreateScheduleGroup', { Name: 'text' }],
  ['Scheduler', 'CreateSchedule', SCHEDULE],
  ['SSM', 'PutParameter', { Name: 'text', Value: 'text', Type: 'String' }],
  ['SFN', 'CreateActivity', { name: 'text' }],
  ['SFN', 'CreateStateMachine', { name: 'text', definition: DEFINITION, roleArn: ROLE }],
  ['SFN', 'StartExecution', { stateMachineArn: KNOWN.stateMachineArn, name: 'text' }],
  [
    'DynamoDB',
    'CreateTable',
    {
      TableName: 'text',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'text', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'text', KeyType: 'HASH' }],
    },
  ],
];

async function makeWhatIsNamed(): Promise<void> {
  for (const [sdkId, operation, input] of THERE) {
    await cloud.call(cloud.root, sdkId, operation, input).catch(() => {});
  }
}

test.each([...cloud.services.keys()])('every operation of %s', { timeout: 60_000 }, async (id) => {
  const model = await loadModel(id);
  const failed: string[] = [];
  for (const name of Object.keys(cloud.services.get(id)!.operations)) {
    await makeWhatIsNamed();
    for (const input of inputsOf(id, model.operations.get(name)!)) {
      const { status, body } = await send(model, model.operations.get(name)!, input);
      if (status >= 500 && status !== 501) failed.push(`${name} ${show(input)}: ${body}`);
    }
  }
  expect(failed.slice(0, 20)).toEqual([]);
  expect(problems).toEqual([]);
});

/** What is required, and one member at a time, with one thing in it changed at a time. */
function* inputsOf(
  id: string,
  { name, input }: OperationModel,
): Generator<Record<string, unknown>> {
  const { members } = cloud.services.get(id)!.operations[name]!;
  if (input.isUnitSchema()) return;
  const whole = sampleOf(input, KNOWN, { members }) as Record<string, unknown>;
  const required = Object.keys(whole).filter((member) => members[member]?.required);
  const base = Object.fromEntries(required.map((member) => [member, whole[member]]));
  yield base;
  yield whole;
  for (const [member, value] of Object.entries(whole)) {
    yield { ...base, [member]: value };
    for (const mutant of mutantsOf(value)) yield { ...base, [member]: mutant };
  }
}

function show(input: unknown): string {
  return JSON.stringify(input).slice(0, 300);
}

/** The bytes of a request, as the gateway reads them off the wire. */
async function send(model: ServiceModel, operation: OperationModel, input: object) {
  const { path: target = '/', method = 'POST', headers, body } = requestOf(model, operation, input);
  const [path, query = ''] = target.split('?') as [string, string?];
  const caller = new AbortController();
  const serving = serveAwsCall(
    {
      ...{ method, path, query, body: Buffer.from(body), remoteAddress: '127.0.0.1' },
      headers: { authorization: signedFor(signingName(model.sdkId)), ...headers },
      protocol: 'HTTP/1.1',
      signal: caller.signal,
    },
    cloud,
    { requestId: 'request', bodyLimit: 1e7, report },
  );
  // Nobody waits for a long poll to end.
  setImmediate(() => caller.abort());
  const response = await serving;
  return { status: response.status, body: String(response.body) };
}
