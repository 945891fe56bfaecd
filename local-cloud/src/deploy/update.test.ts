import { expect, test } from 'vitest';
import { deploy, type Stack } from './deploy.ts';
import { parseTemplate } from './template.ts';
import { recordingCloud, root } from './testing.ts';

const artifact = () => Buffer.from('export const handler = () => {};');

function parsed(Resources: object, more: object = {}) {
  return parseTemplate(JSON.stringify({ Resources, ...more }), 'the template');
}

function deployTo({ cloud }: ReturnType<typeof recordingCloud>, Resources: object, more = {}) {
  return deploy(cloud, { stackName: 'test', template: parsed(Resources, more), artifact, root });
}

/** Throws the first failure. */
async function update(stack: Stack, Resources: object, more: object = {}) {
  const { failures, ...rest } = await stack.update({ template: parsed(Resources, more), artifact });
  if (failures.length > 0) throw failures[0];
  return rest;
}

const queue = (Properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties });

const machine = (Comment: string, more: object = {}) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: 'tea',
    RoleArn: 'arn:role',
    Definition: { Comment, StartAt: 'Steep', States: { Steep: { Type: 'Succeed' } } },
    ...more,
  },
});

const brew = (more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'i.h', Runtime: 'nodejs24.x', Role: 'arn:r', Code: './i.js', ...more },
});

test('what fails keeps nothing else from its update, and is tried again by the next one', async () => {
  const recording = recordingCloud();
  const stack = await deployTo(recording, { Black: machine('1'), Pot: queue(), Brew: brew() });
  recording.failing.operation = 'UpdateStateMachine';
  const changed = { Black: machine('2'), Pot: queue(), Brew: brew({ Timeout: 9 }) };
  for (const updated of [['Brew'], []]) {
    const update = await stack.update({ template: parsed(changed), artifact });
    expect(update).toMatchObject({ updated, untouched: [] });
    expect(update.failures.map(String)).toEqual([
      expect.stringContaining('Black (AWS::StepFunctions::StateMachine) could not be updated'),
    ]);
  }
  recording.failing.operation = undefined;
  expect(await update(stack, changed)).toEqual({ updated: ['Black'], untouched: [] });
});

test('what is taken back before a restart is no longer named', async () => {
  const stack = await deployTo(recordingCloud(), { Tea: queue({ QueueName: 'black' }) });
  const changed = { Tea: queue({ QueueName: 'green' }) };
  expect(await update(stack, changed)).toMatchObject({ untouched: ['Tea (QueueName)'] });
  expect(await update(stack, changed)).toMatchObject({ untouched: ['Tea (QueueName)'] });
  expect(await update(stack, { Tea: queue({ QueueName: 'black' }) })).toEqual({
    updated: [],
    untouched: [],
  });
});

test('what is gone is named until a restart, and what a condition leaves out is not', async () => {
  const stack = await deployTo(recordingCloud(), { Tea: queue(), Milk: queue() });
  const next = { Tea: queue(), Sugar: { ...queue(), Condition: 'IsSweet' } };
  const Conditions = { IsSweet: { 'Fn::Equals': ['a', 'b'] } };
  const nothing = { updated: [], untouched: ['Milk'] };
  expect(await update(stack, next, { Conditions })).toEqual(nothing);
});

test('what has gone from the template cannot be referred to, as after a restart', async () => {
  const main = queue({ QueueName: { 'Fn::GetAtt': ['Milk', 'QueueName'] } });
  const stack = await deployTo(recordingCloud(), {
    Milk: queue({ QueueName: 'milk' }),
    Main: main,
  });
  await expect(update(stack, { Main: main })).rejects.toThrow('Main: there is no "Milk"');
});

test('outputs and resources are those of the last update', async () => {
  const stack = await deployTo(recordingCloud(), { Tea: queue({ QueueName: 'tea' }) });
  const Outputs = { MilkUrl: { Value: { Ref: 'Milk' } } };
  const next = { Tea: queue({ QueueName: 'tea' }), Milk: queue({ QueueName: 'milk' }) };
  await update(stack, next, { Outputs });
  expect([...stack.outputs]).toEqual([['MilkUrl', { value: 'http://queues/milk' }]]);
  expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['Tea', 'Milk']);
});

test('an update refuses what a deployment refuses, and changes nothing', async () => {
  const recording = recordingCloud();
  const stack = await deployTo(recording, { Tea: machine('1') });
  recording.calls.length = 0;
  const unknown = { Tea: machine('2'), Cup: { Type: 'AWS::Nope::Cup', Properties: {} } };
  await expect(update(stack, unknown)).rejects.toThrow('does not serve every resource type');
  const misspelt = { Tea: machine('2', { Loging: {} }) };
  await expect(update(stack, misspelt)).rejects.toThrow('does not take every property');
  expect(recording.calls).toEqual([]);
});

test('a resource that became another type is left alone', async () => {
  const stack = await deployTo(recordingCloud(), { Tea: machine('1') });
  expect(await update(stack, { Tea: brew() })).toEqual({ updated: [], untouched: ['Tea (Type)'] });
});

