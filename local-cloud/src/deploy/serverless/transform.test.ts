import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { parseTemplate } from '../template.ts';

const Transform = 'AWS::Serverless-2016-10-31';

/** The resources that come of these. */
function expanded(Resources: JsonObject, rest: JsonObject = {}) {
  return parseTemplate(JSON.stringify({ Transform, Resources, ...rest }), 'template.yaml')
    .Resources;
}

const fn = (properties: JsonObject = {}, attributes: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Serverless::Function',
  Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', CodeUri: 'src/', ...properties },
  ...attributes,
});
const machine = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Serverless::StateMachine',
  Properties: { DefinitionUri: 'order.asl.json', ...properties },
});
const refusal = (why: string | RegExp) =>
  expect.objectContaining({ why: expect.stringMatching(why) });

describe('a function', () => {
  test('is made with its code, its settings and a role that may log', () => {
    const { Grind, GrindRole } = expanded({ Grind: fn({ Timeout: 7, Tags: { team: 'beans' } }) });
    expect(Grind).toMatchObject({
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Code: 'src/',
        Timeout: 7,
        Role: { 'Fn::GetAtt': ['GrindRole', 'Arn'] },
        Tags: [
          { Key: 'lambda:createdBy', Value: 'SAM' },
          { Key: 'team', Value: 'beans' },
        ],
      },
    });
    expect(GrindRole?.Properties).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [
          { Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
        ],
      },
      ManagedPolicyArns: [
        { 'Fn::Sub': expect.stringMatching('service-role/AWSLambdaBasicExecutionRole$') },
      ],
    });
  });

  test.each([
    ['s3://builds/grind.zip', { S3Bucket: 'builds', S3Key: 'grind.zip' }],
    [
      { Bucket: 'builds', Key: 'grind.zip', Version: '3' },
      { S3Bucket: 'builds', S3Key: 'grind.zip', S3ObjectVersion: '3' },
    ],
  ])('whose CodeUri is %j has its code there', (CodeUri, Code) => {
    expect(expanded({ Grind: fn({ CodeUri }) }).Grind?.Properties.Code).toEqual(Code);
  });

  test('has its code beside the template where nothing says so, or in the template', () => {
    const Type = 'AWS::Serverless::Function';
    const made = expanded({
      Beside: { Type },
      Inline: { Type, Properties: { InlineCode: 'exports.handler = () => 1;' } },
    });
    expect(made.Beside?.Properties.Code).toBe('./');
    expect(made.Inline?.Properties.Code).toEqual({ ZipFile: 'exports.handler = () => 1;' });
    const both = expanded({ Both: fn({ InlineCode: '1' }) });
    expect(both.Both?.Properties.Code).toEqual({ ZipFile: '1' });
  });

  test('has its code where a path says, and nowhere else', () => {
    expect(() => expanded({ Grind: fn({ CodeUri: { 'Fn::Sub': 'src' } }) })).toThrow(
      refusal(/expected a path, or Bucket and Key[\s\S]*at CodeUri/),
    );
  });

  test('with a role of its own gets no other', () => {
    const made = expanded({ Grind: fn({ Role: 'arn:aws:iam::123456789012:role/mill' }) });
    expect(Object.keys(made)).toEqual(['Grind']);
  });

  test('takes from Globals what it does not say itself, and adds to maps', () => {
    const Globals = {
      Function: { Timeout: 9, MemorySize: 256, Environment: { Variables: { STAGE: 'test' } } },
    };
    const Environment = { Variables: { TABLE: { Ref: 'Beans' } } };
    const { Grind } = expanded({ Grind: fn({ MemorySize: 512, Environment }) }, { Globals });
    expect(Grind?.Properties).toMatchObject({
      Timeout: 9,
      MemorySize: 512,
      Environment: { Variables: { STAGE: 'test', TABLE: { Ref: 'Beans' } } },
    });
  });

  test.each([
    [{ Funtion: { Timeout: 9 } }, /Did you mean "Function"/],
    [{ Function: { Timeot: 9 } }, /Did you mean "Timeout"/],
    [{ Function: { Role: 'arn:aws:iam::123456789012:role/mill' } }, /It takes Architectures, /],
    [{ StateMachine: { Logging: {} } }, /It takes PropagateTags there/],
    [['Function'], /a section for each type/],
  ])('takes nothing from Globals that SAM would not: %j', (Globals, why) => {
    expect(() => expanded({ Grind: fn() }, { Globals })).toThrow(refusal(why));
  });

  test('hands its condition to what is made beside it', () => {
    const Conditions = { IsOpen: { 'Fn::Equals': ['a', 'a'] } };
    const events = { Tick: { Type: 'Schedule', Properties: { Schedule: 'rate(1 hour)' } } };
    const made = expanded(
      { Grind: fn({ Events: events }, { Condition: 'IsOpen' }) },
      { Conditions },
    );
    expect(Object.values(made).map(({ Condition }) => Condition)).toEqual(Array(4).fill('IsOpen'));
  });

  test('may send to its queue for the dead and to its destinations', () => {
    const { GrindRole, Grind, GrindEventInvokeConfig } = expanded({
      Grind: fn({
        DeadLetterQueue: { Type: 'SQS', TargetArn: 'arn:dead' },
        EventInvokeConfig: {
          MaximumRetryAttempts: 1,
          DestinationConfig: { OnSuccess: { Type: 'SNS', Destination: 'arn:topic' } },
        },
      }),
    });
    expect(Grind?.Properties.DeadLetterConfig).toEqual({ TargetArn: 'arn:dead' });
    expect(GrindEventInvokeConfig?.Properties).toMatchObject({
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnSuccess: { Destination: 'arn:topic' } },
    });
    expect(JSON.stringify(GrindRole?.Properties.Policies)).toMatch(
      /sqs:SendMessage.*arn:dead.*sns:Publish.*arn:topic/,
    );
  });
});

