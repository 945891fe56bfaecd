import type { Cloud } from '../../core/service.ts';
import { detached, held } from '../detached.ts';
import type { Batch, Lane, Run, SourceRecord } from './event-source.ts';

/** A batch is handed over before it exceeds the largest event, in bytes. */
const LARGEST_BATCH = 6_291_456;

/** So long after it could not be read a lane is read again, in milliseconds. */
const NEXT_READ = 60_000;

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
  #nextRead: { cancel(): void } | undefined;
  /** Why it could not be read the last time. */
  #problem: string | undefined;
  #running = 0;
  #polling = false;
  /** A record arrived while the lane was polled. */
  #again = false;

  constructor(ports: PollerPorts, lane: Lane) {
    this.#ports = ports;
    this.#lane = lane;
  }

  /** Starts to read, or goes on with other settings: what is too much for them is left to the source. */
  start(settings: PollerSettings): void {
    if (this.#gathered.length >= settings.batchSize) this.#leave();
    this.#settings = settings;
    this.#unwatch ??= this.#lane.watch(() => this.#poll());
    this.#poll();
  }

  /** Batches at work are finished; what was gathered is left to the source. */
  stop(): void {
    this.#settings = undefined;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#nextRead?.cancel();
    this.#leave();
  }

  #leave(): void {
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
        this.#problem = undefined;
      } catch (error) {
        this.#readLater();
        if (this.#problem === String(error)) return;
        this.#problem = String(error);
        throw error;
      } finally {
        this.#polling = false;
      }
    });
  }

  /** What kept it from being read may be mended, and nothing tells of that. */
  #readLater(): void {
    if (this.#settings === undefined) return;
    this.#nextRead?.cancel();
    this.#nextRead = this.#ports.cloud.clock.after(NEXT_READ, () => this.#poll(), {
      background: true,
      what: () => 'Next read of an event source',
    });
  }

  /** Fetches until there is nothing left or as many batches are at work as may be. */
  async #drain(): Promise<void> {
    this.#again = false;
    while (this.#settings !== undefined && this.#running < this.#lane.concurrency) {
      const settings = this.#settings;
      const failed = this.#lane.again?.();
      if (failed !== undefined) {
        this.#work(failed, settings);
        continue;
      }
      const { batchSize, windowMs } = settings;
      const records = await this.#lane.fetch({
        records: batchSize - this.#gathered.length,
        bytes: LARGEST_BATCH - this.#bytes(),
        after: this.#gathered.at(-1),
      });
      // It was stopped meanwhile, or is to go on otherwise: what was read is left to the source.
      if (this.#settings !== settings) continue;
      this.#gathered.push(...(records ?? []));
      const isFull = this.#gathered.length >= batchSize || this.#bytes() >= LARGEST_BATCH;
      if (records === undefined || isFull) this.#handOver(settings);
      else if (records.length === 0) {
        if (windowMs === 0) this.#handOver(settings);
        else this.#openWindow(settings);
        return;
      }
    }
  }

  #openWindow(settings: PollerSettings): void {
    if (this.#gathered.length === 0 || this.#window !== undefined) return;
    const end = () => this.#handOver(this.#settings ?? settings);
    this.#window = this.#ports.cloud.clock.after(settings.windowMs, end, {
      what: () => 'Batching window of an event source',
    });
  }

  #handOver(settings: PollerSettings): void {
    this.#window?.cancel();
    this.#window = undefined;
    const batch = this.#gathered;
    this.#gathered = [];
    if (batch.length > 0) this.#work(batch, settings);
  }

  #work(batch: Batch, settings: PollerSettings): void {
    this.#running += 1;
    detached(this.#ports.cloud, `Batch of ${this.#ports.arn}`, async () => {
      try {
        await this.#process(batch, settings);
      } finally {
        this.#running -= 1;
        if (this.#settings !== undefined) this.#poll();
      }
    });
  }

  async #process(batch: Batch, { passes, reportsFailures }: PollerSettings): Promise<void> {
    const { cloud } = this.#ports;
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