test('all settings of a function are brought up to date, and those left out have their defaults', async () => {
  const recording = recordingCloud();
  const before = { FunctionName: 'brew', MemorySize: 512, TracingConfig: { Mode: 'Active' } };
  const stack = await deployTo(recording, { Brew: brew(before) });
  recording.calls.length = 0;
  const after = {
    FunctionName: 'brew',
    Role: 'arn:other',
    DeadLetterConfig: { TargetArn: 'arn:q' },
  };
  expect(await update(stack, { Brew: brew(after) })).toEqual({ updated: ['Brew'], untouched: [] });
  expect(recording.calls[0]).toEqual({
    operation: 'UpdateFunctionConfiguration',
    input: {
      FunctionName: 'brew',
      Handler: 'i.h',
      Runtime: 'nodejs24.x',
      Role: 'arn:other',
      Description: '',
      MemorySize: 128,
      Timeout: 3,
      Environment: { Variables: {} },
      TracingConfig: { Mode: 'PassThrough' },
      DeadLetterConfig: { TargetArn: 'arn:q' },
      LoggingConfig: {},
      Layers: [],
      EphemeralStorage: { Size: 512 },
    },
  });
});

test('a new name is not taken for a change in place: it is named, and the rest is brought up to date', async () => {
  const recording = recordingCloud();
  const stack = await deployTo(recording, { Tea: machine('1') });
  recording.calls.length = 0;
  const next = { Tea: machine('2', { StateMachineName: 'coffee' }) };
  expect(await update(stack, next)).toEqual({
    updated: ['Tea'],
    untouched: ['Tea (StateMachineName)'],
  });
  expect(await update(stack, next)).toEqual({
    updated: [],
    untouched: ['Tea (StateMachineName)'],
  });
  expect(recording.calls).toHaveLength(1);
  expect(recording.calls[0]?.input).toMatchObject({
    stateMachineArn: 'arn:machine:tea',
    roleArn: 'arn:role',
    loggingConfiguration: { level: 'OFF' },
    tracingConfiguration: { enabled: false },
  });
});

test('a role gets another boundary, and none', async () => {
  const recording = recordingCloud();
  const role = (more: object) => ({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'r', AssumeRolePolicyDocument: { Statement: [] }, ...more },
    },
  });
  const stack = await deployTo(recording, role({ PermissionsBoundary: 'arn:one' }));
  expect(recording.calls[0]?.input).toMatchObject({ PermissionsBoundary: 'arn:one' });
  recording.calls.length = 0;
  await update(stack, role({ PermissionsBoundary: 'arn:two' }));
  await update(stack, role({}));
  const bound = recording.calls.filter(({ operation }) => operation.endsWith('Boundary'));
  expect(bound).toEqual([
    {
      operation: 'PutRolePermissionsBoundary',
      input: { RoleName: 'r', PermissionsBoundary: 'arn:two' },
    },
    { operation: 'DeleteRolePermissionsBoundary', input: { RoleName: 'r' } },
  ]);
});

test('a role is given what it is granted now, and loses what the template gave it before', async () => {
  const recording = recordingCloud();
  const policy = (PolicyName: string, Action: string) => ({
    PolicyName,
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
  });
  const role = (...Policies: object[]) => ({
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'r', AssumeRolePolicyDocument: { Statement: [] }, Policies },
  });
  const stack = await deployTo(recording, {
    Role: role(policy('kept', 'sqs:SendMessage'), policy('gone', 'sns:Publish')),
  });
  recording.calls.length = 0;
  const next = { Role: role(policy('kept', 'sqs:DeleteMessage')) };
  expect(await update(stack, next)).toEqual({ updated: ['Role'], untouched: [] });
  expect(recording.calls.slice(2)).toEqual([
    {
      operation: 'PutRolePolicy',
      input: {
        RoleName: 'r',
        PolicyName: 'kept',
        PolicyDocument: expect.stringContaining('sqs:DeleteMessage'),
      },
    },
    { operation: 'DeleteRolePolicy', input: { RoleName: 'r', PolicyName: 'gone' } },
  ]);
});

test('a default of a parameter that has changed changes what refers to it', async () => {
  const Parameters = (Default: string) => ({ Parameters: { Word: { Type: 'String', Default } } });
  const tea = { Tea: machine('1', { DefinitionSubstitutions: { Word: { Ref: 'Word' } } }) };
  const stack = await deployTo(recordingCloud(), tea, Parameters('black'));
  expect(await update(stack, tea, Parameters('black'))).toMatchObject({ updated: [] });
  expect(await update(stack, tea, Parameters('green'))).toMatchObject({ updated: ['Tea'] });
});

const PolicyDocument = (Sid: string) => ({ Statement: [{ Sid, Effect: 'Deny', Principal: '*' }] });
const target = (Id: string) => ({ Id, Arn: 'arn:aws:sqs:us-east-1:123456789012:q' });

