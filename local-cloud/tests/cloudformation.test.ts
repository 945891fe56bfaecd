import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListChangeSetsCommand,
  ListStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  UpdateStackCommand,
  type UpdateStackCommandInput,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { zipFiles } from '../src/deploy/zip.ts';
import { allow, policy, trust } from './support/iam.ts';
import { role } from './support/role.ts';

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
  },
};
const queue = (more: object = {}) => ({ Type: 'AWS::SQS::Queue', ...more });
const grinder = (S3Key: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'grind',
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { S3Bucket: 'code', S3Key },
    ...more,
  },
});
const template = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more });
/** Nobody can be sent to this one. */
const BROKEN = {
  Type: 'AWS::SQS::QueuePolicy',
  Properties: { Queues: ['http://127.0.0.1:1/123456789012/none'], PolicyDocument: {} },
};
const Capabilities: CreateStackCommandInput['Capabilities'] = ['CAPABILITY_IAM'];

let booted: BootedCloud;
let cloudFormation: CloudFormationClient;
let s3: S3Client;

beforeEach(async () => {
  const own = parseTemplate(template({ Own: queue() }), 'template.json');
  const made = { stackName: 'own', template: own, artifact: () => new Uint8Array() };
  booted = await bootCloud(made, { port: 0, report: () => {} });
  const config = {
    endpoint: booted.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
    maxAttempts: 1,
  };
  cloudFormation = new CloudFormationClient(config);
  s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket: 'code' }));
});
afterEach(() => booted.close());

function calling(operation: string, input: object): Promise<unknown> {
  return booted.cloud.call(booted.cloud.root, 'CloudFormation', operation, input);
}

/** Gives its ARN. */
async function makeRole(
  RoleName: string,
  AssumeRolePolicyDocument: string,
  actions: readonly string[],
): Promise<string> {
  const { cloud } = booted;
  await cloud.call(cloud.root, 'IAM', 'CreateRole', { RoleName, AssumeRolePolicyDocument });
  const PolicyDocument = policy(...actions.map((action) => allow(action)));
  const own = { RoleName, PolicyName: 'own', PolicyDocument };
  await cloud.call(cloud.root, 'IAM', 'PutRolePolicy', own);
  return `arn:aws:iam::123456789012:role/${RoleName}`;
}

/** Answers are given before the work is done. */
const settled = () => booted.cloud.clock.idle();

async function create(input: Partial<CreateStackCommandInput>): Promise<void> {
  await cloudFormation.send(new CreateStackCommand({ StackName: 'mill', Capabilities, ...input }));
  await settled();
}

async function update(input: Partial<UpdateStackCommandInput>): Promise<void> {
  await cloudFormation.send(new UpdateStackCommand({ StackName: 'mill', Capabilities, ...input }));
  await settled();
}

async function described(StackName = 'mill') {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!;
}

async function events(StackName = 'mill'): Promise<string[]> {
  const all: string[] = [];
  for await (const page of paginateDescribeStackEvents({ client: cloudFormation }, { StackName })) {
    for (const { LogicalResourceId, ResourceStatus } of page.StackEvents!) {
      all.unshift(`${LogicalResourceId} ${ResourceStatus}`);
    }
  }
  return all;
}

async function queues(): Promise<string[]> {
  const { config } = cloudFormation;
  const sqs = new SQSClient({
    endpoint: booted.endpoint,
    region: 'us-east-1',
    credentials: config.credentials,
  });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'mill-' }));
  return QueueUrls.map((url) => /mill-(\w+)-/.exec(url)![1]!);
}

async function upload(Key: string, answer: string): Promise<void> {
  const source = `exports.handler = async () => '${answer}';`;
  const Body = zipFiles({ 'index.js': Buffer.from(source) });
  await s3.send(new PutObjectCommand({ Bucket: 'code', Key, Body }));
}

async function answer(): Promise<string> {
  const lambda = new LambdaClient({
    endpoint: booted.endpoint,
    region: 'us-east-1',
    credentials: cloudFormation.config.credentials,
  });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'grind' }));
  return JSON.parse(Buffer.from(Payload!).toString());
}

