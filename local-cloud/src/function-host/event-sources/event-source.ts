import type {
  DestinationConfig,
  EventSourceMappingConfiguration,
  EventSourcePosition,
  FilterCriteria,
} from '@aws-sdk/client-lambda';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Cloud, Principal } from '../../core/service.ts';

/** What can be set and changed of an event source mapping, and of the source of a pipe. */
export interface MappingInput {
  readonly FunctionName?: string;
  readonly Enabled?: boolean;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly FilterCriteria?: FilterCriteria;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly StartingPosition?: EventSourcePosition;
  readonly StartingPositionTimestamp?: Date;
  readonly ParallelizationFactor?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly DestinationConfig?: DestinationConfig;
}

/** A kind of event source: all that sets the mapping to a queue apart from one to a stream. */
export interface EventSource {
  /** The SDK's id of its service, which is also how AWS's messages name it: `SQS`. */
  readonly kind: string;
  /** As ARNs name its service: `sqs`. */
  readonly service: string;
  /** Which ARNs of the service. Default: all that no other source serves. */
  serves?(arn: string): boolean;
  /** Records in a batch, where the mapping does not say, and at most. */
  readonly batchSize: { readonly byDefault: number; readonly most: number };
  /** The operations that the function's role must be allowed on the source. */
  readonly operations: readonly string[];
  /** Those that Lambda calls, too, and can do without. */
  readonly optional?: readonly string[];
  /** What those are called on besides the source itself. */
  optionalOf?(arn: string): RoleCalls;
  /** What AWS says where the role may not call one of them. */
  denied(operation: string, arn: string): string;
  /** What AWS says against settings for this source, beyond the bounds of each. */
  problem(input: MappingInput, arn: string): string | undefined;
  /** What AWS says where there is no such source. */
  missing(arn: string): string | undefined;
  /** What AWS says where the function reads this source already. */
  duplicate(arn: string, functionName: string): string;
  /** Reads the source for a mapping. */
  reader(source: SourcePorts): SourceReader;
}

/** Operations on a resource. */
export interface RoleCalls {
  readonly resource: string;
  readonly operations: readonly string[];
}

export interface SourcePorts {
  readonly cloud: Cloud;
  readonly arn: string;
  /** The settings as they stand now. */
  readonly input: MappingInput;
  /** The role that reads the source. Throws when the function was deleted. */
  principal(): Principal;
  /** Told how old the last record of a batch is when its turn has come, in milliseconds. */
  aged?(ms: number): void;
  /** Tells of records that are given up where failures go, if that is said. */
  tell(failure: Failure, kind: BatchWords): Promise<void>;
}

/** How the service of a stream writes down where records are. */
export interface BatchWords {
  /** The member by which a destination is told where the records are. */
  readonly batchInfo: 'KinesisBatchInfo' | 'DDBStreamBatchInfo';
  /** A time as that member has it. */
  timeOf(ms: number): string;
}

/** A batch that is not handed over any more. */
export interface Failure {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** How often it was tried, with the try at which it was found to be too old. */
  readonly attempts: number;
  readonly records: Batch;
  readonly shardId: string;
  /** The last time; undefined: the records were too old to be handed over. */
  readonly run?: Run;
}

/** What is read of a source, and how far it has come. */
export interface SourceReader {
  /** What is read side by side now: the queue; each shard, as often as it is read at once. */
  lanes(): readonly Lane[];
  /** Calls back whenever other lanes are to be read than before. */
  onChange(changed: () => void): void;
  /** What only mappings of this kind show. */
  configuration(): Partial<EventSourceMappingConfiguration>;
  save(): Json;
  /** Before lanes are asked for. */
  load(json: Json): void;
}

export type Batch = readonly SourceRecord[];

/** One sequence of records. A lane where order counts has one batch at work at once. */
export interface Lane {
  /** How many batches may be at work at once. */
  readonly concurrency: number;
  /** Calls back whenever there may be something to fetch, until the returned function is called. */
  watch(arrived: () => void): () => void;
  /** A batch that is to be handed over once more, as it is, before anything else. */
  again?(): Batch | undefined;
  /** Records that come after what is gathered. None: there are none now; undefined: the next is too large. */
  fetch(room: Room): Promise<Batch | undefined>;
  /** What of a batch is still to be handed over. The lane is through with the rest. */
  admit?(batch: Batch): Promise<Batch>;
  /** An admitted batch is dealt with, except for what failed. */
  settle(batch: Batch, run: Run): Promise<void>;
}

/** What of a batch is still to be gathered. */
export interface Room {
  readonly records: number;
  readonly bytes: number;
  /** The last that was gathered. */
  readonly after: SourceRecord | undefined;
}

/** How a batch went. */
export interface Run {
  /** What of it passed the filters. */
  readonly given: Batch;
  readonly failed: Batch;
  /** False: nobody worked on it, for want of concurrency, or because who should is gone. */
  readonly ran: boolean;
  /** Where a function ran. */
  readonly invocation?: Invocation;
}

/** How a function ran for a batch. */
export interface Invocation {
  readonly requestId: string;
  readonly version: string;
  /** Undefined: it succeeded. */
  readonly functionError: string | undefined;
}

export interface SourceRecord {
  /** By which a function names what failed: a message id, a sequence number. */
  readonly id: string;
  /** In bytes, of what was sent. */
  readonly size: number;
  /** When it arrived in a stream, in milliseconds. */
  readonly at?: number;
  /** As the function is given it. */
  readonly event: JsonObject;
  /** As filter patterns see it: data that is JSON is seen as such. */
  readonly filtered: JsonObject;
}