test.each<[type: string, before: object, after: object, calls: [string, object][]]>([
  [
    'AWS::CloudWatch::Alarm',
    { AlarmName: 'a', EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'x' },
    { AlarmName: 'a', EvaluationPeriods: 1, Threshold: 2, ComparisonOperator: 'x' },
    [['PutMetricAlarm', { AlarmName: 'a', Threshold: 2 }]],
  ],
  [
    'AWS::SSM::Parameter',
    { Name: 'p', Type: 'String', Value: 'a' },
    { Name: 'p', Type: 'String', Value: 'b' },
    [['PutParameter', { Name: 'p', Value: 'b', Overwrite: true }]],
  ],
  [
    'AWS::SQS::Queue',
    { QueueName: 'q', DelaySeconds: 5, RedrivePolicy: { maxReceiveCount: 1 } },
    { QueueName: 'q', VisibilityTimeout: 7 },
    [
      [
        'SetQueueAttributes',
        { Attributes: { DelaySeconds: '0', RedrivePolicy: '', VisibilityTimeout: '7' } },
      ],
    ],
  ],
  [
    'AWS::SQS::QueuePolicy',
    { Queues: ['u'], PolicyDocument: PolicyDocument('a') },
    { Queues: ['u'], PolicyDocument: PolicyDocument('b') },
    [
      [
        'SetQueueAttributes',
        { QueueUrl: 'u', Attributes: { Policy: expect.stringContaining('"b"') } },
      ],
    ],
  ],
  [
    'AWS::SNS::TopicPolicy',
    { Topics: ['t'], PolicyDocument: PolicyDocument('a') },
    { Topics: ['t'], PolicyDocument: PolicyDocument('b') },
    [['SetTopicAttributes', { TopicArn: 't', AttributeValue: expect.stringContaining('"b"') }]],
  ],
  [
    'AWS::S3::BucketPolicy',
    { Bucket: 'b', PolicyDocument: PolicyDocument('a') },
    { Bucket: 'b', PolicyDocument: PolicyDocument('b') },
    [['PutBucketPolicy', { Bucket: 'b', Policy: expect.stringContaining('"b"') }]],
  ],
  [
    'AWS::Logs::LogGroup',
    { LogGroupName: 'g', RetentionInDays: 7 },
    { LogGroupName: 'g', RetentionInDays: 30 },
    [['PutRetentionPolicy', { logGroupName: 'g', retentionInDays: 30 }]],
  ],
  [
    'AWS::Logs::LogGroup',
    { LogGroupName: 'g', RetentionInDays: 7 },
    { LogGroupName: 'g' },
    [['DeleteRetentionPolicy', { logGroupName: 'g' }]],
  ],
  [
    'AWS::Lambda::EventInvokeConfig',
    { FunctionName: 'f', Qualifier: '$LATEST', MaximumRetryAttempts: 1 },
    { FunctionName: 'f', Qualifier: '$LATEST', MaximumRetryAttempts: 2 },
    [['PutFunctionEventInvokeConfig', { FunctionName: 'f', MaximumRetryAttempts: 2 }]],
  ],
  [
    'AWS::Lambda::Permission',
    { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
    { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com' },
    [
      ['AddPermission', { FunctionName: 'f', Principal: 'sns.amazonaws.com' }],
      ['RemovePermission', { FunctionName: 'f' }],
    ],
  ],
  [
    'AWS::Events::Rule',
    { Name: 'r', ScheduleExpression: 'rate(1 day)', Targets: [target('a'), target('b')] },
    { Name: 'r', ScheduleExpression: 'rate(2 days)', Targets: [target('b'), target('c')] },
    [
      ['PutRule', { Name: 'r', ScheduleExpression: 'rate(2 days)' }],
      ['RemoveTargets', { Rule: 'r', Ids: ['a'] }],
      ['PutTargets', { Rule: 'r', Targets: [target('b'), target('c')] }],
    ],
  ],
])('%s is changed in place', async (Type, before, after, calls) => {
  const recording = recordingCloud();
  const stack = await deployTo(recording, { Tea: { Type, Properties: before } });
  recording.calls.length = 0;
  const changed = { Tea: { Type, Properties: after } };
  expect(await update(stack, changed)).toEqual({ updated: ['Tea'], untouched: [] });
  expect(recording.calls).toMatchObject(calls.map(([operation, input]) => ({ operation, input })));
});

test('the targets that a rule has by now are removed with it', async () => {
  const recording = recordingCloud();
  const rule = (...Targets: object[]) => ({
    Tea: { Type: 'AWS::Events::Rule', Properties: { Name: 'r', Targets } },
  });
  const stack = await deployTo(recording, rule(target('a')));
  await update(stack, rule(target('b')));
  recording.calls.length = 0;
  await stack.remove();
  expect(recording.calls).toMatchObject([
    { operation: 'RemoveTargets', input: { Ids: ['b'] } },
    { operation: 'DeleteRule', input: { Name: 'r' } },
  ]);
});
