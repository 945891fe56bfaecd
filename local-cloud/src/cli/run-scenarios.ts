import type { Workflow } from '../scenarios/load.ts';
import { localPace, realPace } from '../scenarios/pace.ts';
import { deployedAt, runScenario, type ScenarioResult } from '../scenarios/run-scenario.ts';
import type { Terminal } from './command.ts';
import { callerAt, isRunning } from './endpoint.ts';

export interface Selected {
  readonly workflow: Workflow;
  readonly scenarios: readonly string[];
}

/** Runs scenarios one after the other at an endpoint, with a line of progress each. */
export async function runScenarios(
  endpoint: string,
  selected: readonly Selected[],
  terminal: Terminal,
  stackName?: string,
): Promise<ScenarioResult[]> {
  const pace = (await isRunning(endpoint)) ? localPace(endpoint) : realPace();
  const place = { aws: await callerAt(endpoint), stackName };
  const results: ScenarioResult[] = [];
  for (const { workflow, scenarios } of selected) {
    const target = { ...place, pace, ...(await deployedAt(place, workflow.stateMachine)) };
    for (const name of scenarios) {
      terminal.progress(`${workflow.name} ${name} ...`);
      results.push(await runScenario(target, workflow, name, workflow.scenarios[name]!));
    }
  }
  terminal.progress('');
  return results;
}
