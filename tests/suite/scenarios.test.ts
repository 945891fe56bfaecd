import { join } from 'node:path';
import { type Cloud, loadWorkflows, startCloud } from 'local-cloud';
import { missingPackages } from 'local-cloud/scenarios';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../project.ts';
import { unusedGrants } from './grants.ts';

const workflows = loadWorkflows(join(root, 'events'));
let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({ project: root, seed: 'scenarios' });
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

/** Runs last, when every scenario has left its marks. */
test.skipIf(runnable.length < workflows.length)(
  'no role is granted an action that no scenario uses',
  async () => {
    expect(await unusedGrants(cloud, cloud.usedGrants())).toEqual([]);
  },
);
