import { setTimeout as realSleep } from 'node:timers/promises';
import { callControl } from '../client/control.ts';
import { type LogLine, LogReader, logSources } from '../client/logs.ts';
import { parseDuration } from '../core/duration.ts';
import { type Command, JSON_OPTION, type Terminal } from './command.ts';
import { callerAt, ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';
import { fold } from './fold.ts';

/** How often `--follow` looks for more, in milliseconds of real time. */
const POLL_MS = 1000;

export const logsCommand: Command = {
  name: 'logs',
  usage: '[<function | workflow>]',
  help: `Print the logs of functions and workflows
What CloudWatch Logs has of them, oldest first. Of a workflow: what its state
machine logs, and the functions that it calls. Without a name: all. Times are
the cloud's.`,
  positionals: [0, 1],
  options: {
    follow: { type: 'boolean', short: 'f', help: 'go on with what is logged from now on' },
    since: { type: 'string', value: 'TIME', help: 'only the last 10m, 2h, 3d, ...' },
    json: { ...JSON_OPTION, help: 'print a line of JSON for each' },
    endpoint: ENDPOINT_OPTION,
  },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const span = flags.since === undefined ? undefined : parseDuration(String(flags.since));
    const endpoint = await runningEndpoint(invocation);
    const { now } = (await callControl(endpoint, 'GET', '/clock')) as { now: number };
    const aws = await callerAt(endpoint);
    const sources = await logSources(aws, positionals[0]);
    const reader = new LogReader(aws, sources, span === undefined ? 0 : Math.max(0, now - span));
    const print = flags.json ? printJson : sources.length > 1 ? printNamed : printLine;
    for (let isFirst = true; ; isFirst = false) {
      const lines = await reader.next();
      for (const line of lines) print(terminal, line);
      // Not among the lines, which others may read.
      if (isFirst && lines.length === 0 && !flags.json) terminal.err(nothing(flags.since));
      if (!flags.follow) return 0;
      await realSleep(POLL_MS);
    }
  },
};

function nothing(since: string | boolean | undefined): string {
  return since === undefined
    ? 'Nothing has been logged yet.'
    : `Nothing was logged in the last ${since}.`;
}

function printJson({ out }: Terminal, { source, time, stream, message }: LogLine): void {
  out(JSON.stringify({ time: iso(time), ...source, stream, message }));
}

function printNamed(terminal: Terminal, line: LogLine): void {
  printLine(terminal, line, `${line.source.name} `);
}

/** Long lines are left to the terminal, so that they can be copied whole. */
function printLine({ out }: Terminal, { time, message }: LogLine, name = ''): void {
  for (const line of fold(message.trimEnd(), undefined)) out(`${iso(time)} ${name}${line}`);
}

const iso = (ms: number) => new Date(ms).toISOString();
