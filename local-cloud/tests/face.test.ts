import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand, SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testFolder } from '../src/core/testing.ts';
import { type Cloud, expectExecution, packageProject, startCloud } from '../src/index.ts';
import { freePort } from './support/free-port.ts';

const statement = (Action: string | string[], Resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

const role = (policy: object) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'states.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    Policies: [{ PolicyName: 'own', PolicyDocument: policy }],
  },
});

const machine = (definition: object, roleId: string, more: object = {}) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] },
    Definition: definition,
    ...more,
  },
});

const order = {
  QueryLanguage: 'JSONata',
  StartAt: 'Steep',
  States: {
    Steep: { Type: 'Wait', Seconds: 86_400, Next: 'Keep' },
    Keep: {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:putItem',
      Arguments: {
        TableName: '${Table}',
        Item: { tea: { S: '{% $states.context.Execution.Input.tea %}' } },
      },
      Output: { kept: true },
      End: true,
    },
  },
};

const ask = {
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: '${Queue}', MessageBody: { 'token.$': '$$.Task.Token' } },
      End: true,
    },
  },
};

const template = {
  Resources: {
    Teas: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'tea', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'tea', KeyType: 'HASH' }],
      },
    },
    Questions: { Type: 'AWS::SQS::Queue', Properties: {} },
    OrderRole: role(statement('dynamodb:PutItem', { 'Fn::GetAtt': ['Teas', 'Arn'] })),
    AskRole: role(statement('sqs:SendMessage', { 'Fn::GetAtt': ['Questions', 'Arn'] })),
    Order: machine(order, 'OrderRole', { DefinitionSubstitutions: { Table: { Ref: 'Teas' } } }),
    Ask: machine(ask, 'AskRole', { DefinitionSubstitutions: { Queue: { Ref: 'Questions' } } }),
    Quick: machine(
      { StartAt: 'Pour', States: { Pour: { Type: 'Wait', Seconds: 200, End: true } } },
      'AskRole',
      { StateMachineType: 'EXPRESS' },
    ),
  },
  Outputs: { TableName: { Value: { Ref: 'Teas' } } },
};

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template });
});
afterAll(async () => {
  await cloud.close();
});