describe('a stack', () => {
  test('is made from a template and code in S3, and tells of each step', async () => {
    await upload('first.zip', 'coarse');
    const Body = template(
      { Role: ROLE, Grind: grinder('first.zip') },
      {
        Description: 'A mill',
        Parameters: {
          Grade: { Type: 'String', Default: 'fine' },
          Key: { Type: 'String', NoEcho: true },
        },
        Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Grind', 'Arn'] }, Description: 'Where' } },
      },
    );
    await s3.send(new PutObjectCommand({ Bucket: 'code', Key: 'a b/mill.json', Body }));
    await create({
      TemplateURL: 'https://s3.us-east-1.amazonaws.com/code/a%20b/mill.json',
      Parameters: [{ ParameterKey: 'Key', ParameterValue: 'sample' }],
      Tags: [{ Key: 'STAGE', Value: 'dev' }],
    });
    expect(await described()).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Description: 'A mill',
      Parameters: [
        { ParameterKey: 'Grade', ParameterValue: 'fine' },
        { ParameterKey: 'Key', ParameterValue: '****' },
      ],
      Capabilities,
      Tags: [{ Key: 'STAGE', Value: 'dev' }],
      Outputs: [
        {
          OutputKey: 'Arn',
          OutputValue: expect.stringMatching(/function:grind$/),
          Description: 'Where',
        },
      ],
    });
    expect(await events()).toEqual([
      'mill CREATE_IN_PROGRESS',
      'Role CREATE_IN_PROGRESS',
      'Role CREATE_COMPLETE',
      'Grind CREATE_IN_PROGRESS',
      'Grind CREATE_COMPLETE',
      'mill CREATE_COMPLETE',
    ]);
    expect(await answer()).toBe('coarse');
    const { TemplateBody } = await cloudFormation.send(
      new GetTemplateCommand({ StackName: 'mill' }),
    );
    expect(TemplateBody).toBe(Body);
  });

  test('that cannot be made is taken down again, and stays to be looked at, or goes', async () => {
    const TemplateBody = template({ First: queue(), Broken: { ...BROKEN, DependsOn: 'First' } });
    await create({ TemplateBody });
    expect(await described()).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
      StackStatusReason: expect.stringContaining(
        'Broken (AWS::SQS::QueuePolicy) could not be created',
      ),
    });
    expect((await events()).slice(3)).toEqual([
      'Broken CREATE_IN_PROGRESS',
      'Broken CREATE_FAILED',
      'mill ROLLBACK_IN_PROGRESS',
      'First DELETE_IN_PROGRESS',
      'First DELETE_COMPLETE',
      'mill ROLLBACK_COMPLETE',
    ]);
    expect(await queues()).toEqual([]);
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'mill' }));
    await settled();
    await create({ TemplateBody, OnFailure: 'DELETE' });
    await expect(described()).rejects.toThrow('Stack with id mill does not exist');
  });

  test('is updated in place: what has come is made, what has gone goes, what is retained stays', async () => {
    await upload('first.zip', 'coarse');
    await upload('second.zip', 'fine');
    const kept = queue({ DeletionPolicy: 'Retain' });
    await create({
      TemplateBody: template({
        Role: ROLE,
        Grind: grinder('first.zip'),
        Gone: queue(),
        Kept: kept,
      }),
    });
    await update({
      TemplateBody: template({ Role: ROLE, Grind: grinder('second.zip'), Come: queue() }),
    });
    expect(await described()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect(await answer()).toBe('fine');
    expect((await queues()).sort()).toEqual(['Come', 'Kept']);
    expect((await events()).slice(-9)).toEqual([
      'mill UPDATE_IN_PROGRESS',
      'Grind UPDATE_IN_PROGRESS',
      'Grind UPDATE_COMPLETE',
      'Come CREATE_IN_PROGRESS',
      'Come CREATE_COMPLETE',
      'Kept DELETE_SKIPPED',
      'Gone DELETE_IN_PROGRESS',
      'Gone DELETE_COMPLETE',
      'mill UPDATE_COMPLETE',
    ]);
    const { StackResources } = await cloudFormation.send(
      new DescribeStackResourcesCommand({ StackName: 'mill' }),
    );
    expect(StackResources!.map((one) => [one.LogicalResourceId, one.ResourceStatus])).toEqual([
      ['Role', 'CREATE_COMPLETE'],
      ['Grind', 'UPDATE_COMPLETE'],
      ['Come', 'CREATE_COMPLETE'],
    ]);
  });

  test('has its settings changed in place, and those that are left out have their defaults', async () => {
    const resources = (size: number) => ({
      Dead: queue(),
      Queue: queue({
        Properties: {
          VisibilityTimeout: size,
          ...(size === 1 && {
            DelaySeconds: 9,
            RedrivePolicy: {
              deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] },
              maxReceiveCount: 3,
            },
          }),
        },
      }),
      Color: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: '/mill/size', Type: 'String', Value: `${size}` },
      },
      Logs: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: 'mill', ...(size === 1 && { RetentionInDays: 7 }) },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: 'mill',
          ScheduleExpression: `rate(${size} hours)`.replace('1 hours', '1 hour'),
          Targets: [{ Id: `target-${size}`, Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
        },
      },
    });
    await create({ TemplateBody: template(resources(1)) });
    await update({ TemplateBody: template(resources(2)) });
    expect(await described()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    const { cloud } = booted;
    const call = <Output>(sdkId: string, operation: string, input: object) =>
      cloud.call<Output>(cloud.root, sdkId, operation, input);
    const { QueueUrls } = await call<{ QueueUrls: string[] }>('SQS', 'ListQueues', {
      QueueNamePrefix: 'mill-Queue',
    });
    const all = { QueueUrl: QueueUrls[0], AttributeNames: ['All'] };
    const { Attributes } = await call<{ Attributes: object }>('SQS', 'GetQueueAttributes', all);
    expect(Attributes).toMatchObject({ VisibilityTimeout: '2', DelaySeconds: '0' });
    expect(Attributes).not.toHaveProperty('RedrivePolicy');
    expect(await call('SSM', 'GetParameter', { Name: '/mill/size' })).toMatchObject({
      Parameter: { Value: '2' },
    });
    const { logGroups } = await call<{ logGroups: object[] }>(
      'CloudWatch Logs',
      'DescribeLogGroups',
      { logGroupNamePrefix: 'mill' },
    );
    expect(logGroups[0]).toMatchObject({ retentionInDays: undefined });
    expect(await call('EventBridge', 'DescribeRule', { Name: 'mill' })).toMatchObject({
      ScheduleExpression: 'rate(2 hours)',
    });
    expect(await call('EventBridge', 'ListTargetsByRule', { Rule: 'mill' })).toMatchObject({
      Targets: [{ Id: 'target-2' }],
    });
  });

  test('whose update fails is as it was before', async () => {
    await upload('first.zip', 'coarse');
    await upload('second.zip', 'fine');
    const before = { Role: ROLE, Grind: grinder('first.zip'), Stays: queue() };
    await create({ TemplateBody: template(before) });
    const Broken = { ...BROKEN, DependsOn: ['Grind', 'Come'] };
    await update({
      TemplateBody: template({ Role: ROLE, Grind: grinder('second.zip'), Come: queue(), Broken }),
    });
    expect(await described()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(await answer()).toBe('coarse');
    expect(await queues()).toEqual(['Stays']);
    expect((await events()).slice(-7)).toEqual([
      'Broken CREATE_FAILED',
      'mill UPDATE_ROLLBACK_IN_PROGRESS',
      'Grind UPDATE_IN_PROGRESS',
      'Grind UPDATE_COMPLETE',
      'Come DELETE_IN_PROGRESS',
      'Come DELETE_COMPLETE',
      'mill UPDATE_ROLLBACK_COMPLETE',
    ]);
    // It can be updated again.
    await update({
      TemplateBody: template({ Role: ROLE, Grind: grinder('second.zip'), Stays: queue() }),
    });
    expect(await answer()).toBe('fine');
  });

  test('brings back what has failed to change, too', async () => {
    const plumbing = (Action: string, Description: string) => {
      const RoleArn = { 'Fn::GetAtt': ['Plumber', 'Arn'] };
      const [Source, Target] = ['Tea', 'Cups'].map((name) => ({ 'Fn::GetAtt': [name, 'Arn'] }));
      return template({
        ...{ Tea: queue(), Cups: queue() },
        Plumber: role('pipes.amazonaws.com', { Effect: 'Allow', Action, Resource: '*' }),
        Pipe: {
          Type: 'AWS::Pipes::Pipe',
          Properties: { Name: 'tea', Description, RoleArn, Source, Target },
        },
      });
    };
    await create({ TemplateBody: plumbing('sqs:*', 'Pours') });
    await update({ TemplateBody: plumbing('sns:*', 'Spills') });
    expect(await described()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    const { cloud } = booted;
    expect(await cloud.call(cloud.root, 'Pipes', 'DescribePipe', { Name: 'tea' })).toMatchObject({
      CurrentState: 'RUNNING',
      Description: 'Pours',
    });
    expect((await events()).filter((event) => event.startsWith('Pipe UPDATE'))).toEqual([
      ...['Pipe UPDATE_IN_PROGRESS', 'Pipe UPDATE_FAILED'],
      ...['Pipe UPDATE_IN_PROGRESS', 'Pipe UPDATE_COMPLETE'],
    ]);
  });

  test('says what nothing changes in place, and is as it was before', async () => {
    await upload('first.zip', 'coarse');
    await create({ TemplateBody: template({ Role: ROLE, Grind: grinder('first.zip') }) });
    const other = grinder('first.zip', { FunctionName: 'crush', Description: 'Crushes' });
    await update({ TemplateBody: template({ Role: ROLE, Grind: other }) });
    expect(await described()).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      StackStatusReason: expect.stringContaining('It would have another FunctionName.'),
    });
    expect(await events()).toContain('Grind UPDATE_FAILED');
    expect(await answer()).toBe('coarse');
  });

  test('is deleted with all that is not retained, unless it is protected', async () => {
    const StackName = 'mill';
    await create({
      TemplateBody: template({ Gone: queue(), Kept: queue({ DeletionPolicy: 'Retain' }) }),
      EnableTerminationProtection: true,
    });
    const remove = () => cloudFormation.send(new DeleteStackCommand({ StackName }));
    await expect(remove()).rejects.toThrow(
      'Stack [mill] cannot be deleted while TerminationProtection is enabled',
    );
    const { StackId } = await cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
    );
    await remove();
    await settled();
    expect(await queues()).toEqual(['Kept']);
    expect(await described(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    await expect(described()).rejects.toThrow('Stack with id mill does not exist');
    const { StackSummaries } = await cloudFormation.send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries!.map((one) => one.StackName)).toEqual([StackName]);
    // What is not there is deleted already, and its name is free.
    await remove();
    await create({ TemplateBody: template({ New: queue() }) });
    expect(await described()).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });

  test('is worked on by one call at a time', async () => {
    const StackName = 'mill';
    const makeTwice = [1, 2].map(() =>
      calling('CreateStack', { StackName, TemplateBody: template({ One: queue() }) }),
    );
    expect((await Promise.allSettled(makeTwice))[1]).toMatchObject({
      reason: { message: 'Stack [mill] already exists' },
    });
    await settled();
    const changeTwice = ['Two', 'Three'].map((name) =>
      calling('UpdateStack', { StackName, TemplateBody: template({ [name]: queue() }) }),
    );
    expect((await Promise.allSettled(changeTwice))[1]).toMatchObject({
      reason: {
        message: expect.stringMatching(
          /^Stack:arn.* is in UPDATE_IN_PROGRESS state and can not be/,
        ),
      },
    });
    await settled();
    expect(await queues()).toEqual(['Two']);
  });

  test('is made with the permissions of whoever calls', async () => {
    const roleArn = await makeRole('deployer', trust({ AWS: '123456789012' }), [
      'cloudformation:*',
    ]);
    const arn = 'arn:aws:sts::123456789012:assumed-role/deployer/me';
    const { cloud } = booted;
    const input = { StackName: 'mill', TemplateBody: template({ One: queue() }) };
    await cloud.call({ kind: 'role', arn, roleArn }, 'CloudFormation', 'CreateStack', input);
    await settled();
    expect(await described()).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
      StackStatusReason: expect.stringContaining('is not authorized to perform: sqs:CreateQueue'),
    });
  });

  test('is made, changed and deleted with the role that it is given', async () => {
    const RoleARN = await makeRole('worker', trust({ Service: 'cloudformation.amazonaws.com' }), [
      'sqs:CreateQueue',
      'sqs:DeleteQueue',
    ]);
    await create({ TemplateBody: template({ One: queue() }), RoleARN });
    await update({ TemplateBody: template({ Two: queue() }) });
    expect(await queues()).toEqual(['Two']);
    const Color = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'green' } };
    await update({ TemplateBody: template({ Two: queue(), Color }) });
    expect(await described()).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      StackStatusReason: expect.stringContaining('role/worker'),
    });
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'mill' }));
    await settled();
    expect(await queues()).toEqual([]);
  });

  test('that was there from the start is changed by calls as well', async () => {
    const StackName = 'own';
    await update({ StackName, TemplateBody: template({ Own: queue(), More: queue() }) });
    expect(await described(StackName)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect(booted.stack.resources.map(({ logicalId }) => logicalId)).toEqual(['Own', 'More']);
  });

  test('has its resources and events listed page by page', async () => {
    const many = Array.from({ length: 101 }, (_, at) => [`Queue${at}`, queue()]);
    await create({ TemplateBody: template(Object.fromEntries(many)) });
    const sizes: number[] = [];
    const pages = paginateListStackResources({ client: cloudFormation }, { StackName: 'mill' });
    for await (const page of pages) sizes.push(page.StackResourceSummaries!.length);
    expect(sizes).toEqual([100, 1]);
    expect(await events()).toHaveLength(204);
    const one = { StackName: 'mill', LogicalResourceId: 'Queue7' };
    const { StackResourceDetail } = await cloudFormation.send(
      new DescribeStackResourceCommand(one),
    );
    expect(StackResourceDetail).toMatchObject({ ...one, ResourceStatus: 'CREATE_COMPLETE' });
    await expect(
      cloudFormation.send(new DescribeStackResourceCommand({ ...one, LogicalResourceId: 'None' })),
    ).rejects.toThrow('Resource None does not exist for stack mill');
    await expect(
      cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'mill', NextToken: '7' })),
    ).rejects.toThrow('The NextToken 7 is none that DescribeStackEvents gave');
  });
});

