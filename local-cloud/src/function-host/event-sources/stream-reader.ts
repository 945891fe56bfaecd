import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { fromJson, shape, toJson } from '../../core/state.ts';
import type { SourcePorts, SourceReader } from './event-source.ts';
import type { Position, StreamKind } from './stream-kind.ts';
import { SAVED_LANE, type SavedLane, StreamLane } from './stream-lane.ts';
import type { StreamWatch, WatchedShard } from './stream-watch.ts';

const NOTHING = 'No records processed';

interface SavedReader {
  readonly result: string;
  /** Undefined: it has never read. */
  readonly first: readonly string[] | undefined;
  readonly over: readonly string[];
  /** By shard. */
  readonly lanes: ReadonlyMap<string, readonly SavedLane[]>;
}

const SAVED = shape<SavedReader>({
  result: z.string(),
  first: z.array(z.string()).optional(),
  over: z.array(z.string()),
  lanes: z.map(z.string(), z.array(SAVED_LANE)),
});

/**
 * The shards of a stream: each in as many lanes as it is read at once, and only when those that it
 * was split off or merged from are read to their end.
 */
export class StreamReader implements SourceReader {
  readonly #kind: StreamKind;
  readonly #streams: StreamWatch;
  readonly #source: SourcePorts;
  /** The shards that there were when it began to read: the others are read from their beginning. */
  #first: ReadonlySet<string> | undefined;
  /** The shards of which nothing is left. */
  readonly #over = new Set<string>();
  /** By shard. */
  readonly #lanes = new Map<string, StreamLane[]>();
  #changed: () => void = () => {};
  #result = NOTHING;

  constructor(kind: StreamKind, streams: StreamWatch, source: SourcePorts) {
    this.#kind = kind;
    this.#streams = streams;
    this.#source = source;
  }

  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  lanes(): readonly StreamLane[] {
    const shards = this.#streams.describe(this.#source.arn)?.shards ?? [];
    if (this.#first === undefined) this.#begin(shards);
    for (const shard of shards) {
      if (this.#isNext(shard, shards)) this.#open(shard.id);
    }
    return [...this.#lanes.values()].flat();
  }

  configuration(): Partial<EventSourceMappingConfiguration> {
    const { input } = this.#source;
    const { DestinationConfig, StartingPositionTimestamp } = input;
    return {
      StartingPosition: input.StartingPosition,
      ...(StartingPositionTimestamp && { StartingPositionTimestamp }),
      ParallelizationFactor: this.#factor,
      BisectBatchOnFunctionError: input.BisectBatchOnFunctionError ?? false,
      MaximumRecordAgeInSeconds: input.MaximumRecordAgeInSeconds ?? -1,
      MaximumRetryAttempts: input.MaximumRetryAttempts ?? -1,
      TumblingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: { ...DestinationConfig?.OnFailure } },
      LastProcessingResult: this.#result,
      StateTransitionReason: 'User action',
    };
  }

  save(): Json {
    const lanes = [...this.#lanes].map(
      ([shard, all]) => [shard, all.map((lane) => lane.save())] as const,
    );
    return toJson({
      result: this.#result,
      first: this.#first && [...this.#first],
      over: [...this.#over],
      lanes: new Map(lanes),
    });
  }

  load(json: Json): void {
    const { result, first, over, lanes } = fromJson(json, SAVED);
    this.#result = result;
    this.#first = first && new Set(first);
    for (const shard of over) this.#over.add(shard);
    for (const [shard, saved] of lanes) {
      const made = saved.map((lane, number) => {
        const loaded = this.#lane(shard, number, saved.length, lane.position);
        loaded.load(lane);
        return loaded;
      });
      this.#lanes.set(shard, made);
    }
  }

  get #factor(): number {
    return this.#source.input.ParallelizationFactor ?? 1;
  }

  /** Who begins with the latest records has nothing to look for in a shard that gets no more. */
  #begin(shards: readonly WatchedShard[]): void {
    this.#first = new Set(shards.map(({ id }) => id));
    if (this.#source.input.StartingPosition !== 'LATEST') return;
    for (const { id, isClosed } of shards) if (isClosed) this.#over.add(id);
  }

  #isNext({ id, parents }: WatchedShard, shards: readonly WatchedShard[]): boolean {
    if (this.#over.has(id)) return false;
    const isThere = (parent: string) => shards.some((shard) => shard.id === parent);
    return parents.every((parent) => this.#over.has(parent) || !isThere(parent));
  }

  /** Where the number of lanes has changed, the new ones go on where the slowest has come to. */
  #open(shardId: string): void {
    const open = this.#lanes.get(shardId) ?? [];
    if (open.length === this.#factor) return;
    const start = open.length === 0 ? this.#start(shardId) : slowest(open);
    const lanes = Array.from({ length: this.#factor }, (_, number) =>
      this.#lane(shardId, number, this.#factor, start),
    );
    this.#lanes.set(shardId, lanes);
  }

  #start(shardId: string): Position {
    const { arn, input } = this.#source;
    const from = this.#first?.has(shardId) ? input.StartingPosition! : 'TRIM_HORIZON';
    const StartingSequenceNumber = this.#streams.start(
      arn,
      shardId,
      from,
      input.StartingPositionTimestamp,
    );
    return { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber };
  }

  #lane(shardId: string, number: number, count: number, position: Position): StreamLane {
    const lane: StreamLane = new StreamLane(
      {
        kind: this.#kind,
        streams: this.#streams,
        source: this.#source,
        shardId,
        number,
        count,
        over: () => this.#end(shardId, lane),
        ran: (succeeded) => {
          this.#result = succeeded ? 'OK' : 'PROBLEM: Function call failed';
        },
      },
      position,
    );
    return lane;
  }

  /** The shard is over with the last of its lanes. */
  #end(shardId: string, lane: StreamLane): void {
    const lanes = this.#lanes.get(shardId);
    if (lanes === undefined || !lanes.includes(lane)) return;
    this.#ended.add(lane);
    if (!lanes.every((one) => this.#ended.has(one))) return;
    this.#lanes.delete(shardId);
    this.#over.add(shardId);
    this.#changed();
  }

  readonly #ended = new WeakSet<StreamLane>();
}

function slowest(lanes: readonly StreamLane[]): Position {
  const order = ({ position }: StreamLane) =>
    2n * BigInt(position.StartingSequenceNumber) +
    (position.ShardIteratorType === 'AFTER_SEQUENCE_NUMBER' ? 1n : 0n);
  return lanes.reduce((a, b) => (order(b) < order(a) ? b : a)).position;
}
