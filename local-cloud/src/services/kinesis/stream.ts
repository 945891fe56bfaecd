import type { StreamDescriptionSummary, StreamMode, StreamStatus } from '@aws-sdk/client-kinesis';
import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import { shape } from '../../core/state.ts';
import type { Consumer } from './consumer.ts';
import { evenRanges, type HashKeyRange, isIn } from './hash-key.ts';
import { SHARD_METRICS, type ShardMetric } from './members.ts';
import { SAVED_SHARD, type SavedShard, Shard, type StoredRecord } from './shard.ts';

const HOUR = 3_600_000;

/** What can be set of a stream. */
export interface StreamSettings {
  mode: StreamMode;
  retentionHours: number;
  /** Of a record with its partition key. */
  maxRecordKiB: number;
  /** The KMS key; undefined: not encrypted. */
  keyId: string | undefined;
  /** Its resource policy, as it was given. */
  policy: string | undefined;
  readonly tags: Map<string, string>;
  /** What it measures of each of its shards. */
  shardMetrics: ReadonlySet<ShardMetric>;
}

export interface SavedStream extends StreamSettings {
  readonly name: string;
  readonly createdAt: number;
  readonly status: StreamStatus;
  readonly shards: readonly SavedShard[];
}

export const SAVED_STREAM = shape<SavedStream>({
  name: z.string(),
  createdAt: z.number(),
  status: z.enum(['CREATING', 'DELETING', 'ACTIVE', 'UPDATING']),
  shards: z.array(SAVED_SHARD),
  mode: z.enum(['PROVISIONED', 'ON_DEMAND']),
  retentionHours: z.number(),
  maxRecordKiB: z.number(),
  keyId: z.string().optional(),
  policy: z.string().optional(),
  tags: z.map(z.string(), z.string()),
  shardMetrics: z.set(z.enum(SHARD_METRICS)),
});

/** A stream: its shards and settings. */
export class Stream {
  readonly name: string;
  readonly arn: string;
  readonly settings: StreamSettings;
  readonly createdAt: number;
  status: StreamStatus = 'CREATING';
  /** By their names. They are saved by themselves. */
  readonly consumers = new Map<string, Consumer>();
  readonly #clock: Clock;
  readonly #shards: Shard[] = [];

  constructor(name: string, arn: string, settings: StreamSettings, clock: Clock) {
    this.name = name;
    this.arn = arn;
    this.settings = settings;
    this.#clock = clock;
    this.createdAt = clock.now();
  }

  /** With those that were split or merged, as long as they may have records. */
  get shards(): Shard[] {
    const horizon = this.horizon;
    return this.#shards.filter(({ closedAt = Number.POSITIVE_INFINITY }) => closedAt >= horizon);
  }

  get openShards(): Shard[] {
    return this.#shards.filter(({ closedAt }) => closedAt === undefined);
  }

  /** What arrived before this time is gone. */
  get horizon(): number {
    return this.#clock.now() - this.settings.retentionHours * HOUR;
  }

  /** Whether it can be written to and read from. */
  get isThere(): boolean {
    return this.status === 'ACTIVE' || this.status === 'UPDATING';
  }

  shard(id: string | undefined): Shard | undefined {
    return this.shards.find((shard) => shard.id === id);
  }

  shardFor(hashKey: bigint): Shard {
    return this.openShards.find(({ origin }) => isIn(origin.range, hashKey))!;
  }

  children(id: string): Shard[] {
    return this.#shards.filter(({ origin }) => origin.parents.includes(id));
  }

  addShards(count: number): void {
    for (const range of evenRanges(count)) this.#add(range, []);
  }

  put(shard: Shard, partitionKey: string, data: Uint8Array): bigint {
    shard.expire(this.horizon);
    const encryption = this.settings.keyId === undefined ? undefined : 'KMS';
    return shard.put({ partitionKey, data, at: this.#clock.now(), encryption });
  }

  /** The records of a shard from this sequence number on. */
  read(shard: Shard, position: bigint): Iterable<StoredRecord> {
    shard.expire(this.horizon);
    return shard.from(position);
  }

  split(shard: Shard, at: bigint): void {
    const { from, to } = shard.origin.range;
    this.#reshard(
      [shard],
      [
        { from, to: at - 1n },
        { from: at, to },
      ],
    );
  }

  merge(shard: Shard, adjacent: Shard): void {
    const ends = [shard.origin.range, adjacent.origin.range].sort((a, b) =>
      a.from < b.from ? -1 : 1,
    );
    this.#reshard([shard, adjacent], [{ from: ends[0]!.from, to: ends[1]!.to }]);
  }

  save(): SavedStream {
    const { name, createdAt, status, settings } = this;
    return {
      ...settings,
      name,
      createdAt,
      status,
      shards: this.#shards.map((shard) => shard.save()),
    };
  }

  load({ createdAt, status, shards }: SavedStream): void {
    Object.assign(this, { createdAt, status });
    for (const saved of shards) {
      const { number, range, parents } = saved;
      const shard = new Shard({ number, range, parents, createdAt: saved.createdAt });
      shard.load(saved);
      this.#shards.push(shard);
    }
  }

  /** What DescribeStream and DescribeStreamSummary both tell. */
  describe(): Omit<StreamDescriptionSummary, 'OpenShardCount'> {
    const { keyId, mode, retentionHours } = this.settings;
    return {
      StreamName: this.name,
      StreamARN: this.arn,
      StreamStatus: this.status,
      StreamModeDetails: { StreamMode: mode },
      RetentionPeriodHours: retentionHours,
      StreamCreationTimestamp: new Date(this.createdAt),
      EnhancedMonitoring: [{ ShardLevelMetrics: [...this.settings.shardMetrics] }],
      EncryptionType: keyId === undefined ? 'NONE' : 'KMS',
      ...(keyId !== undefined && { KeyId: keyId }),
    };
  }

  #reshard(parents: readonly Shard[], ranges: readonly HashKeyRange[]): void {
    for (const parent of parents) parent.close(this.#clock.now());
    for (const range of ranges)
      this.#add(
        range,
        parents.map(({ id }) => id),
      );
  }

  #add(range: HashKeyRange, parents: readonly string[]): void {
    const number = this.#shards.length;
    this.#shards.push(new Shard({ number, range, parents, createdAt: this.#clock.now() }));
  }
}
