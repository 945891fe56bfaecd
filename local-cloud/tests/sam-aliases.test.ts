import { hash } from 'node:crypto';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type {
  DescribeExecutionCommandOutput,
  StartExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { zipFiles } from '../src/deploy/zip.ts';

/** A machine whose alias `live` asks the alias `live` of a function. */
const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Grind:
    Type: AWS::Serverless::Function
    Properties:
      Handler: grind.handler
      Runtime: nodejs24.x
      CodeUri: grind.zip
      AutoPublishAlias: live
      DeploymentPreference: { Type: AllAtOnce }
      Environment: { Variables: { GRADE: fine } }
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      AutoPublishAlias: live
      DeploymentPreference: { Type: LINEAR, Percentage: 10, Interval: 1 }
      Definition:
        Comment: first
        StartAt: Grind
        States: { Grind: { Type: Task, Resource: !Ref Grind.Alias, End: true } }
      Policies:
        - Statement:
            - { Effect: Allow, Action: lambda:InvokeFunction, Resource: !Ref Grind.Alias }
Outputs:
  Version: { Value: !GetAtt Grind.Version.Version }
  GrindAlias: { Value: !Ref Grind.Alias }
  OrderAlias: { Value: !Ref OrderAliaslive }
`;

function made(text: string, answer: string) {
  const code = `exports.handler = async () => '${answer} ' + process.env.GRADE;`;
  const artifact = () => zipFiles({ 'grind.js': Buffer.from(code) });
  const digest = () => hash('sha256', code);
  return { template: parseTemplate(text, 'template.yaml', { digest }), artifact };
}

let booted: BootedCloud;
beforeAll(async () => {
  booted = await bootCloud({ stackName: 'mill', ...made(TEMPLATE, 'first') }, { port: 0 });
});
afterAll(() => booted.close());

function call<Output>(sdkId: string, operation: string, input: object): Promise<Output> {
  return booted.cloud.call<Output>(booted.cloud.root, sdkId, operation, input);
}

const output = (name: string) => booted.stack.outputs.get(name)!.value;

async function ordered(): Promise<DescribeExecutionCommandOutput> {
  const { executionArn } = await call<StartExecutionCommandOutput>('SFN', 'StartExecution', {
    stateMachineArn: output('OrderAlias'),
  });
  for (;;) {
    const described = await call<DescribeExecutionCommandOutput>('SFN', 'DescribeExecution', {
      executionArn,
    });
    if (described.status !== 'RUNNING') return described;
    await realSleep(5);
  }
}

test('aliases answer, and move on with what is changed', async () => {
  const { Payload } = await call<InvokeCommandOutput>('Lambda', 'Invoke', {
    FunctionName: output('GrindAlias'),
  });
  expect(Buffer.from(Payload!).toString()).toBe('"first fine"');
  expect(await ordered()).toMatchObject({
    status: 'SUCCEEDED',
    output: '"first fine"',
    stateMachineVersionArn: expect.stringMatching(/:1$/),
  });
  expect(output('Version')).toBe('1');

  const changed = TEMPLATE.replace('Comment: first', 'Comment: second');
  const { failures, updated, untouched } = await booted.stack.update(made(changed, 'second'));
  expect({ failures, untouched }).toEqual({ failures: [], untouched: [] });
  expect(updated).toEqual(
    expect.arrayContaining(['Grind', 'GrindAliaslive', 'Order', 'OrderVersion', 'OrderAliaslive']),
  );
  expect(await ordered()).toMatchObject({
    output: '"second fine"',
    stateMachineVersionArn: expect.stringMatching(/:2$/),
  });
  expect(output('Version')).toBe('2');
});

test('what an alias asks has another version only with its code, its variables or its memory', async () => {
  const slower = TEMPLATE.replace(
    'AutoPublishAlias: live',
    'AutoPublishAlias: live\n      Timeout: 9',
  );
  await booted.stack.update(made(slower, 'second'));
  expect(output('Version')).toBe('2');
  const { updated } = await booted.stack.update(made(slower.replace('fine', 'coarse'), 'second'));
  expect(updated).toEqual(expect.arrayContaining(['Grind', 'GrindAliaslive']));
  expect(await ordered()).toMatchObject({ output: '"second coarse"' });
  expect(output('Version')).toBe('3');
});
