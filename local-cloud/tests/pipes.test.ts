import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import {
  ConflictException,
  CreatePipeCommand,
  type CreatePipeCommandInput,
  DeletePipeCommand,
  DescribePipeCommand,
  NotFoundException,
  PipesClient,
  paginateListPipes,
  StartPipeCommand,
  StopPipeCommand,
  UpdatePipeCommand,
  ValidationException,
} from '@aws-sdk/client-pipes';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { role } from './support/role.ts';

const ref = (Ref: string) => ({ Ref });
const attribute = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const grant = (Action: string | readonly string[], Resource: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const RECEIVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const READ = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'];

/** A queue to a machine, a table by way of a function to a bus, and a stream to a machine that fails. */
const TEMPLATE = {
  Resources: {
    Orders: { Type: 'AWS::SQS::Queue' },
    OrdersPipe: {
      Type: 'AWS::Pipes::Pipe',
      Properties: {
        Name: 'orders',
        Description: 'Starts an execution for each order',
        RoleArn: attribute('OrdersRole'),
        Source: attribute('Orders'),
        SourceParameters: {
          SqsQueueParameters: { BatchSize: '1' },
          FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
        },
        Target: ref('Machine'),
        TargetParameters: {
          StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' },
          InputTemplate: '{"order": <$.body.id>, "by": "<aws.pipes.pipe-name>"}',
        },
        LogConfiguration: {
          CloudwatchLogsLogDestination: { LogGroupArn: attribute('OrdersLog') },
          Level: 'INFO',
          IncludeExecutionData: ['ALL'],
        },
        Tags: { team: 'shop' },
      },
    },
    OrdersLog: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'orders' } },
    OrdersRole: role(
      'pipes.amazonaws.com',
      grant(RECEIVE, attribute('Orders')),
      grant('states:StartExecution', ref('Machine')),
    ),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: attribute('MachineRole'),
        Definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      },
    },
    MachineRole: role('states.amazonaws.com', grant('sqs:SendMessage', '*')),
    Bookings: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    },
    BookingsPipe: {
      Type: 'AWS::Pipes::Pipe',
      Properties: {
        RoleArn: attribute('BookingsRole'),
        Source: attribute('Bookings', 'StreamArn'),
        SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON' } },
        Enrichment: attribute('Price'),
        EnrichmentParameters: { InputTemplate: '{"id": <$.dynamodb.NewImage.id.S>}' },
        Target: attribute('Bus'),
        TargetParameters: {
          EventBridgeEventBusParameters: { DetailType: 'Booked', Source: 'shop.bookings' },
        },
      },
    },
    BookingsRole: role(
      'pipes.amazonaws.com',
      grant(
        READ.map((name) => `dynamodb:${name}`),
        attribute('Bookings', 'StreamArn'),
      ),
      grant('lambda:InvokeFunction', attribute('Price')),
      grant('events:PutEvents', attribute('Bus')),
    ),
    Price: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: attribute('PriceRole'),
        Code: {
          ZipFile:
            'exports.handler = async (events) => events.map(({ id }) => ({ id, price: id.length }));',
        },
      },
    },
    PriceRole: role('lambda.amazonaws.com', grant('logs:*', '*')),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
    OnBooked: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: ref('Bus'),
        EventPattern: { source: ['shop.bookings'] },
        Targets: [{ Id: 'booked', Arn: attribute('Booked') }],
      },
    },
    Booked: { Type: 'AWS::SQS::Queue' },
    BookedPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [ref('Booked')],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: attribute('Booked'),
          },
        },
      },
    },
    Clicks: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
    ClicksPipe: {
      Type: 'AWS::Pipes::Pipe',
      Properties: {
        RoleArn: attribute('ClicksRole'),
        Source: attribute('Clicks'),
        SourceParameters: {
          KinesisStreamParameters: {
            StartingPosition: 'TRIM_HORIZON',
            MaximumRetryAttempts: 1,
            DeadLetterConfig: { Arn: attribute('Parked') },
          },
        },
        Target: ref('Failing'),
        TargetParameters: { InputTemplate: '{"page": <$.data.page>}' },
      },
    },
    ClicksRole: role(
      'pipes.amazonaws.com',
      grant(
        READ.map((name) => `kinesis:${name}`),
        attribute('Clicks'),
      ),
      grant('states:StartSyncExecution', ref('Failing')),
      grant('sqs:SendMessage', attribute('Parked')),
    ),
    Failing: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineType: 'EXPRESS',
        RoleArn: attribute('MachineRole'),
        Definition: {
          StartAt: 'Told',
          States: {
            Told: {
              Type: 'Task',
              Resource: 'arn:aws:states:::sqs:sendMessage',
              Parameters: { QueueUrl: ref('Told'), 'MessageBody.$': '$' },
              Next: 'No',
            },
            No: { Type: 'Fail', Error: 'Shop.Closed' },
          },
        },
      },
    },
    Told: { Type: 'AWS::SQS::Queue' },
    Parked: { Type: 'AWS::SQS::Queue' },
  },
  Outputs: {
    Orders: { Value: ref('Orders') },
    OrdersArn: { Value: attribute('Orders') },
    OrdersRole: { Value: attribute('OrdersRole') },
    OrdersPipe: { Value: ref('OrdersPipe') },
    OrdersPipeArn: { Value: attribute('OrdersPipe') },
    OrdersPipeState: { Value: attribute('OrdersPipe', 'CurrentState') },
    BookingsPipe: { Value: ref('BookingsPipe') },
    Machine: { Value: ref('Machine') },
    Bookings: { Value: ref('Bookings') },
    Booked: { Value: ref('Booked') },
    Clicks: { Value: ref('Clicks') },
    ClicksArn: { Value: attribute('Clicks') },
    Told: { Value: ref('Told') },
    Parked: { Value: ref('Parked') },
  },
};

