import type { FilterCriteria } from '@aws-sdk/client-lambda';
import type { JsonObject } from '../../core/json.ts';
import type { Cloud, Principal } from '../../core/service.ts';

/** What can be set and changed of an event source mapping. */
export interface MappingInput {
  readonly FunctionName?: string;
  readonly Enabled?: boolean;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly FilterCriteria?: FilterCriteria;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
}

/** A kind of event source: all that sets the mapping to a queue apart from one to a stream. */
export interface EventSource {
  /** The SDK's id of its service, which is also how AWS's messages name it: `SQS`. */
  readonly kind: string;
  /** As ARNs name its service: `sqs`. */
  readonly service: string;
  /** Records in a batch, where the mapping does not say, and at most. */
  readonly batchSize: { readonly byDefault: number; readonly most: number };
  /** The operations that the function's role must be allowed on the source. */
  readonly operations: readonly string[];
  /** What AWS says against settings for this source, beyond the bounds of each. */
  problem(input: MappingInput, arn: string): string | undefined;
  /** What is read side by side: the queue; each shard of a stream, as often as it is read at once. */
  lanes(source: SourcePorts): readonly Lane[];
}

export interface SourcePorts {
  readonly cloud: Cloud;
  readonly arn: string;
  /** The mapping as it stands now. */
  readonly input: MappingInput;
  /** The function's role. Throws when the function was deleted. */
  principal(): Principal;
}

/** One sequence of records. A lane where order counts has one batch at work at once. */
export interface Lane {
  /** How many batches may be at work at once. */
  readonly concurrency: number;
  /** Calls back whenever there may be something to fetch, until the returned function is called. */
  watch(arrived: () => void): () => void;
  /** At most `room` records. None: there are none now. */
  fetch(room: number): Promise<readonly SourceRecord[]>;
  /**
   * The function is through with a batch, except for what failed. Gives the batches that it is to
   * be given again before this lane goes on; none where the source itself brings them back.
   */
  settle(
    batch: readonly SourceRecord[],
    failed: readonly SourceRecord[],
  ): Promise<readonly (readonly SourceRecord[])[]>;
}

export interface SourceRecord {
  /** By which a function names what failed: a message id, a sequence number. */
  readonly id: string;
  /** In bytes, of what was sent. */
  readonly size: number;
  /** As the function is given it. */
  readonly event: JsonObject;
  /** As filter patterns see it: data that is JSON is seen as such. */
  readonly filtered: JsonObject;
}
