import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Cloud } from '../core/service.ts';
import { deploy } from './deploy.ts';
import { parseTemplate } from './template.ts';
import { recordingCloud, root } from './testing.ts';

const deployTo = (cloud: Cloud, template: object) =>
  deploy(cloud, {
    stackName: 'test',
    template: parseTemplate(JSON.stringify(template), 'the template'),
    artifact: () => new Uint8Array(),
    root,
  });

const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });

describe('deploy', () => {
  test('makes a resource after the ones it refers to, whatever their order in the template', async () => {
    const { cloud, calls } = recordingCloud();
    const stack = await deployTo(cloud, {
      Resources: {
        Main: queue({
          QueueName: 'main',
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] },
            maxReceiveCount: 3,
          },
        }),
        Dead: queue({ QueueName: { 'Fn::Sub': '${AWS::StackName}-dead' } }),
      },
      Outputs: { Url: { Value: { Ref: 'Main' } } },
    });
    expect(calls.map(({ input }) => input.QueueName)).toEqual(['test-dead', 'main']);
    expect(calls[1]?.input.Attributes).toEqual({
      RedrivePolicy:
        '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:test-dead","maxReceiveCount":3}',
    });
    expect(stack.outputs.get('Url')?.value).toBe('http://queues/main');
  });

  test('gives a role an inline policy that is a resource of its own', async () => {
    const { cloud, calls } = recordingCloud();
    const PolicyDocument = { Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' } };
    const Properties = { RoleName: 'worker', PolicyName: 'queues', PolicyDocument };
    await deployTo(cloud, { Resources: { Queues: { Type: 'AWS::IAM::RolePolicy', Properties } } });
    const input = { ...Properties, PolicyDocument: JSON.stringify(PolicyDocument) };
    expect(calls).toEqual([{ operation: 'PutRolePolicy', input }]);
  });

  test('tells where an HTTP API answers here, also where a framework puts its address together', async () => {
    const { cloud } = recordingCloud();
    const { outputs } = await deployTo(cloud, {
      Resources: {
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'a', ProtocolType: 'HTTP' } },
      },
      Outputs: {
        Framework: {
          Value: {
            'Fn::Join': [
              '',
              [
                ...['https://', { Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }],
                ...['.', { Ref: 'AWS::URLSuffix' }, '/orders'],
              ],
            ],
          },
        },
        Other: { Value: 'https://other.execute-api.us-east-1.amazonaws.com' },
      },
    });
    expect(outputs.get('Framework')?.value).toBe(
      'http://127.0.0.1:4566/_aws/execute-api/a1b2/orders',
    );
    expect(outputs.get('Other')?.value).toBe('https://other.execute-api.us-east-1.amazonaws.com');
  });

  test('makes a table with what is provisioned, or limited, for it and its indexes', async () => {
    const { cloud, calls } = recordingCloud();
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
    const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
    const Properties = {
      TableName: 'orders',
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema,
      ProvisionedThroughput,
      GlobalSecondaryIndexes: [
        {
          IndexName: 'again',
          KeySchema,
          Projection: { ProjectionType: 'ALL' },
          ProvisionedThroughput,
        },
      ],
    };
    await deployTo(cloud, { Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Properties } } });
    expect(calls).toEqual([{ operation: 'CreateTable', input: Properties }]);
  });

  test('takes down what it made when a later resource fails', async () => {
    const { cloud, calls } = recordingCloud('CreateTable');
    const promise = deployTo(cloud, {
      Resources: {
        First: queue({ QueueName: 'first' }),
        Second: {
          Type: 'AWS::DynamoDB::Table',
          DependsOn: 'First',
          Properties: {
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          },
        },
      },
    });
    await expect(promise).rejects.toThrow('Second (AWS::DynamoDB::Table) could not be created');
    expect(calls.map(({ operation }) => operation)).toEqual([
      'CreateQueue',
      'CreateTable',
      'DeleteQueue',
    ]);
  });

  test.each([
    [
      'AWS::Events::Rule',
      { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'one', Arn: 'arn:one' }] },
      ['PutRule', 'PutTargets', 'RemoveTargets', 'DeleteRule'],
    ],
    [
      'AWS::Kinesis::Stream',
      { RetentionPeriodHours: 48 },
      ['CreateStream', 'IncreaseStreamRetentionPeriod', 'DeleteStream'],
    ],
    [
      'AWS::Logs::LogGroup',
      { RetentionInDays: 7 },
      ['CreateLogGroup', 'PutRetentionPolicy', 'DeleteLogGroup'],
    ],
    [
      'AWS::Lambda::Function',
      {
        ...{ Handler: 'index.handler', Runtime: 'nodejs24.x', Role: 'arn:role' },
        ...{ Code: { ZipFile: '' }, ReservedConcurrentExecutions: 1 },
      },
      ['CreateFunction', 'PutFunctionConcurrency', 'DeleteFunction'],
    ],
    [
      'AWS::DynamoDB::Table',
      {
        AttributeDefinitions: [],
        KeySchema: [],
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
      },
      ['CreateTable', 'UpdateTimeToLive', 'DeleteTable'],
    ],
  ])('takes down what is half made of a resource of type %s', async (Type, Properties, all) => {
    const { cloud, calls } = recordingCloud(all[1]);
    const promise = deployTo(cloud, { Resources: { Half: { Type, Properties } } });
    await expect(promise).rejects.toThrow(`Half (${Type}) could not be created`);
    expect(calls.map(({ operation }) => operation)).toEqual(all);
  });

  test('tells what went wrong, and takes down the rest, where something cannot be taken down', async () => {
    const { cloud, calls, failing } = recordingCloud('CreateTable');
    const promise = deployTo(cloud, {
      Resources: {
        Zeroth: { Type: 'AWS::SNS::Topic', Properties: {} },
        First: { ...queue(), DependsOn: 'Zeroth' },
        Second: {
          Type: 'AWS::DynamoDB::Table',
          DependsOn: 'First',
          Properties: { AttributeDefinitions: [], KeySchema: [] },
        },
      },
    });
    failing.also = 'DeleteQueue';
    await expect(promise).rejects.toThrow('Second (AWS::DynamoDB::Table) could not be created');
    expect(calls.at(-1)!.operation).toBe('DeleteTopic');
  });

  test('refuses a resource type it does not serve by name, before anything is made', async () => {
    const { cloud, calls } = recordingCloud();
    const promise = deployTo(cloud, {
      Resources: { Q: queue(), Db: { Type: 'AWS::RDS::DBInstance', Properties: {} } },
    });
    await expect(promise).rejects.toMatchObject({ why: 'Db: AWS::RDS::DBInstance' });
    expect(calls).toEqual([]);
  });

  test.each([
    { VisibilityTimeout: [1] },
    { VisibilityTimeout: true },
    { VisibilityTimeout: '' },
    { VisibilityTimeout: '0x10' },
    { FifoQueue: ['true'] },
  ])('refuses %j: a list is no number, nor is what only reads like one', async (properties) => {
    const { cloud, calls } = recordingCloud();
    const promise = deployTo(cloud, { Resources: { Q: queue(properties) } });
    await expect(promise).rejects.toMatchObject({
      why: expect.stringContaining(Object.keys(properties)[0]!),
    });
    expect(calls).toEqual([]);
  });

  test('refuses every property it does not take at once, each with what was probably meant', async () => {
    const { cloud, calls } = recordingCloud();
    const promise = deployTo(cloud, {
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: {
        Fine: queue(),
        First: queue({ VisibilityTimout: 1 }),
        Second: { Type: 'AWS::SNS::Topic', Properties: { Colour: { Ref: 'Fine' } } },
        LeftOut: queue({ Size: { 'Fn::If': ['IsProd', 5, { Ref: 'AWS::NoValue' }] } }),
      },
    });
    await expect(promise).rejects.toMatchObject({
      why: expect.stringMatching(
        /^First \(AWS::SQS::Queue\): VisibilityTimout\. Did you mean "VisibilityTimeout"\? Taken: .*\nSecond \(AWS::SNS::Topic\): Colour\. Taken: [^\n]*$/,
      ),
    });
    expect(calls).toEqual([]);
  });

  test('takes a number and a boolean that are written as text', async () => {
    const { cloud, calls } = recordingCloud();
    await deployTo(cloud, {
      Resources: { Q: queue({ VisibilityTimeout: '30', FifoQueue: 'true' }) },
    });
    expect(calls[0]?.input.Attributes).toEqual({ VisibilityTimeout: '30', FifoQueue: 'true' });
  });

  test('a topic that keeps an order has a name that says so', async () => {
    const { cloud, calls } = recordingCloud();
    const Properties = { FifoTopic: true, ContentBasedDeduplication: 'false' };
    await deployTo(cloud, { Resources: { T: { Type: 'AWS::SNS::Topic', Properties } } });
    expect(calls[0]?.input).toEqual({
      Name: expect.stringMatching(/\.fifo$/),
      Attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'false' },
    });
  });

  test('passes the tags of a bus, a rule and a parameter on', async () => {
    const { cloud, calls } = recordingCloud();
    const Tags = [{ Key: 'team', Value: 'tea' }];
    const parameter = { Type: 'String', Value: 'x', Tags: { team: 'tea' } };
    await deployTo(cloud, {
      Resources: {
        Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'garden', Tags } },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: { ScheduleExpression: 'rate(1 day)', Tags },
        },
        Parameter: { Type: 'AWS::SSM::Parameter', Properties: parameter },
      },
    });
    expect(calls.map(({ input }) => input.Tags)).toEqual([Tags, Tags, Tags]);
  });

  test('makes an archive of a bus, with its pattern as text', async () => {
    const { cloud, calls } = recordingCloud();
    const SourceArn = 'arn:aws:events:us-east-1:123456789012:event-bus/garden';
    const settings = { ArchiveName: 'beds', Description: 'Beds' };
    const EventPattern = { source: ['garden'] };
    const Properties = { ...settings, SourceArn, EventPattern, RetentionDays: '7' };
    await deployTo(cloud, { Resources: { Beds: { Type: 'AWS::Events::Archive', Properties } } });
    const input = {
      ...settings,
      EventSourceArn: SourceArn,
      EventPattern: '{"source":["garden"]}',
      RetentionDays: 7,
    };
    expect(calls).toEqual([{ operation: 'CreateArchive', input }]);
  });

  test('takes a property that is listed as without effect, and passes it on to nobody', async () => {
    const { cloud, calls } = recordingCloud();
    const Properties = { FunctionName: 'f', ProvisionedConcurrencyConfig: {} };
    await deployTo(cloud, { Resources: { V: { Type: 'AWS::Lambda::Version', Properties } } });
    expect(calls).toEqual([{ operation: 'PublishVersion', input: { FunctionName: 'f' } }]);
  });

  test.each([
    ['{{resolve:ssm:/tea}}', 'the dynamic reference {{resolve:ssm:/tea}}'],
    [{ 'Fn::ImportValue': 'tea' }, 'the function Fn::ImportValue'],
    [{ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, 'the function Fn::Cidr'],
    [{ 'Fn::GetAtt': ['Pot', 'Missing'] }, '"Pot" has no attribute "Missing"'],
  ])('refuses %j with its resource and its file', async (QueueName, message) => {
    const { cloud } = recordingCloud();
    const promise = deployTo(cloud, { Resources: { Pot: queue(), Q: queue({ QueueName }) } });
    await expect(promise).rejects.toMatchObject({
      message: expect.stringMatching(/^Q \(AWS::SQS::Queue\): /),
      fix: 'Correct Q in the template, or take it out.',
    });
    await expect(promise).rejects.toThrow(message);
  });

  test('says which attributes a resource has, and which was probably meant', async () => {
    const { cloud } = recordingCloud();
    const Q = queue({ QueueName: { 'Fn::Sub': '${Pot.QueuName}' } });
    await expect(deployTo(cloud, { Resources: { Pot: queue(), Q } })).rejects.toMatchObject({
      message: expect.stringContaining('Fn::Sub: "Pot" has no attribute "QueuName"'),
      why: 'Did you mean "QueueName"? It has Arn, QueueName, QueueUrl.',
    });
  });

  test('makes inline code a file called index, and refuses cfn-response by name', async () => {
    const { cloud, calls } = recordingCloud();
    const fn = (ZipFile: string) => ({
      Type: 'AWS::Lambda::Function',
      Properties: { Role: 'r', Runtime: 'nodejs24.x', Handler: 'index.h', Code: { ZipFile } },
    });
    await deployTo(cloud, { Resources: { Fn: fn('exports.h = 1') } });
    const { Code } = calls[0]!.input as { Code: { ZipFile: Uint8Array } };
    expect(Object.keys(unzipSync(Code.ZipFile))).toEqual(['index.js']);
    const promise = deployTo(cloud, { Resources: { Fn: fn("require('cfn-response')") } });
    await expect(promise).rejects.toThrow('Fn: the local cloud does not serve the module cfn-resp');
  });

  test.each([
    [{ A: { Type: 'AWS::SQS::Quue' } }, {}, 'A: AWS::SQS::Quue. Did you mean "AWS::SQS::Queue"?'],
    [{ A: { Type: 'AWS::Dynamodb::Table' } }, {}, 'Did you mean "AWS::DynamoDB::Table"?'],
    [{ A: { Type: 'AWS::Serverless::Function' } }, {}, 'Transform: AWS::Serverless-2016-10-31'],
    [{ A: queue() }, { Globals: {} }, "Globals are SAM's: write"],
  ])('says what may have been meant: %j', async (Resources, more, message) => {
    const { cloud } = recordingCloud();
    await expect(async () => deployTo(cloud, { Resources, ...more })).rejects.toThrow(message);
  });

  test('refuses a property it does not honour by name', async () => {
    const { cloud } = recordingCloud();
    const promise = deployTo(cloud, { Resources: { Q: queue({ Colour: 'red' }) } });
    await expect(promise).rejects.toMatchObject({ why: expect.stringContaining('Colour') });
  });

  test.each<[string, object, object, string]>([
    ['Ref', { Q: queue({ QueueName: { Ref: 'Poot' } }) }, {}, 'Q: there is no "Poot"'],
    [
      'Fn::GetAtt',
      { Q: queue({ QueueName: { 'Fn::GetAtt': 'Poot.Arn' } }) },
      {},
      'Did you mean "Pot"',
    ],
    ['Fn::Sub', { Q: queue({ QueueName: { 'Fn::Sub': '${Poot}-${AWS::Region}' } }) }, {}, '[Poot]'],
    ['DependsOn', { Q: { ...queue(), DependsOn: 'Poot' } }, {}, 'in the Resources block'],
    ['an output', {}, { Outputs: { Url: { Value: { Ref: 'Poot' } } } }, 'in the Outputs block'],
    [
      'Fn::If',
      { Q: queue({ QueueName: { 'Fn::If': ['IsPoot', 'a', 'b'] } }) },
      { Conditions: { IsPot: { 'Fn::Equals': ['a', 'a'] } } },
      'Unresolved condition dependency [IsPoot]',
    ],
    ['Condition', { Q: { ...queue(), Condition: 'IsPoot' } }, {}, 'condition dependency [IsPoot]'],
  ])('refuses %s of what is not in the template, before anything is made', async (...wrong) => {
    const [, Resources, more, message] = wrong;
    const { cloud, calls } = recordingCloud();
    const promise = deployTo(cloud, { Resources: { Pot: queue(), ...Resources }, ...more });
    await expect(promise).rejects.toThrow(message);
    expect(calls).toEqual([]);
  });

  test('refuses a circular dependency and shows the circle', async () => {
    const { cloud } = recordingCloud();
    const promise = deployTo(cloud, {
      Resources: {
        A: queue({ QueueName: { Ref: 'B' } }),
        B: queue({ QueueName: { Ref: 'A' } }),
      },
    });
    await expect(promise).rejects.toMatchObject({
      what: 'Circular dependency between resources: [A, B]',
      why: 'A -> B -> A',
    });
  });

  test('puts substitutions into a definition as JSON text and leaves JSONPath alone', async () => {
    const { cloud, calls } = recordingCloud();
    await deployTo(cloud, {
      Resources: {
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            RoleArn: 'arn:role',
            Definition: {
              StartAt: 'A',
              States: { A: { Type: 'Task', Resource: '${Fn}', Comment: '$.x ${Other}' } },
            },
            DefinitionSubstitutions: { Fn: 'say "hi"' },
          },
        },
      },
    });
    const definition = JSON.parse(String(calls[0]?.input.definition));
    expect(definition.States.A).toMatchObject({ Resource: 'say "hi"', Comment: '$.x ${Other}' });
  });

  test('an update brings changed definitions and code in place, and names what it leaves alone', async () => {
    const { cloud, calls } = recordingCloud();
    const template = (comment: string, name: string) => ({
      Resources: {
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            StateMachineName: 'm',
            RoleArn: 'arn:role',
            Definition: { Comment: comment, StartAt: 'A', States: { A: { Type: 'Succeed' } } },
          },
        },
        Q: queue({ QueueName: name }),
        Same: queue({ QueueName: 'same' }),
      },
    });
    const stack = await deployTo(cloud, template('before', 'one'));
    calls.length = 0;
    const next = parseTemplate(JSON.stringify(template('after', 'two')), 'the template');
    expect(await stack.update({ template: next, artifact: () => new Uint8Array() })).toEqual({
      updated: ['Machine'],
      untouched: ['Q (QueueName)'],
      failures: [],
    });
    expect(calls.map(({ operation }) => operation)).toEqual(['UpdateStateMachine']);
    expect(calls[0]?.input).toMatchObject({ definition: expect.stringContaining('after') });
  });

  test('an update goes by the digests of artifacts as they were deployed', async () => {
    const { cloud, calls } = recordingCloud();
    const Properties = { RoleArn: 'arn:role', DefinitionS3Location: './tea.json' };
    const Resources = { Tea: { Type: 'AWS::StepFunctions::StateMachine', Properties } };
    const template = parseTemplate(JSON.stringify({ Resources }), 'the template');
    // What lies there is another by the time it is looked at again.
    let Comment = 'before';
    const artifact = () =>
      Buffer.from(JSON.stringify({ Comment, StartAt: 'A', States: { A: { Type: 'Succeed' } } }));
    const made = { template, artifact, digest: () => 'before' };
    const stack = await deploy(cloud, { stackName: 'test', root, ...made });
    calls.length = 0;
    Comment = 'after';
    expect(await stack.update({ ...made, digest: () => 'after' })).toEqual({
      updated: ['Tea'],
      untouched: [],
      failures: [],
    });
    expect(calls[0]?.input).toMatchObject({ definition: expect.stringContaining('after') });
    expect(await stack.update({ ...made, digest: () => 'after' })).toMatchObject({ updated: [] });
  });

  test('an update makes what has come, and lets go of what is retained', async () => {
    const { cloud, calls } = recordingCloud();
    const template = (logicalId: string) => ({
      Resources: {
        [logicalId]: {
          Type: 'AWS::Lambda::Version',
          DeletionPolicy: 'Retain',
          Properties: { FunctionName: 'f', Description: logicalId },
        },
        Live: {
          Type: 'AWS::Lambda::Alias',
          Properties: {
            FunctionName: 'f',
            Name: 'live',
            FunctionVersion: { 'Fn::GetAtt': [logicalId, 'Version'] },
          },
        },
      },
    });
    const stack = await deployTo(cloud, template('VersionA'));
    calls.length = 0;
    const next = parseTemplate(JSON.stringify(template('VersionB')), 'the template');
    expect(await stack.update({ template: next, artifact: () => new Uint8Array() })).toEqual({
      updated: ['VersionB', 'Live'],
      untouched: [],
      failures: [],
    });
    expect(calls.map(({ operation }) => operation)).toEqual(['PublishVersion', 'UpdateAlias']);
  });

  test('leaves out what a condition excludes and what is AWS::NoValue', async () => {
    const { cloud, calls } = recordingCloud();
    await deployTo(cloud, {
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: {
        Always: queue({
          QueueName: 'always',
          DelaySeconds: { 'Fn::If': ['IsProd', 5, { Ref: 'AWS::NoValue' }] },
        }),
        OnlyProd: { ...queue({ QueueName: 'prod' }), Condition: 'IsProd' },
      },
    });
    expect(calls.map(({ input }) => input)).toEqual([{ QueueName: 'always', Attributes: {} }]);
  });

  test('what somebody has deleted already needs no removal', async () => {
    const { cloud, calls, failing } = recordingCloud();
    const stack = await deployTo(cloud, { Resources: { First: queue(), Second: queue() } });
    calls.length = 0;
    failing.operation = 'DeleteQueue';
    await expect(stack.remove()).rejects.toThrow('too many');
    failing.code = 'AWS.SimpleQueueService.NonExistentQueue';
    await stack.remove();
    expect(calls).toHaveLength(4);
    expect(stack.resources).toEqual([]);
  });

  test.each([
    [
      'conditions that lead to themselves',
      { Conditions: { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } } },
      'The conditions A -> B -> A lead to themselves',
    ],
    ['an output that is no text', { Outputs: { A: { Value: [] } } }, 'evaluate to a String'],
    [
      'an object where a text is joined',
      { Outputs: { A: { Value: { 'Fn::Join': ['', [{ a: 1 }]] } } } },
      'Fn::Join takes a text, not {"a":1}',
    ],
    [
      'too few arguments',
      { Outputs: { A: { Value: { 'Fn::FindInMap': ['a'] } } } },
      'Fn::FindInMap takes 3 items, not 1: ["a"]',
    ],
  ])('refuses %s', async (_, sections, told) => {
    const { cloud } = recordingCloud();
    const Resources = {
      First: { ...queue(), ...('Conditions' in sections && { Condition: 'A' }) },
    };
    await expect(deployTo(cloud, { ...sections, Resources })).rejects.toThrow(told);
  });
});

