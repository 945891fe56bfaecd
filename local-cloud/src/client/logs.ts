import type { FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { DescribeStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import { UserError } from '../core/errors.ts';
import type { AwsCaller } from './aws-caller.ts';
import { logGroupOf, pages } from './executions.ts';
import { type Named, namedFunctions, namedStateMachines, pickNamed } from './named.ts';

/** A function or a state machine that logs. */
export interface LogSource {
  /** Its name, without that of its stack. */
  readonly name: string;
  readonly logGroup: string;
}

export interface LogLine {
  readonly source: LogSource;
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly message: string;
}

interface Candidate {
  readonly sources: readonly LogSource[];
}

/**
 * Where the logs of a function or a workflow go: of a workflow its state machine's, and those of the
 * functions that its definition names. Without a name, all there are.
 *
 * @throws UserError for a name that nothing has, or that logs nothing
 */
export async function logSources(aws: AwsCaller, wanted?: string): Promise<LogSource[]> {
  const functions = (await namedFunctions(aws)).map(({ resource, short, names }) => {
    const logGroup = resource.LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.FunctionName}`;
    return { short, names, resource: { sources: [{ name: short, logGroup }] } };
  });
  const machines: Named<Candidate>[] = [];
  for (const { resource, short, names } of await namedStateMachines(aws)) {
    const { stateMachineArn } = resource;
    const machine = await aws.call<DescribeStateMachineCommandOutput>(
      'SFN',
      'DescribeStateMachine',
      { stateMachineArn },
    );
    const own = logGroupOf(machine);
    const called = functions.filter(({ names }) =>
      names.some((name) => name.startsWith('arn:') && machine.definition!.includes(`"${name}"`)),
    );
    const sources = [
      ...(own === undefined ? [] : [{ name: short, logGroup: own }]),
      ...called.flatMap((one) => one.resource.sources),
    ];
    machines.push({ short, names, resource: { sources } });
  }
  const all = [...machines, ...functions];
  if (wanted === undefined) return unique(all.flatMap(({ resource }) => resource.sources));
  const { sources } = pickNamed('function or workflow', wanted, all);
  if (sources.length > 0) return unique(sources);
  throw new UserError(`${wanted} logs nothing`, {
    why: 'It has no LoggingConfiguration, and calls no functions.',
  });
}

function unique(sources: readonly LogSource[]): LogSource[] {
  return [...new Map(sources.map((source) => [source.logGroup, source])).values()];
}

/** Reads log groups together, and goes on where it stopped. */
export class LogReader {
  readonly #aws: AwsCaller;
  readonly #sources: readonly LogSource[];
  /** By log group: the newest time that was read, and the ids of what was read of that time. */
  readonly #read = new Map<string, { time: number; ids: ReadonlySet<string> }>();
  readonly #since: number;

  /** @param since milliseconds since 1970 */
  constructor(aws: AwsCaller, sources: readonly LogSource[], since: number) {
    this.#aws = aws;
    this.#sources = sources;
    this.#since = since;
  }

  /** What came since the last time, in the order of time. */
  async next(): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for (const source of this.#sources) lines.push(...(await this.#nextOf(source)));
    return lines.sort((a, b) => a.time - b.time);
  }

  async #nextOf(source: LogSource): Promise<LogLine[]> {
    const { logGroup } = source;
    const { time: startTime, ids } = this.#read.get(logGroup) ?? {
      time: this.#since,
      ids: new Set<string>(),
    };
    const found = (await this.#filter(logGroup, startTime)).filter(
      ({ eventId }) => !ids.has(eventId!),
    );
    const newest = found.at(-1)?.timestamp;
    if (newest !== undefined) {
      const before = newest === startTime ? ids : [];
      const at = found.filter(({ timestamp }) => timestamp === newest);
      this.#read.set(logGroup, {
        time: newest,
        ids: new Set([...before, ...at.map(({ eventId }) => eventId!)]),
      });
    }
    return found.map(({ timestamp, logStreamName, message }) => ({
      source,
      stream: logStreamName!,
      time: timestamp!,
      message: message!,
    }));
  }

  /** A function that was never called has no log group yet. */
  async #filter(logGroupName: string, startTime: number) {
    const input = { logGroupName, startTime };
    try {
      const found = await pages<FilterLogEventsCommandOutput>(
        this.#aws,
        'CloudWatchLogs',
        'FilterLogEvents',
        input,
      );
      return found.flatMap(({ events }) => events ?? []);
    } catch (error) {
      if ((error as Error).name === 'ResourceNotFoundException') return [];
      throw error;
    }
  }
}
