import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { allow, policy, roleResource } from './support/iam.ts';

const ref = (Ref: string) => ({ Ref });
const attribute = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });

const grant = (Action: string, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

/** A rule on new policies that starts a machine, unless a certain role made them. */
const TEMPLATE = {
  Resources: {
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.iam'],
          detail: {
            eventName: ['CreatePolicy', 'CreatePolicyVersion'],
            userIdentity: {
              sessionContext: {
                sessionIssuer: {
                  arn: [{ exists: false }, { 'anything-but': [attribute('OwnRole')] }],
                },
              },
            },
          },
        },
        Targets: [
          {
            Id: 'machine',
            Arn: ref('Machine'),
            RoleArn: attribute('RuleRole'),
            InputPath: '$.detail',
            RetryPolicy: { MaximumRetryAttempts: '3', MaximumEventAgeInSeconds: 3600 },
            DeadLetterConfig: { Arn: attribute('DeadLetters') },
          },
        ],
      },
    },
    RuleRole: roleResource(
      { Service: 'events.amazonaws.com' },
      grant('states:StartExecution', ref('Machine')),
    ),
    OwnRole: roleResource({ AWS: '*' }, grant('iam:CreatePolicy', '*')),
    OtherRole: roleResource({ AWS: '*' }, grant('iam:CreatePolicy', '*')),
    MachineRole: roleResource({ Service: 'states.amazonaws.com' }, grant('sqs:SendMessage', '*')),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: attribute('MachineRole'),
        Definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      },
    },
    DeadLetters: { Type: 'AWS::SQS::Queue', Properties: {} },
    DeadLettersPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [ref('DeadLetters')],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: attribute('DeadLetters'),
              Condition: { ArnEquals: { 'aws:SourceArn': attribute('Rule') } },
            },
          ],
        },
      },
    },
    List: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: { 'Fn::Sub': '/${AWS::StackName}/list' },
        Type: 'StringList',
        Value: 'green,black',
      },
    },
  },
  Outputs: {
    Rule: { Value: ref('Rule') },
    RuleRole: { Value: ref('RuleRole') },
    OwnRole: { Value: attribute('OwnRole') },
    OtherRole: { Value: attribute('OtherRole') },
    Machine: { Value: ref('Machine') },
    MachineRole: { Value: attribute('MachineRole') },
    DeadLetters: { Value: ref('DeadLetters') },
    List: { Value: ref('List') },
    ListValue: { Value: attribute('List', 'Value') },
  },
};

let cloud: BootedCloud;
let config: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
};
const output = (name: string) => cloud.stack.outputs.get(name)!.value;

