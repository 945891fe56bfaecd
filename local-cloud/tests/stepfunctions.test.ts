import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  TestStateCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDynamoDB } from '../src/services/dynamodb/index.ts';
import { createKinesis } from '../src/services/kinesis/index.ts';
import { createCloudWatchLogs } from '../src/services/logs/index.ts';
import { createSQS } from '../src/services/sqs/index.ts';
import { createStepFunctions } from '../src/stepfunctions/service.ts';
import { ACCOUNT, policy, type ServedIam, serveIam, trust } from './support/iam.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/machine`;
let served: ServedIam;
let states: SFNClient;

beforeEach(async () => {
  served = await serveIam();
  const { cloud } = served;
  for (const service of [
    createCloudWatchLogs(cloud),
    createDynamoDB(cloud),
    createKinesis(cloud),
    createSQS(cloud),
    createStepFunctions(cloud),
  ]) {
    cloud.register(service);
  }
  // StartSyncExecution would prefix the host with sync-.
  states = new SFNClient({ ...served.config, disableHostPrefix: true });
  const iam = new IAMClient(served.config);
  const AssumeRolePolicyDocument = trust({ Service: 'states.amazonaws.com' });
  await iam.send(new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument }));
});
afterEach(() => served.gateway.close());

/** Gives the machines' role these statements. */
async function grant(...statements: [action: string | string[], resource: string][]) {
  const Statement = statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource }));
  await new IAMClient(served.config).send(
    new PutRolePolicyCommand({
      RoleName: 'machine',
      PolicyName: 'own',
      PolicyDocument: policy(...Statement),
    }),
  );
}

async function create(name: string, definition: object, more: object = {}): Promise<string> {
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({
      name,
      definition: JSON.stringify(definition),
      roleArn: ROLE,
      ...more,
    }),
  );
  return stateMachineArn!;
}

async function run(stateMachineArn: string, input: object = {}): Promise<string> {
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  await served.cloud.clock.idle();
  return executionArn!;
}

function describe(executionArn: string) {
  return states.send(new DescribeExecutionCommand({ executionArn }));
}

const PASS = { StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } };
const WAIT = { StartAt: 'Hold', States: { Hold: { Type: 'Wait', Seconds: 60, End: true } } };

it('runs a Standard execution and shows it in every way', async () => {
  const stateMachineArn = await create('orders', PASS);
  const executionArn = await run(stateMachineArn, { a: 1 });
  expect(await describe(executionArn)).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"a":1}',
    startDate: new Date(Date.UTC(2030, 0, 1)),
  });
  const { events } = await states.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events?.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  const { executions } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
  expect(executions).toMatchObject([{ executionArn, status: 'SUCCEEDED' }]);
  const { stateMachines } = await states.send(new ListStateMachinesCommand({}));
  expect(stateMachines).toMatchObject([{ name: 'orders', type: 'STANDARD' }]);
});

it('keeps the digits of long integers on their way through messages, tables and executions', async () => {
  const id = '9007199254740993';
  const dynamodb = new DynamoDBClient(served.config);
  const key = [{ AttributeName: 'id', KeyType: 'HASH' as const }];
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'ids',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      KeySchema: key,
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const sqs = new SQSClient(served.config);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'ids' }));
  await grant(
    ['dynamodb:PutItem', `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/ids`],
    ['sqs:SendMessage', `arn:aws:sqs:us-east-1:${ACCOUNT}:ids`],
    [['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'], '*'],
    [['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], '*'],
  );
  const inner = await create('inner', PASS);
  const outer = await create('outer', {
    StartAt: 'Store',
    States: {
      Store: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:putItem',
        Parameters: {
          TableName: 'ids',
          Item: { id: { 'N.$': "States.Format('{}', $.id)" } },
        },
        ResultPath: null,
        Next: 'Tell',
      },
      Tell: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { QueueUrl, 'MessageBody.$': '$' },
        ResultPath: null,
        Next: 'Run',
      },
      Run: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Parameters: { StateMachineArn: inner, Input: { 'id.$': '$.id', 'rate.$': '$.rate' } },
        OutputPath: '$.Output',
        End: true,
      },
    },
  });
  const input = `{"id":${id},"rate":1.0}`;
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn: outer, input }),
  );
  await served.cloud.clock.idle();

  expect(await describe(executionArn!)).toMatchObject({ status: 'SUCCEEDED', output: input });
  const { Items } = await dynamodb.send(new ScanCommand({ TableName: 'ids' }));
  expect(Items).toEqual([{ id: { N: id } }]);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toMatchObject([{ Body: input }]);
  const tested = await states.send(
    new TestStateCommand({
      definition: JSON.stringify({ Type: 'Pass', Parameters: { 'id.$': '$.id' }, End: true }),
      roleArn: ROLE,
      input,
      inspectionLevel: 'DEBUG',
    }),
  );
  expect(tested).toMatchObject({
    output: `{"id":${id}}`,
    inspectionData: { afterParameters: `{"id":${id}}` },
  });
});

