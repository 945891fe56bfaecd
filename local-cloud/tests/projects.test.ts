import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetAliasCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { packaged } from '../src/cli/package.ts';
import { type Choices, openProject } from '../src/cli/project.ts';

const silent = { out: () => {}, err: () => {}, progress: () => {} };

let root: string;
let cloud: BootedCloud | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
  rmSync(root, { recursive: true, force: true });
});

/** Within the hour: what is due each hour does not come of itself. */
const MOMENT = Date.parse('2030-01-07T09:30:15Z');

/** Deploys a folder with these files as `local-cloud up` does. */
async function up(files: Readonly<Record<string, string>>, choices: Choices = {}) {
  root = mkdtempSync(join(tmpdir(), 'projects-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const made = await packaged(openProject(root, choices), silent, { build: true });
  cloud = await bootCloud(made, { port: 0, seed: 'projects', frozenAt: MOMENT });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const config = { endpoint: cloud.endpoint, region: cloud.cloud.region, credentials };
  return {
    output: (name: string) => cloud!.stack.outputs.get(name)!.value,
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    sqs: new SQSClient(config),
    states: new SFNClient(config),
  };
}

const TEMPLATE = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Zones: {Type: CommaDelimitedList, Default: "a,b"}
Rules:
  Prod:
    RuleCondition: !Equals [!Ref Stage, prod]
    Assertions:
      - Assert: !EachMemberIn [!Ref Zones, [a]]
        AssertDescription: Production is in zone a
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          Effect: Allow
          Principal:
            Service: [lambda.amazonaws.com, !Sub "states.\${AWS::Region}.amazonaws.com"]
          Action: sts:AssumeRole
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: invoke
      Roles: [!Ref Role]
      PolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Allow, Action: lambda:InvokeFunction, Resource: !Ref Live}
  Logs:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles: [!Ref Role]
      PolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Allow, Action: "logs:*", Resource: "*"}
  Greet:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs24.x
      Handler: app.handler
      Role: !GetAtt Role.Arn
      Code: ./dist
      Environment: {Variables: {STAGE: !Ref Stage}}
  GreetVersion:
    Type: AWS::Lambda::Version
    DeletionPolicy: Retain
    Properties: {FunctionName: !Ref Greet}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref Greet, FunctionVersion: !GetAtt GreetVersion.Version, Name: live}
  Inline:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code:
        ZipFile: |
          exports.handler = async (event) => ({ inline: event });
  InlineAsync:
    Type: AWS::Lambda::EventInvokeConfig
    Properties: {FunctionName: !Ref Inline, Qualifier: $LATEST, MaximumRetryAttempts: 0}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    DependsOn: Policy
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionS3Location: statemachine/greet.asl.yaml
      DefinitionSubstitutions: {Live: !Ref Live, Timeout: 30}
  MachineVersion:
    Type: AWS::StepFunctions::StateMachineVersion
    Properties:
      StateMachineArn: !Ref Machine
      StateMachineRevisionId: !GetAtt Machine.StateMachineRevisionId
  MachineAlias:
    Type: AWS::StepFunctions::StateMachineAlias
    Properties:
      Name: live
      DeploymentPreference: {StateMachineVersionArn: !Ref MachineVersion, Type: ALL_AT_ONCE}
  Work:
    Type: AWS::StepFunctions::Activity
    Properties: {Name: !Join ["-", [work, !Select [1, !Ref Zones]]]}
  Queue: {Type: AWS::SQS::Queue}
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          Effect: Allow
          Principal: {Service: events.amazonaws.com}
          Action: sqs:SendMessage
          Resource: !GetAtt Queue.Arn
          Condition: {ArnEquals: {"aws:SourceArn": !GetAtt Hourly.Arn}}
  Hourly:
    Type: AWS::Events::Rule
    Condition: IsDev
    Properties:
      ScheduleExpression: cron(0 * * * ? *)
      Targets: [{Id: queue, Arn: !GetAtt Queue.Arn, Input: '"tick"'}]
Outputs:
  Machine: {Value: !Ref MachineAlias}
  Activity: {Value: !Ref Work}
  Live: {Value: !Ref Live}
  Inline: {Value: !Ref Inline}
  Queue: {Value: !Ref Queue}
  Rule: {Value: !Ref Hourly}
  Stack: {Value: !Sub "\${AWS::StackName} in \${AWS::Region} of \${AWS::AccountId}"}
`;

const FILES = {
  'template.yaml': TEMPLATE,
  'dist/app.js':
    'exports.handler = async ({ name }, { functionVersion, invokedFunctionArn }) =>\n' +
    '  ({ hello: name, stage: process.env.STAGE, functionVersion, invokedFunctionArn });',
  'statemachine/greet.asl.yaml': `
StartAt: Greet
States:
  Greet:
    Type: Task
    Resource: \${Live}
    TimeoutSeconds: \${Timeout}
    End: true
