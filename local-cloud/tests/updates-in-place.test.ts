import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { allow, policy, trust } from './support/iam.ts';

let booted: BootedCloud;
let cloudFormation: CloudFormationClient;

beforeEach(async () => {
  const own = parseTemplate('{"Resources":{"Own":{"Type":"AWS::SQS::Queue"}}}', 'template.json');
  const made = { stackName: 'own', template: own, artifact: () => new Uint8Array() };
  booted = await bootCloud(made, { port: 0, report: () => {} });
  cloudFormation = new CloudFormationClient({
    endpoint: booted.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(() => booted.close());

const StackName = 'tea';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:teas';

interface Resource {
  readonly Type: string;
  readonly Properties: object;
}

/** A bucket may tell it. */
const POT = {
  Pot: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'pot' } },
  Lid: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Pot' }],
      PolicyDocument: JSON.parse(policy({ ...allow('sqs:SendMessage'), Principal: '*' })),
    },
  },
};

/** A queue may call it. */
const KETTLE = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'kettle',
      AssumeRolePolicyDocument: JSON.parse(trust({ Service: 'lambda.amazonaws.com' })),
      Policies: [{ PolicyName: 'own', PolicyDocument: JSON.parse(policy(allow('sqs:*'))) }],
    },
  },
  Kettle: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'kettle',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: 'export const handler = () => {};' },
    },
  },
};

const bodyOf = (One: Resource, others: object) => ({
  StackName,
  TemplateBody: JSON.stringify({ Resources: { One, ...POT, ...KETTLE, ...others } }),
  Capabilities: ['CAPABILITY_NAMED_IAM' as const],
});

/** Makes a stack of it, or brings the stack to it. Gives how that ended, with the reason of a failure. */
async function deploy(one: Resource, isThere = true, others: object = {}): Promise<string> {
  const body = bodyOf(one, others);
  if (isThere) await cloudFormation.send(new UpdateStackCommand(body));
  else await cloudFormation.send(new CreateStackCommand(body));
  await booted.cloud.clock.idle();
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const { StackStatus, StackStatusReason } = Stacks![0]!;
  return [StackStatus, StackStatusReason].filter(Boolean).join(': ');
}

type Call = readonly [sdkId: string, operation: string, input: object];

/** What each operation answers, or the error's name; without times. */
async function told(calls: readonly Call[]): Promise<unknown[]> {
  const answers = calls.map(([sdkId, operation, input]) =>
    booted.cloud
      .call<unknown>(booted.cloud.root, sdkId, operation, input)
      .catch((error: Error) => error.name),
  );
  const text = JSON.stringify(await Promise.all(answers));
  return JSON.parse(text.replace(/"\d{4}-\d\d-\d\dT[^"]*Z"/g, '"TIME"'));
}

const key = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const table = (Properties: object) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'teas',
    AttributeDefinitions: [text('id')],
    KeySchema: [key('id')],
    BillingMode: 'PAY_PER_REQUEST',
    ...Properties,
  },
});
const index = (Properties: object = {}) => ({
  AttributeDefinitions: [text('id'), text('name')],
  GlobalSecondaryIndexes: [
    { IndexName: 'names', KeySchema: [key('name')], Projection: { ProjectionType: 'ALL' } },
  ].map((one) => ({ ...one, ...Properties })),
});
const ofTable = (operation: string): Call => ['DynamoDB', operation, { TableName: 'teas' }];

const bucket = (Properties: object) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: 'teas', ...Properties },
});
const ofBucket = (operation: string): Call => ['S3', operation, { Bucket: 'teas' }];

const topic = (Properties: object) => ({
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName: 'teas', ...Properties },
});
const ofTopic: Call[] = [
  ['SNS', 'GetTopicAttributes', { TopicArn: TOPIC }],
  ['SNS', 'ListSubscriptionsByTopic', { TopicArn: TOPIC }],
];

const stream = (Properties: object) => ({
  Type: 'AWS::Kinesis::Stream',
  Properties: { Name: 'teas', ShardCount: 1, ...Properties },
});
const ofStream: Call[] = [['Kinesis', 'DescribeStreamSummary', { StreamName: 'teas' }]];

