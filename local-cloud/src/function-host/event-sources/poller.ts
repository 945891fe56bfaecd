import type { Cloud } from '../../core/service.ts';
import { detached, held } from '../detached.ts';
import type { Batch, Lane, Run, SourceRecord } from './event-source.ts';

/** A batch is handed over before it exceeds the largest event, in bytes. */
const LARGEST_BATCH = 6_291_456;

export interface PollerSettings {
  readonly batchSize: number;
  /** How long a batch may be gathered, in milliseconds. */
  readonly windowMs: number;
  /** Who works on a batch answers which records have failed. */
  readonly reportsFailures: boolean;
  /** The other records are dealt with unseen. */
  passes(record: SourceRecord): boolean;
}

export interface PollerPorts {
  readonly cloud: Cloud;
  /** The source, as problems name it. */
  readonly arn: string;
  /** Works on records, of which there are some: never throws. Holds the clock itself. */
  work(given: Batch, reportsFailures: boolean): Promise<Run>;
}

/** Reads a lane of an event source for a function or a pipe, in batches. */
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
      what: () => 'Batching window of an event source',
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
    const { passes, reportsFailures } = this.#settings ?? STOPPED;
    const admitted = (await held(cloud, async () => this.#lane.admit?.(batch))) ?? batch;
    if (admitted.length === 0) return;
    const given = admitted.filter(passes);
    const run =
      given.length === 0
        ? { given, failed: [], ran: false }
        : await this.#ports.work(given, reportsFailures);
    await held(cloud, () => this.#lane.settle(admitted, run));
  }

  #bytes(): number {
    return this.#gathered.reduce((sum, { size }) => sum + size, 0);
  }
}

/** The batch at work is finished plainly. */
const STOPPED = { passes: () => true, reportsFailures: false } as const;
