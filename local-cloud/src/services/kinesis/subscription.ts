import type { SubscribeToShardEvent, SubscribeToShardEventStream } from '@aws-sdk/client-kinesis';
import type { Timer } from '../../core/clock.ts';
import type { AwsError } from '../../core/errors.ts';
import type { Consumer } from './consumer.ts';
import { childrenOf, LARGEST_PUSH, recordOf, take } from './read.ts';
import { afterRecord } from './sequence-number.ts';
import type { Shard } from './shard.ts';
import type { Stream } from './stream.ts';
import type { Streams } from './streams.ts';

/** How long a subscription lives, in milliseconds. */
const LIFETIME = 300_000;
/**
 * So often an event without records tells how far the consumer is, in milliseconds. That there are such events
 * AWS says; how often it sends them it does not.
 */
const HEARTBEAT = 5_000;
const MOST_RECORDS = 10_000;

/** What is pushed to whom. */
export interface Push {
  readonly stream: Stream;
  readonly shard: Shard;
  readonly consumer: Consumer;
}

/**
 * An open subscription of a consumer to a shard. It reads the shard when an event is asked for, so that of
 * a client that reads slowly nothing is kept. Its timers are in the background: a client that listens is
 * no reason to skip to the next event or to the end, and nothing is in flight meanwhile.
 */
export class Subscription {
  readonly #streams: Streams;
  readonly #push: Push;
  /** The next record has this sequence number or a higher one. */
  #position: bigint;
  /** The number that it last told to go on with. */
  #told = 0n;
  #isOver = false;
  #failure: AwsError | undefined;
  /** An event is due, with or without records. */
  #isDue = false;
  #heartbeat: Timer | undefined;
  #wake: () => void = () => {};
  readonly #stops: (() => void)[];

  /** @param signal aborted when the client has gone away */
  constructor(streams: Streams, push: Push, position: bigint, signal?: AbortSignal) {
    this.#streams = streams;
    this.#push = push;
    this.#position = position;
    const { stream, shard, consumer } = push;
    const { clock } = streams.cloud;
    const what = () => `End of a subscription of the consumer ${consumer.name} to ${shard.id}`;
    const lifetime = clock.after(LIFETIME, () => this.end(), { background: true, what });
    const gone = () => this.end();
    signal?.addEventListener('abort', gone);
    this.#stops = [
      () => lifetime.cancel(),
      () => signal?.removeEventListener('abort', gone),
      streams.onArrival(stream.arn, shard.id, () => this.#wake()),
    ];
    if (signal?.aborted) this.end();
  }

  /** Ends it: the events end, too, or with the error. */
  end(failure?: AwsError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = failure;
    this.#heartbeat?.cancel();
    for (const stop of this.#stops) stop();
    this.#wake();
  }

  /** Can be read once. Throws what it was ended with. */
  async *events(): AsyncGenerator<SubscribeToShardEventStream> {
    try {
      while (!this.#isOver) {
        const event = this.#next();
        if (event === undefined) await this.#wait();
        else {
          yield { SubscribeToShardEvent: event };
          if (event.ChildShards !== undefined) return;
        }
      }
      if (this.#failure !== undefined) throw this.#failure;
    } finally {
      this.end();
    }
  }

  /** Undefined: there is nothing to tell. */
  #next(): SubscribeToShardEvent | undefined {
    const { stream, shard, consumer } = this.#push;
    const { records, behind } = take(
      stream.read(shard, this.#position),
      MOST_RECORDS,
      LARGEST_PUSH,
    );
    const isEnd = shard.closedAt !== undefined && behind === undefined;
    if (records.length === 0 && !isEnd && !this.#isDue) return undefined;
    this.#isDue = false;
    const last = records.at(-1)?.sequenceNumber;
    if (last !== undefined) this.#position = last + 1n;
    const mark = last === undefined ? shard.mark : afterRecord(last);
    if (mark > this.#told) this.#told = mark;
    const behindMs = behind === undefined ? 0 : this.#streams.cloud.clock.now() - behind.at;
    this.#streams.metrics.pushed(stream, consumer.name, records, behindMs);
    return {
      Records: records.map(recordOf),
      // At the end of a shard there is no number to go on with.
      ContinuationSequenceNumber: isEnd ? undefined : `${this.#told}`,
      MillisBehindLatest: behindMs,
      ...(isEnd && { ChildShards: childrenOf(stream, shard) }),
    };
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const due = () => {
        this.#isDue = true;
        resolve();
      };
      this.#wake = resolve;
      this.#heartbeat?.cancel();
      this.#heartbeat = this.#streams.cloud.clock.after(HEARTBEAT, due, { background: true });
    });
  }
}
