import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { Later } from '../../core/later.ts';
import type { Cloud, Permission, Principal } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';
import type { Consumer } from './consumer.ts';
import {
  consumerNotFound,
  inUse,
  invalidArgument,
  shardNotFound,
  streamNotFound,
} from './errors.ts';
import type { Shard } from './shard.ts';
import { SAVED_STREAM, Stream, type StreamSettings } from './stream.ts';
import { StreamMetrics } from './stream-metrics.ts';

/** How long a stream or a consumer is being created, changed or deleted, in milliseconds. */
export const SETTLING = 1000;

/** Of an account in us-east-1. */
export const SHARD_LIMIT = 20_000;

/** How requests name a stream. */
export interface StreamReference {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

interface Transition {
  readonly name: string;
  readonly to: 'ACTIVE' | 'GONE';
}

const TRANSITION = shape<Transition>({ name: z.string(), to: z.enum(['ACTIVE', 'GONE']) });

/** The streams of the account, and who is to be told when records arrive. */
export class Streams implements State {
  readonly cloud: Cloud;
  readonly metrics: StreamMetrics;
  /** What is under way of streams that are being created, changed or deleted. */
  readonly transitions: Later<Transition>;
  readonly #streams = new Map<string, Stream>();
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.metrics = new StreamMetrics(cloud);
    this.transitions = new Later(cloud.clock, 'Next status of a stream', TRANSITION, (transition) =>
      this.#settle(transition),
    );
  }

  save(): Json {
    return toJson(this.all().map((stream) => stream.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, z.array(SAVED_STREAM))) {
      const { name, createdAt: _at, status: _status, shards: _shards, ...settings } = saved;
      this.create(name, settings).load(saved);
    }
  }

  create(name: string, settings: StreamSettings): Stream {
    const stream = new Stream(name, this.arn({ StreamName: name }), settings, this.cloud.clock);
    this.#streams.set(name, stream);
    return stream;
  }

