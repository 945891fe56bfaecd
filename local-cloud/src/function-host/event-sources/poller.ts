import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { detached, held } from '../detached.ts';
import type { Host, HostedFunction, Outcome } from '../types.ts';
import type { Batch, Lane, Run, SourceRecord } from './event-source.ts';

/** A batch is handed over before it exceeds the largest event, in bytes. */
const LARGEST_BATCH = 6_291_456;

export interface PollerSettings {
  readonly batchSize: number;
  /** How long a batch may be gathered, in milliseconds. */
  readonly windowMs: number;
  /** The function answers which records have failed. */
  readonly reportsFailures: boolean;
  /** The function does not see a record that none of them matches. */
  readonly filters: readonly { matches(event: Json): boolean }[];
}

export interface PollerPorts {
  readonly cloud: Cloud;
  readonly host: Host;
  /** The source, as problems name it. */
  readonly arn: string;
  /** The function as it stands now. Throws when it was deleted. */
  fn(): HostedFunction;
}

/** Reads a lane of an event source for a function, in batches. */
export class Poller {
  readonly #ports: PollerPorts;
  readonly #lane: Lane;
  #settings: PollerSettings | undefined;
  #unwatch: (() => void) | undefined;
  #gathered: SourceRecord[] = [];
  #window: { cancel(): void } | undefined;
  #running = 0;
  #polling = false;
  /** A record arrived while the lane was polled. */
  #again = false;

  constructor(ports: PollerPorts, lane: Lane) {
    this.#ports = ports;
    this.#lane = lane;
  }

  /** Starts to read, or goes on with other settings. */
  start(settings: PollerSettings): void {
    this.#settings = settings;
    this.#unwatch ??= this.#lane.watch(() => this.#poll());
    this.#poll();
  }

  /** Batches at work are finished; what was gathered is left to the source. */
  stop(): void {
    this.#settings = undefined;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#gathered = [];
    this.#window?.cancel();
    this.#window = undefined;
  }

  #poll(): void {
    this.#again = true;
    if (this.#polling) return;
    this.#polling = true;
    this.#ports.cloud.background(`Event source ${this.#ports.arn}`, async () => {
      try {
        while (this.#again) await this.#drain();
      } finally {
        this.#polling = false;
      }
    });
  }

  /** Fetches until there is nothing left or as many batches are at work as may be. */
  async #drain(): Promise<void> {
    this.#again = false;
    while (this.#settings !== undefined && this.#running < this.#lane.concurrency) {
      const failed = this.#lane.again?.();
      if (failed !== undefined) {
        this.#work(failed);
        continue;
      }
      const { batchSize, windowMs } = this.#settings;
      const records = await this.#lane.fetch({
        records: batchSize - this.#gathered.length,
        bytes: LARGEST_BATCH - this.#bytes(),
        after: this.#gathered.at(-1),
      });
      this.#gathered.push(...(records ?? []));
      const isFull = this.#gathered.length >= batchSize || this.#bytes() >= LARGEST_BATCH;
      if (records === undefined || isFull) this.#handOver();
      else if (records.length === 0) {
        if (windowMs === 0) this.#handOver();
        else this.#openWindow(windowMs);
        return;
      }
    }
  }

  #openWindow(windowMs: number): void {
    if (this.#gathered.length === 0 || this.#window !== undefined) return;
    this.#window = this.#ports.cloud.clock.after(windowMs, () => this.#handOver(), {
      what: () => 'Batching window of an event source mapping',
    });
  }

  #handOver(): void {
    this.#window?.cancel();
    this.#window = undefined;
    const batch = this.#gathered;
    this.#gathered = [];
    if (batch.length > 0) this.#work(batch);
  }

  #work(batch: Batch): void {
    this.#running += 1;
    detached(this.#ports.cloud, `Batch of ${this.#ports.arn}`, async () => {
      try {
        await this.#process(batch);
      } finally {
        this.#running -= 1;
        if (this.#settings !== undefined) this.#poll();
      }
    });
  }

  async #process(batch: Batch): Promise<void> {
    const { cloud } = this.#ports;
    const { filters, reportsFailures } = this.#settings ?? STOPPED;
    const admitted = (await held(cloud, async () => this.#lane.admit?.(batch))) ?? batch;
    if (admitted.length === 0) return;
    const given = admitted.filter(
      ({ filtered }) => filters.length === 0 || filters.some((filter) => filter.matches(filtered)),
    );
    const run = await this.#invoke(given, reportsFailures);
    await held(cloud, () => this.#lane.settle(admitted, run));
  }

  /** A batch that the function could not be given has failed. */
  async #invoke(given: Batch, reportsFailures: boolean): Promise<Run> {
    const { cloud, host } = this.#ports;
    const requestId = cloud.random.uuid();
    const run = { given, failed: [], requestId, version: '$LATEST', outcome: undefined };
    if (given.length === 0) return run;
    try {
      const fn = this.#ports.fn();
      const payload = JSON.stringify({ Records: given.map(({ event }) => event) });
      const outcome = await host.invoke(fn, { requestId, payload });
      const failed = failedOf(outcome, given, reportsFailures);
      return { ...run, failed, version: fn.version, outcome };
    } catch (error) {
      if (!isThrottle(error)) this.#report(error);
      return { ...run, failed: given };
    }
  }

  #report(error: unknown): void {
    const { cloud, arn } = this.#ports;
    cloud.background(`Batch of ${arn}`, () => Promise.reject(error));
  }

  #bytes(): number {
    return this.#gathered.reduce((sum, { size }) => sum + size, 0);
  }
}

/** The batch at work is finished plainly. */
const STOPPED = { filters: [], reportsFailures: false } as const;

function isThrottle(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'TooManyRequestsException';
}

function failedOf(outcome: Outcome, batch: Batch, reportsFailures: boolean): Batch {
  if (outcome.functionError !== undefined) return batch;
  return reportsFailures ? failedItems(outcome, batch) : [];
}

/**
 * The records that the function says have failed; the whole batch, if what it says is no answer.
 * An empty text and an empty list are as good as none (recorded).
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
function failedItems(outcome: Outcome, batch: Batch): Batch {
  const answer = JSON.parse(outcome.payload) as Json;
  if (answer === null || answer === '') return [];
  if (Array.isArray(answer) && answer.length === 0) return [];
  if (!isObject(answer)) return batch;
  const items = answer.batchItemFailures ?? [];
  if (!Array.isArray(items)) return batch;
  const failed = items.map((item) => {
    const id = isObject(item) ? (item as JsonObject).itemIdentifier : undefined;
    return batch.find((record) => record.id === id);
  });
  return failed.includes(undefined) ? batch : (failed as SourceRecord[]);
}