const artifact = () => new Uint8Array();
let cloud: BootedCloud;
let pipes: PipesClient;
let sqs: SQSClient;
let states: SFNClient;
let dynamoDB: DynamoDBClient;
let kinesis: KinesisClient;
let logs: CloudWatchLogsClient;
const output = (name: string) => cloud.stack.outputs.get(name)!.value;

beforeAll(async () => {
  const template = parseTemplate(JSON.stringify(TEMPLATE), 'the template');
  const made = { stackName: 'shop', template, artifact };
  const frozenAt = Date.parse('2030-06-01T12:00:00Z');
  cloud = await bootCloud(made, { port: 0, seed: 'pipes', frozenAt, report: () => {} });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const config = { endpoint: cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  pipes = new PipesClient(config);
  sqs = new SQSClient(config);
  states = new SFNClient(config);
  dynamoDB = new DynamoDBClient(config);
  kinesis = new KinesisClient(config);
  logs = new CloudWatchLogsClient(config);
});
afterAll(() => cloud.close());

async function messages(queue: string): Promise<unknown[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: output(queue), MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body!));
}

async function order(body: object): Promise<void> {
  const MessageBody = JSON.stringify(body);
  await sqs.send(new SendMessageCommand({ QueueUrl: output('Orders'), MessageBody }));
  await cloud.cloud.clock.idle();
}

async function inputs(): Promise<unknown[]> {
  const machine = { stateMachineArn: output('Machine') };
  const { executions = [] } = await states.send(new ListExecutionsCommand(machine));
  const described = executions.map(({ executionArn }) =>
    states.send(new DescribeExecutionCommand({ executionArn })),
  );
  return (await Promise.all(described)).map(({ input }) => JSON.parse(input!)).reverse();
}