  all(): Stream[] {
    return [...this.#streams.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get openShardCount(): number {
    return this.all().reduce((sum, { openShards }) => sum + openShards.length, 0);
  }

  /** Throws LimitExceededException where the account cannot have so many shards more. */
  checkLimit(added: number): void {
    const open = this.openShardCount;
    if (open + added <= SHARD_LIMIT) return;
    const { accountId, region } = this.cloud;
    throw new AwsError(
      'LimitExceededException',
      `This request would exceed the shard limit for the account ${accountId} in ${region}. ` +
        `Current shard count for the account: ${open}. Limit: ${SHARD_LIMIT}. ` +
        `Number of additional shards that would have resulted from this request: ${added}.`,
    );
  }

  /** By its name, its ARN, or the ARN of a consumer of it. */
  find(reference: string): Stream | undefined {
    return this.#streams.get(reference.split(':stream/').at(-1)!.split('/')[0]!);
  }

  consumer(arn: string): Consumer | undefined {
    const consumer = this.find(arn)?.consumers.get(/\/consumer\/([^:]+)/.exec(arn)?.[1] ?? '');
    return consumer?.arn === arn ? consumer : undefined;
  }

  /** What has tags and a policy: a stream or a consumer, by its ARN. Throws ResourceNotFoundException. */
  resource(arn: string): Stream | Consumer {
    if (!isOfConsumer(arn)) return this.get({ StreamARN: arn });
    const consumer = this.consumer(arn);
    if (consumer === undefined) throw consumerNotFound(arn);
    return consumer;
  }

  /** Throws ResourceNotFoundException, InvalidArgumentException. */
  get(reference: StreamReference): Stream {
    const name = nameOf(reference);
    if (name === undefined) {
      throw invalidArgument('Either StreamName or StreamARN should be provided.');
    }
    const stream = this.#streams.get(name);
    if (stream === undefined) throw streamNotFound(name, this.cloud.accountId);
    return stream;
  }

  /** One that can be written to. Throws ResourceNotFoundException. */
  getThere(reference: StreamReference): Stream {
    const stream = this.get(reference);
    if (!stream.isThere) throw streamNotFound(stream.name, this.cloud.accountId);
    return stream;
  }

  /** One that can be changed. Throws ResourceNotFoundException, ResourceInUseException. */
  getActive(reference: StreamReference): Stream {
    const stream = this.get(reference);
    if (stream.status === 'ACTIVE') return stream;
    const { name, status } = stream;
    const { accountId } = this.cloud;
    throw inUse(`Stream ${name} under account ${accountId} not ACTIVE, instead in state ${status}`);
  }

  /**
   * Of two streams with the same name the time tells which is meant; a token for a page does so, too.
   *
   * @throws ResourceNotFoundException, InvalidArgumentException
   */
  checkCreation({ name, createdAt }: Stream, time: Date, nextToken: string | undefined): void {
    if (nextToken !== undefined) {
      throw invalidArgument('NextToken and StreamCreationTimestamp cannot be provided together.');
    }
    const isIt = Math.floor(time.getTime() / 1000) === Math.floor(createdAt / 1000);
    if (!isIt) throw streamNotFound(name, this.cloud.accountId);
  }

  /** By the names in a shard iterator, or of a request. Throws ResourceNotFoundException. */
  shard(streamName: string, shardId: string): { stream: Stream; shard: Shard } {
    const stream = this.#streams.get(streamName);
    const shard = stream?.isThere ? stream.shard(shardId) : undefined;
    if (stream !== undefined && shard !== undefined) return { stream, shard };
    throw shardNotFound(shardId, streamName, this.cloud.accountId);
  }

  arn(reference: StreamReference): string {
    const { region, accountId } = this.cloud;
    return `arn:aws:kinesis:${region}:${accountId}:stream/${nameOf(reference) ?? ''}`;
  }

  /** The permission for an action on a stream or a consumer, which its own policy may grant too. */
  permission(action: string, reference: StreamReference): Permission {
    const { StreamARN = '' } = reference;
    const named = isOfConsumer(StreamARN)
      ? this.consumer(StreamARN)
      : this.#streams.get(nameOf(reference) ?? '');
    const policy = named?.settings.policy;
    return {
      action: `kinesis:${action}`,
      resource: this.arn(reference),
      ...(policy !== undefined && { resourcePolicy: policy }),
    };
  }

  /** Something takes a moment: until then the stream has this status. CloudFormation waits for its end. */
  begin(
    stream: Stream,
    status: 'CREATING' | 'UPDATING' | 'DELETING',
    { calledVia }: Principal,
  ): void {
    stream.status = status;
    const transition = {
      name: stream.name,
      to: status === 'DELETING' ? 'GONE' : 'ACTIVE',
    } as const;
    if (calledVia !== undefined) this.#settle(transition);
    else this.transitions.add(transition, SETTLING);
  }

  /** Calls the listener whenever a shard has got records, or was closed, until told to stop. */
  onArrival(streamArn: string, shardId: string, listener: () => void): () => void {
    const key = `${streamArn}/${shardId}`;
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }

  tell({ arn }: Stream, { id }: Shard): void {
    for (const listener of [...(this.#listeners.get(`${arn}/${id}`) ?? [])]) listener();
  }

  #settle({ name, to }: Transition): void {
    const stream = this.#streams.get(name);
    if (stream === undefined) return;
    const isLeaving = stream.status === 'DELETING';
    if (to === 'GONE' && isLeaving) this.#streams.delete(name);
    else if (to === 'ACTIVE' && !isLeaving) stream.status = 'ACTIVE';
  }
}

function isOfConsumer(arn: string): boolean {
  return arn.includes('/consumer/');
}

function nameOf({ StreamName, StreamARN }: StreamReference): string | undefined {
  return StreamName ?? StreamARN?.split(':stream/')[1];
}