describe('a change set', () => {
  const key = { StackName: 'mill', ChangeSetName: 'first' };
  const propose = (input: Partial<CreateChangeSetCommandInput>) =>
    cloudFormation.send(new CreateChangeSetCommand({ ...key, Capabilities, ...input }));
  const shown = (more: object = {}) =>
    cloudFormation.send(new DescribeChangeSetCommand({ ...key, ...more }));
  async function execute(more: object = {}): Promise<void> {
    await cloudFormation.send(new ExecuteChangeSetCommand({ ...key, ...more }));
    await settled();
  }

  test('that makes a stack leaves it under review until it is executed', async () => {
    await propose({ ChangeSetType: 'CREATE', TemplateBody: template({ One: queue() }) });
    expect(await described()).toMatchObject({ StackStatus: 'REVIEW_IN_PROGRESS' });
    expect(await queues()).toEqual([]);
    expect(await shown()).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        {
          ResourceChange: {
            Action: 'Add',
            LogicalResourceId: 'One',
            ResourceType: 'AWS::SQS::Queue',
          },
        },
      ],
    });
    await execute();
    expect(await described()).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    await expect(execute()).rejects.toThrow(/cannot be executed in its current status/);
    await expect(
      propose({
        ChangeSetType: 'CREATE',
        ChangeSetName: 'x',
        TemplateBody: template({ One: queue() }),
      }),
    ).rejects.toThrow(
      'Stack [mill] already exists and cannot be created again with the changeSet [x].',
    );
  });

  test('says what comes, changes and goes, and nothing has changed before it is executed', async () => {
    await create({ TemplateBody: template({ Same: queue(), Other: queue(), Gone: queue() }) });
    const tagged = queue({ Properties: { Tags: [{ Key: 'a', Value: 'b' }] } });
    const { Id } = await propose({
      TemplateBody: template({ Same: queue(), Other: tagged, Come: queue() }),
    });
    const { Changes, StackName } = await shown({ ChangeSetName: Id, StackName: undefined });
    expect(Changes![0]!.ResourceChange).not.toHaveProperty('AfterContext');
    const { Changes: whole } = await shown({ IncludePropertyValues: true });
    expect(whole![1]!.ResourceChange).toMatchObject({
      BeforeContext: '{"Properties":{}}',
      AfterContext: '{"Properties":{"Tags":[{"Key":"a","Value":"b"}]}}',
    });
    expect(StackName).toBe('mill');
    expect(
      Changes!.map(({ ResourceChange: one }) => `${one!.Action} ${one!.LogicalResourceId}`),
    ).toEqual(['Add Come', 'Modify Other', 'Remove Gone']);
    expect((await queues()).sort()).toEqual(['Gone', 'Other', 'Same']);
    const { Summaries } = await cloudFormation.send(
      new ListChangeSetsCommand({ StackName: 'mill' }),
    );
    expect(Summaries!.map((one) => one.ChangeSetName)).toEqual(['first']);
    await cloudFormation.send(new DeleteChangeSetCommand(key));
    await expect(shown()).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
    // Whoever deletes one that is gone has what he wants.
    await cloudFormation.send(new DeleteChangeSetCommand(key));
  });

  test('without a change fails, and cannot be executed', async () => {
    const TemplateBody = template({ One: queue() });
    await create({ TemplateBody });
    await propose({ TemplateBody });
    expect(await shown()).toMatchObject({
      Status: 'FAILED',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(execute()).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });
});

