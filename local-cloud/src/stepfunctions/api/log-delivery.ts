import { AwsError } from '../../core/errors.ts';
import type { Cloud } from '../../core/service.ts';
import type { HistoryEvent } from '../execution/history.ts';
import type { JournaledExecution } from '../ports.ts';
import { withoutData } from './execution-data.ts';

/** One line of a state machine's log. */
interface LogLine {
  readonly timestamp: number;
  readonly message: string;
}

/** Where the lines of one state machine go. */
export interface LogDestination {
  readonly logGroupName: string;
  readonly stateMachineName: string;
}

/**
 * Delivers the logs of state machines to CloudWatch Logs, as AWS's vended logs: a stream per state
 * machine, one line of JSON per history event.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export class LogDelivery {
  readonly #cloud: Cloud;
  readonly #pending = new Map<string, { destination: LogDestination; lines: LogLine[] }>();
  readonly #streams = new Map<string, string>();
  readonly #last = new Map<string, Promise<void>>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  write(destination: LogDestination, line: LogLine): void {
    if (this.#pending.size === 0) queueMicrotask(() => this.#flush());
    const key = keyOf(destination);
    const pending = this.#pending.get(key) ?? { destination, lines: [] };
    pending.lines.push(line);
    this.#pending.set(key, pending);
  }

  #flush(): void {
    const batches = [...this.#pending.values()];
    this.#pending.clear();
    for (const { destination, lines } of batches) {
      const label = `Logs of ${destination.stateMachineName}`;
      this.#cloud.background(label, () => this.#deliver(destination, lines));
    }
  }

  /** One batch after the other: the first has to make the stream. */
  #deliver(destination: LogDestination, lines: LogLine[]): Promise<void> {
    const key = keyOf(destination);
    const before = this.#last.get(key)?.catch(() => undefined);
    const delivery = Promise.resolve(before).then(() => this.#put(destination, lines));
    this.#last.set(key, delivery);
    return delivery;
  }

  async #put(destination: LogDestination, lines: LogLine[]): Promise<void> {
    const { logGroupName } = destination;
    const logStreamName = await this.#stream(destination);
    if (logStreamName === undefined) return;
    for (const logEvents of batches(lines)) {
      const isThere = await this.#call('PutLogEvents', { logGroupName, logStreamName, logEvents });
      if (!isThere) this.#streams.delete(keyOf(destination));
    }
  }

  /** Made for the first lines that the group takes. Undefined: there is no such group. */
  async #stream(destination: LogDestination): Promise<string | undefined> {
    const { logGroupName, stateMachineName } = destination;
    const key = keyOf(destination);
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    const minute = new Date(this.#cloud.clock.now()).toISOString().slice(0, 16);
    const id = Buffer.from(this.#cloud.random.bytes(4)).toString('hex');
    const logStreamName = `states/${stateMachineName}/${minute.replace(/[T:]/g, '-')}/${id}`;
    const isMade = await this.#call('CreateLogStream', { logGroupName, logStreamName });
    if (!isMade) return undefined;
    this.#streams.set(key, logStreamName);
    return logStreamName;
  }

  /** AWS's log delivery writes for the account. False: the log group was deleted, and gets nothing. */
  async #call(operation: string, input: object): Promise<boolean> {
    const root = { kind: 'root', arn: `arn:aws:iam::${this.#cloud.accountId}:root` } as const;
    try {
      await this.#cloud.call(root, 'CloudWatch Logs', operation, input);
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return false;
      throw error;
    }
  }
}

function keyOf({ logGroupName, stateMachineName }: LogDestination): string {
  return `${logGroupName} ${stateMachineName}`;
}

/** PutLogEvents takes so many events and bytes at once; every event counts 26 bytes more. */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
const OVERHEAD = 26;
/** AWS leaves out execution data that would make a line longer. */
const MAX_LINE = 262_144 - OVERHEAD;

function* batches(lines: readonly LogLine[]): Generator<LogLine[]> {
  let batch: LogLine[] = [];
  let size = 0;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line.message) + OVERHEAD;
    if (batch.length === MAX_EVENTS || (batch.length > 0 && size + bytes > MAX_BYTES)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(line);
    size += bytes;
  }
  if (batch.length > 0) yield batch;
}

/** A history event as it is logged (recorded). */
export function logMessage(
  execution: JournaledExecution,
  event: HistoryEvent,
  redriveCount: number,
  withData: boolean,
): string {
  const [, details = {}] =
    Object.entries(event).find(([key]) => key.endsWith('EventDetails')) ?? [];
  const write = (shown: object) =>
    JSON.stringify({
      id: String(event.id),
      type: event.type,
      details: shown,
      redrive_count: String(redriveCount),
      previous_event_id: String(event.previousEventId),
      event_timestamp: String(event.timestamp),
      execution_arn: execution.arn,
    });
  if (!withData) return write(withoutData(details as object));
  const line = write(details as object);
  return Buffer.byteLength(line) > MAX_LINE ? write(truncated(details as object)) : line;
}

/** What is left of details that are too long to be logged: no data, and that it is missing. */
function truncated(details: object): Record<string, unknown> {
  const flags = ['inputDetails', 'outputDetails'].filter((member) => member in details);
  const told = flags.map((member) => [member, { truncated: true }]);
  return { ...withoutData(details), ...Object.fromEntries(told) };
}