test('an execution that waits a day ends at once, a day later', async () => {
  const before = cloud.clock.now().getTime();
  const execution = await cloud.run('Order', { tea: 'green' }, 'one');
  expectExecution(execution, {
    status: 'SUCCEEDED',
    path: ['Steep', 'Keep'],
    output: { kept: true },
  });
  expect(execution).toMatchObject({ name: 'one', stateMachine: expect.stringContaining('Order') });
  expect(execution.input).toEqual({ tea: 'green' });
  expect(execution.events[0]).toMatchObject({ id: 1, type: 'ExecutionStarted' });
  expect(execution.ended! - execution.started).toBeGreaterThanOrEqual(86_400_000);
  expect(cloud.clock.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
});

test('a client of any service talks to the cloud', async () => {
  const { Items } = await cloud
    .client(DynamoDBClient)
    .send(new ScanCommand({ TableName: cloud.output('TableName') }));
  expect(Items).toContainEqual({ tea: { S: 'green' } });
  const sfn = cloud.client(SFNClient, { maxAttempts: 1 });
  expect(await sfn.config.maxAttempts()).toBe(1);
  const synchronous = new StartSyncExecutionCommand({ stateMachineArn: cloud.resource('Quick') });
  expect(await cloud.clock.during(sfn.send(synchronous))).toMatchObject({ status: 'SUCCEEDED' });
});

test('a question is answered before its time runs on', async () => {
  const arn = await cloud.start('Ask');
  expectExecution(await cloud.execution(arn), { status: 'RUNNING', path: ['Ask'] });
  await expect(cloud.ended(arn)).rejects.toThrow(/does not end/);
  const { Messages } = await cloud.call<{ Messages: { Body: string }[] }>('SQS', 'ReceiveMessage', {
    QueueUrl: cloud.resource('Questions'),
  });
  const { token } = JSON.parse(Messages[0]!.Body);
  const answer = new SendTaskSuccessCommand({ taskToken: token, output: '"yes"' });
  await cloud.client(SFNClient).send(answer);
  expectExecution(await cloud.ended(arn), { status: 'SUCCEEDED', output: 'yes' });
});

test('grants are told with how often they were used', async () => {
  const granted = (await cloud.grants()).map(({ role, action, used }) => ({ role, action, used }));
  const role = (id: string) => cloud.resource(id);
  expect(granted).toContainEqual({
    ...{ role: role('OrderRole'), action: 'dynamodb:PutItem', used: expect.any(Number) },
  });
  const used = (name: string) => granted.find((one) => one.role === name)!.used!;
  const before = used(role('OrderRole'));
  await cloud.run('Order', { tea: 'white' });
  const after = (await cloud.grants()).find((one) => one.role === role('OrderRole'))!.used;
  expect(after).toBe(before + 1);
});

test('a fault fails a state until it is cleared', async () => {
  await cloud.setFaults({
    state: 'Keep',
    error: 'DynamoDB.ThrottlingException',
    cause: 'Too much',
  });
  expectExecution(await cloud.run('Order', { tea: 'black' }), {
    status: 'FAILED',
    error: 'DynamoDB.ThrottlingException',
    cause: 'Too much',
  });
  await cloud.clearFaults();
  expectExecution(await cloud.run('Order', { tea: 'black' }), { status: 'SUCCEEDED' });
});

test('an Express execution is run, and its path is unknown where nothing is logged', async () => {
  const execution = await cloud.run('Quick', { tea: 'white' });
  expectExecution(execution, { status: 'SUCCEEDED', output: { tea: 'white' } });
  expect(() => expectExecution(execution, { path: ['Pour'] })).toThrow('logs at level ALL');
});

test('time jumps by itself while it is told to: minutes are over at once', async () => {
  cloud.clock.autoSkip(true);
  const synchronous = new StartSyncExecutionCommand({ stateMachineArn: cloud.resource('Quick') });
  const { status } = await cloud.client(SFNClient).send(synchronous);
  cloud.clock.autoSkip(false);
  expect(status).toBe('SUCCEEDED');
});

test('a child process finds the cloud by its environment', async () => {
  const script = `import { SFNClient, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
    const { stateMachines } = await new SFNClient({}).send(new ListStateMachinesCommand({}));
    process.stdout.write(String(stateMachines.length));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: { ...process.env, ...cloud.env } },
  );
  expect(stdout).toBe('3');
});

test('what is not there is answered with what is', async () => {
  expect(() => cloud.output('Table')).toThrow('There is no output "Table"; there are: TableName');
  await expect(cloud.run('Oder')).rejects.toThrow(/no resource "Oder"; there are: Teas, Questions/);
});

test('grants that were used are told by role', () => {
  const used = Object.values(cloud.usedGrants()).flat();
  expect(used).toContainEqual(expect.objectContaining({ action: 'dynamodb:PutItem' }));
});

test('a cloud is closed at the end of its block, and the same seed draws the same', async () => {
  const file = join(testFolder(), 'template.json');
  writeFileSync(file, JSON.stringify({ Resources: { Questions: template.Resources.Questions } }));
  const names: string[] = [];
  let endpoint = '';
  for (const _ of [1, 2]) {
    await using own = await startCloud({ template: file, seed: 'tea' });
    endpoint = own.endpoint;
    names.push(own.resource('Questions').split('/').at(-1)!);
  }
  expect(names[0]).toBe(names[1]);
  await expect(fetch(endpoint)).rejects.toThrow();
});

test('a cloud that was closed is closed again without a word, as where a block ends after it', async () => {
  await using own = await startCloud({ template: { Resources: {} } });
  await Promise.all([own.close(), own.close()]);
});

test('time that stands still moves only when it is told to', async () => {
  const frozenAt = new Date('2030-01-07T09:30:00Z');
  await using own = await startCloud({ template: { Resources: {} }, frozenAt });
  expect(own.clock.now()).toEqual(frozenAt);
  await own.clock.advance('90m');
  expect(own.clock.now()).toEqual(new Date('2030-01-07T11:00:00Z'));
});

test('a template that cannot be deployed leaves nothing behind: its port is free again', async () => {
  const port = await freePort();
  const refused = { Resources: { Network: { Type: 'AWS::EC2::Instance' } } };
  await expect(startCloud({ template: refused, port })).rejects.toThrow('resource type');
  const last = await startCloud({ template: { Resources: {} }, port });
  await last.close();
});

test('what is refused is told with its reason and what to do, where a test runner shows it', async () => {
  const refused = { Resources: { Network: { Type: 'AWS::EC2::Instance' } } };
  await expect(startCloud({ template: refused })).rejects.toMatchObject({
    message: expect.stringMatching(/resource type.*\nNetwork: AWS::EC2::Instance\nHow to fix it: /),
    stack: expect.stringContaining('Network: AWS::EC2::Instance'),
  });
  await expect(cloud.setFaults({ state: 'Keep' })).rejects.toThrow('Give it "error"');
});

test.each([
  [{ template, regoin: 1 }, /"regoin".*Did you mean "region"\?/s],
  [{ project: '.', artifact: () => new Uint8Array() }, /does not know "artifact"/],
  [{ template, project: '.' }, /Both are given/],
  [{}, /Neither is given/],
  [undefined, /Neither is given/],
  [{ template, region: 'Mars' }, /region/],
  [{ template, account: 12 }, /account/],
  [{ template, port: -1 }, /port/],
  [{ template, report: 'loud' }, /report/],
  [{ template, frozenAt: new Date(Number.NaN) }, /a Date from 1970 to 9999/],
  [{ template, frozenAt: new Date(8.64e15) }, /a Date from 1970 to 9999/],
])('startCloud refuses the options %j by name', async (options, message) => {
  await expect(startCloud(options as never)).rejects.toThrow(message);
});

test('a project that is packaged takes the same options', async () => {
  await expect(packageProject({ project: '.', workflwo: 'tea' } as never)).rejects.toThrow(
    'Did you mean "workflow"?',
  );
});

test('a template is deployed as the options say', async () => {
  const own = {
    Parameters: { Tea: { Type: 'String' } },
    Resources: {},
    Outputs: {
      Made: {
        Value: {
          'Fn::Sub': '${AWS::StackName} ${AWS::Region} ${AWS::AccountId} ${Tea}',
        },
      },
    },
  };
  const file = join(testFolder(), 'template.json');
  writeFileSync(file, JSON.stringify(own));
  const options = { stack: 'teas', region: 'eu-central-1', account: '210987654321' };
  for (const made of [own, file]) {
    await using there = await startCloud({
      template: made,
      ...options,
      parameters: { Tea: 'oolong' },
    });
    expect(there.output('Made')).toBe('teas eu-central-1 210987654321 oolong');
  }
});

test('a fault for a state that is no Task state of a machine is answered with those that are', async () => {
  const fault = { state: 'Kepe', error: 'States.Timeout' };
  await expect(cloud.setFaults(fault)).rejects.toThrow(
    /no.*'Kepe'.*Did you mean "Keep"\? Take one of: Keep, Ask/is,
  );
});

test('the clock does not go back', async () => {
  await expect(cloud.clock.advance(-5)).rejects.toThrow('forward only');
  await expect(cloud.clock.advance(Number.NaN)).rejects.toThrow('forward only');
});
