import type { Shard as ShardDescription } from '@aws-sdk/client-kinesis';
import * as z from 'zod';
import { PackedList } from '../../core/packed-list.ts';
import { shape } from '../../core/state.ts';
import type { HashKeyRange } from './hash-key.ts';
import { afterRecord, LAST_INDEX, sequenceNumber } from './sequence-number.ts';
import { Throughput } from './throughput.ts';

export interface StoredRecord {
  readonly sequenceNumber: bigint;
  readonly partitionKey: string;
  readonly data: Uint8Array;
  /** When it arrived, in milliseconds. */
  readonly at: number;
  readonly encryption?: 'KMS' | undefined;
}

/** What a record is found by. */
type RecordKey = Pick<StoredRecord, 'sequenceNumber' | 'at'>;

/** What a shard is from its beginning. */
export interface ShardOrigin {
  /** Its number within the stream. */
  readonly number: number;
  readonly range: HashKeyRange;
  /** In milliseconds. */
  readonly createdAt: number;
  /** The ids of the shards that it was split off or merged from. */
  readonly parents: readonly string[];
}

export interface SavedShard extends ShardOrigin {
  readonly closedAt: number | undefined;
  readonly count: bigint;
  readonly records: readonly StoredRecord[];
}

const range = z.strictObject({ from: z.bigint(), to: z.bigint() });

export const SAVED_SHARD = shape<SavedShard>({
  number: z.number(),
  range,
  createdAt: z.number(),
  parents: z.array(z.string()),
  closedAt: z.number().optional(),
  count: z.bigint(),
  records: z.array(
    shape<StoredRecord>({
      sequenceNumber: z.bigint(),
      partitionKey: z.string(),
      data: z.instanceof(Uint8Array),
      at: z.number(),
      encryption: z.literal('KMS').optional(),
    }),
  ),
});

/** One shard: its records in the order they arrived, until they are older than the stream keeps them. */
export class Shard {
  readonly id: string;
  readonly origin: ShardOrigin;
  readonly throughput = new Throughput();
  readonly #records = new PackedList<StoredRecord, RecordKey>(
    ({ sequenceNumber, at }) => ({ sequenceNumber, at }),
    ({ data, partitionKey }) => data.byteLength + partitionKey.length,
  );
  /** How many records it ever had. */
  #count = 0n;
  #closedAt: number | undefined;

  constructor(origin: ShardOrigin) {
    this.origin = origin;
    this.id = `shardId-${String(origin.number).padStart(12, '0')}`;
  }

  /** When it was split or merged; undefined: it takes records. */
  get closedAt(): number | undefined {
    return this.#closedAt;
  }

  /** No record has a number below this one. */
  get start(): bigint {
    return this.#numberOf(0n, this.origin.createdAt);
  }

  /** No record so far has this number or a higher one. */
  get next(): bigint {
    return this.#numberOf(this.#count + 1n, this.origin.createdAt);
  }

  /** A number that comes after all records so far, and before all others. */
  get mark(): bigint {
    return afterRecord(this.#numberOf(this.#count, this.origin.createdAt));
  }

  put(record: Omit<StoredRecord, 'sequenceNumber'>): bigint {
    this.#count += 1n;
    const number = this.#numberOf(this.#count, record.at);
    // A copy: what it came in may be larger, and is not kept.
    this.#records.push({ ...record, data: new Uint8Array(record.data), sequenceNumber: number });
    return number;
  }

  /** The records from this sequence number on. */
  from(position: bigint): Iterable<StoredRecord> {
    return this.#records.from(({ sequenceNumber }) => sequenceNumber < position);
  }

  /** The number of the first record that arrived at this time or later. */
  since(time: number): bigint | undefined {
    const [record] = this.#records.from(({ at }) => at < time);
    return record?.sequenceNumber;
  }

  /** Lets go of what arrived before this time. */
  expire(before: number): void {
    this.#records.dropWhile(({ at }) => at < before);
  }

  close(now: number): void {
    this.#closedAt = now;
  }

  save(): SavedShard {
    const { origin, closedAt } = this;
    return { ...origin, closedAt, count: this.#count, records: [...this.#records.from()] };
  }

  load({ closedAt, count, records }: SavedShard): void {
    this.#closedAt = closedAt;
    this.#count = count;
    for (const record of records) this.#records.push(record);
  }

  describe(): ShardDescription {
    const { range, parents } = this.origin;
    const [parent, adjacent] = parents;
    return {
      ShardId: this.id,
      ...(parent !== undefined && { ParentShardId: parent }),
      ...(adjacent !== undefined && { AdjacentParentShardId: adjacent }),
      HashKeyRange: { StartingHashKey: `${range.from}`, EndingHashKey: `${range.to}` },
      SequenceNumberRange: {
        StartingSequenceNumber: `${this.start}`,
        ...(this.#closedAt !== undefined && {
          EndingSequenceNumber: `${this.#numberOf(LAST_INDEX, this.#closedAt)}`,
        }),
      },
    };
  }

  #numberOf(index: bigint, at: number): bigint {
    const { createdAt, number } = this.origin;
    return sequenceNumber({ createdAt, shard: number, index, at });
  }
}
