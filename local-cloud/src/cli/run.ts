import { join } from 'node:path';
import { UserError } from '../core/errors.ts';
import { loadWorkflows, pick } from '../scenarios/load.ts';
import { INSTALL_THEM, missingPackages } from '../scenarios/needs.ts';
import { type Command, type Invocation, JSON_OPTION, type Terminal } from './command.ts';
import {
  ENDPOINT_OPTION,
  endpointOf,
  isRunning,
  refuseOthersCloud,
  runningEndpoint,
} from './endpoint.ts';
import { packaged } from './package.ts';
import { openProject, type Project } from './project.ts';
import { describeResult } from './results.ts';
import { runScenarios, type Selected } from './run-scenarios.ts';

export const runCommand: Command = {
  name: 'run',
  usage: '<workflow> <scenario>',
  help: `Run one scenario in a cloud of its own
That cloud is gone afterwards. --here takes the running one, if it is of this
project: its clock is moved as the scenario needs it, for everybody.
--endpoint takes the cloud at that URL. Exit code 1 if the scenario fails.`,
  positionals: [0, 2],
  options: {
    here: { type: 'boolean', help: 'in the running cloud' },
    endpoint: { ...ENDPOINT_OPTION, help: 'in the cloud at that endpoint' },
    stack: { type: 'string', value: 'NAME', help: 'the stack, where several hold the workflow' },
    json: JSON_OPTION,
  },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const project = openProject();
    const selected = select(project, positionals);
    const [result] =
      flags.here || flags.endpoint !== undefined
        ? await runThere(await endpointFor(invocation, project), selected, invocation)
        : await runAlone(project, selected, terminal);
    terminal.out(
      flags.json ? JSON.stringify([result], null, 2) : describeResult(result!, terminal.columns),
    );
    return result!.problems.length === 0 ? 0 : 1;
  },
};

function select(project: Project, [workflowName, scenarioName]: readonly string[]): Selected {
  const workflows = loadWorkflows(join(project.root, project.config.scenarios));
  const byName = Object.fromEntries(workflows.map((workflow) => [workflow.name, workflow]));
  if (workflowName === undefined) throw missing('workflow', Object.keys(byName));
  const workflow = pick('workflow', workflowName, byName);
  const scenarios = Object.keys(workflow.scenarios);
  if (scenarioName === undefined) throw missing(`scenario of ${workflowName}`, scenarios);
  pick(`scenario of ${workflowName}`, scenarioName, workflow.scenarios);
  return { workflow, scenarios: [scenarioName] };
}

function missing(kind: string, names: readonly string[]): UserError {
  return new UserError(`local-cloud run takes <workflow> <scenario>: which ${kind}?`, {
    fix: `Take one of: ${names.join(', ')}`,
    exitCode: 2,
  });
}

/** AWS, or another emulator, has no project to compare. */
async function endpointFor(invocation: Invocation, { root }: Project): Promise<string> {
  const endpoint = invocation.flags.here
    ? await runningEndpoint(invocation)
    : endpointOf(invocation);
  if (await isRunning(endpoint)) await refuseOthersCloud(endpoint, root);
  return endpoint;
}

function runThere(endpoint: string, selected: Selected, { flags, terminal }: Invocation) {
  const stack = typeof flags.stack === 'string' ? flags.stack : undefined;
  return runScenarios(endpoint, [selected], terminal, stack);
}

async function runAlone(project: Project, selected: Selected, terminal: Terminal) {
  refuseWithout(missingPackages(selected.workflow), selected.workflow.name);
  const workflow = selected.workflow.name;
  const made = await packaged(project, terminal, { workflow, build: true });
  const { bootCloud } = await import('../boot.ts');
  const cloud = await bootCloud(made, { port: 0, project: project.root });
  try {
    return await runScenarios(cloud.endpoint, [selected], terminal);
  } finally {
    await cloud.close();
  }
}

function refuseWithout(packages: readonly string[], workflow: string): void {
  if (packages.length === 0) return;
  throw new UserError(`The scenarios of ${workflow} need packages that are not installed`, {
    why: `There is no ${packages.join(', ')}.`,
    fix: INSTALL_THEM,
  });
}
