import { join } from 'node:path';
import { UserError } from '../core/errors.ts';
import { type PointCoverage, percentOf, type Status } from '../coverage/coverage.ts';
import { measureCoverage } from '../coverage/measure.ts';
import { nameOf, type PointKind } from '../coverage/points.ts';
import { loadWorkflows, type Workflow } from '../scenarios/load.ts';
import { type ScenarioResult, stackOutputs } from '../scenarios/run-scenario.ts';
import { type Command, JSON_OPTION, type Terminal } from './command.ts';
import { callerAt } from './endpoint.ts';
import { packaged } from './package.ts';
import { openProject } from './project.ts';
import { runScenarios } from './run-scenarios.ts';
import { table } from './table.ts';

export const coverageCommand: Command = {
  name: 'coverage',
  usage: '',
  help: `Report what the scenarios cover
Runs every scenario in a cloud of its own, and reads the histories of the
executions: states entered, rules of Choice states taken, retriers and catchers
fired, branches and iterations run. Exit code 1 if a workflow is covered less
than --min, or a scenario fails.`,
  positionals: [0, 0],
  options: {
    min: { type: 'string', value: 'PERCENT', help: 'the least of each workflow (default: 100)' },
    json: JSON_OPTION,
  },
  async run({ flags, terminal }) {
    const min = minimum(flags.min);
    const { failed, workflows } = await measureAll(terminal);
    terminal.out(
      flags.json
        ? JSON.stringify(workflows, null, 2)
        : describeCoverage(workflows, terminal.columns),
    );
    for (const { workflow, scenario, problems } of failed) {
      terminal.err(`${workflow} ${scenario} failed: ${problems.join('; ')}`);
    }
    const isEnough = workflows.every(({ percent }) => percent >= min);
    return isEnough && failed.length === 0 ? 0 : 1;
  },
};

export interface WorkflowCoverage {
  readonly workflow: string;
  readonly percent: number;
  readonly points: readonly PointCoverage[];
}

/** What a cloud's executions so far cover of a workflow. */
export async function workflowCoverage(
  endpoint: string,
  { name, stateMachine }: Pick<Workflow, 'name' | 'stateMachine'>,
): Promise<WorkflowCoverage> {
  const aws = await callerAt(endpoint);
  const outputs = await stackOutputs({ aws }, stateMachine);
  const points = await measureCoverage(aws, outputs.get(stateMachine)!);
  return { workflow: name, percent: percentOf(points), points };
}

async function measureAll(
  terminal: Terminal,
): Promise<{ failed: ScenarioResult[]; workflows: WorkflowCoverage[] }> {
  const project = openProject();
  const workflows = loadWorkflows(join(project.root, project.config.scenarios));
  const made = await packaged(project, terminal, { build: true });
  const { bootCloud } = await import('../boot.ts');
  const cloud = await bootCloud(made, { port: 0, project: project.root });
  try {
    const all = workflows.map((workflow) => ({
      workflow,
      scenarios: Object.keys(workflow.scenarios),
    }));
    const results = await runScenarios(cloud.endpoint, all, terminal);
    const measured: WorkflowCoverage[] = [];
    for (const workflow of workflows) {
      measured.push(await workflowCoverage(cloud.endpoint, workflow));
    }
    return { failed: results.filter(({ problems }) => problems.length > 0), workflows: measured };
  } finally {
    await cloud.close();
  }
}

function minimum(flag: string | boolean | undefined): number {
  if (flag === undefined) return 100;
  const percent = Number(flag);
  if (flag !== '' && percent >= 0 && percent <= 100) return percent;
  throw new UserError(`"${flag}" is not a percentage`, {
    fix: 'Give a number from 0 to 100.',
    exitCode: 2,
  });
}

const COLUMNS: readonly (readonly [string, PointKind])[] = [
  ['States', 'state'],
  ['Rules', 'choice'],
  ['Retriers', 'retrier'],
  ['Catchers', 'catcher'],
  ['Branches', 'branch'],
  ['Iterations', 'iteration'],
];

/** A table of the workflows, and below it by name what was not covered. */
export function describeCoverage(workflows: readonly WorkflowCoverage[], width?: number): string {
  const headings = ['Workflow', ...COLUMNS.map(([heading]) => heading), 'Covered'];
  const rows = workflows.map(({ workflow, percent, points }) => [
    workflow,
    ...COLUMNS.map(([, kind]) => share(points.filter((point) => point.kind === kind))),
    // Rounded down: what is not covered whole must not read 100 %.
    `${Math.floor(percent * 10) / 10} %`,
  ]);
  return [table(headings, rows, width), ...workflows.flatMap(gaps)].join('\n');
}

function share(points: readonly PointCoverage[]): string {
  if (points.length === 0) return '-';
  return `${points.filter(({ status }) => status === 'covered').length}/${points.length}`;
}

const GAPS: readonly (readonly [Status, string])[] = [
  ['not covered', 'not covered'],
  ['cannot tell', 'the histories cannot tell'],
];

function gaps({ workflow, points }: WorkflowCoverage): string[] {
  return GAPS.flatMap(([status, heading]) => {
    const names = points.filter((point) => point.status === status).map(nameOf);
    if (names.length === 0) return [];
    return [`\n${workflow}, ${heading}:`, ...names.map((name) => `  - ${name}`)];
  });
}