beforeEach(async () => {
  const template = parseTemplate(JSON.stringify(TEMPLATE), 'the template');
  const made = { stackName: 'tea', template, artifact: () => new Uint8Array() };
  cloud = await bootCloud(made, { port: 0, seed: 'eventbridge' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  config = { endpoint: cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
});
afterEach(() => cloud.close());

const PolicyDocument = policy(allow('s3:GetObject'));

/** Makes a policy, as root or in the name of a role, and lets what follows happen. */
async function createPolicy(PolicyName: string, RoleArn?: string) {
  const iam = new IAMClient({
    ...config,
    ...(RoleArn && { credentials: await credentialsOf(RoleArn) }),
  });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  await cloud.cloud.clock.idle();
  return Policy!.Arn!;
}

async function credentialsOf(RoleArn: string) {
  const session = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'monday' });
  const { Credentials } = await new STSClient(config).send(session);
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  return {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken!,
  };
}

/** The inputs of the executions that were started, the newest first. */
async function started() {
  const states = new SFNClient(config);
  const listed = await states.send(
    new ListExecutionsCommand({ stateMachineArn: output('Machine') }),
  );
  const described = listed.executions!.map(({ executionArn }) =>
    states.send(new DescribeExecutionCommand({ executionArn })),
  );
  return (await Promise.all(described)).map(({ input }) => JSON.parse(input!));
}

async function deadLetters() {
  const receive = new ReceiveMessageCommand({
    QueueUrl: output('DeadLetters'),
    MessageAttributeNames: ['All'],
  });
  return (await new SQSClient(config).send(receive)).Messages ?? [];
}

describe('a rule on the events of IAM', () => {
  test('starts a machine with what CloudTrail records of a new policy', async () => {
    const arn = await createPolicy('reader');
    expect(await started()).toMatchObject([
      {
        eventName: 'CreatePolicy',
        userIdentity: { type: 'Root' },
        requestParameters: { policyName: 'reader', policyDocument: PolicyDocument },
        responseElements: { policy: { arn, policyName: 'reader', defaultVersionId: 'v1' } },
      },
    ]);
  });

  test('starts it for a new version too, and not for reads and other changes', async () => {
    const PolicyArn = await createPolicy('reader');
    const version = { PolicyArn, PolicyDocument, SetAsDefault: true };
    await new IAMClient(config).send(new CreatePolicyVersionCommand(version));
    await cloud.cloud.clock.idle();
    expect(await started()).toMatchObject([
      {
        eventName: 'CreatePolicyVersion',
        requestParameters: { policyArn: PolicyArn, setAsDefault: true },
        responseElements: { policyVersion: { versionId: 'v2', isDefaultVersion: true } },
      },
      { eventName: 'CreatePolicy' },
    ]);
  });

  test('leaves out what a role did that it excludes, and that role alone', async () => {
    await createPolicy('own', output('OwnRole'));
    expect(await started()).toEqual([]);
    await createPolicy('other', output('OtherRole'));
    expect(await started()).toMatchObject([
      {
        userIdentity: {
          type: 'AssumedRole',
          sessionContext: { sessionIssuer: { arn: output('OtherRole') } },
        },
      },
    ]);
  });

  test('sends an event to the dead-letter queue when its role may not start the machine', async () => {
    const gone = { RoleName: output('RuleRole'), PolicyName: 'own' };
    await new IAMClient(config).send(new DeleteRolePolicyCommand(gone));
    await createPolicy('reader');
    expect(await started()).toEqual([]);
    const [message, ...others] = await deadLetters();
    expect(others).toEqual([]);
    expect(JSON.parse(message!.Body!)).toMatchObject({
      source: 'aws.iam',
      'detail-type': 'AWS API Call via CloudTrail',
      detail: { eventName: 'CreatePolicy' },
    });
    expect(message!.MessageAttributes).toMatchObject({
      RULE_ARN: { StringValue: expect.stringContaining(`:rule/${output('Rule')}`) },
      TARGET_ARN: { StringValue: output('Machine') },
      ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
      RETRY_ATTEMPTS: { StringValue: '0' },
    });
  });
});

describe('through the SDK', () => {
  let events: EventBridgeClient;
  beforeEach(() => {
    events = new EventBridgeClient(config);
  });

  test('a rule that was deployed is described with its pattern and its target', async () => {
    const { EventPattern, State } = await events.send(
      new DescribeRuleCommand({ Name: output('Rule') }),
    );
    expect(State).toBe('ENABLED');
    expect(EventPattern).toContain(output('OwnRole'));
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: output('Rule') }));
    expect(Targets).toMatchObject([
      { RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 } },
    ]);
  });

  test('events are put, matched and delivered; those of AWS are not for everybody', async () => {
    const EventPattern = '{"source":["kitchen"]}';
    await events.send(new PutRuleCommand({ Name: 'kitchen', EventPattern }));
    const Arn = output('Machine');
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: output('Rule') }));
    const RoleArn = Targets![0]!.RoleArn!;
    const InputTransformer = {
      InputPathsMap: { cup: '$.detail.cup' },
      InputTemplate: '{"said": "cup <cup>"}',
    };
    await events.send(
      new PutTargetsCommand({
        Rule: 'kitchen',
        Targets: [{ Id: 'one', Arn, RoleArn, InputTransformer }],
      }),
    );
    const entry = { Source: 'kitchen', DetailType: 'Tea Made', Detail: '{"cup":3}' };
    const Entries = [entry, { ...entry, Source: 'aws.kitchen' }];
    const put = await events.send(new PutEventsCommand({ Entries }));
    expect(put.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'NotAuthorizedForSourceException',
    ]);
    await cloud.cloud.clock.idle();
    expect(await started()).toEqual([{ said: 'cup 3' }]);
  });

  test('a role that does not trust EventBridge starts nothing', async () => {
    const EventPattern = '{"source":["kitchen"]}';
    await events.send(new PutRuleCommand({ Name: 'kitchen', EventPattern }));
    const target = { Id: 'one', Arn: output('Machine'), RoleArn: output('MachineRole') };
    await events.send(new PutTargetsCommand({ Rule: 'kitchen', Targets: [target] }));
    const entry = { Source: 'kitchen', DetailType: 'Tea Made', Detail: '{}' };
    await events.send(new PutEventsCommand({ Entries: [entry] }));
    await cloud.cloud.clock.idle();
    expect(await started()).toEqual([]);
  });

  test('a pattern is tested, and a wrong one is refused with the reason', async () => {
    const Event = JSON.stringify({
      ...{ id: '1', account: '123456789012', source: 'kitchen', time: '2030-01-01T00:00:00Z' },
      ...{ region: 'us-east-1', resources: [], 'detail-type': 'Tea Made', detail: {} },
    });
    const ask = (EventPattern: string) =>
      events.send(new TestEventPatternCommand({ Event, EventPattern }));
    expect(await ask('{"source":[{"prefix":"kit"}]}')).toMatchObject({ Result: true });
    await expect(ask('{"source":"kitchen"}')).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
      message: expect.stringContaining('must be an object or an array'),
    });
  });
});

describe('a parameter of a stack', () => {
  test('is read by its name, and its value is an attribute', async () => {
    const ssm = new SSMClient(config);
    expect(output('List')).toBe('/tea/list');
    expect(output('ListValue')).toBe('green,black');
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/tea/list' }));
    expect(Parameter).toMatchObject({ Type: 'StringList', Value: 'green,black', Version: 1 });
    expect(Parameter?.LastModifiedDate).toBeInstanceOf(Date);
  });

  test('is edited by operators; what is not there has a name of its own', async () => {
    const ssm = new SSMClient(config);
    const change = { Name: '/tea/list', Value: 'white', Overwrite: true };
    expect(await ssm.send(new PutParameterCommand(change))).toMatchObject({ Version: 2 });
    await expect(ssm.send(new GetParameterCommand({ Name: '/coffee' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });
});
