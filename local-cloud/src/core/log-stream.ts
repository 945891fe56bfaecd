import { AwsError } from './errors.ts';
import { NoRoom } from './heap-room.ts';
import type { Cloud, Principal } from './service.ts';
import { nextTurn } from './turns.ts';

/** One batch of PutLogEvents: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const LARGEST_BATCH = { events: 10_000, bytes: 1_048_576, overhead: 26 };

/** After a batch of so many events others have their turn. */
const LONG = 1_000;

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface LogStreamOptions {
  readonly cloud: Cloud;
  /** Whose role writes it: it needs logs:CreateLogStream and logs:PutLogEvents. */
  readonly principal: Principal;
  /** What the logs are of, for example `a function`. */
  readonly of: string;
  readonly group: string;
  readonly name: string;
  /** Whether a group that is missing is made. Default: yes. */
  readonly createsGroup?: boolean;
  readonly report: (problem: string) => void;
}

/**
 * The log stream of what runs: of an execution environment, a job, a container. As on AWS its role
 * writes it: the group must exist, or the role must be allowed to create it.
 */
export class LogStream {
  readonly #options: LogStreamOptions;
  #events: LogEvent[] = [];
  #bytes = 0;
  #written: Promise<void> | undefined;
  #refused = false;
  #isTold = false;

  constructor(options: LogStreamOptions) {
    this.#options = options;
  }

  /** Makes the stream before there is anything to write. Rejects where it cannot be made. */
  async open(): Promise<void> {
    this.#written = this.#create();
    await this.#written;
  }

  /** What makes a batch is written, so that nothing grows while much is said. */
  add(timestamp: number, message: string): void {
    if (message.trim() === '') return;
    const { events, bytes, overhead } = LARGEST_BATCH;
    this.#events.push({ timestamp, message });
    this.#bytes += message.length + overhead;
    if (this.#events.length >= events || this.#bytes >= bytes) this.flush();
  }

  /** Writes what was added since; nobody waits for it, but the clock does. */
  flush(): void {
    const events = this.#events;
    this.#events = [];
    this.#bytes = 0;
    if (events.length === 0 || this.#refused) return;
    const { cloud, group } = this.#options;
    const before = this.#written ?? this.#create();
    this.#written = before.then(() => this.#put(events));
    const written = this.#written;
    cloud.background(`Log group ${group}`, () => written.catch((error) => this.#refuse(error)));
  }

  async #put(events: readonly LogEvent[]): Promise<void> {
    for (const logEvents of batches(events)) {
      await this.#call('PutLogEvents', { logEvents });
      if (logEvents.length > LONG) await nextTurn();
    }
  }

  async #create(): Promise<void> {
    try {
      await this.#call('CreateLogStream', {});
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
      if (this.#options.createsGroup === false) throw error;
      await this.#createGroup();
      await this.#call('CreateLogStream', {});
    }
  }

  async #createGroup(): Promise<void> {
    const { cloud, principal, group } = this.#options;
    try {
      await cloud.call(principal, 'CloudWatch Logs', 'CreateLogGroup', { logGroupName: group });
    } catch (error) {
      // Another stream of the group was quicker.
      if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') {
        throw error;
      }
    }
  }

  #call(operation: string, input: object): Promise<unknown> {
    const { cloud, principal, group, name } = this.#options;
    return cloud.call(principal, 'CloudWatch Logs', operation, {
      logGroupName: group,
      logStreamName: name,
      ...input,
    });
  }

  /**
   * AWS loses such logs without a word; here it is said once, and what runs goes on. Where there is no memory for a
   * stream it is made as soon as there is.
   */
  #refuse(error: unknown): void {
    if (this.#refused) return;
    const isForNow = error instanceof NoRoom;
    if (isForNow) this.#written = undefined;
    else this.#refused = true;
    if (isForNow && this.#isTold) return;
    this.#isTold = true;
    const { group, of, report } = this.#options;
    const why = error instanceof Error ? error.message : String(error);
    const lost = isForNow ? 'lost for now' : 'lost, as they would be on AWS';
    report(`The logs of ${of} are ${lost}: ${group} takes none. ${why}`);
  }
}

function batches(events: readonly LogEvent[]): LogEvent[][] {
  const all: LogEvent[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const size = Buffer.byteLength(event.message) + LARGEST_BATCH.overhead;
    const last = all.at(-1);
    if (
      last === undefined ||
      bytes + size > LARGEST_BATCH.bytes ||
      last.length === LARGEST_BATCH.events
    ) {
      all.push([event]);
      bytes = size;
    } else {
      last.push(event);
      bytes += size;
    }
  }
  return all;
}
