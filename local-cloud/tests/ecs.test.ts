import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  type DescribeClustersCommandOutput,
  DescribeTasksCommand,
  ECSClient,
  InvalidParameterException,
  RunTaskCommand,
  type RunTaskCommandInput,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'ecs-'));
const require = JSON.stringify(import.meta.url);

/** Writes what it is told to a bucket, by the rights of the task's role. */
const PACK = `
  import { createRequire } from 'node:module';
  const require = createRequire(${require});
  const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
  const [, , mode] = process.argv;
  const { ORDER, BUCKET } = process.env;
  console.log('packing', ORDER);
  if (mode === 'wait') {
    console.log('waiting');
    setInterval(() => {}, 1000);
  } else if (mode === 'break') {
    process.exitCode = 3;
  } else {
    const Key = mode === 'elsewhere' ? 'elsewhere' : 'packed/' + ORDER;
    const at = new Date().toISOString();
    await new S3Client().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: at }));
  }`;

const ref = (Ref: string) => ({ Ref });
const attribute = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const sub = (text: string) => ({ 'Fn::Sub': text });
const allow = (Action: string | string[], Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  ...{ Action, Resource },
  ...(Condition && { Condition }),
});

function role(service: string, ...Statement: object[]) {
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  const PolicyDocument = { Version: '2012-10-17', Statement };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      Policies: [{ PolicyName: 'own', PolicyDocument }],
    },
  };
}

function taskDefinition(Family: unknown) {
  return {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Family,
      RequiresCompatibilities: ['FARGATE'],
      NetworkMode: 'awsvpc',
      Cpu: 256,
      Memory: '0.5 GB',
      TaskRoleArn: attribute('PackerRole'),
      ExecutionRoleArn: attribute('ExecutionRole'),
      ContainerDefinitions: [
        {
          Name: 'pack',
          Image: 'public.ecr.aws/docker/library/node:24',
          Environment: [{ Name: 'BUCKET', Value: ref('Bucket') }],
          LogConfiguration: {
            LogDriver: 'awslogs',
            Options: {
              'awslogs-group': ref('Logs'),
              'awslogs-region': ref('AWS::Region'),
              'awslogs-stream-prefix': 'fargate',
            },
          },
        },
      ],
    },
  };
}

const PASSED = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };

const TEMPLATE = {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Attachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
    },
    Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
    ToInternet: {
      Type: 'AWS::EC2::Route',
      DependsOn: 'Attachment',
      Properties: {
        RouteTableId: ref('Routes'),
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: ref('Gateway'),
      },
    },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: ref('Vpc'),
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
      },
    },
    SubnetRoutes: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: ref('Subnet'), RouteTableId: ref('Routes') },
    },
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'Out, by TLS',
        VpcId: ref('Vpc'),
        SecurityGroupEgress: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
        ],
      },
    },
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'packing' } },
    Definition: taskDefinition(sub('${AWS::StackName}-pack')),
    Unknown: taskDefinition('nobody-runs-it'),
    Bucket: { Type: 'AWS::S3::Bucket' },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/ecs/pack' } },
    PackerRole: role(
      'ecs-tasks.amazonaws.com',
      allow('s3:PutObject', sub('${Bucket.Arn}/packed/*')),
    ),
    ExecutionRole: role(
      'ecs-tasks.amazonaws.com',
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], attribute('Logs')),
    ),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: attribute('MachineRole'),
        Definition: {
          QueryLanguage: 'JSONata',
          StartAt: 'Pack Order',
          States: {
            'Pack Order': {
              Type: 'Task',
              Resource: 'arn:aws:states:::ecs:runTask.sync',
              Arguments: {
                Cluster: attribute('Cluster'),
                TaskDefinition: ref('Definition'),
                LaunchType: 'FARGATE',
                NetworkConfiguration: {
                  AwsvpcConfiguration: {
                    Subnets: [ref('Subnet')],
                    SecurityGroups: [ref('Group')],
                    AssignPublicIp: 'ENABLED',
                  },
                },
                Overrides: {
                  ContainerOverrides: [
                    {
                      Name: 'pack',
                      Command: ['{% $states.input.mode %}'],
                      Environment: [{ Name: 'ORDER', Value: '{% $states.input.order %}' }],
                    },
                  ],
                },
              },
              End: true,
            },
          },
        },
      },
    },
    // What AWS documents for ecs:runTask.sync, and the passing of roles.
    MachineRole: role(
      'states.amazonaws.com',
      allow('ecs:RunTask', ref('Definition'), {
        ArnEquals: { 'ecs:cluster': attribute('Cluster') },
      }),
      allow(
        ['ecs:StopTask', 'ecs:DescribeTasks'],
        sub('arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task/packing/*'),
      ),
      allow(
        ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        sub(
          'arn:aws:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForECSTaskRule',
        ),
      ),
      allow('iam:PassRole', [attribute('PackerRole'), attribute('ExecutionRole')], PASSED),
    ),
    Stopped: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.ecs'],
          'detail-type': ['ECS Task State Change'],
          detail: { lastStatus: ['STOPPED'] },
        },
        Targets: [{ Id: 'queue', Arn: attribute('Queue') }],
      },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
    QueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [ref('Queue')],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              ...allow('sqs:SendMessage', attribute('Queue')),
              Principal: { Service: 'events.amazonaws.com' },
            },
          ],
        },
      },
    },
  },
};

