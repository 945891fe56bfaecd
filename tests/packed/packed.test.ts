import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ListStateMachinesCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { read, root } from '../project.ts';
import { pack, projectWith, run, up, versionsOf } from './stranger.ts';

/**
 * What people get: the local cloud is packed, and installed by npm where nothing of this repository
 * is. What its README shows is typed there as it stands.
 */

let tarball: string;
beforeAll(async () => {
  tarball = await pack();
});

const clientOf = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  disableHostPrefix: true,
});

const trusting = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});
const price = { 'Fn::GetAtt': ['Price', 'Arn'] };
const TEMPLATE = {
  Resources: {
    Price: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'price.handler',
        Code: { S3Bucket: 'teas', S3Key: 'price.zip' },
        Role: { 'Fn::GetAtt': ['PriceRole', 'Arn'] },
      },
    },
    PriceRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') },
    },
    Order: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['OrderRole', 'Arn'] },
        DefinitionSubstitutions: { PriceArn: price },
        Definition: {
          QueryLanguage: 'JSONata',
          StartAt: 'Price',
          States: {
            Price: {
              Type: 'Task',
              Resource: '${PriceArn}',
              Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], MaxAttempts: 2 }],
              Next: 'Fermented?',
            },
            'Fermented?': {
              Type: 'Choice',
              Choices: [{ Condition: "{% $states.input.tea = 'black' %}", Next: 'Ferment' }],
              Default: 'Shipped',
            },
            Ferment: { Type: 'Wait', Seconds: 259_200, Next: 'Shipped' },
            Shipped: { Type: 'Succeed' },
          },
        },
      },
    },
    OrderRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trusting('states.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'price',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: price }],
            },
          },
        ],
      },
    },
  },
};

const CONFIGURATION = {
  scenarios: 'events',
  package: {
    command: ['node', 'package.mjs'],
    workflowArguments: [],
    output: 'out',
    template: 'template.json',
    state: 'state.json',
    sources: ['template.json', 'functions'],
  },
};

const PACKAGE = `
  import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
  import { zipSync } from 'fflate';
  mkdirSync('out', { recursive: true });
  cpSync('template.json', 'out/template.json');
  const service = { service: 'teas', provider: { stackName: 'teas' } };
  writeFileSync('out/state.json', JSON.stringify({ service }));
  const price = readFileSync('functions/price.mjs');
  writeFileSync('out/price.zip', zipSync({ 'price.mjs': price }));`;

/** The first block of that language in the README. */
const shown = (language: string) =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(
    read('local-cloud/README.md'),
  )![1]!;

describe('a project that says how it is packaged, with a test', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await projectWith(
      {
        'local-cloud.config.json': JSON.stringify(CONFIGURATION),
        'package.mjs': PACKAGE,
        'template.json': JSON.stringify(TEMPLATE),
        'functions/price.mjs': shown('js'),
        'order.test.ts': shown('ts'),
      },
      { 'local-cloud': tarball, ...versionsOf('vitest', '@aws-sdk/client-sfn') },
    );
  });

  test('is given what runs, what it says of itself, and nothing of its tests', () => {
    const installed = join(folder, 'node_modules/local-cloud');
    const files = readdirSync(installed, { recursive: true }).map(String);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'docs/support.md']));
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
    expect(await run('npx', ['vitest', 'run'], folder)).toMatch(/Tests .*3 passed/);
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

  test('is deployed by the command, and steered by the command', async () => {
    const { endpoint, down } = await up(folder);
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