const subscription = (Properties: object) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: {
    TopicArn: TOPIC,
    Protocol: 'sqs',
    Endpoint: { 'Fn::GetAtt': ['Pot', 'Arn'] },
    ...Properties,
  },
});

const mapping = (Properties: object) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    FunctionName: { Ref: 'Kettle' },
    EventSourceArn: { 'Fn::GetAtt': ['Pot', 'Arn'] },
    ...Properties,
  },
});
const ofMappings: Call[] = [['Lambda', 'ListEventSourceMappings', { FunctionName: 'kettle' }]];

const POLICY = 'arn:aws:iam::123456789012:policy/teas';
const managed = (actions: string, Properties: object) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: {
    ManagedPolicyName: 'teas',
    PolicyDocument: JSON.parse(policy(allow(actions))),
    ...Properties,
  },
});
const ofPolicy: Call[] = [
  ['IAM', 'ListAttachedRolePolicies', { RoleName: 'kettle' }],
  ['IAM', 'GetPolicy', { PolicyArn: POLICY }],
];

const PUT_IN_POT = { Queue: 'arn:aws:sqs:us-east-1:123456789012:pot', Event: 's3:ObjectCreated:*' };

/** What is changed, how it is told, and something that is told of it then. */
const CHANGES: readonly [what: string, plain: Resource, rich: Resource, Call[], object[]][] = [
  [
    'indexes of a table',
    table({}),
    table(index()),
    [ofTable('DescribeTable')],
    [{ Table: { GlobalSecondaryIndexes: [{ IndexName: 'names', IndexStatus: 'ACTIVE' }] } }],
  ],
  [
    'the stream of a table',
    table({}),
    table({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
    [ofTable('DescribeTable')],
    [{ Table: { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } } }],
  ],
  [
    'what a table is protected by',
    table({}),
    table({ DeletionProtectionEnabled: true, SSESpecification: { SSEEnabled: true } }),
    [ofTable('DescribeTable')],
    [{ Table: { DeletionProtectionEnabled: true, SSEDescription: { Status: 'ENABLED' } } }],
  ],
  [
    'the billing of a table',
    table({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
    }),
    table({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 4, WriteCapacityUnits: 5 },
    }),
    [ofTable('DescribeTable')],
    [{ Table: { ProvisionedThroughput: { ReadCapacityUnits: 4, WriteCapacityUnits: 5 } } }],
  ],
  [
    'backups and the time to live of a table',
    table({}),
    table({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
    }),
    [ofTable('DescribeContinuousBackups'), ofTable('DescribeTimeToLive')],
    [
      {
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
        },
      },
      { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' } },
    ],
  ],
  [
    'what a bucket encrypts, blocks and is tagged with',
    bucket({}),
    bucket({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: true },
        ],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: false },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
      Tags: [{ Key: 'leaf', Value: 'green' }],
    }),
    [
      'GetBucketEncryption',
      'GetPublicAccessBlock',
      'GetBucketOwnershipControls',
      'GetBucketTagging',
    ].map(ofBucket),
    [
      { ServerSideEncryptionConfiguration: { Rules: [{ BucketKeyEnabled: true }] } },
      { PublicAccessBlockConfiguration: { BlockPublicAcls: false } },
      { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } },
      { TagSet: [{ Key: 'leaf', Value: 'green' }] },
    ],
  ],
  [
    'who a bucket tells, answers and forgets',
    bucket({}),
    bucket({
      NotificationConfiguration: { QueueConfigurations: [PUT_IN_POT] },
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] },
      LifecycleConfiguration: {
        Rules: [{ Id: 'old', Status: 'Enabled', ExpirationInDays: 7 }],
      },
    }),
    ['GetBucketNotificationConfiguration', 'GetBucketCors', 'GetBucketLifecycleConfiguration'].map(
      ofBucket,
    ),
    [
      { QueueConfigurations: [{ QueueArn: PUT_IN_POT.Queue, Events: [PUT_IN_POT.Event] }] },
      { CORSRules: [{ AllowedMethods: ['GET'] }] },
      { Rules: [{ ID: 'old', Expiration: { Days: 7 } }] },
    ],
  ],
  [
    'settings and subscriptions of a topic',
    topic({}),
    topic({
      DisplayName: 'Teas',
      TracingConfig: 'Active',
      Subscription: [{ Protocol: 'sqs', Endpoint: PUT_IN_POT.Queue }],
    }),
    ofTopic,
    [
      { Attributes: { DisplayName: 'Teas', TracingConfig: 'Active' } },
      { Subscriptions: [{ Protocol: 'sqs', Endpoint: PUT_IN_POT.Queue }] },
    ],
  ],
  [
    'what a mapping of a queue asks for',
    mapping({}),
    mapping({
      BatchSize: 1,
      Enabled: false,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"body":["green"]}' }] },
    }),
    ofMappings,
    [
      {
        EventSourceMappings: [
          {
            BatchSize: 1,
            State: 'Disabled',
            FunctionResponseTypes: ['ReportBatchItemFailures'],
            FilterCriteria: { Filters: [{ Pattern: '{"body":["green"]}' }] },
          },
        ],
      },
    ],
  ],
  [
    'who has a managed policy',
    managed('sqs:SendMessage', {}),
    managed('sqs:SendMessage', { Roles: [{ Ref: 'Role' }] }),
    ofPolicy,
    [{ AttachedPolicies: [{ PolicyArn: POLICY }] }, { Policy: { AttachmentCount: 1 } }],
  ],
  [
    'shards, records and metrics of a stream',
    stream({}),
    stream({
      ShardCount: 2,
      RetentionPeriodHours: 48,
      MaxRecordSizeInKiB: 2048,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
      DesiredShardLevelMetrics: ['IncomingBytes'],
    }),
    ofStream,
    [
      {
        StreamDescriptionSummary: {
          StreamStatus: 'ACTIVE',
          OpenShardCount: 2,
          RetentionPeriodHours: 48,
          MaxRecordSizeInKiB: 2048,
          EncryptionType: 'KMS',
          EnhancedMonitoring: [{ ShardLevelMetrics: ['IncomingBytes'] }],
        },
      },
    ],
  ],
  [
    'the mode of a stream',
    stream({ StreamModeDetails: { StreamMode: 'PROVISIONED' } }),
    stream({ StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
    ofStream,
    [{ StreamDescriptionSummary: { StreamModeDetails: { StreamMode: 'ON_DEMAND' } } }],
  ],
];

test.each(CHANGES)('%s: an update brings them, and another takes them back', async (...change) => {
  const [, plain, rich, calls, then] = change;
  expect(await deploy(plain, false)).toBe('CREATE_COMPLETE');
  const before = await told(calls);
  expect(before).not.toMatchObject(then);
  expect(await deploy(rich)).toBe('UPDATE_COMPLETE');
  expect(await told(calls)).toMatchObject(then);
  expect(await deploy(plain)).toBe('UPDATE_COMPLETE');
  const after = await told(calls);
  expect(after).toMatchObject(before);
  expect(after).not.toMatchObject(then);
});

test('limits of a table and of its index come, change and go', async () => {
  const limited = (ofTable: object | undefined, ofIndex: object | undefined) =>
    table({ ...index({ OnDemandThroughput: ofIndex }), OnDemandThroughput: ofTable });
  const limits = async () => {
    const [{ Table }] = (await told([ofTable('DescribeTable')])) as [{ Table: object }];
    const [first] = Reflect.get(Table, 'GlobalSecondaryIndexes');
    return [Reflect.get(Table, 'OnDemandThroughput'), first.OnDemandThroughput];
  };
  await deploy(limited(undefined, undefined), false);
  const both = { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 };
  const one = { MaxReadRequestUnits: 7 };
  for (const [ofTable, ofIndex] of [
    [both, one],
    [one, both],
    [undefined, undefined],
  ]) {
    expect(await deploy(limited(ofTable, ofIndex))).toBe('UPDATE_COMPLETE');
    expect(await limits()).toEqual([ofTable, ofIndex]);
  }
});

test('what is in a table is in an index that an update makes', async () => {
  await deploy(table({}), false);
  const Item = { id: { S: '1' }, name: { S: 'Assam' } };
  await told([['DynamoDB', 'PutItem', { TableName: 'teas', Item }]]);
  await deploy(table(index()));
  const scan = { TableName: 'teas', IndexName: 'names' };
  expect(await told([['DynamoDB', 'Scan', scan]])).toMatchObject([{ Items: [Item] }]);
});

test('a stream of a table has another ARN once its view has changed', async () => {
  const view = (StreamViewType: string) => table({ StreamSpecification: { StreamViewType } });
  await deploy(view('NEW_IMAGE'), false);
  const arnOf = async () => {
    const [answer] = (await told([ofTable('DescribeTable')])) as { Table: object }[];
    return Reflect.get(answer!.Table, 'LatestStreamArn');
  };
  const before = await arnOf();
  await booted.cloud.clock.advance(1000);
  expect(await deploy(view('OLD_IMAGE'))).toBe('UPDATE_COMPLETE');
  expect(await arnOf()).not.toBe(before);
});

test('what a subscription filters and wraps is changed, and the scope of its filter', async () => {
  await told([['SNS', 'CreateTopic', { Name: 'teas' }]]);
  expect(await deploy(subscription({}), false)).toBe('CREATE_COMPLETE');
  const attributes = async () => {
    const [listed] = (await told([['SNS', 'ListSubscriptionsByTopic', { TopicArn: TOPIC }]])) as {
      Subscriptions: { SubscriptionArn: string }[];
    }[];
    const { SubscriptionArn } = listed!.Subscriptions[0]!;
    return (await told([['SNS', 'GetSubscriptionAttributes', { SubscriptionArn }]]))[0];
  };
  const filters = [
    { FilterPolicy: { leaf: ['green'] }, RawMessageDelivery: true },
    { FilterPolicy: { leaf: { colour: ['green'] } }, FilterPolicyScope: 'MessageBody' },
    { FilterPolicy: { leaf: ['black'] } },
  ];
  for (const { FilterPolicy, RawMessageDelivery = false, ...scope } of filters) {
    const settings = { FilterPolicy, RawMessageDelivery, ...scope };
    expect(await deploy(subscription(settings))).toBe('UPDATE_COMPLETE');
    expect(await attributes()).toMatchObject({
      Attributes: {
        FilterPolicy: JSON.stringify(FilterPolicy),
        FilterPolicyScope: scope.FilterPolicyScope ?? 'MessageAttributes',
        RawMessageDelivery: String(RawMessageDelivery),
      },
    });
  }
});

test('a managed policy has a version for each of its documents, of five the last ones', async () => {
  await deploy(managed('sqs:Act0', {}), false);
  for (let nth = 1; nth < 7; nth++) {
    expect(await deploy(managed(`sqs:Act${nth}`, {}))).toBe('UPDATE_COMPLETE');
  }
  const [listed] = (await told([['IAM', 'ListPolicyVersions', { PolicyArn: POLICY }]])) as {
    Versions: { VersionId: string }[];
  }[];
  expect(listed!.Versions.map(({ VersionId }) => VersionId)).toEqual([
    'v7',
    'v6',
    'v5',
    'v4',
    'v3',
  ]);
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await booted.cloud.clock.idle();
  expect(await told([['IAM', 'GetPolicy', { PolicyArn: POLICY }]])).toEqual([
    'NoSuchEntityException',
  ]);
});

test('an API has another name, and other origins that may call it', async () => {
  const api = (Name: string, more: object = {}) => ({
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { Name, ProtocolType: 'HTTP', ...more },
  });
  const read = async () => {
    const [apis] = await told([['ApiGatewayV2', 'GetApis', {}]]);
    return (apis as { Items: { ApiId: string }[] }).Items[0]!;
  };
  expect(await deploy(api('teas'), false)).toBe('CREATE_COMPLETE');
  const before = await read();
  const CorsConfiguration = { AllowOrigins: ['*'], MaxAge: '60' };
  expect(await deploy(api('cups', { Description: 'Of tea', CorsConfiguration }))).toBe(
    'UPDATE_COMPLETE',
  );
  expect(await read()).toMatchObject({
    ...{ ApiId: before.ApiId, Name: 'cups', Description: 'Of tea' },
    CorsConfiguration: { AllowOrigins: ['*'], MaxAge: 60 },
  });
  expect(await deploy(api('teas'))).toBe('UPDATE_COMPLETE');
  expect(await read()).toEqual({ ...before, Description: '' });
});

test('the key of a route is changed', async () => {
  const others = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'teas', ProtocolType: 'HTTP' } },
    Call: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Kettle', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
  };
  const Target = { 'Fn::Sub': 'integrations/${Call}' };
  const route = (RouteKey: string, more: object = {}) => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: { Ref: 'Api' }, RouteKey, Target, ...more },
  });
  const first = route('GET /tea', { OperationName: 'pour' });
  expect(await deploy(first, false, others)).toBe('CREATE_COMPLETE');
  expect(await deploy(route('GET /teas'), true, others)).toBe('UPDATE_COMPLETE');
  const [apis] = (await told([['ApiGatewayV2', 'GetApis', {}]])) as { Items: object[] }[];
  const ApiId = Reflect.get(apis!.Items[0]!, 'ApiId');
  const routes = await told([['ApiGatewayV2', 'GetRoutes', { ApiId }]]);
  expect(routes).toMatchObject([{ Items: [{ RouteKey: 'GET /teas' }] }]);
  expect(JSON.stringify(routes)).not.toContain('OperationName');
});

