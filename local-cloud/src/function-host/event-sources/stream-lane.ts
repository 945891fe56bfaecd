import * as z from 'zod';
import type { JsonObject } from '../../core/json.ts';
import { given as givenAs, shape } from '../../core/state.ts';
import { type Failure, sendFailure } from './destination.ts';
import type { Batch, Lane, Room, Run, SourcePorts, SourceRecord } from './event-source.ts';
import { laneOf, type StreamRecord, sourceRecord } from './stream-records.ts';
import type { StreamWatch } from './stream-watch.ts';

/** Where a lane goes on, as GetShardIterator takes it. */
export interface Position {
  readonly ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';
  readonly StartingSequenceNumber: string;
}

/** A batch that the function is at work on, or is to be given again. */
interface Attempt {
  readonly records: Batch;
  /** How often the function ran for it. */
  tries: number;
  /** How often it was put off, also where the function could not run. */
  delays: number;
  /** When it may be given to the function, in milliseconds. */
  dueAt: number;
}

export interface SavedLane {
  readonly position: Position;
  readonly attempts: readonly Attempt[];
}

const position = z.strictObject({
  ShardIteratorType: z.enum(['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
  StartingSequenceNumber: z.string(),
});
const record = shape<SourceRecord>({
  id: z.string(),
  size: z.number(),
  at: z.number(),
  event: givenAs<JsonObject>(),
  filtered: givenAs<JsonObject>(),
});
export const SAVED_LANE = shape<SavedLane>({
  position,
  attempts: z.array(
    shape<Attempt>({
      records: z.array(record),
      tries: z.number(),
      delays: z.number(),
      dueAt: z.number(),
    }),
  ),
});

/** Before a batch is tried again, in milliseconds: twice as long each time. */
const BACKOFF = { first: 500, longest: 60_000 };

export interface LanePorts {
  readonly streams: StreamWatch;
  readonly source: SourcePorts;
  readonly shardId: string;
  /** Of the lanes of a shard, each reads the partition keys of its number. */
  readonly number: number;
  readonly count: number;
  /** The shard is closed, and all its records are dealt with. */
  over(): void;
  /** The function ran. */
  ran(succeeded: boolean): void;
}

/**
 * A shard, or the part of its partition keys that one lane of several reads. What is read stays in
 * order: a batch that fails holds back what comes after it until it succeeds or is given up.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export class StreamLane implements Lane {
  readonly concurrency = 1;
  readonly #ports: LanePorts;
  #position: Position;
  /** In order; the first is the one at work. Nothing is fetched while there are any. */
  #attempts: Attempt[] = [];
  #arrived: (() => void) | undefined;

  constructor(ports: LanePorts, position: Position) {
    this.#ports = ports;
    this.#position = position;
  }

  /** All before it is dealt with. */
  get position(): Position {
    return this.#position;
  }

  save(): SavedLane {
    return { position: this.#position, attempts: this.#attempts };
  }

  load({ position, attempts }: SavedLane): void {
    this.#position = position;
    this.#attempts = attempts.map((attempt) => ({ ...attempt }));
  }

  watch(arrived: () => void): () => void {
    const { streams, source, shardId } = this.#ports;
    this.#arrived = arrived;
    this.#wake();
    const unwatch = streams.onArrival(source.arn, shardId, arrived);
    return () => {
      this.#arrived = undefined;
      unwatch();
    };
  }

  again(): Batch | undefined {
    const [first] = this.#attempts;
    return first !== undefined && first.dueAt <= this.#now ? first.records : undefined;
  }

  async fetch(room: Room): Promise<Batch> {
    if (this.#attempts.length > 0) return [];
    const start = room.after === undefined ? this.#position : after(room.after);
    let ShardIterator: string | undefined = await this.#iterator(start);
    while (ShardIterator !== undefined) {
      const answer: Answer = await this.#call('GetRecords', {
        ShardIterator,
        Limit: this.#limit(room),
      });
      const own = answer.Records.filter((one) => this.#isOwn(one));
      if (own.length > 0) return this.#fitting(own, room);
      if (room.after === undefined) this.#skip(answer.Records);
      if (answer.Records.length === 0 && answer.NextShardIterator !== undefined) return [];
      ShardIterator = answer.NextShardIterator;
    }
    if (room.after === undefined) this.#ports.over();
    return [];
  }

  async admit(batch: Batch): Promise<Batch> {
    const attempt = this.#begin(batch);
    const oldest = this.#now - this.#longestAge;
    const expired = batch.filter(({ at }) => at! < oldest);
    this.#measure(batch);
    if (expired.length === 0) return batch;
    this.#attempts.shift();
    await this.#giveUp({
      condition: 'RecordAgeExceeded',
      attempts: attempt.tries + 1,
      records: expired,
      shardId: this.#ports.shardId,
    });
    const left = batch.slice(expired.length);
    if (left.length > 0) this.#begin(left);
    return left;
  }

  async settle(batch: Batch, run: Run): Promise<void> {
    const attempt = this.#attempts.shift()!;
    if (run.outcome !== undefined) this.#ports.ran(run.failed.length === 0);
    if (run.failed.length === 0) {
      this.#position = after(batch.at(-1)!);
      return;
    }
    const first = run.given.findIndex((one) => run.failed.includes(one));
    const left = run.given.slice(first);
    if (first > 0) {
      this.#position = after(run.given[first - 1]!);
      // The budget begins anew with a batch that is smaller (recorded).
      this.#retry({ records: left, tries: 0, delays: 0, dueAt: 0 });
    } else if (run.outcome === undefined) {
      this.#retry({ ...attempt, records: left });
    } else {
      await this.#failed(left, attempt, run);
    }
  }

  /** Nothing of the batch has succeeded. */
  async #failed(records: Batch, { tries, delays }: Attempt, run: Run): Promise<void> {
    const { BisectBatchOnFunctionError: bisect, MaximumRetryAttempts: most = -1 } = this.#input;
    const attempts = tries + 1;
    if (bisect && records.length > 1) this.#halve(records);
    else if (most < 0 || attempts <= most) {
      this.#retry({ records, tries: attempts, delays, dueAt: 0 });
    } else {
      const { shardId } = this.#ports;
      await this.#giveUp({ condition: 'RetryAttemptsExhausted', attempts, records, shardId, run });
    }
  }

  /** Each half has its own budget: to be split is no retry. */
  #halve(records: Batch): void {
    const middle = Math.ceil(records.length / 2);
    const fresh = { tries: 0, delays: 0, dueAt: 0 };
    this.#attempts.unshift({ ...fresh, records: records.slice(middle) });
    this.#retry({ ...fresh, records: records.slice(0, middle) });
  }

  #retry({ records, tries, delays }: Attempt): void {
    const delay = Math.min(BACKOFF.first * 2 ** delays, BACKOFF.longest);
    this.#attempts.unshift({ records, tries, delays: delays + 1, dueAt: this.#now + delay });
    this.#wake();
  }

  async #giveUp(failure: Failure): Promise<void> {
    const { source } = this.#ports;
    this.#position = after(failure.records.at(-1)!);
    try {
      await sendFailure(source, failure);
    } catch (error) {
      source.cloud.background(`Destination of ${source.arn}`, () => Promise.reject(error));
    }
  }

  /** The attempt that this batch is; a new one is at work from now on. */
  #begin(records: Batch): Attempt {
    const [first] = this.#attempts;
    if (first !== undefined && first.records === records) return first;
    const attempt = { records, tries: 0, delays: 0, dueAt: this.#now };
    this.#attempts.unshift(attempt);
    return attempt;
  }

  /** Has the first attempt taken up in time. */
  #wake(): void {
    const [first] = this.#attempts;
    if (first === undefined || this.#arrived === undefined) return;
    this.#ports.source.cloud.clock.after(first.dueAt - this.#now, () => this.#arrived?.());
  }

  /** How old the last record of the batch is when the function is given it. */
  #measure(batch: Batch): void {
    const { cloud, functionArn } = this.#ports.source;
    cloud.recordMetric({
      namespace: 'AWS/Lambda',
      name: 'IteratorAge',
      dimensions: { FunctionName: functionArn.split(':')[6]! },
      value: this.#now - batch.at(-1)!.at!,
      unit: 'Milliseconds',
    });
  }

  /** What other lanes read is dealt with, as far as this one goes. */
  #skip(records: readonly StreamRecord[]): void {
    const last = records.at(-1);
    if (last !== undefined) this.#position = afterNumber(last.SequenceNumber);
  }

  #isOwn({ PartitionKey }: StreamRecord): boolean {
    const { number, count } = this.#ports;
    return laneOf(PartitionKey, count) === number;
  }

  /** As many as there is room for: one at least, where nothing is gathered yet. */
  #fitting(records: readonly StreamRecord[], { records: most, bytes, after }: Room): Batch {
    const { shardId, source } = this.#ports;
    const role = source.principal().roleArn ?? '';
    const fitting: SourceRecord[] = [];
    let size = 0;
    for (const one of records.slice(0, most)) {
      const next = sourceRecord(one, shardId, source, role);
      size += next.size;
      const isFirst = fitting.length === 0 && after === undefined;
      if (size > bytes && !isFirst) break;
      fitting.push(next);
    }
    return fitting;
  }

  #limit({ records }: Room): number {
    return Math.min(records * this.#ports.count, 10_000);
  }

  async #iterator(position: Position): Promise<string | undefined> {
    const { source, shardId } = this.#ports;
    const input = { StreamARN: source.arn, ShardId: shardId, ...position };
    return (await this.#call<{ ShardIterator?: string }>('GetShardIterator', input)).ShardIterator;
  }

  #call<Output>(operation: string, input: object): Promise<Output> {
    const { cloud, principal } = this.#ports.source;
    return cloud.call<Output>(principal(), 'Kinesis', operation, input);
  }

  /** In milliseconds: what the stream itself would not keep is given up, too. */
  get #longestAge(): number {
    const { streams, source } = this.#ports;
    const { MaximumRecordAgeInSeconds: seconds = -1 } = this.#input;
    const kept = streams.describe(source.arn)?.retentionMs ?? Number.POSITIVE_INFINITY;
    return seconds < 0 ? kept : Math.min(seconds * 1000, kept);
  }

  get #input() {
    return this.#ports.source.input;
  }

  get #now(): number {
    return this.#ports.source.cloud.clock.now();
  }
}

interface Answer {
  readonly Records: readonly StreamRecord[];
  readonly NextShardIterator?: string;
}

function after({ id }: SourceRecord): Position {
  return afterNumber(id);
}

function afterNumber(StartingSequenceNumber: string): Position {
  return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber };
}