describe('pipes of a template', () => {
  test('start an execution for each message that a filter lets through', async () => {
    await order({ kind: 'order', id: 'o-1' });
    await order({ kind: 'note', id: 'n-1' });
    await order({ kind: 'order', id: 'o-2' });
    expect(await inputs()).toEqual([
      [{ order: 'o-1', by: 'orders' }],
      [{ order: 'o-2', by: 'orders' }],
    ]);
    await cloud.cloud.clock.advance(60_000);
    expect(await messages('Orders')).toEqual([]);
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'orders' }));
    const [first] = events.map(({ message }) => JSON.parse(message!));
    expect(events).toHaveLength(8);
    expect(first).toMatchObject({
      ...{ messageType: 'EXECUTION_STARTED', logLevel: 'INFO' },
      ...{ resourceArn: output('OrdersPipeArn'), payload: expect.stringContaining('o-1') },
    });
  });

  test('put what a function makes of changes in a table on a bus', async () => {
    const TableName = output('Bookings');
    await dynamoDB.send(new PutItemCommand({ TableName, Item: { id: { S: 'seat-12' } } }));
    await cloud.cloud.clock.idle();
    expect(await messages('Booked')).toMatchObject([
      {
        ...{ source: 'shop.bookings', 'detail-type': 'Booked', resources: [] },
        detail: { id: 'seat-12', price: 7 },
      },
    ]);
  });

  test('try a machine again that fails, and then park where the records are', async () => {
    const Data = Buffer.from('{"page":"tea"}');
    const record = { StreamName: output('Clicks'), PartitionKey: 'p', Data };
    const { SequenceNumber, ShardId } = await kinesis.send(new PutRecordCommand(record));
    await cloud.cloud.clock.advance(60_000);
    await cloud.cloud.clock.idle();
    expect(await messages('Told')).toEqual([[{ page: 'tea' }], [{ page: 'tea' }]]);
    expect(await messages('Parked')).toMatchObject([
      {
        context: { condition: 'RetryAttemptsExhausted' },
        KinesisBatchInfo: {
          ...{ shardId: ShardId, startSequenceNumber: SequenceNumber },
          ...{ batchSize: 1, streamArn: output('ClicksArn') },
        },
      },
    ]);
  });

  test('are what the API shows', async () => {
    expect(output('OrdersPipe')).toBe('orders');
    expect(output('OrdersPipeState')).toBe('RUNNING');
    expect(await pipes.send(new DescribePipeCommand({ Name: 'orders' }))).toMatchObject({
      Arn: output('OrdersPipeArn'),
      Description: 'Starts an execution for each order',
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 } },
      Tags: { team: 'shop' },
      CreationTime: new Date('2030-06-01T12:00:00Z'),
    });
    expect(output('BookingsPipe')).toMatch(/^shop-BookingsPipe-/);
  });

  test('are changed in place, and what is left out has its default again', async () => {
    const template = structuredClone(TEMPLATE) as { Resources: Record<string, object> };
    const { OrdersPipe } = TEMPLATE.Resources;
    const { Description: _, Tags: __, LogConfiguration: ___, ...kept } = OrdersPipe.Properties;
    const Properties = {
      ...kept,
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 } },
      TargetParameters: {
        StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' },
        InputTemplate: '{"note": <$.body.id>}',
      },
    };
    template.Resources.OrdersPipe = { Type: 'AWS::Pipes::Pipe', Properties };
    const next = parseTemplate(JSON.stringify(template), 'the template');
    const { updated } = await cloud.stack.update({ template: next, artifact });
    expect(updated).toEqual(['OrdersPipe']);
    const shown = await pipes.send(new DescribePipeCommand({ Name: 'orders' }));
    expect(shown).toMatchObject({ Description: '', Tags: {}, LogConfiguration: { Level: 'OFF' } });
    await order({ kind: 'note', id: 'n-2' });
    expect((await inputs()).at(-1)).toEqual([{ note: 'n-2' }]);
  });

  test('are replaced by a restart alone where their source is another', async () => {
    const template = structuredClone(TEMPLATE);
    template.Resources.OrdersPipe.Properties.Source = attribute('Told');
    const next = parseTemplate(JSON.stringify(template), 'the template');
    const { untouched } = await cloud.stack.update({ template: next, artifact });
    expect(untouched).toEqual(['OrdersPipe (Source)']);
  });
});