describe('an event of a function', () => {
  const made = (Type: string, Properties: JsonObject, others: JsonObject = {}) =>
    expanded({ Grind: fn({ Events: { On: { Type, Properties } } }), ...others });
  const arn = { 'Fn::GetAtt': ['Grind', 'Arn'] };

  test('of a queue is a mapping that its role may read by', () => {
    const { GrindOn, GrindRole } = made('SQS', { Queue: 'arn:queue', BatchSize: 4 });
    expect(GrindOn).toMatchObject({
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: 'arn:queue', FunctionName: { Ref: 'Grind' }, BatchSize: 4 },
    });
    expect(JSON.stringify(GrindRole?.Properties)).toContain('AWSLambdaSQSQueueExecutionRole');
  });

  test.each([
    ['Kinesis', 'AWSLambdaKinesisExecutionRole'],
    ['DynamoDB', 'AWSLambdaDynamoDBExecutionRole'],
  ])('of a stream of %s may hand on what fails', (type, policy) => {
    const DestinationConfig = { OnFailure: { Type: 'SQS', Destination: 'arn:dead' } };
    const { GrindOn, GrindRole } = made(type, {
      Stream: 'arn:stream',
      StartingPosition: 'LATEST',
      DestinationConfig,
    });
    expect(GrindOn?.Properties).toMatchObject({
      EventSourceArn: 'arn:stream',
      DestinationConfig: { OnFailure: { Destination: 'arn:dead' } },
    });
    expect(JSON.stringify(GrindRole?.Properties.Policies)).toMatch(/sqs:SendMessage.*arn:dead/);
    expect(JSON.stringify(GrindRole?.Properties)).toContain(policy);
  });

  test('of a topic is a subscription that may invoke it', () => {
    const { GrindOn, GrindOnPermission } = made('SNS', { Topic: { Ref: 'News' } });
    expect(GrindOn?.Properties).toEqual({
      TopicArn: { Ref: 'News' },
      Protocol: 'lambda',
      Endpoint: arn,
    });
    expect(GrindOnPermission?.Properties).toMatchObject({
      Principal: 'sns.amazonaws.com',
      SourceArn: { Ref: 'News' },
    });
  });

  test('of a bucket is written into the bucket, which waits for the permission', () => {
    const { Photos } = made(
      'S3',
      { Bucket: { Ref: 'Photos' }, Events: 's3:ObjectCreated:*' },
      { Photos: { Type: 'AWS::S3::Bucket' } },
    );
    expect(Photos).toMatchObject({
      DependsOn: ['GrindOnPermission'],
      Properties: {
        NotificationConfiguration: {
          LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: arn }],
        },
      },
    });
  });

  test('of a bucket leaves another alone that is written with the same anchor', () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Photos: { Type: AWS::S3::Bucket, Properties: &same { Tags: [] } }
  Films: { Type: AWS::S3::Bucket, Properties: *same }
  Grind:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        On: { Type: S3, Properties: { Bucket: !Ref Photos, Events: "s3:ObjectCreated:*" } }`;
    const { Photos, Films } = parseTemplate(text, 'template.yaml').Resources;
    expect(Photos?.Properties).toHaveProperty('NotificationConfiguration');
    expect(Films?.Properties).toEqual({ Tags: [] });
  });

  test('of a bucket elsewhere is refused', () => {
    expect(() =>
      made('S3', { Bucket: { Ref: 'Elsewhere' }, Events: ['s3:ObjectCreated:*'] }),
    ).toThrow('GrindOn: Bucket must be the Ref of a bucket in this template');
  });

  test.each([
    [
      'Schedule',
      { Schedule: 'rate(1 hour)', Enabled: false, Input: '{}' },
      { ScheduleExpression: 'rate(1 hour)', State: 'DISABLED' },
    ],
    [
      'EventBridgeRule',
      { Pattern: { source: ['mill'] }, Input: '{}' },
      { EventPattern: { source: ['mill'] } },
    ],
    [
      'CloudWatchEvent',
      { Pattern: { source: ['mill'] }, Input: '{}' },
      { EventPattern: { source: ['mill'] } },
    ],
  ])('of type %s is a rule that may invoke it', (type, properties, rule) => {
    const { GrindOn, GrindOnPermission } = made(type, properties);
    expect(GrindOn?.Properties).toEqual({
      ...rule,
      Targets: [{ Id: 'GrindOnLambdaTarget', Arn: arn, Input: '{}' }],
    });
    expect(GrindOnPermission?.Properties).toMatchObject({
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['GrindOn', 'Arn'] },
    });
  });

  test('of the scheduler is a schedule with a role that may invoke it', () => {
    const { GrindOn, GrindOnRole } = made('ScheduleV2', { ScheduleExpression: 'rate(1 hour)' });
    expect(GrindOn).toMatchObject({
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: 'GrindOn',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arn, RoleArn: { 'Fn::GetAtt': ['GrindOnRole', 'Arn'] } },
      },
    });
    expect(JSON.stringify(GrindOnRole?.Properties)).toMatch(
      /scheduler\.amazonaws\.com.*lambda:InvokeFunction/,
    );
  });

  test.each(['Cognito', 'MSK', 'constructor'])('of type %s is refused by name', (type) => {
    expect(() => made(type, {})).toThrow(`does not serve events of type ${type}`);
  });

  test('is called by letters and digits', () => {
    const on = { Type: 'SQS', Properties: { Queue: 'arn:queue' } };
    expect(() => expanded({ Grind: fn({ Events: { 'on-order': on } }) })).toThrow(
      refusal('Names of events are letters and digits'),
    );
  });

  test('with a property that is not served is refused by name', () => {
    expect(() => made('SNS', { Topic: 't', SqsSubscription: true })).toThrow(
      refusal('SqsSubscription'),
    );
  });
});

describe('a state machine', () => {
  test('keeps its definition, and has a role with its policies', () => {
    const { Order, OrderRole } = expanded({
      Order: machine({
        Type: 'EXPRESS',
        Name: 'order',
        DefinitionSubstitutions: { Mill: 'arn:mill' },
        Tracing: { Enabled: true },
        Logging: { Level: 'ALL' },
        Policies: [{ LambdaInvokePolicy: { FunctionName: { Ref: 'Grind' } } }],
      }),
    });
    expect(Order).toMatchObject({
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionS3Location: 'order.asl.json',
        DefinitionSubstitutions: { Mill: 'arn:mill' },
        StateMachineType: 'EXPRESS',
        StateMachineName: 'order',
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: { Level: 'ALL' },
        RoleArn: { 'Fn::GetAtt': ['OrderRole', 'Arn'] },
      },
    });
    expect(OrderRole?.Properties).toMatchObject({
      ManagedPolicyArns: [{ 'Fn::Sub': expect.stringMatching('/AWSXrayWriteOnlyAccess$') }],
      Policies: [
        {
          PolicyName: 'OrderRolePolicy0',
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['lambda:InvokeFunction'],
                Resource: [
                  {
                    'Fn::Sub': [
                      expect.stringMatching(/:function:\$\{FunctionName\}\*$/),
                      { FunctionName: { Ref: 'Grind' } },
                    ],
                  },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  test('is started by a rule with a role of its own', () => {
    const Events = {
      On: { Type: 'EventBridgeRule', Properties: { Pattern: { source: ['mill'] } } },
    };
    const { OrderOn, OrderOnRole } = expanded({ Order: machine({ Events }) });
    expect(OrderOn?.Properties.Targets).toEqual([
      {
        Id: 'OrderOnStepFunctionsTarget',
        Arn: { Ref: 'Order' },
        RoleArn: { 'Fn::GetAtt': ['OrderOnRole', 'Arn'] },
      },
    ]);
    expect(JSON.stringify(OrderOnRole?.Properties)).toMatch(
      /events\.amazonaws\.com.*states:StartExecution/,
    );
  });

  test('may have null in its definition, of which SAM makes a text', () => {
    const Definition = {
      StartAt: 'A',
      States: { A: { Type: 'Pass', ResultPath: null, End: true } },
    };
    const { Order } = expanded({ Order: { ...machine(), Properties: { Definition } } });
    expect(Order?.Properties.Definition).toEqual(Definition);
    expect(() => expanded({ Order: machine({ Name: null }) })).toThrow(
      "[/Resources/Order/Properties/Name] 'null' values are not allowed in templates",
    );
  });

  test('may be described where it stands', () => {
    const { Order } = expanded({
      Order: { ...(machine() as JsonObject), Description: 'Takes orders' },
    });
    expect(Order).not.toHaveProperty('Description');
  });

  test('hands its boundary to its role and to those that start it', () => {
    const PermissionsBoundary = 'arn:boundary';
    const At = { Type: 'ScheduleV2', Properties: { ScheduleExpression: 'rate(1 hour)' } };
    const On = { Type: 'EventBridgeRule', Properties: { Pattern: { source: ['mill'] } } };
    const made = expanded({ Order: machine({ PermissionsBoundary, Events: { At, On } }) });
    for (const id of ['OrderRole', 'OrderAtRole', 'OrderOnRole']) {
      expect(made[id]?.Properties).toMatchObject({ PermissionsBoundary });
    }
  });

  test('has either a role or policies', () => {
    expect(() => expanded({ Order: machine({ Role: 'arn:role', Policies: ['X'] }) })).toThrow(
      'Order has both Role and Policies',
    );
  });
});

describe('policies', () => {
  const role = (Policies: JsonObject[string]) =>
    expanded({ Order: machine({ Policies }) }).OrderRole?.Properties;

  test('of AWS are named, and each is attached once', () => {
    const arn = 'arn:aws:iam::aws:policy/Mine';
    expect(role(['AWSLambdaRole', 'AWSXrayWriteOnlyAccess', arn, arn])?.ManagedPolicyArns).toEqual([
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaRole' },
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSXrayWriteOnlyAccess' },
      arn,
    ]);
  });

  test('may be one document', () => {
    const document = { Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }] };
    expect(role(document)?.Policies).toEqual([
      { PolicyName: 'OrderRolePolicy0', PolicyDocument: document },
    ]);
  });

  test('by a template that is not served are refused, with the one that was meant', () => {
    expect(() => role([{ LambdaInvokePolicies: {} }])).toThrow(refusal('LambdaInvokePolicy'));
  });

  test.each([
    [{ SQSSendMessagePolicy: { Queue: 'q' } }, 'QueueName is missing. Queue is not one.'],
    [{ CloudWatchPutMetricPolicy: { Name: 'x' } }, 'Name is not one.'],
  ])('%j is refused for its parameters', (policy, why) => {
    expect(() => role([policy])).toThrow(refusal(why));
  });
});

test('a simple table has one key, and is paid by the request', () => {
  const Type = 'AWS::Serverless::SimpleTable';
  const made = expanded({
    Beans: { Type },
    Bags: {
      Type,
      Properties: {
        PrimaryKey: { Name: 'weight', Type: 'Number' },
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
    },
  });
  expect(made.Beans?.Properties).toEqual({
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  expect(made.Bags?.Properties).toMatchObject({
    AttributeDefinitions: [{ AttributeName: 'weight', AttributeType: 'N' }],
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
  });
});

test('a layer is called as its resource, and has its files where a path says', () => {
  const Layer = (properties: JsonObject): JsonObject => ({
    Type: 'AWS::Serverless::LayerVersion',
    Properties: { ContentUri: 'layers/beans', RetentionPolicy: 'Delete', ...properties },
  });
  const { Beans, Stored, Grind } = expanded({
    Beans: Layer({ CompatibleRuntimes: ['nodejs24.x'] }),
    Stored: Layer({ LayerName: 'tea', ContentUri: 's3://builds/tea.zip' }),
    Grind: fn({ Layers: [{ Ref: 'Beans' }] }),
  });
  expect(Beans).toMatchObject({
    Type: 'AWS::Lambda::LayerVersion',
    Properties: {
      LayerName: 'Beans',
      CompatibleRuntimes: ['nodejs24.x'],
      Content: 'layers/beans',
    },
  });
  expect(Stored?.Properties).toEqual({
    LayerName: 'tea',
    Content: { S3Bucket: 'builds', S3Key: 'tea.zip' },
  });
  expect(Grind?.Properties.Layers).toEqual([{ Ref: 'Beans' }]);
});

describe('what is not served is refused by name:', () => {
  test('types of SAM, all at once', () => {
    const Api = { Type: 'AWS::Serverless::GraphQLApi' };
    expect(() => expanded({ Api, Nested: { Type: 'AWS::Serverless::Application' } })).toThrow(
      refusal(
        /Api: AWS::Serverless::GraphQLApi\nNested: AWS::Serverless::Application\nOf SAM it serves/,
      ),
    );
  });

  test('a property, with those that are taken', () => {
    expect(() => expanded({ Grind: fn({ FileSystemConfigs: [] }) })).toThrow(
      refusal(/"FileSystemConfigs"[\s\S]*Taken: .*CodeUri/),
    );
  });

  test('a resource that would have the name of another', () => {
    const GrindRole = { Type: 'AWS::SQS::Queue' };
    expect(() => expanded({ Grind: fn(), GrindRole })).toThrow('there are two resources GrindRole');
  });

  test('another transform', () => {
    const text = JSON.stringify({
      Transform: [Transform, 'AWS::LanguageExtensions'],
      Resources: {},
    });
    expect(() => parseTemplate(text, 'template.yaml')).toThrow(
      'template.yaml is written for the transform AWS::LanguageExtensions',
    );
  });
});
