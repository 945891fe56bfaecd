import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOMENT, root } from '../project.ts';

const installed = spawnSync('aws', ['--version']).status === 0;
if (!installed) console.log('Skipped: the AWS CLI is not installed.');

const run = promisify(execFile);
let cloud: Cloud;
let outputs: (name: string) => string;

beforeAll(async () => {
  if (!installed) return;
  cloud = await startCloud({ project: root, seed: 'aws-cli', frozenAt: MOMENT });
  outputs = (name) => cloud.output(name);
});

afterAll(async () => {
  await cloud?.close();
});

/** The AWS CLI as a person has it who followed what `npm start` prints. */
async function aws(...words: string[]) {
  const { stdout } = await run('aws', words, {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...cloud.env,
      AWS_PAGER: '',
    },
  });
  return stdout === '' ? undefined : JSON.parse(stdout);
}

const definition = JSON.stringify({
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } },
});

describe.skipIf(!installed)('the AWS CLI', () => {
  const machine = () => ['--state-machine-arn', outputs('BankAccountStateMachineArn')];

  test('lists and describes state machines', async () => {
    const { stateMachines } = await aws('stepfunctions', 'list-state-machines');
    expect(stateMachines).toContainEqual(
      expect.objectContaining({ stateMachineArn: machine()[1], type: 'EXPRESS' }),
    );
    const described = await aws('stepfunctions', 'describe-state-machine', ...machine());
    expect(JSON.parse(described.definition).StartAt).toBe('Check Applicant');
  });

  test('runs an Express execution synchronously with a payload of events/, and reads what it wrote', async () => {
    const input = ['--input', 'file://events/bank-account/opened.json'];
    const ended = await aws('stepfunctions', 'start-sync-execution', ...machine(), ...input);
    expect(ended).toMatchObject({ status: 'SUCCEEDED' });
    const table = outputs('BankAccountsTableName');
    expect(await aws('dynamodb', 'scan', '--table-name', table)).toMatchObject({ Count: 1 });
  });

  test('starts, finds, reads and stops a Standard execution', async () => {
    const role = 'arn:aws:iam::123456789012:role/cli';
    const trust = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'states.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    };
    await aws(
      'iam',
      'create-role',
      '--role-name',
      'cli',
      '--assume-role-policy-document',
      JSON.stringify(trust),
    );
    const { stateMachineArn } = await aws(
      'stepfunctions',
      'create-state-machine',
      '--name',
      'cli',
      '--role-arn',
      role,
      '--definition',
      definition,
    );
    const started = await aws(
      'stepfunctions',
      'start-execution',
      '--state-machine-arn',
      stateMachineArn,
      '--name',
      'one',
    );
    const execution = ['--execution-arn', started.executionArn];
    expect(await aws('stepfunctions', 'describe-execution', ...execution)).toMatchObject({
      status: 'RUNNING',
    });
    await aws('stepfunctions', 'stop-execution', ...execution, '--error', 'Cli.Stopped');
    const { executions } = await aws(
      'stepfunctions',
      'list-executions',
      '--state-machine-arn',
      stateMachineArn,
      '--status-filter',
      'ABORTED',
    );
    expect(executions).toMatchObject([{ name: 'one', status: 'ABORTED' }]);
    const { events } = await aws('stepfunctions', 'get-execution-history', ...execution);
    expect(events.map(({ type }: { type: string }) => type)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
      'ExecutionAborted',
    ]);
  });

  test('receives a parked application from the queue', async () => {
    const url = outputs('BankAccountParkingQueueUrl');
    await aws(
      'stepfunctions',
      'start-sync-execution',
      ...machine(),
      '--input',
      '{"applicationId":"cli"}',
    );
    // Version 1 of the CLI has an address of its own for SQS in us-east-1 unless it is told one.
    const { Messages } = await aws(
      '--endpoint-url',
      cloud.endpoint,
      'sqs',
      'receive-message',
      '--queue-url',
      url,
    );
    expect(JSON.parse(Messages[0].Body)).toMatchObject({ application: { applicationId: 'cli' } });
  });

  test('invokes a function', async () => {
    const payload = JSON.stringify({ applicationId: 'cli', name: 'Sam Sample' });
    const name = cloud.resource('CheckNameLambdaFunction');
    const encoded = (await version()) === 1 ? payload : Buffer.from(payload).toString('base64');
    const answer = await aws(
      'lambda',
      'invoke',
      '--function-name',
      name,
      '--payload',
      encoded,
      '/dev/null',
    );
    expect(answer).toMatchObject({ StatusCode: 200 });
    expect(answer.FunctionError).toBeUndefined();
  });

  test('is told by name what the local cloud does not serve', async () => {
    await expect(aws('ec2', 'describe-instances')).rejects.toThrow(
      /does not serve the service .*"ec2"/,
    );
    await expect(
      aws('stepfunctions', 'list-state-machines', '--region', 'eu-west-1'),
    ).rejects.toThrow(/signed for eu-west-1, and the local cloud is us-east-1/);
  });
});

async function version(): Promise<number> {
  const { stdout } = await run('aws', ['--version']);
  return Number(/^aws-cli\/(\d+)/.exec(stdout)?.[1]);
}
