import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { type Cloud, startCloud } from '../src/index.ts';
import { role } from './support/role.ts';

const RoleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };

const machine = (StartAt: string, States: object, more: object = {}) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: { RoleArn, Definition: { StartAt, States }, ...more },
});

/** Bedrock is not served, and the role may do nothing but call the function. */
const ask = {
  Type: 'Task',
  Resource: 'arn:aws:states:::bedrock:invokeModel',
  Parameters: { ModelId: 'any', Body: { 'prompt.$': '$.text' } },
  Retry: [{ ErrorEquals: ['Bedrock.ThrottlingException'], MaxAttempts: 3 }],
  ResultSelector: { 'words.$': '$.Body.words' },
};

const template = {
  Resources: {
    Role: role(
      ['states.amazonaws.com', 'lambda.amazonaws.com', 'events.amazonaws.com'],
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' },
      { Effect: 'Allow', Action: ['states:StartExecution', 'logs:*'], Resource: '*' },
    ),
    Count: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Role: RoleArn,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: 'exports.handler = async ({ words }) => ({ count: words.length });' },
      },
    },
    Summary: machine('Ask', {
      Ask: {
        ...ask,
        Catch: [{ ErrorEquals: ['Bedrock.ValidationException'], Next: 'Give Up' }],
        Next: 'Count',
      },
      Count: { Type: 'Task', Resource: { 'Fn::GetAtt': ['Count', 'Arn'] }, End: true },
      'Give Up': { Type: 'Pass', Parameters: { 'because.$': '$.Cause' }, End: true },
    }),
    Each: machine('Each', {
      Each: {
        Type: 'Map',
        ItemProcessor: { StartAt: 'Ask', States: { Ask: { ...ask, End: true } } },
        MaxConcurrency: 1,
        End: true,
      },
    }),
    Approval: machine('Wait for Approval', {
      'Wait for Approval': {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl: 'https://none', 'MessageBody.$': '$$.Task.Token' },
        End: true,
      },
    }),
    Quick: machine(
      'Ask',
      { Ask: { ...ask, End: true } },
      { StateMachineType: 'EXPRESS', StateMachineName: 'quick' },
    ),
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['shop'] },
        Targets: [{ Id: 'summary', Arn: { Ref: 'Summary' }, RoleArn, InputPath: '$.detail' }],
      },
    },
  },
};

const said = (...words: string[]) => ({ Return: { Body: { words } } });
const failed = (name: string) => ({ Throw: { Error: name, Cause: 'As the mock says.' } });
const throttled = failed('Bedrock.ThrottlingException');

const mocks = {
  StateMachines: {
    Summary: {
      TestCases: {
        HappyPath: { Ask: 'Two', Count: 'Counted' },
        HybridPath: { Ask: 'Two' },
        RetryPath: { Ask: 'Late' },
        CatchPath: { Ask: 'Refused' },
        TooFew: { Ask: 'Busy' },
      },
    },
    Each: { TestCases: { InTurn: { Ask: 'Each' } } },
    Approval: { TestCases: { Approved: { 'Wait for Approval': 'Approved' } } },
    quick: { TestCases: { HappyPath: { Ask: 'Two' } } },
  },
  MockedResponses: {
    Two: { 0: said('two', 'words') },
    Counted: { 0: { Return: { count: 'many' } } },
    Late: { 0: throttled, '1-2': throttled, 3: said('late') },
    Refused: { 0: failed('Bedrock.ValidationException') },
    Busy: { '0-1': throttled },
    Each: { 0: throttled, 1: said('first'), 2: said('second') },
    Approved: { 0: { Return: true } },
  },
};

let cloud: Cloud;
let states: SFNClient;
beforeAll(async () => {
  const testCases = { Summary: 'HybridPath' };
  cloud = await startCloud({ template, mocks: { file: mocks, testCases } });
  states = cloud.client(SFNClient, { disableHostPrefix: true });
});
afterAll(() => cloud.close());