let cloud: Cloud;
let ecs: ECSClient;
let run: (overrides?: Partial<RunTaskCommandInput>) => Promise<string>;

beforeAll(async () => {
  const script = join(folder, 'pack.mjs');
  writeFileSync(script, PACK);
  const runners = { ecs: { pack: script } };
  cloud = await startCloud({ template: TEMPLATE, stack: 'shop', runners });
  ecs = cloud.client(ECSClient);
  run = async (overrides = {}) => {
    const { tasks = [] } = await ecs.send(
      new RunTaskCommand({
        cluster: 'packing',
        taskDefinition: 'shop-pack',
        launchType: 'FARGATE',
        networkConfiguration: {
          awsvpcConfiguration: { subnets: [cloud.resource('Subnet')], assignPublicIp: 'ENABLED' },
        },
        ...overrides,
      }),
    );
    return tasks[0]!.taskArn!;
  };
});
afterAll(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true });
});

const command = (mode: string, ORDER = '1') => ({
  containerOverrides: [
    { name: 'pack', command: [mode], environment: [{ name: 'ORDER', value: ORDER }] },
  ],
});

async function describeTask(arn: string) {
  const { tasks = [] } = await ecs.send(
    new DescribeTasksCommand({ cluster: 'packing', tasks: [arn] }),
  );
  return tasks[0]!;
}

async function logOf(arn: string): Promise<string[]> {
  const logStreamName = `fargate/pack/${arn.split('/').at(-1)}`;
  const logs = cloud.client(CloudWatchLogsClient);
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({ logGroupName: '/ecs/pack', logStreamName }),
  );
  return events.map(({ message = '' }) => message);
}

test('a state waits for its task, whose container writes with its role and logs with another', async () => {
  const execution = await cloud.run('Machine', { mode: 'pack', order: '7' });
  expect(execution).toMatchObject({
    status: 'SUCCEEDED',
    output: {
      LastStatus: 'STOPPED',
      StopCode: 'EssentialContainerExited',
      StoppedReason: 'Essential container in task exited',
      Containers: [{ Name: 'pack', ExitCode: 0, LastStatus: 'STOPPED' }],
    },
  });
  const { TaskArn, StartedAt } = execution.output as { TaskArn: string; StartedAt: number };
  expect(await logOf(TaskArn)).toEqual(['packing 7']);
  const Bucket = cloud.resource('Bucket');
  const got = await cloud.client(S3Client).send(new GetObjectCommand({ Bucket, Key: 'packed/7' }));
  const packedAt = Date.parse(await got.Body!.transformToString());
  // The container's clock is the cloud's, on which twenty seconds had passed by then.
  expect(packedAt).toBeGreaterThanOrEqual(StartedAt);
  expect(packedAt - StartedAt).toBeLessThan(60_000);
  const used = Object.keys(cloud.usedGrants()).map((arn) => arn.split('/').at(-1));
  expect(used.some((name) => name?.startsWith('shop-PackerRole'))).toBe(true);
});

test.each([
  ['by another exit code', 'break', 3, []],
  [
    'by what its role is not allowed',
    'elsewhere',
    1,
    ['is not authorized to perform: s3:PutObject'],
  ],
])('a state fails %s, with the task as the cause', async (_, mode, ExitCode, said) => {
  const execution = await cloud.run('Machine', { mode, order: '8' });
  expect(execution).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
  const { TaskArn, Containers } = JSON.parse(execution.cause!);
  expect(Containers).toMatchObject([{ ExitCode }]);
  const lines = (await logOf(TaskArn)).join('\n');
  for (const words of said) expect(lines).toContain(words);
});

