import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import { shape } from '../../core/state.ts';
import { type Attempt, Attempts, SAVED_ATTEMPT } from './attempts.ts';
import type { Batch, Failure, Lane, Room, Run, SourcePorts, SourceRecord } from './event-source.ts';
import { laneOf, type Position, type ReadRecords, type StreamKind } from './stream-kind.ts';
import type { StreamWatch } from './stream-watch.ts';

export interface SavedLane {
  readonly position: Position;
  readonly attempts: readonly Attempt[];
}

const position = z.strictObject({
  ShardIteratorType: z.enum(['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
  StartingSequenceNumber: z.string(),
});
export const SAVED_LANE = shape<SavedLane>({
  position,
  attempts: z.array(SAVED_ATTEMPT),
});

export interface LanePorts {
  readonly kind: StreamKind;
  readonly streams: StreamWatch;
  readonly source: SourcePorts;
  readonly shardId: string;
  /** Of the lanes of a shard, each reads the partition keys of its number. */
  readonly number: number;
  readonly count: number;
  /** The shard is closed, and all its records are dealt with. */
  over(): void;
  /** A batch was worked on. */
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
  /** Nothing is fetched while there are any. */
  readonly #attempts: Attempts;

  constructor(ports: LanePorts, position: Position) {
    this.#ports = ports;
    this.#position = position;
    this.#attempts = new Attempts(ports.source.cloud.clock);
  }

  /** All before it is dealt with. */
  get position(): Position {
    return this.#position;
  }

  save(): SavedLane {
    return { position: this.#position, attempts: this.#attempts.save() };
  }

  load({ position, attempts }: SavedLane): void {
    this.#position = position;
    this.#attempts.load(attempts);
  }

  watch(arrived: () => void): () => void {
    const { streams, source, shardId } = this.#ports;
    const stops = [this.#attempts.watch(arrived), streams.onArrival(source.arn, shardId, arrived)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  again(): Batch | undefined {
    return this.#attempts.due();
  }

  async fetch(room: Room): Promise<Batch | undefined> {
    if (!this.#attempts.isEmpty) return [];
    const start = room.after === undefined ? this.#position : after(room.after);
    const { kind, source } = this.#ports;
    let iterator: string | undefined = await this.#iterator(start);
    while (iterator !== undefined) {
      const answer: ReadRecords = await kind.records(source, iterator, this.#limit(room));
      const own = answer.Records.filter((one) => this.#isOwn(one));
      if (own.length > 0) return this.#fitting(own, room);
      if (room.after === undefined) this.#skip(answer.Records);
      if (answer.Records.length === 0 && answer.NextShardIterator !== undefined) return [];
      iterator = answer.NextShardIterator;
    }
    if (room.after === undefined) this.#ports.over();
    return [];
  }

  async admit(batch: Batch): Promise<Batch> {
    const attempt = this.#attempts.begin(batch);
    const oldest = this.#now - this.#longestAge;
    const expired = batch.filter(({ at }) => at! < oldest);
    this.#ports.source.aged?.(this.#now - batch.at(-1)!.at!);
    if (expired.length === 0) return batch;
    this.#attempts.end();
    await this.#giveUp({
      condition: 'RecordAgeExceeded',
      attempts: attempt.tries + 1,
      records: expired,
      shardId: this.#ports.shardId,
    });
    const left = batch.slice(expired.length);
    if (left.length > 0) this.#attempts.begin(left);
    return left;
  }

  async settle(batch: Batch, run: Run): Promise<void> {
    const attempt = this.#attempts.end();
    if (run.ran) this.#ports.ran(run.failed.length === 0);
    if (run.failed.length === 0) {
      this.#position = after(batch.at(-1)!);
      return;
    }
    const first = run.given.findIndex((one) => run.failed.includes(one));
    const left = run.given.slice(first);
    if (first > 0) {
      this.#position = after(run.given[first - 1]!);
      // The budget begins anew with a batch that is smaller (recorded).
      this.#attempts.retry(left);
    } else if (!run.ran) {
      this.#attempts.retry(left, attempt);
    } else {
      await this.#failed(left, attempt, run);
    }
  }

  /** Nothing of the batch has succeeded. */
  async #failed(records: Batch, { tries, delays }: Attempt, run: Run): Promise<void> {
    const { BisectBatchOnFunctionError: bisect, MaximumRetryAttempts: most = -1 } = this.#input;
    const attempts = tries + 1;
    if (bisect && records.length > 1) this.#attempts.halve(records);
    else if (most < 0 || attempts <= most) {
      this.#attempts.retry(records, { tries: attempts, delays });
    } else {
      const { shardId } = this.#ports;
      await this.#giveUp({ condition: 'RetryAttemptsExhausted', attempts, records, shardId, run });
    }
  }

  async #giveUp(failure: Failure): Promise<void> {
    const { kind, source } = this.#ports;
    this.#position = after(failure.records.at(-1)!);
    try {
      await source.tell(failure, kind);
    } catch (error) {
      source.cloud.background(`Destination of ${source.arn}`, () => Promise.reject(error));
    }
  }

  /** What other lanes read is dealt with, as far as this one goes. */
  #skip(records: readonly unknown[]): void {
    if (records.length === 0) return;
    this.#position = afterNumber(this.#ports.kind.numberOf(records.at(-1)));
  }

  #isOwn(record: unknown): boolean {
    const { kind, number, count } = this.#ports;
    return count === 1 || laneOf(kind.keyOf(record), count) === number;
  }

  /** As many as there is room for: one at least, where nothing is gathered yet; undefined: not one. */
  #fitting(records: readonly unknown[], { records: most, bytes, after }: Room) {
    const { kind, shardId, source } = this.#ports;
    const role = source.principal().roleArn ?? '';
    const fitting: SourceRecord[] = [];
    let size = 0;
    for (const one of records.slice(0, most)) {
      const next = kind.sourceRecord(one, shardId, source, role);
      size += next.size;
      const isFirst = fitting.length === 0 && after === undefined;
      if (size > bytes && !isFirst) break;
      fitting.push(next);
    }
    return fitting.length > 0 ? fitting : undefined;
  }

  #limit({ records }: Room): number {
    const { kind, count } = this.#ports;
    return Math.min(records * count, kind.most);
  }

  async #iterator(position: Position): Promise<string | undefined> {
    const { kind, source, shardId, streams } = this.#ports;
    try {
      return await kind.iterator(source, shardId, position);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'TrimmedDataAccessException') throw error;
      // What comes next is gone already: it goes on with the oldest that is left.
      const StartingSequenceNumber = streams.start(source.arn, shardId, 'TRIM_HORIZON');
      return this.#iterator({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber });
    }
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

function after({ id }: SourceRecord): Position {
  return afterNumber(id);
}

function afterNumber(StartingSequenceNumber: string): Position {
  return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber };
}
