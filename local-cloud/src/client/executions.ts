import type { FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type {
  DescribeStateMachineCommandOutput,
  GetExecutionHistoryCommandOutput,
  HistoryEvent,
  ListExecutionsCommandOutput,
  ListStateMachinesCommandOutput,
} from '@aws-sdk/client-sfn';
import type { AwsCaller } from './aws-caller.ts';

/**
 * Executions as AWS's own APIs show them: Standard ones by the Step Functions API, Express ones,
 * which it does not keep, by the log group their machine writes to.
 */
export interface ExecutionReport {
  readonly arn: string;
  readonly name: string;
  readonly stateMachine: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly output?: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly ended?: number;
  /** The names of the states entered, in order. */
  readonly path: readonly string[];
  /** State transitions as AWS bills Standard executions: states entered, retries included. */
  readonly transitions: number;
  readonly events: readonly ReportedEvent[];
}

export interface ReportedEvent {
  readonly id: number;
  /** The id of the event it follows, in its own branch or iteration; 0 for none. */
  readonly previous: number;
  readonly time: number;
  readonly type: string;
  /** The state an event entered or left. */
  readonly state?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export async function listStateMachines(aws: AwsCaller) {
  const listed = await pages<ListStateMachinesCommandOutput>(aws, 'SFN', 'ListStateMachines', {});
  return listed.flatMap(({ stateMachines }) => stateMachines ?? []);
}

/** Which executions to read: by default all there are. */
export interface Selection {
  /** Milliseconds since 1970: only those started at that time or later. */
  readonly since?: number;
  /** ARNs of executions to leave out. */
  readonly except?: ReadonlySet<string>;
}

/** A state machine as DescribeStateMachine gives it: what reads its executions asks for it once. */
export type Machine = DescribeStateMachineCommandOutput;

export function describeMachine(aws: AwsCaller, stateMachineArn: string): Promise<Machine> {
  return aws.call<Machine>('SFN', 'DescribeStateMachine', { stateMachineArn });
}

/** The executions of one state machine, oldest first. */
export async function readExecutions(
  aws: AwsCaller,
  machine: Machine,
  selection: Selection = {},
): Promise<ExecutionReport[]> {
  if (machine.type === 'EXPRESS') return readExpress(aws, machine, selection);
  const reports: ExecutionReport[] = [];
  for (const { arn } of await listExecutions(aws, machine, selection)) {
    reports.push(report(arn, machine.name!, 'STANDARD', await readHistory(aws, arn)));
  }
  return reports;
}

/** Which executions of a state machine there are, and how each of them stands, oldest first. */
export async function listExecutions(
  aws: AwsCaller,
  machine: Machine,
  selection: Selection = {},
): Promise<Pick<ExecutionReport, 'arn' | 'status'>[]> {
  if (machine.type === 'EXPRESS') return readExpress(aws, machine, selection);
  const { since = 0, except = new Set() } = selection;
  const listed = await pages<ListExecutionsCommandOutput>(aws, 'SFN', 'ListExecutions', {
    stateMachineArn: machine.stateMachineArn,
  });
  return listed
    .flatMap((page) => page.executions ?? [])
    .filter(({ executionArn, startDate }) => {
      return startDate!.getTime() >= since && !except.has(executionArn!);
    })
    .map(({ executionArn, status }) => ({ arn: executionArn!, status: status! }))
    .reverse();
}

/** The whole history of a Standard execution. */
export async function readHistory(aws: AwsCaller, executionArn: string): Promise<ReportedEvent[]> {
  const input = { executionArn };
  const history = await pages<GetExecutionHistoryCommandOutput>(
    aws,
    'SFN',
    'GetExecutionHistory',
    input,
  );
  return history.flatMap((page) => page.events ?? []).map(reportedEvent);
}

/** An event as GetExecutionHistory gives it. */
export function reportedEvent(event: HistoryEvent): ReportedEvent {
  const { id, previousEventId, timestamp, type } = event;
  const at = { id: id!, previous: previousEventId ?? 0, time: timestamp!.getTime() };
  return reported(at, type!, detailsOf(event));
}

async function readExpress(
  aws: AwsCaller,
  machine: Machine,
  { since, except = new Set() }: Selection,
): Promise<ExecutionReport[]> {
  const byExecution = await readLogged(aws, machine, since);
  return [...byExecution]
    .filter(([arn]) => !except.has(arn))
    .map(([arn, events]) => report(arn, machine.name!, 'EXPRESS', events));
}

/** The events that a machine's log group holds, by execution; child executions write there, too. */
export async function readLogged(
  aws: AwsCaller,
  machine: Pick<Machine, 'loggingConfiguration'>,
  since?: number,
): Promise<Map<string, ReportedEvent[]>> {
  const logGroupName = logGroupOf(machine);
  if (logGroupName === undefined) return new Map();
  const logs = await pages<FilterLogEventsCommandOutput>(aws, 'CloudWatchLogs', 'FilterLogEvents', {
    logGroupName,
    ...(since !== undefined && { startTime: since }),
  });
  const byExecution = new Map<string, ReportedEvent[]>();
  for (const { message } of logs.flatMap((page) => page.events ?? [])) {
    const entry = JSON.parse(message!) as LogEntry;
    const events = byExecution.get(entry.execution_arn) ?? [];
    const at = {
      id: Number(entry.id),
      previous: Number(entry.previous_event_id),
      time: Number(entry.event_timestamp),
    };
    events.push(reported(at, entry.type, entry.details ?? {}));
    byExecution.set(entry.execution_arn, events);
  }
  for (const events of byExecution.values()) events.sort((first, second) => first.id - second.id);
  return byExecution;
}

/** The name of the log group that a state machine writes to. */
export function logGroupOf({
  loggingConfiguration,
}: Pick<Machine, 'loggingConfiguration'>): string | undefined {
  const arn = loggingConfiguration?.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  return arn && /:log-group:([^:]+)/.exec(arn)?.[1];
}

/** One line of a state machine's log: docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
interface LogEntry {
  id: string;
  previous_event_id: string;
  type: string;
  details?: Record<string, unknown>;
  event_timestamp: string;
  execution_arn: string;
}

function detailsOf(event: object): Record<string, unknown> {
  const entry = Object.entries(event).find(([key]) => key.endsWith('EventDetails'));
  return (entry?.[1] as Record<string, unknown> | undefined) ?? {};
}

function reported(
  at: Pick<ReportedEvent, 'id' | 'previous' | 'time'>,
  type: string,
  details: Record<string, unknown>,
): ReportedEvent {
  const state = /State(Entered|Exited)$/.test(type) ? { state: String(details.name) } : {};
  return { ...at, type, ...state, details };
}

const ENDS: Readonly<Record<string, string>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};

/** Events that schedule one attempt of a task: more of them than states entered are retries. */
export const ATTEMPT = /^(Task|LambdaFunction|Activity)Scheduled$/;

/** What its events tell of an execution. */
export function report(
  arn: string,
  stateMachine: string,
  type: 'STANDARD' | 'EXPRESS',
  events: readonly ReportedEvent[],
): ExecutionReport {
  const entered = events.filter((event) => event.type.endsWith('StateEntered'));
  const tasks = entered.filter((event) => event.type === 'TaskStateEntered').length;
  const attempts = events.filter((event) => ATTEMPT.test(event.type)).length;
  const last = events.at(-1);
  const status = ENDS[last?.type ?? ''] ?? 'RUNNING';
  return {
    arn,
    name: arn.split(':')[7] ?? arn,
    stateMachine,
    type,
    status,
    ...text(last?.details, 'error'),
    ...text(last?.details, 'cause'),
    ...text(last?.details, 'output'),
    started: events[0]?.time ?? 0,
    ...(status !== 'RUNNING' && { ended: last!.time }),
    path: entered.map((event) => event.state!),
    transitions: entered.length + Math.max(0, attempts - tasks),
    events,
  };
}

function text(details: Readonly<Record<string, unknown>> | undefined, key: string) {
  const value = details?.[key];
  return typeof value === 'string' ? { [key]: value } : {};
}

/** Every page of a paged operation, in order. */
export async function pages<Page extends { nextToken?: string | undefined }>(
  aws: AwsCaller,
  service: string,
  operation: string,
  input: object,
): Promise<Page[]> {
  const all: Page[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.call<Page>(service, operation, { ...input, nextToken });
    all.push(page);
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
}