`,
};

describe('a plain template in YAML', () => {
  test('is deployed with its local code, and serves real clients in the region it is given', async () => {
    const choices = { region: 'eu-west-1', account: '111122223333', parameters: { Stage: 'dev' } };
    const { output, states, lambda, events, sqs } = await up(FILES, { ...choices, stack: 'shop' });
    expect(output('Stack')).toBe('shop in eu-west-1 of 111122223333');
    expect(output('Activity')).toBe('arn:aws:states:eu-west-1:111122223333:activity:work-b');

    const input = '{"name":"you"}';
    const stateMachineArn = output('Machine');
    expect(stateMachineArn).toMatch(/:live$/);
    const started = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
    await cloud!.cloud.clock.idle();
    const { executionArn } = started;
    const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
    expect(JSON.parse(execution.output!)).toEqual({
      hello: 'you',
      stage: 'dev',
      functionVersion: '1',
      invokedFunctionArn: output('Live'),
    });
    const FunctionName = output('Live').replace(/:live$/, '');
    const alias = await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
    expect(alias.FunctionVersion).toBe('1');
    const Payload = Buffer.from(input);
    const inline = await lambda.send(
      new InvokeCommand({ FunctionName: output('Inline'), Payload }),
    );
    expect(JSON.parse(Buffer.from(inline.Payload!).toString())).toEqual({
      inline: { name: 'you' },
    });

    const rule = await events.send(new DescribeRuleCommand({ Name: output('Rule') }));
    expect(rule.ScheduleExpression).toBe('cron(0 * * * ? *)');
    await cloud!.cloud.clock.advance(2 * 3_600_000);
    const received = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: output('Queue'), MaxNumberOfMessages: 10 }),
    );
    expect(received.Messages?.map(({ Body }) => Body)).toEqual(['"tick"', '"tick"']);
  });

  test('is refused before anything is made when its parameters break a rule', async () => {
    const parameters = { Stage: 'prod' };
    await expect(up(FILES, { parameters })).rejects.toMatchObject({
      why: 'Prod: Production is in zone a',
    });
  });

  test('names the parameters that have no value', async () => {
    await expect(up(FILES)).rejects.toThrow('Parameters: [Stage] must have values');
  });

  test('names what is wrong with the file and the logical id', async () => {
    const text = `
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt Missing.Name}}
`;
    await expect(up({ 'template.yaml': text })).rejects.toMatchObject({
      message: expect.stringContaining('Queue: there is no "Missing" in template.yaml.'),
      fix: 'Correct this in template.yaml, or take it out.',
    });
  });

  test('written for a transform that is not served is refused with what to run', async () => {
    const text = 'Transform: AWS::LanguageExtensions\nResources: {}';
    await expect(up({ 'template.yaml': text })).rejects.toMatchObject({
      what: 'template.yaml is written for the transform AWS::LanguageExtensions',
      fix: expect.stringContaining('--template-stage Processed'),
    });
  });
});

describe('what `cdk synth` wrote', () => {
  const asset = 'e'.repeat(64);
  const template = {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] },
                Action: 'sts:AssumeRole',
              },
            ],
          },
        },
      },
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: {
            S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
            S3Key: `${asset}.zip`,
          },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
        Metadata: { 'aws:cdk:path': 'Shop/Fn/Resource', 'aws:asset:path': `asset.${asset}` },
      },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          DefinitionString: {
            'Fn::Join': [
              '',
              [
                '{"StartAt":"A","States":{"A":{"Type":"Task","End":true,"Resource":"',
                { 'Fn::GetAtt': ['Fn', 'Arn'] },
                '"}}}',
              ],
            ],
          },
          RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
      },
      CDKMetadata: {
        Type: 'AWS::CDK::Metadata',
        Properties: { Analytics: 'v2:deflate64:H4s' },
        Condition: 'CDKMetadataAvailable',
      },
    },
    Conditions: {
      CDKMetadataAvailable: {
        'Fn::Or': [
          { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-west-2'] },
          { 'Fn::Equals': [1, 1] },
        ],
      },
    },
    Outputs: { Fn: { Value: { Ref: 'Fn' } }, Machine: { Value: { Ref: 'Machine' } } },
    Parameters: {
      BootstrapVersion: {
        Type: 'AWS::SSM::Parameter::Value<String>',
        Default: '/cdk-bootstrap/hnb659fds/version',
        Description: 'Version of the CDK Bootstrap resources in this environment',
      },
    },
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [
          {
            Assert: {
              'Fn::Not': [
                { 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'BootstrapVersion' }] },
              ],
            },
            AssertDescription: 'CDK bootstrap stack version 6 required.',
          },
        ],
      },
    },
  };
  const files = {
    'cdk.json': '{}',
    'cdk.out/manifest.json': JSON.stringify({
      version: '48.0.0',
      artifacts: {
        Shop: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://unknown-account/us-west-2',
          properties: { templateFile: 'Shop.template.json' },
        },
      },
    }),
    'cdk.out/Shop.template.json': JSON.stringify(template),
    'cdk.out/Shop.assets.json': JSON.stringify({
      version: '48.0.0',
      files: {
        [asset]: {
          source: { path: `asset.${asset}`, packaging: 'zip' },
          destinations: { here: { bucketName: 'assets', objectKey: `${asset}.zip` } },
        },
      },
    }),
    [`cdk.out/asset.${asset}/index.js`]: 'exports.handler = async () => 42;',
  };

  test('is found, and deployed with its assets to the region of the app', async () => {
    const { output, lambda, states } = await up(files);
    expect(cloud!.stack.name).toBe('Shop');
    expect(cloud!.cloud.region).toBe('us-west-2');
    const answer = await lambda.send(new InvokeCommand({ FunctionName: output('Fn') }));
    expect(Buffer.from(answer.Payload!).toString()).toBe('42');
    const stateMachineArn = output('Machine');
    const machine = await states.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(machine.definition).toContain('arn:aws:lambda:us-west-2:123456789012:function:Shop-Fn-');
  });
});
