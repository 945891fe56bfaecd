import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../../local-cloud/src/boot.ts';
import { workflowCoverage } from '../../local-cloud/src/cli/coverage.ts';
import { openProject } from '../../local-cloud/src/cli/project.ts';
import { awsCaller } from '../../local-cloud/src/client/aws-caller.ts';
import { nameOf } from '../../local-cloud/src/coverage/points.ts';
import { loadWorkflows } from '../../local-cloud/src/scenarios/load.ts';
import { callControl, localPace } from '../../local-cloud/src/scenarios/pace.ts';
import { runScenario } from '../../local-cloud/src/scenarios/run-scenario.ts';
import { unusedGrants } from './grants.ts';
import { suitePackage } from './packaged.ts';

const project = openProject();
const workflows = loadWorkflows(join(project.root, project.config.scenarios));
let cloud: BootedCloud;

beforeAll(async () => {
  cloud = await bootCloud(await suitePackage(), { port: 0, seed: 'scenarios' });
});

afterAll(async () => {
  await cloud.close();
});

describe.each(workflows)('$name', (workflow) => {
  test.each(Object.keys(workflow.scenarios))('%s', async (name) => {
    const { endpoint } = cloud;
    const target = { aws: awsCaller(endpoint), pace: localPace(endpoint) };
    const result = await runScenario(target, workflow, name, workflow.scenarios[name]!);
    expect(result.problems).toEqual([]);
  });

  /** Runs after the scenarios, and reads what they left in the histories. */
  test('is covered whole: states, rules, retriers, catchers, branches, iterations', async () => {
    const { points } = await workflowCoverage(cloud.endpoint, workflow);
    const gaps = points.filter(({ status }) => status !== 'covered');
    expect(gaps.map((point) => `${nameOf(point)}: ${point.status}`)).toEqual([]);
  });
});

/** Runs last, when every scenario has left its marks. */
test('no role is granted an action that no scenario uses', async () => {
  const used = await callControl(cloud.endpoint, 'GET', '/grants');
  expect(
    await unusedGrants(cloud, used as Record<string, { action: string; resource: string }[]>),
  ).toEqual([]);
});