const ONE = template({ One: queue() });
test.each<[string, Partial<CreateStackCommandInput>, string]>([
  ['no template', {}, 'Either Template URL or Template Body must be specified.'],
  ['what is no template', { TemplateBody: 'tea' }, 'The template'],
  [
    'a type that is not served',
    { TemplateBody: template({ A: { Type: 'AWS::RDS::DBInstance' } }) },
    'A: AWS::RDS::DBInstance',
  ],
  [
    'a property that is not served',
    { TemplateBody: template({ A: queue({ Properties: { Size: 1 } }) }) },
    'Size',
  ],
  [
    'a parameter that is not there',
    { TemplateBody: ONE, Parameters: [{ ParameterKey: 'A', ParameterValue: 'b' }] },
    'Parameters: [A] do not exist in the template',
  ],
  [
    'a value that is missing',
    { TemplateBody: template({ One: queue() }, { Parameters: { A: { Type: 'String' } } }) },
    'Parameters: [A] must have values',
  ],
  [
    'a role without leave',
    { TemplateBody: template({ Role: ROLE }), Capabilities: [] },
    'Requires capabilities : [CAPABILITY_IAM]',
  ],
  [
    'a named role without leave',
    {
      TemplateBody: template({
        Role: { ...ROLE, Properties: { ...ROLE.Properties, RoleName: 'r' } },
      }),
    },
    'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  ],
  [
    'a transform without leave',
    { TemplateBody: template({ One: queue() }, { Transform: 'AWS::Serverless-2016-10-31' }) },
    'Requires capabilities : [CAPABILITY_AUTO_EXPAND]',
  ],
  [
    'an object that is not there',
    { TemplateURL: 'https://code.s3.us-east-1.amazonaws.com/none.json' },
    'S3 error: The specified key does not exist.',
  ],
  ['an address that is none', { TemplateURL: 'none.json' }, 'TemplateURL must be a supported URL.'],
  [
    'a template of 60,000 bytes',
    { TemplateBody: template({ One: queue() }, { Description: 'x'.repeat(60_000) }) },
    'length less than or equal to 51200',
  ],
  ['leaving what failed', { TemplateBody: ONE, DisableRollback: true }, 'DisableRollback'],
  [
    'topics to be told',
    { TemplateBody: ONE, NotificationARNs: ['arn:aws:sns:us-east-1:123456789012:t'] },
    'NotificationARNs',
  ],
  [
    'a role that is not there',
    { TemplateBody: ONE, RoleARN: 'arn:aws:iam::123456789012:role/deployer' },
    'Role arn:aws:iam::123456789012:role/deployer is invalid or cannot be assumed',
  ],
  [
    'leaving what failed by another name',
    { TemplateBody: ONE, DeploymentConfig: { DisableRollback: true } },
    'DisableRollback',
  ],
  ['a stack that is there', { TemplateBody: ONE, StackName: 'own' }, 'Stack [own] already exists'],
])('%s is refused before anything is there', async (_what, input, message) => {
  await expect(create(input)).rejects.toThrow(message);
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({}));
  expect(Stacks!.map((one) => one.StackName)).toEqual(['own']);
});

