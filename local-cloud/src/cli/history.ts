import type { ExecutionReport, ReportedEvent } from '../client/executions.ts';
import { didYouMean } from '../core/closest.ts';
import { formatDuration, formatMoment } from '../core/duration.ts';
import { UserError } from '../core/errors.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';
import { allExecutions } from './executions.ts';
import { readable } from './readable.ts';
import { definitions, table } from './table.ts';

export const historyCommand: Command = {
  name: 'history',
  usage: '<execution>',
  help: `Show what an execution did, with its data
Finds it by its name or ARN, the newest as "last", and prints its input, its
output and its events.
What is long is cut short in a terminal; --json prints all of it.`,
  positionals: [1, 1],
  options: { json: JSON_OPTION, endpoint: ENDPOINT_OPTION },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const execution = findExecution(
      await allExecutions(await runningEndpoint(invocation)),
      positionals[0]!,
    );
    terminal.out(
      flags.json ? JSON.stringify(execution, null, 2) : describe(execution, terminal.columns),
    );
    return 0;
  },
};

/** The newest execution, as `last`, or of that name, or the one of that ARN. */
export function findExecution(
  executions: readonly ExecutionReport[],
  wanted: string,
): ExecutionReport {
  const named = executions.findLast(({ arn, name }) => arn === wanted || name === wanted);
  const found = named ?? (wanted === 'last' ? executions.at(-1) : undefined);
  if (found !== undefined) return found;
  throw new UserError(`There is no execution "${wanted}"`, {
    fix: `${didYouMean(
      wanted,
      executions.map(({ name }) => name),
    )}\`local-cloud executions\` lists them.`,
  });
}

function describe(execution: ExecutionReport, width: number | undefined): string {
  const { arn, status, error, started, ended, events } = execution;
  const took = ended === undefined ? '' : ` in ${formatDuration(ended - started)}`;
  const facts: [string, string][] = [['Status', `${status}${error ? ` ${error}` : ''}${took}`]];
  for (const [label, key] of [
    ['Input', events[0]?.details.input],
    ['Output', execution.output],
    ['Cause', execution.cause],
  ] as const) {
    if (typeof key === 'string') facts.push([label, readable(key, width, 2000)]);
  }
  const shownBefore = { text: '' };
  const rows = events.map((event) => [
    String(event.id),
    `+${formatMoment(event.time - started)}`,
    event.type,
    detail(event, width, shownBefore),
  ]);
  const shown = table(['Id', 'Time', 'Event', 'State or detail'], rows, width);
  return `${arn}\n${definitions(facts, width)}\n\n${shown}`;
}

/** What was called with what, what came of it, and what went wrong; the execution's own is above. */
function detail(
  { type, state, details }: ReportedEvent,
  width: number | undefined,
  shownBefore: { text: string },
): string {
  if (/^Execution/.test(type)) return '';
  const title =
    state ?? text([details.name, details.index, details.resourceType, details.resource]);
  const data = DATA.filter((key) => typeof details[key] === 'string').map((key) => {
    const value = String(details[key]);
    const isSame = value === shownBefore.text;
    shownBefore.text = value;
    return `${key}: ${isSame ? 'the same' : readable(value, width)}`;
  });
  return [title, ...data].filter((line) => line !== '').join('\n');
}

const DATA = ['input', 'parameters', 'output', 'error', 'cause'];

function text(parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === 'string' || typeof part === 'number').join(' ');
}