describe('a template', () => {
  async function boot(properties: object, resources: object = {}): Promise<string> {
    const template = structuredClone(TEMPLATE) as { Resources: Record<string, object> };
    const Properties = { ...TEMPLATE.Resources.OrdersPipe.Properties, ...properties };
    Object.assign(template.Resources, {
      OrdersPipe: { Type: 'AWS::Pipes::Pipe', Properties },
      ...resources,
    });
    const parsed = parseTemplate(JSON.stringify(template), 'it');
    try {
      const booted = await bootCloud(
        { stackName: 'shop', template: parsed, artifact },
        { port: 0, report: () => {} },
      );
      await booted.close();
      return 'deployed';
    } catch (error) {
      return (error as Error).message;
    }
  }

  test('with a property that is not served is refused by its name', async () => {
    const KmsKeyIdentifier = 'alias/tea';
    expect(await boot({ KmsKeyIdentifier })).toMatch(/OrdersPipe[\s\S]*KmsKeyIdentifier/);
  });

  test('with a role that may not read the source fails as on AWS', async () => {
    const OrdersRole = role('pipes.amazonaws.com', grant('states:StartExecution', ref('Machine')));
    const told = await boot({}, { OrdersRole });
    expect(told).toContain(
      "Resource of type 'AWS::Pipes::Pipe' with identifier 'orders' did not stabilize. Status Reason is " +
        'Input parameter is invalid from the request due to : The provided customer role does not have ' +
        'permissions to call ReceiveMessage on SQS',
    );
    expect(told).toContain('sqs:ReceiveMessage');
  });

  test('with a role that Pipes cannot assume fails', async () => {
    const OrdersRole = role('states.amazonaws.com', grant(RECEIVE, attribute('Orders')));
    expect(await boot({}, { OrdersRole })).toContain(
      'cannot be assumed by principal pipes.amazonaws.com',
    );
  });
});

describe('the API', () => {
  const pipe = (members: object = {}): CreatePipeCommandInput => ({
    ...{ Name: 'other', Source: output('OrdersArn'), Target: output('Machine') },
    ...{ RoleArn: output('OrdersRole'), DesiredState: 'STOPPED', ...members },
  });

  test('makes, changes, starts, stops and deletes a pipe', async () => {
    const made = await pipes.send(new CreatePipeCommand(pipe()));
    expect(made).toMatchObject({ CurrentState: 'CREATING', DesiredState: 'STOPPED' });
    const again = pipes.send(new CreatePipeCommand(pipe()));
    await expect(again).rejects.toBeInstanceOf(ConflictException);
    const { RoleArn } = pipe();
    await pipes.send(new UpdatePipeCommand({ Name: 'other', RoleArn, Description: 'Another' }));
    await pipes.send(new StartPipeCommand({ Name: 'other' }));
    const shown = await pipes.send(new DescribePipeCommand({ Name: 'other' }));
    expect(shown).toMatchObject({ CurrentState: 'RUNNING', Description: 'Another' });
    await pipes.send(new StopPipeCommand({ Name: 'other' }));
    const names: (string | undefined)[] = [];
    for await (const page of paginateListPipes({ client: pipes, pageSize: 2 }, {})) {
      names.push(...(page.Pipes ?? []).map(({ Name }) => Name));
    }
    expect(names).toContain('other');
    expect(names).toHaveLength(4);
    await pipes.send(new DeletePipeCommand({ Name: 'other' }));
    const gone = pipes.send(new DescribePipeCommand({ Name: 'other' }));
    await expect(gone).rejects.toBeInstanceOf(NotFoundException);
  });

  test('refuses what does not fit with what is wrong', async () => {
    const Source = output('ClicksArn');
    const refused = pipes.send(new CreatePipeCommand(pipe({ Source })));
    await expect(refused).rejects.toBeInstanceOf(ValidationException);
    await expect(refused).rejects.toMatchObject({
      fieldList: [
        {
          name: 'SourceParameters.KinesisStreamParameters',
          message: 'Missing required parameter.',
        },
      ],
    });
  });

  test('refuses sources of other kinds by name', async () => {
    const Source = 'arn:aws:mq:us-east-1:123456789012:broker:tea:b-1';
    const refused = pipes.send(new CreatePipeCommand(pipe({ Source })));
    await expect(refused).rejects.toMatchObject({
      name: 'NotSupportedByLocalCloud',
      message: expect.stringContaining(`does not serve sources such as ${Source}`),
    });
  });
});