test.each<[string, Partial<UpdateStackCommandInput>, string]>([
  ['of a stack that is not there', { TemplateBody: ONE }, 'Stack [mill] does not exist'],
  [
    'without a change',
    { StackName: 'own', UsePreviousTemplate: true },
    'No updates are to be performed.',
  ],
])('an update %s is refused', async (_what, input, message) => {
  await expect(update(input)).rejects.toThrow(message);
});

test('a cloud with stacks that were made by calls is not saved without them', async () => {
  const before = await booted.cloud.save();
  await create({ TemplateBody: ONE });
  await expect(booted.cloud.save()).rejects.toThrow(
    'Stacks that were made by calls cannot be saved: mill',
  );
  expect(before).toMatchObject({ services: { CloudFormation: null } });
});

test('a template in YAML that is longer than a call takes comes from a bucket', async () => {
  const Description = 'x'.repeat(1000);
  const Body = `Description: ${Description}\n# ${'x'.repeat(60_000)}\nResources: { One: { Type: AWS::SQS::Queue } }`;
  await s3.send(new PutObjectCommand({ Bucket: 'code', Key: 'long.yml', Body }));
  await create({ TemplateURL: 'https://code.s3.amazonaws.com/long.yml' });
  expect(await described()).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Description });
});

test('a template of SAM needs no acknowledgement in a change set, which shows what is made of it', async () => {
  const TemplateBody = template(
    { Grind: { Type: 'AWS::Serverless::SimpleTable' } },
    { Transform: 'AWS::Serverless-2016-10-31' },
  );
  await expect(create({ TemplateBody })).rejects.toThrow('CAPABILITY_AUTO_EXPAND');
  const input = { StackName: 'mill', ChangeSetName: 'one', ChangeSetType: 'CREATE' } as const;
  await cloudFormation.send(new CreateChangeSetCommand({ ...input, TemplateBody }));
  await settled();
  const found = await cloudFormation.send(new DescribeChangeSetCommand(input));
  expect(found).toMatchObject({ Status: 'CREATE_COMPLETE', Changes: [{}] });
});

