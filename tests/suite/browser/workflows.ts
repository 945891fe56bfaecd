import { join } from 'node:path';
import { loadWorkflows } from 'local-cloud';
import { missingPackages } from 'local-cloud/scenarios';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../project.ts';
import { violations } from './axe.ts';
import { hasBrowser } from './chromium.ts';
import { button, details, open, world } from './world.ts';

const workflows = loadWorkflows(join(root, 'events')).filter(
  (workflow) => missingPackages(workflow).length === 0,
);

describe.skipIf(!hasBrowser)('every workflow, in the console', () => {
  beforeAll(async () => {
    for (const workflow of workflows) {
      await world.cloud.runScenario(workflow, Object.keys(workflow.scenarios)[0]!);
    }
  });

  test.each(workflows)('$name: its executions, and one of them taken apart', async ({ name }) => {
    const { page, complaints } = await open(`#/executions?workflow=workflows-dev-${name}`);
    const rows = page.getByRole('table', { name: 'Executions' });
    await rows.getByRole('link').first().click();
    await page.locator('main .bar .badge', { hasText: 'succeeded' }).waitFor();
    await page.locator('.state.tone-succeeded').first().waitFor();

    const states = page.getByRole('table', { name: 'States that were entered' });
    // By its name: once it is chosen, the table may scroll, and have others at its end.
    const state = await states.getByRole('button').last().getAttribute('title');
    await states.getByTitle(state!, { exact: true }).last().click();
    await details(page).getByRole('heading', { name: state!, exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);

    await button(page, 'timeline').click();
    const line = page.getByRole('table', { name: 'Timeline' });
    await line.locator('.mark').first().waitFor();
    const entered = await states.getAttribute('aria-rowcount');
    expect(await line.getAttribute('aria-rowcount')).toBe(entered);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
