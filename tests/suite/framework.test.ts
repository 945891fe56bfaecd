import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from 'local-cloud';
import { expect, onTestFinished, test } from 'vitest';
import { copyOfWorkflow, PATH, RECIPIENTS } from './serverless.ts';

/** A cloud in which next to nothing is. */
async function emptyCloud(): Promise<Cloud> {
  const folder = mkdtempSync(join(tmpdir(), 'empty-'));
  const template = join(folder, 'template.json');
  writeFileSync(template, '{ "Resources": { "Only": { "Type": "AWS::SQS::Queue" } } }');
  const cloud = await startCloud({ template });
  onTestFinished(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true });
  });
  return cloud;
}

/** What the framework prints. It fails the test where it does not end well. */
function serverless(cloud: Cloud, cwd: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, ...cloud.env, PATH, SLS_AWS_MONITORING_FREQUENCY: '200' };
  return new Promise((resolve, reject) => {
    execFile('serverless', [...words, ...RECIPIENTS], { cwd, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(`${error.message}\n${stdout}${stderr}`));
    });
  });
}

test('the framework deploys to the local cloud as to AWS, deploys what has changed, and takes it down', async () => {
  const cloud = await emptyCloud();
  const folder = copyOfWorkflow('daycare-registration');
  const stack = 'daycare-registration-dev';
  expect(await serverless(cloud, folder, 'deploy')).toContain(`Service deployed to stack ${stack}`);
  const { stateMachines } = await cloud.call<{ stateMachines: { stateMachineArn: string }[] }>(
    'SFN',
    'ListStateMachines',
  );
  const [machine] = stateMachines;
  const file = join(folder, 'events/daycare-registration/confirmed.json');
  const input = JSON.parse(readFileSync(file, 'utf8'));
  expect(await cloud.run(machine!.stateMachineArn, input)).toMatchObject({ status: 'SUCCEEDED' });

  expect(await serverless(cloud, folder, 'deploy')).toContain('No changes to deploy');
  const code = 'functions/daycare-registration/check-age-range.ts';
  appendFileSync(join(folder, code), "\nconsole.info('changed');\n");
  await serverless(cloud, folder, 'deploy');
  const { StackEvents } = await cloud.call<{ StackEvents: Record<string, string>[] }>(
    'CloudFormation',
    'DescribeStackEvents',
    { StackName: stack },
  );
  expect(StackEvents.slice(0, 3)).toMatchObject([
    { LogicalResourceId: stack, ResourceStatus: 'UPDATE_COMPLETE' },
    { LogicalResourceId: 'CheckAgeRangeLambdaFunction', ResourceStatus: 'UPDATE_COMPLETE' },
    { LogicalResourceId: 'CheckAgeRangeLambdaFunction', ResourceStatus: 'UPDATE_IN_PROGRESS' },
  ]);

  expect(await serverless(cloud, folder, 'remove')).toContain('has been successfully removed');
  const left = await cloud.call('SFN', 'ListStateMachines');
  expect(left).toMatchObject({ stateMachines: [] });
});