test.each([
  [template({}), 'At least one Resources member must be defined.'],
  [template({ One: queue({ DependsOn: 'Two' }) }), 'Unresolved resource dependencies [Two] in the'],
  [template({ One: queue({ DependsOn: 'One' }) }), 'Circular dependency between resources: [One]'],
])('%s is refused by the call, and leaves no stack', async (TemplateBody, message) => {
  await expect(create({ TemplateBody })).rejects.toThrow(message);
  await expect(described()).rejects.toThrow('Stack with id mill does not exist');
});

test.each(['http://127.0.0.1/code/%zz', 'not a URL'])(
  '%s is no TemplateURL',
  async (TemplateURL) => {
    await expect(create({ TemplateURL })).rejects.toThrow('TemplateURL must be a supported URL.');
  },
);

test('a change set goes with its stack', async () => {
  const input = { StackName: 'mill', ChangeSetName: 'one', ChangeSetType: 'CREATE' } as const;
  const TemplateBody = template({ One: queue() });
  const made = await cloudFormation.send(new CreateChangeSetCommand({ ...input, TemplateBody }));
  await settled();
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'mill' }));
  await settled();
  await create({ TemplateBody });
  const again = new ExecuteChangeSetCommand({ ChangeSetName: made.Id! });
  await expect(cloudFormation.send(again)).rejects.toThrow('does not exist');
  await settled();
  expect(await queues()).toHaveLength(1);
});

