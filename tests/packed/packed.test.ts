import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { read, root } from '../project.ts';
import { projectWith, run, up, versionsOf } from './stranger.ts';

/**
 * What people get: the local cloud is packed, and installed by npm where nothing of this repository
 * is. What its README shows is typed there as it stands.
 */

const vendor = join(inject('firstCopy'), 'vendor');
const tarball = join(vendor, readdirSync(vendor)[0]!);

const clientOf = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  disableHostPrefix: true,
});

/** Of tests on a machine that is busy. */
const LONGER = ['--testTimeout=60000', '--hookTimeout=60000'];

/** The first block of that language in the README. */
const shown = (language: string) =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(
    read('local-cloud/README.md'),
  )![1]!;

const SHOWN = ['README.md', 'LICENSE', 'docs/support.md'];

let folder: string;
afterAll(() => rmSync(folder, { recursive: true }));

describe('a project with a template and a test', () => {
  beforeAll(async () => {
    folder = await projectWith(
      {
        'template.yaml': shown('yaml'),
        'functions/price.mjs': shown('js'),
        'order.test.ts': shown('ts'),
      },
      { 'local-cloud': tarball, ...versionsOf('vitest', '@aws-sdk/client-sfn') },
    );
  });

  test('is given what runs, what it says of itself, and nothing of its tests', () => {
    const installed = join(folder, 'node_modules/local-cloud');
    const files = readdirSync(installed, { recursive: true }).map(String);
    expect(files).toEqual(
      expect.arrayContaining([...SHOWN, 'dist/console/page/page.js', 'dist/console/page/page.css']),
    );
    expect(
      files.filter(
        (file) => /\.test\.|testing|conformance|\.ts$/.test(file) && !file.endsWith('.d.ts'),
      ),
    ).toEqual([]);
  });

  test('runs it on Node 24, whatever Node started npm', async () => {
    expect(await run('npx', ['local-cloud', '--help'], folder)).toContain('Keep the cloud up');
    expect(await run('npx', ['node', '--version'], folder)).toMatch(/^v24\./m);
  });

  test('passes the test that the README shows', async () => {
    expect(await run('npx', ['vitest', 'run', ...LONGER], folder)).toMatch(/Tests .*3 passed/);
  });

  test('finds types for everything it uses', async () => {
    const tsc = join(root, 'node_modules/.bin/tsc');
    const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024'];
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
    await run(
      process.execPath,
      [tsc, ...strict, ...types, '--skipLibCheck', 'order.test.ts'],
      folder,
    );
  });

  test('is deployed by its template, and steered by the command', async () => {
    const { endpoint, down } = await up(folder, '--template', 'template.yaml');
    onTestFinished(down);
    const command = (...words: string[]) =>
      run('npx', ['local-cloud', ...words, '--endpoint', endpoint], folder);
    const sfn = new SFNClient(clientOf(endpoint));
    const { stateMachines } = await sfn.send(new ListStateMachinesCommand());
    const { stateMachineArn } = stateMachines![0]!;
    await sfn.send(
      new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{"tea":"black"}' }),
    );
    await command('clock', 'next');
    expect(await command('executions')).toMatch(/one .*SUCCEEDED/);
    expect(await command('history', 'one')).toContain('Ferment');
  });
});

const SERVERLESS = `
service: teas
provider:
  name: aws
  runtime: nodejs24.x
functions:
  price:
    handler: functions/price.handler
  pack:
    handler: functions/pack.handler
resources:
  Resources:
    Order:
      Type: AWS::StepFunctions::StateMachine
      Properties:
        StateMachineType: EXPRESS
        RoleArn: !GetAtt OrderRole.Arn
        DefinitionSubstitutions:
          Price: !GetAtt PriceLambdaFunction.Arn
          Pack: !GetAtt PackLambdaFunction.Arn
        Definition:
          StartAt: Price
          States:
            Price: { Type: Task, Resource: '\${Price}', Next: Pack }
            Pack: { Type: Task, Resource: '\${Pack}', End: true }
    OrderRole:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Version: '2012-10-17'
          Statement:
            - { Effect: Allow, Principal: { Service: states.amazonaws.com }, Action: 'sts:AssumeRole' }
        Policies:
          - PolicyName: call
            PolicyDocument:
              Version: '2012-10-17'
              Statement:
                - Effect: Allow
                  Action: lambda:InvokeFunction
                  Resource: [!GetAtt PriceLambdaFunction.Arn, !GetAtt PackLambdaFunction.Arn]
  Outputs:
    OrderArn:
      Value: !Ref Order
`;

describe('a project of the Serverless Framework with its defaults', () => {
  beforeAll(async () => {
    folder = await projectWith(
      {
        'serverless.yml': SERVERLESS,
        'functions/price.mjs': shown('js'),
        'functions/pack.mjs': 'export const handler = async (order) => ({ ...order, parcels: 1 });',
      },
      { 'local-cloud': tarball, ...versionsOf('serverless') },
      folder,
    );
  });

  test('is packaged and deployed as it stands', async () => {
    const { endpoint, stack, outputs, down } = await up(folder);
    onTestFinished(down);
    expect(stack).toBe('teas-dev');
    const { status, output } = await new SFNClient(clientOf(endpoint)).send(
      new StartSyncExecutionCommand({
        stateMachineArn: outputs.OrderArn,
        input: '{"tea":"green"}',
      }),
    );
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output!)).toEqual({ tea: 'green', price: 4, parcels: 1 });
  });
});