test('a task goes through its life on the clock, and EventBridge is told', async () => {
  const arn = await run({ overrides: command('pack') });
  const seen = new Map<string, object>();
  for (let moved = true; moved; moved = await cloud.clock.next()) {
    await cloud.clock.settle();
    const task = await describeTask(arn);
    seen.set(`${task.lastStatus} ${task.containers![0]!.lastStatus}`, task);
  }
  expect([...seen.keys()]).toEqual([
    'PROVISIONING PENDING',
    'PENDING PENDING',
    'DEPROVISIONING STOPPED',
    'STOPPED STOPPED',
  ]);
  const stopped = await describeTask(arn);
  const times = [stopped.createdAt, stopped.pullStartedAt, stopped.startedAt, stopped.stoppedAt];
  const [created, ...later] = times.map((time) => time!.getTime());
  expect(later.every((time, at) => time > (later[at - 1] ?? created!))).toBe(true);
  const QueueUrl = cloud.resource('Queue');
  const received = await cloud
    .client(SQSClient)
    .send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  const events = (received.Messages ?? []).map(({ Body = '' }) => JSON.parse(Body));
  const own = events.find(({ detail }) => detail.taskArn === arn);
  expect(own).toMatchObject({ resources: [arn], detail: { stopCode: 'EssentialContainerExited' } });
});

describe('a task that is stopped', () => {
  test('ends by SIGTERM, for the reason that is given', async () => {
    const arn = await run({ overrides: command('wait') });
    // It goes no further than to what runs.
    const passing = cloud.clock.advance('20s');
    while (!(await logOf(arn).catch(() => ['nothing yet'])).includes('waiting'))
      await describeTask(arn);
    expect(await describeTask(arn)).toMatchObject({ lastStatus: 'RUNNING' });
    const { task } = await ecs.send(
      new StopTaskCommand({ cluster: 'packing', task: arn, reason: 'Changed my mind' }),
    );
    expect(task).toMatchObject({ desiredStatus: 'STOPPED', lastStatus: 'RUNNING' });
    await passing;
    await cloud.clock.advance('1m');
    expect(await describeTask(arn)).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'Changed my mind',
      containers: [{ exitCode: 143 }],
    });
  });

  test('before it ran has no exit code', async () => {
    const arn = await run();
    await ecs.send(new StopTaskCommand({ cluster: 'packing', task: arn }));
    await cloud.clock.advance('1m');
    const { stoppedReason, containers } = await describeTask(arn);
    expect(stoppedReason).toBe('Task stopped by user');
    expect(containers![0]).not.toHaveProperty('exitCode');
  });
});

test('a task that nothing runs fails, and says what is missing', async () => {
  const arn = await run({ taskDefinition: 'nobody-runs-it' });
  await cloud.clock.advance('1m');
  expect(await describeTask(arn)).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'TaskFailedToStart',
    stoppedReason: expect.stringContaining('"runners": { "ecs": { "nobody-runs-it": "<file>" } }'),
  });
});

test('errors are the SDK’s own classes', async () => {
  await expect(run({ taskDefinition: 'nothing' })).rejects.toThrow(InvalidParameterException);
  const described = await cloud.call<DescribeClustersCommandOutput>('ECS', 'DescribeClusters', {
    clusters: ['other'],
  });
  expect(described.failures).toMatchObject([{ reason: 'MISSING' }]);
});

const installed = spawnSync('aws', ['--version']).status === 0;
if (!installed) console.log('Skipped: the AWS CLI is not installed.');

test.skipIf(!installed)('the AWS CLI runs a task', async () => {
  const words = ['ecs', 'run-task', '--cluster', 'packing', '--task-definition', 'shop-pack:1'];
  const network = `awsvpcConfiguration={subnets=[${cloud.resource('Subnet')}],assignPublicIp=ENABLED}`;
  const { stdout } = await promisify(execFile)(
    'aws',
    [...words, '--launch-type', 'FARGATE', '--network-configuration', network, '--output', 'json'],
    { env: { ...process.env, ...cloud.env } },
  );
  expect(JSON.parse(stdout)).toMatchObject({
    tasks: [{ lastStatus: 'PROVISIONING', launchType: 'FARGATE', cpu: '256', memory: '512' }],
  });
  await cloud.clock.advance('2m');
});
