import type { BootedCloud } from '../boot.ts';
import { exportLines } from '../client/options.ts';
import { formatDuration } from '../core/duration.ts';
import { UserError } from '../core/errors.ts';
import type { LeftOut } from '../deploy/left-out.ts';
import { MAILBOX_PATH } from '../services/sns/mail.ts';
import type { ExecutionChange } from '../stepfunctions/api/journal.ts';
import { choicesOf, PROJECT_OPTIONS } from './choices.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { DEFAULT_PORT } from './endpoint.ts';
import { fold } from './fold.ts';
import { KEEP_OPTION, keptOf } from './keep.ts';
import { OPEN_OPTION, openBrowser } from './open-browser.ts';
import { packaged } from './package.ts';
import { orInterruptedAgain, untilInterrupted } from './process-end.ts';
import { openProject } from './project.ts';
import { watchSources } from './reload/watch.ts';

export const upCommand: Command = {
  name: 'up',
  usage: '',
  help: `Keep the cloud up for AWS clients
Deploys what the project describes, packaged if that is needed, and serves it on
127.0.0.1 until Ctrl+C. Reloads the handlers and state machines that you change.
Prints a line when an execution starts, and one when it ends, except for the
items of a Distributed Map.`,
  positionals: [0, 0],
  options: {
    workflow: { type: 'string', value: 'NAME', help: 'only this workflow (default: all)' },
    port: { type: 'string', value: 'N', help: `the port (default ${DEFAULT_PORT}; 0: a free one)` },
    'no-package': { type: 'boolean', help: 'fail if the package is missing or stale' },
    open: OPEN_OPTION,
    keep: KEEP_OPTION,
    ...PROJECT_OPTIONS,
    json: { ...JSON_OPTION, help: 'print JSON instead of text, and reload nothing' },
  },
  async run({ flags, lists, terminal }) {
    const project = openProject(process.cwd(), choicesOf(flags, lists));
    const port = portOf(flags.port);
    const keep = keptOf(flags.keep);
    const workflow = flags.workflow === undefined ? undefined : String(flags.workflow);
    const made = await packaged(project, terminal, { workflow, build: !flags['no-package'] });
    if (project.found !== undefined) {
      terminal.err(`Deploying what ${project.found} describes, as the stack ${made.stackName}.`);
    }
    if (made.template.leftOut.size > 0) terminal.err(describeLeftOut(made.template.leftOut));
    const { bootCloud } = await import('../boot.ts');
    const onExecution = flags.json
      ? () => {}
      : (change: ExecutionChange) => terminal.out(describeChange(change, made.stackName));
    const cloud = await bootCloud(made, {
      ...{ port, keep, project: project.root, onExecution },
      onBroken: (problem) => terminal.err(problem),
    });
    const interrupted = untilInterrupted();
    terminal.out(flags.json ? JSON.stringify(summary(cloud)) : describe(cloud));
    if (flags.open) await openBrowser(cloud.endpoint);
    const stopWatching = flags.json
      ? () => {}
      : watchSources({ project, stack: cloud.stack, terminal, workflow, deployed: made });
    await interrupted;
    stopWatching();
    await orInterruptedAgain(cloud.close(), terminal);
    return 0;
  },
};

function describeLeftOut(leftOut: LeftOut): string {
  const names = [...leftOut].map(([logicalId, type]) => `${logicalId} (${type})`);
  return fold(`Left out, as the project says: ${names.join(', ')}.`, undefined).join('\n');
}

/** One line: when, of which machine (without the stack's name), which execution, and its end. */
export function describeChange(change: ExecutionChange, stackName: string): string {
  const { name, status, error, started, redriven, ended } = change;
  const time = new Date(ended ?? redriven ?? started).toISOString().slice(11, 19);
  const machine = change.stateMachine.replace(`${stackName}-`, '');
  const begun = redriven === undefined ? 'started' : 'redriven';
  const what = ended === undefined ? begun : `${status} in ${formatDuration(ended - started)}`;
  const why = error && fold(error, undefined).join(' ');
  return [time, machine, name, what, why].filter(Boolean).join('  ');
}

function portOf(flag: string | boolean | undefined): number {
  const port = Number(flag ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError(`"${flag}" is not a port`, {
    fix: 'Give a whole number from 0 to 65535.',
    exitCode: 2,
  });
}

function summary({ endpoint, stack }: BootedCloud) {
  return {
    endpoint,
    stack: stack.name,
    outputs: Object.fromEntries([...stack.outputs].map(([name, { value }]) => [name, value])),
  };
}

function describe({ endpoint, stack, cloud: { region } }: BootedCloud): string {
  const width = Math.max(0, ...[...stack.outputs.keys()].map((name) => name.length));
  const outputs = [...stack.outputs].map(
    ([name, { value }]) => `  ${name.padEnd(width)}  ${value}`,
  );
  return `The local cloud is up at ${endpoint}

Point any AWS client at it:
${exportLines(endpoint, region).replace(/^/gm, '  ')}

${stack.name}:
${outputs.length === 0 ? '  (no outputs)' : outputs.join('\n')}

${endpoint} in a browser is the console: it shows what runs.
Mail that it sends is at ${endpoint}${MAILBOX_PATH}
and in \`npx local-cloud mail\`. Changed handlers and state machines are reloaded.
Ctrl+C takes it down; everything in it is in memory.`;
}