test('a stream that has been on demand has the shards that it is given', async () => {
  const mode = (StreamMode: string) => ({ StreamModeDetails: { StreamMode } });
  const onDemand = {
    Type: 'AWS::Kinesis::Stream',
    Properties: { Name: 'teas', ...mode('ON_DEMAND') },
  };
  expect(await deploy(onDemand, false)).toBe('CREATE_COMPLETE');
  const provisioned = stream({ ShardCount: 2, ...mode('PROVISIONED') });
  expect(await deploy(provisioned)).toBe('UPDATE_COMPLETE');
  expect(await told(ofStream)).toMatchObject([{ StreamDescriptionSummary: { OpenShardCount: 2 } }]);
});

test('a task definition has another revision, which others are told', async () => {
  const task = (Image: string) => ({
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Family: 'teas',
      RequiresCompatibilities: ['FARGATE'],
      NetworkMode: 'awsvpc',
      Cpu: '256',
      Memory: '512',
      ContainerDefinitions: [{ Name: 'pot', Image }],
    },
  });
  const others = {
    Known: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: 'known', Type: 'String', Value: { Ref: 'One' } },
    },
  };
  const asks: Call[] = [
    ['SSM', 'GetParameter', { Name: 'known' }],
    ['ECS', 'ListTaskDefinitions', { familyPrefix: 'teas' }],
  ];
  const arn = 'arn:aws:ecs:us-east-1:123456789012:task-definition/teas';
  const first = await deploy(task('public.ecr.aws/docker/library/busybox:1'), false, others);
  expect(first).toBe('CREATE_COMPLETE');
  expect(await deploy(task('public.ecr.aws/docker/library/busybox:2'), true, others)).toBe(
    'UPDATE_COMPLETE',
  );
  expect(await told(asks)).toMatchObject([
    { Parameter: { Value: `${arn}:2` } },
    { taskDefinitionArns: [`${arn}:2`] },
  ]);
});

test.each([
  ['the keys of an index', table(index()), table(index({ KeySchema: [key('id')] })), /new GSI/],
  [
    'the key of a table',
    table({}),
    table({ AttributeDefinitions: [text('no')], KeySchema: [key('no')] }),
    /KeySchema/,
  ],
  [
    'the type of a key',
    table({}),
    table({ AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }] }),
    /The type of the attribute id cannot be changed/,
  ],
  ['the name of a bucket', bucket({}), bucket({ BucketName: 'coffees' }), /BucketName/],
])('%s cannot be changed, and all is as it was', async (_what, plain, other, reason) => {
  await deploy(plain, false);
  expect(await deploy(other)).toMatch(/^UPDATE_ROLLBACK_COMPLETE/);
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  expect(Stacks).toHaveLength(1);
  expect(await events()).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
});

async function events(): Promise<string[]> {
  const [answer] = (await told([['CloudFormation', 'DescribeStackEvents', { StackName }]])) as {
    StackEvents: { ResourceStatusReason?: string }[];
  }[];
  return answer!.StackEvents.flatMap(({ ResourceStatusReason: why }) => why ?? []);
}