test('why a stack failed is told in so many characters', async () => {
  const One = queue({ Properties: { QueueName: 'x'.repeat(10_000) } });
  await create({ TemplateBody: template({ One }) });
  const { StackEvents } = await cloudFormation.send(
    new DescribeStackEventsCommand({ StackName: 'mill' }),
  );
  const lengths = StackEvents!.map(({ ResourceStatusReason: why }) => why?.length ?? 0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(2_003);
});

test('a path of a machine is no code, and how to upload it is said', async () => {
  await create({ TemplateBody: template({ Role: ROLE, Grind: grinder('x', { Code: './src' }) }) });
  expect((await described()).StackStatusReason).toContain('aws cloudformation package');
});

test('a template is read without making anything of it', async () => {
  const TemplateBody = template(
    { Role: ROLE },
    { Description: 'A mill', Parameters: { Grade: { Type: 'String', Default: 'fine' } } },
  );
  const told = {
    Description: 'A mill',
    Parameters: [{ ParameterKey: 'Grade', DefaultValue: 'fine', NoEcho: false }],
    Capabilities,
  };
  expect(await cloudFormation.send(new ValidateTemplateCommand({ TemplateBody }))).toMatchObject(
    told,
  );
  expect(await cloudFormation.send(new GetTemplateSummaryCommand({ TemplateBody }))).toMatchObject({
    ...told,
    ResourceTypes: ['AWS::IAM::Role'],
  });
});
