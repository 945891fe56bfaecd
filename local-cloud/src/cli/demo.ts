import { join } from 'node:path';
import { callControl } from '../client/control.ts';
import { loadWorkflows, pick, type Workflow } from '../scenarios/load.ts';
import { INSTALL_THEM, missingPackages } from '../scenarios/needs.ts';
import { MAILBOX_PATH, type Mail } from '../services/sns/mail.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { KEEP_OPTION, keptOf } from './keep.ts';
import { OPEN_OPTION, openBrowser } from './open-browser.ts';
import { packaged } from './package.ts';
import { orInterruptedAgain, untilInterrupted } from './process-end.ts';
import { openProject, type Project } from './project.ts';
import { describeResults } from './results.ts';
import { runScenarios } from './run-scenarios.ts';
import { growSlowly } from './slow-heap.ts';

/** Few at once: one workflow after the other calls its functions, of which it has as many. */
const ENVIRONMENTS = 9;

export const demoCommand: Command = {
  name: 'demo',
  usage: '[<workflow> ...]',
  help: `Run every scenario in a cloud of its own
Of all workflows, or of those that are named. Packages the project if that is
needed, boots a local cloud on a free port, deploys, prints where its mail can
be read, and runs the scenarios. Prints a line for each workflow, and what
failed. Exit code 1 if any of them fails.
Scenarios whose packages are not installed are left out, which it says.
With --open the console shows them as they run, and stays until Ctrl+C.`,
  positionals: [0, Number.POSITIVE_INFINITY],
  options: {
    verbose: { type: 'boolean', help: 'a line for each scenario, with time and cost' },
    paths: { type: 'boolean', help: 'a line for each scenario, with the states entered' },
    open: OPEN_OPTION,
    keep: KEEP_OPTION,
    json: JSON_OPTION,
  },
  async run({ positionals, flags, terminal }) {
    const project = openProject();
    const keep = keptOf(flags.keep);
    const workflows = selected(project, positionals);
    const made = await packaged(project, terminal, { build: true });
    const { bootCloud } = await import('../boot.ts');
    const cloud = await bootCloud(made, {
      ...{ port: 0, keep, project: project.root },
      environments: ENVIRONMENTS,
    });
    growSlowly();
    const isOpen = flags.open === true && (await openBrowser(cloud.endpoint));
    try {
      const runnable = workflows
        .filter((workflow) => missingPackages(workflow).length === 0)
        .map((workflow) => ({ workflow, scenarios: Object.keys(workflow.scenarios) }));
      if (!flags.json)
        terminal.out(`Mail is at ${cloud.endpoint}${MAILBOX_PATH} while this runs.\n`);
      const results = await runScenarios(cloud.endpoint, runnable, terminal);
      const detail = flags.paths ? 'path' : flags.verbose ? 'measures' : 'none';
      terminal.out(
        flags.json
          ? JSON.stringify(results, null, 2)
          : describeResults(results, detail, terminal.columns),
      );
      if (!flags.json) {
        terminal.out(`${await mailsSent(cloud.endpoint)} mails sent`);
        for (const line of workflows.flatMap(leftOut)) terminal.out(line);
      }
      if (isOpen) {
        terminal.err(`The console stays at ${cloud.endpoint} until Ctrl+C.`);
        await untilInterrupted();
      }
      return results.every((result) => result.problems.length === 0) ? 0 : 1;
    } finally {
      await (isOpen ? orInterruptedAgain(cloud.close(), terminal) : cloud.close());
    }
  },
};

/** Those that are named, as the project has them in order; where none is, all. */
function selected({ root, config }: Project, names: readonly string[]): readonly Workflow[] {
  const workflows = loadWorkflows(join(root, config.scenarios));
  if (names.length === 0) return workflows;
  const byName = Object.fromEntries(workflows.map((workflow) => [workflow.name, workflow]));
  const wanted = new Set(names.map((name) => pick('workflow', name, byName)));
  return workflows.filter((workflow) => wanted.has(workflow));
}

/** Says of a workflow whose scenarios were not run what they need. */
function leftOut(workflow: Workflow): string[] {
  const missing = missingPackages(workflow);
  if (missing.length === 0) return [];
  const all = `Left out: all scenarios of ${workflow.name}.`;
  return [`${all} They need ${missing.join(', ')}, not installed here: ${INSTALL_THEM}`];
}

/** Mails are counted from 1, and the newest is always kept. */
async function mailsSent(endpoint: string): Promise<number> {
  const { mails } = (await callControl(endpoint, 'GET', '/mail')) as { mails: Mail[] };
  return mails.at(-1)?.id ?? 0;
}
