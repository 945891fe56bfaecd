import { join } from 'node:path';
import { type Cloud, loadWorkflows, startCloud } from 'local-cloud';
import { missingPackages } from 'local-cloud/scenarios';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { y2023 } from '../../events/ml-retraining/samples.ts';
import { MOMENT, root } from '../project.ts';
import { unusedGrants } from './grants.ts';

const workflows = loadWorkflows(join(root, 'events'));
let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({ project: root, seed: 'scenarios', frozenAt: MOMENT });
});

afterAll(async () => {
  await cloud.close();
});

const runnable = workflows.filter((workflow) => missingPackages(workflow).length === 0);

describe.each(runnable)('$name', (workflow) => {
  test.each(Object.keys(workflow.scenarios))('%s', async (name) => {
    await cloud.runScenario(workflow, name);
  });

  /** Runs after the scenarios, and reads what they left in the histories. */
  test('is covered whole: states, rules, retriers, catchers, branches, iterations', async () => {
    const { gaps } = await cloud.coverage(workflow);
    expect(gaps).toEqual([]);
  });
});

/** Starts ml-retraining, and stops it when it has given a job to a service. */
async function stopAt(service: string, letTimePass: () => Promise<unknown>): Promise<void> {
  const stateMachineArn = cloud.output('MlRetrainingStateMachineArn');
  const start = { stateMachineArn };
  const { executionArn } = await cloud.call<{ executionArn: string }>(
    'SFN',
    'StartExecution',
    start,
  );
  const history = { executionArn, maxResults: 1000 };
  for (let said = ''; !said.includes(`"resourceType":"${service}"`); await letTimePass()) {
    said = JSON.stringify(await cloud.call('SFN', 'GetExecutionHistory', history));
  }
  await cloud.call('SFN', 'StopExecution', { executionArn });
  await cloud.clock.settle();
}

/** No scenario can do so: while a job of Glue runs, the clock stands still. */
test.skipIf(!runnable.some(({ name }) => name === 'ml-retraining'))(
  'an execution that is stopped stops its jobs',
  async () => {
    const Bucket = cloud.output('DemandBucketName');
    const Key = 'raw/stopped.csv';
    await cloud.call('S3', 'PutObject', { Bucket, Key, Body: y2023() });
    await stopAt('glue', async () => {});
    await stopAt('sagemaker', () => cloud.clock.next());
    await cloud.call('S3', 'DeleteObject', { Bucket, Key });
    const uses = Object.values(cloud.usedGrants()).flat();
    const actions = uses.map(({ action }) => action);
    expect(actions).toContain('glue:BatchStopJobRun');
    expect(actions).toContain('sagemaker:StopTrainingJob');
  },
);

/** Runs last, when every scenario has left its marks. */
test.skipIf(runnable.length < workflows.length)(
  'no role is granted an action that no scenario uses',
  async () => {
    expect(await unusedGrants(cloud, cloud.usedGrants())).toEqual([]);
  },
);