it('stops an execution that waits', async () => {
  const executionArn = await run(await create('orders', WAIT));
  await states.send(new StopExecutionCommand({ executionArn, error: 'Enough' }));
  expect(await describe(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough' });
});

it('answers StartSyncExecution when an Express execution has ended, and logs it', async () => {
  const logs = new CloudWatchLogsClient(served.config);
  const logGroupName = '/aws/vendedlogs/states/fast';
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await grant([
    [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    '*',
  ]);
  const stateMachineArn = await create('fast', PASS, {
    type: 'EXPRESS',
    loggingConfiguration: {
      level: 'ALL',
      includeExecutionData: true,
      destinations: [
        {
          cloudWatchLogsLogGroup: {
            logGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${logGroupName}:*`,
          },
        },
      ],
    },
  });
  const answer = await states.send(
    new StartSyncExecutionCommand({ stateMachineArn, input: '[1]' }),
  );
  expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '[1]' });
  await served.cloud.clock.idle();
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  expect(events?.map(({ message }) => JSON.parse(message!).type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  expect(served.problems).toEqual([]);
});

it('writes to a table and a queue as its own role', async () => {
  const dynamodb = new DynamoDBClient(served.config);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'orders',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const sqs = new SQSClient(served.config);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
  await grant(
    ['dynamodb:PutItem', `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`],
    ['sqs:SendMessage', `arn:aws:sqs:us-east-1:${ACCOUNT}:work`],
  );
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Store',
    States: {
      Store: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems',
        Arguments: {
          TransactItems: [
            {
              Put: {
                TableName: 'orders',
                Item: { id: { S: '{% $states.input.id %}' }, paid: { Bool: true } },
                ConditionExpression: 'attribute_not_exists(id)',
              },
            },
          ],
        },
        Output: '{% $states.input %}',
        Next: 'Tell',
      },
      Tell: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Arguments: { QueueUrl, MessageBody: '{% $states.input %}' },
        Output: '{% $states.result.SdkHttpMetadata.HttpStatusCode %}',
        End: true,
      },
    },
  };
  const stateMachineArn = await create('orders', definition);
  expect(await describe(await run(stateMachineArn, { id: '1' }))).toMatchObject({
    status: 'SUCCEEDED',
    output: '200',
  });
  const { Items } = await dynamodb.send(new ScanCommand({ TableName: 'orders' }));
  expect(Items).toEqual([{ id: { S: '1' }, paid: { BOOL: true } }]);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['{"id":"1"}']);
  const again = await describe(await run(stateMachineArn, { id: '1' }));
  expect(again).toMatchObject({
    status: 'FAILED',
    error: 'DynamoDb.TransactionCanceledException',
  });
  expect(again.cause).toMatch(/^Transaction cancelled, please refer cancellation reasons/);
});

it('puts a record into a stream', async () => {
  const kinesis = new KinesisClient(served.config);
  const stream = { StreamName: 'events' };
  await kinesis.send(new CreateStreamCommand({ ...stream, ShardCount: 1 }));
  await served.cloud.clock.advance(1000);
  await grant(['kinesis:PutRecord', `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`]);
  const definition = {
    StartAt: 'Put',
    States: {
      Put: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:kinesis:putRecord',
        Parameters: { ...stream, PartitionKey: 'a', 'Data.$': 'States.JsonToString($)' },
        ResultSelector: { 'shard.$': '$.ShardId' },
        End: true,
      },
    },
  };
  const done = await describe(await run(await create('putting', definition), { id: '1' }));
  expect(done).toMatchObject({ output: '{"shard":"shardId-000000000000"}' });
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      ...stream,
      ShardId: 'shardId-000000000000',
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  const { Records } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records?.map(({ Data }) => Buffer.from(Data!).toString())).toEqual(['{"id":"1"}']);
  kinesis.destroy();
});

it('fails a task that the role does not allow, with the missing statement', async () => {
  const definition = {
    StartAt: 'Tell',
    States: {
      Tell: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:getItem',
        Parameters: { TableName: 'orders', Key: { id: { S: '1' } } },
        End: true,
      },
    },
  };
  const failed = await describe(await run(await create('orders', definition)));
  expect(failed.error).toBe('DynamoDB.AmazonDynamoDBException');
  expect(failed.cause).toContain(
    `assumed-role/machine/${failed.name} is not authorized to perform: dynamodb:GetItem`,
  );
  expect(failed.cause).toContain('Missing from the policies of role machine');
});

it('refuses a role that Step Functions may not assume', async () => {
  const AssumeRolePolicyDocument = trust({ Service: 'lambda.amazonaws.com' });
  const iam = new IAMClient(served.config);
  await iam.send(new CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument }));
  for (const name of ['other', 'gone']) {
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    await expect(create('orders', PASS, { roleArn })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('Neither the global service principal'),
    });
  }
});

it('serves an activity to a worker that polls', async () => {
  const { activityArn } = await states.send(new CreateActivityCommand({ name: 'pick' }));
  const poll = states.send(new GetActivityTaskCommand({ activityArn, workerName: 'robot' }));
  const pick = { Type: 'Task', Resource: activityArn, End: true };
  const executionArn = await run(
    await create('picking', { StartAt: 'Pick', States: { Pick: pick } }),
  );
  const { taskToken, input } = await poll;
  expect(input).toBe('{}');
  await states.send(new SendTaskSuccessCommand({ taskToken, output: '"picked"' }));
  await served.cloud.clock.idle();
  expect(await describe(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"picked"' });
});

it('tests a state', async () => {
  const definition = JSON.stringify({ Type: 'Pass', Result: { ok: true }, End: true });
  expect(await states.send(new TestStateCommand({ definition, roleArn: ROLE }))).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"ok":true}',
  });
});

it.each([
  [
    'StateMachineDoesNotExist',
    new StartExecutionCommand({
      stateMachineArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:gone`,
    }),
  ],
  ['InvalidArn', new StartExecutionCommand({ stateMachineArn: 'gone' })],
  ['InvalidToken', new SendTaskSuccessCommand({ taskToken: 'gone', output: '1' })],
  ['InvalidToken', new ListStateMachinesCommand({ nextToken: 'gone' })],
  [
    'InvalidDefinition',
    new CreateStateMachineCommand({ name: 'bad', definition: '{}', roleArn: ROLE }),
  ],
])('answers %s with status 400', async (name, command) => {
  await expect(states.send(command as StartExecutionCommand)).rejects.toMatchObject({
    name,
    $metadata: { httpStatusCode: 400 },
  });
});
