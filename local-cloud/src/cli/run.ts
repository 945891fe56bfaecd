import { join } from 'node:path';
import { loadWorkflows, pick } from '../scenarios/load.ts';
import { type Command, JSON_OPTION, type Terminal } from './command.ts';
import { ENDPOINT_OPTION, endpointOf, isRunning } from './endpoint.ts';
import { packaged } from './package.ts';
import { openProject, type Project } from './project.ts';
import { describeResults } from './results.ts';
import { runScenarios, type Selected } from './run-scenarios.ts';

export const runCommand: Command = {
  name: 'run',
  usage: '<workflow> <scenario>',
  help: `Run one scenario
In the running cloud if there is one (or the one --endpoint names), else in a cloud of its own
that is gone afterwards. Exit code 1 if the scenario fails.`,
  positionals: [2, 2],
  options: {
    json: JSON_OPTION,
    endpoint: ENDPOINT_OPTION,
    stack: { type: 'string', value: 'NAME', help: 'the stack, where several hold the workflow' },
  },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const project = openProject();
    const selected = select(project, positionals[0]!, positionals[1]!);
    const endpoint = endpointOf(invocation);
    const results =
      flags.endpoint !== undefined || (await isRunning(endpoint))
        ? await runScenarios(endpoint, [selected], terminal, stackOf(flags.stack))
        : await runAlone(project, selected, terminal);
    terminal.out(flags.json ? JSON.stringify(results, null, 2) : describeResults(results));
    return results.every((result) => result.problems.length === 0) ? 0 : 1;
  },
};

function select(project: Project, workflowName: string, scenarioName: string): Selected {
  const workflows = loadWorkflows(join(project.root, project.config.scenarios));
  const byName = Object.fromEntries(workflows.map((workflow) => [workflow.name, workflow]));
  const workflow = pick('workflow', workflowName, byName);
  pick(`scenario of ${workflowName}`, scenarioName, workflow.scenarios);
  return { workflow, scenarios: [scenarioName] };
}

function stackOf(flag: string | boolean | undefined): string | undefined {
  return typeof flag === 'string' ? flag : undefined;
}

async function runAlone(project: Project, selected: Selected, terminal: Terminal) {
  const workflow = selected.workflow.name;
  const made = await packaged(project, terminal, { workflow, build: true });
  const { bootCloud } = await import('../boot.ts');
  const cloud = await bootCloud(made, { port: 0 });
  try {
    return await runScenarios(cloud.endpoint, [selected], terminal);
  } finally {
    await cloud.close();
  }
}