describe('parseTemplate', () => {
  test('refuses text that is not JSON, and sections it does not know', () => {
    expect(() => parseTemplate('{', 'x.json')).toThrow('x.json is not JSON');
    const deep = `{"Resources":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(() => parseTemplate(deep, 'x.json')).toThrow('nested deeper than 250 levels');
    expect(() => parseTemplate('{"Resources":{},"Hooks":{}}', 'x.json')).toThrow(
      expect.objectContaining({ why: expect.stringContaining('Hooks') }),
    );
  });
});

test('keys of KMS are names that others refer to', async () => {
  const { cloud, calls } = recordingCloud();
  const stack = await deployTo(cloud, {
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {}, EnableKeyRotation: true } },
      Alias: {
        Type: 'AWS::KMS::Alias',
        Properties: { AliasName: 'alias/orders', TargetKeyId: { Ref: 'Key' } },
      },
      Orders: queue({ KmsMasterKeyId: { Ref: 'Alias' } }),
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } }, Id: { Value: { Ref: 'Key' } } },
  });
  expect(calls[0]?.input.Attributes).toEqual({ KmsMasterKeyId: 'alias/orders' });
  const id = stack.outputs.get('Id')!.value;
  expect(stack.outputs.get('Arn')!.value).toBe(`arn:aws:kms:us-east-1:123456789012:key/${id}`);
});

test('dashboards are names, whatever they would show', async () => {
  const { cloud, calls } = recordingCloud();
  const Type = 'AWS::CloudWatch::Dashboard';
  const stack = await deployTo(cloud, {
    Resources: {
      Named: { Type, Properties: { DashboardName: 'orders', DashboardBody: '{"widgets":[]}' } },
      Other: { Type, Properties: { DashboardBody: { 'Fn::Sub': '{}' } } },
    },
  });
  expect(calls).toEqual([]);
  expect(stack.resources.map(({ physicalId }) => physicalId)).toEqual([
    'orders',
    expect.stringMatching(/-Other-/),
  ]);
});

test('a template with null in it is refused with its place, as by CloudFormation', () => {
  const template = {
    Resources: { Machine: { Type: 'Any', Properties: { Definition: { ResultPath: null } } } },
  };
  expect(() => parseTemplate(JSON.stringify(template), 'the template')).toThrow(
    "[/Resources/Machine/Properties/Definition/ResultPath] 'null' values are not allowed",
  );
});

test.each([
  ['Parameters:\n  A:\nResources: {}', '/Parameters/A'],
  ['Resources:\n  Q:', '/Resources/Q'],
])('%j is refused with what an empty name means', (text, place) => {
  expect(() => parseTemplate(text, 't.yaml')).toThrow(
    expect.objectContaining({
      what: `t.yaml: [${place}] 'null' values are not allowed in templates`,
      fix: 'Give it a value ({} where nothing is to be said), or take it out.',
    }),
  );
});

test('a template without resources is told what is missing', () => {
  expect(() => parseTemplate('{}', 't.json')).toThrow(
    expect.objectContaining({
      why: expect.stringMatching(/This is missing\s+→ at Resources/),
      fix: expect.stringContaining('"Resources"'),
    }),
  );
  expect(() => parseTemplate('# later', 't.yaml')).toThrow('t.yaml is empty');
});