/** Starts an execution by a test case, and lets time pass until its end. */
async function run(stateMachine: string, testCase: string, input: object = { text: 'Hello' }) {
  const { executionArn } = await states.send(
    new StartExecutionCommand({
      stateMachineArn: `${cloud.resource(stateMachine)}#${testCase}`,
      input: JSON.stringify(input),
    }),
  );
  await cloud.ended(executionArn!);
  const told = await states.send(new DescribeExecutionCommand({ executionArn }));
  const history = await states.send(new GetExecutionHistoryCommand({ executionArn }));
  return { ...told, types: history.events!.map(({ type }) => type) };
}

test('a task of a service that is not served is answered by its mock, and a function by its own', async () => {
  const { output, stateMachineArn } = await run('Summary', 'HappyPath');
  expect(output).toBe('{"count":"many"}');
  expect(stateMachineArn).toBe(cloud.resource('Summary'));
});

test('a state that the test case does not name is done for real', async () => {
  expect((await run('Summary', 'HybridPath')).output).toBe('{"count":2}');
});

test('attempts are answered one after the other, as retries go', async () => {
  const { output, types } = await run('Summary', 'RetryPath');
  expect(output).toBe('{"count":1}');
  expect(types.filter((type) => type === 'TaskFailed')).toHaveLength(3);
});

test('an error that is thrown leads to the Catch that names it', async () => {
  expect((await run('Summary', 'CatchPath')).output).toBe('{"because":"As the mock says."}');
});

test('an execution fails that needs more responses than there are', async () => {
  expect(await run('Summary', 'TooFew')).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: expect.stringContaining("'TooFew' has 2 mocked responses for the state 'Ask'"),
  });
});

test('the iterations of a Map share what there is', async () => {
  const items = [{ text: 'a' }, { text: 'b' }];
  const { output } = await run('Each', 'InTurn', items);
  expect(output).toBe('[{"words":["first"]},{"words":["second"]}]');
});

test('a task that waits for its token ends by itself', async () => {
  const { output, types } = await run('Approval', 'Approved');
  expect(output).toBe('true');
  expect(types).toContain('TaskSubmitted');
});

test('an Express execution that is waited for has its test case, too', async () => {
  const stateMachineArn = `${cloud.resource('Quick')}#HappyPath`;
  const answer = await states.send(
    new StartSyncExecutionCommand({ stateMachineArn, input: '{"text":"Hello"}' }),
  );
  expect(answer.output).toBe('{"words":["two","words"]}');
});

test('what a rule starts has the test case that is said for the state machine', async () => {
  const Entries = [{ Source: 'shop', DetailType: 'Said', Detail: '{"text":"by a rule"}' }];
  await cloud.client(EventBridgeClient).send(new PutEventsCommand({ Entries }));
  await cloud.clock.settle();
  const stateMachineArn = cloud.resource('Summary');
  const { executions } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
  const { input, output } = await cloud.execution(executions![0]!.executionArn!);
  expect([input, output]).toEqual([{ text: 'by a rule' }, { count: 2 }]);
});

test('a test case that is not there is refused', async () => {
  await expect(run('Summary', 'HapyPath')).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('Did you mean "HappyPath"?'),
  });
});

test('`cloud.run` takes a test case after the name of a state machine of either kind', async () => {
  const input = { text: 'Hello' };
  expect(await cloud.run('Summary#HappyPath', input)).toMatchObject({ output: { count: 'many' } });
  expect(await cloud.run('Quick#HappyPath', input)).toMatchObject({
    output: { words: ['two', 'words'] },
  });
});

test('`local-cloud start` takes one after whatever a state machine is called', async () => {
  const printed: string[] = [];
  const out = (text: string) => void printed.push(text);
  const terminal = { out, err: out, progress: () => {} };
  const words = ['start', 'Summary#CatchPath', '{"text":"Hello"}', '--wait', '--json'];
  expect(await main([...words, '--endpoint', cloud.endpoint], terminal)).toBe(0);
  expect(JSON.parse(printed.join(''))).toMatchObject({ output: '{"because":"As the mock says."}' });
});
