import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCloud } from '../src/cloud.ts';
import { CloudClock } from '../src/core/cloud-clock.ts';
import { SeededRandom } from '../src/core/random.ts';
import { zipFiles } from '../src/deploy/zip.ts';
import { registerServices } from '../src/services.ts';
import type { Known } from './mutants.ts';

const ENDPOINT = 'http://127.0.0.1:4566';

/** A cloud of all services that nobody listens for, and what it reports. */
export interface OpenCloud {
  readonly cloud: LocalCloud;
  readonly problems: string[];
  report(problem: string): void;
  close(): Promise<void>;
}

export function openCloud(seed: string): OpenCloud {
  const problems: string[] = [];
  const report = (problem: string) => void problems.push(problem);
  const clock = new CloudClock({ frozen: true, start: Date.UTC(2030, 0, 1) });
  const cloud = new LocalCloud({ clock, random: new SeededRandom(seed), report });
  cloud.endpoint = ENDPOINT;
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const services = registerServices(cloud, { folder, report, spares: false });
  const close = async () => {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { cloud, problems, report, close };
}

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const ROLE = 'arn:aws:iam::123456789012:role/text';
const OTHERS = ['lambda', 'glue', 'sagemaker', 'ecs-tasks', 'events', 'pipes'].map(
  (service) => `${service}.amazonaws.com`,
);
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: {
      Service: ['states.amazonaws.com', 'scheduler.amazonaws.com', ...OTHERS],
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
const PIPE = {
  ...{ Name: 'text', Source: arn('kinesis', 'stream/text'), Target: arn('sns', 'text') },
  SourceParameters: { KinesisStreamParameters: { StartingPosition: 'TRIM_HORIZON' } },
  RoleArn: ROLE,
};
const SHARD = 'shardId-000000000000';

const TASK = {
  family: 'text',
  ...{ networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' },
  ...{ executionRoleArn: ROLE, containerDefinitions: [{ name: 'text', image: 'text' }] },
};
const IMAGE = { Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/text:1' };
const VARIANT = {
  ...{ VariantName: 'text', ModelName: 'text', InstanceType: 'ml.t2.medium' },
  InitialInstanceCount: 1,
};
const FUNCTION = {
  ...{ FunctionName: 'text', Role: ROLE, Runtime: 'nodejs24.x', Handler: 'index.handler' },
  Code: { ZipFile: zipFiles({ 'index.mjs': Buffer.from('export const handler = () => {};') }) },
};
const ALARM = {
  ...{ AlarmName: 'text', Namespace: 'text', MetricName: 'text', Statistic: 'Sum', Period: 60 },
  ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
};

/** What is called so in requests is there, or makes sense. */
export const KNOWN: Known = {
  ...{ QueueUrl: `${ENDPOINT}/123456789012/text`, TopicArn: arn('sns', 'text') },
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
  ['S3', 'CreateBucket', { Bucket: 'text' }],
  ['S3', 'PutObject', { Bucket: 'text', Key: 'text', Body: 'text' }],
  [
    'SNS',
    'Subscribe',
    { TopicArn: arn('sns', 'text'), Protocol: 'sqs', Endpoint: arn('sqs', 'text') },
  ],
  ['ECS', 'CreateCluster', { clusterName: 'text' }],
  ['ECS', 'RegisterTaskDefinition', TASK],
  [
    'SageMaker',
    'CreateModel',
    { ModelName: 'text', ExecutionRoleArn: ROLE, PrimaryContainer: IMAGE },
  ],
  [
    'SageMaker',
    'CreateEndpointConfig',
    { EndpointConfigName: 'text', ProductionVariants: [VARIANT] },
  ],
  ['Lambda', 'CreateFunction', FUNCTION],
  ['CloudWatch', 'PutMetricAlarm', ALARM],
  ['CloudWatch Logs', 'CreateLogGroup', { logGroupName: 'text' }],
  ['CloudWatch Logs', 'CreateLogStream', { logGroupName: 'text', logStreamName: 'text' }],
  ['EventBridge', 'PutRule', { Name: 'text', EventPattern: KNOWN.EventPattern }],
  [
    'EventBridge',
    'PutTargets',
    { Rule: 'text', Targets: [{ Id: 'text', Arn: arn('sqs', 'text') }] },
  ],
  ['Glue', 'CreateJob', { Name: 'text', Role: ROLE, Command: KNOWN.Command }],
  ['Kinesis', 'CreateStream', { StreamName: 'text', ShardCount: 1 }],
  ['Pipes', 'CreatePipe', PIPE],
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

export async function makeWhatIsNamed(cloud: LocalCloud): Promise<void> {
  for (const [sdkId, operation, input] of THERE) {
    await cloud.call(cloud.root, sdkId, operation, input).catch(() => {});
  }
}
