import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { CallContext, Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { aclStatements } from './acl-statements.ts';
import type { Blobs } from './blobs.ts';
import { Bucket, SAVED_BUCKET } from './bucket.ts';
import { noSuchBucket } from './errors.ts';
import type { Cause, ObjectEvent, ObjectListener } from './events.ts';
import { checkOwner } from './owner.ts';

const SAVED = z.strictObject({
  buckets: z.array(SAVED_BUCKET),
  blobs: z.map(z.string(), z.instanceof(Uint8Array)),
  sequence: z.number(),
});

/** The members by which a request names its bucket. */
export interface OfBucket {
  readonly Bucket: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** The buckets of the account, and who is to be told what happens to their objects. */
export class Buckets implements State {
  readonly cloud: Cloud;
  readonly blobs: Blobs;
  readonly #buckets = new Map<string, Bucket>();
  readonly #listeners = new Set<ObjectListener>();
  #sequence = 0;

  constructor(cloud: Cloud, blobs: Blobs) {
    this.cloud = cloud;
    this.blobs = blobs;
  }

  create(name: string): Bucket {
    const bucket = new Bucket(name, this.cloud.clock.now(), this.blobs);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  delete(bucket: Bucket): void {
    bucket.close();
    this.#buckets.delete(bucket.name);
  }

  find(name: string | undefined): Bucket | undefined {
    return this.#buckets.get(name ?? '');
  }

  /** By their names. */
  all(): readonly Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Throws NoSuchBucket, or AccessDenied where it is expected to be somebody else's. */
  get({ Bucket: name = '', ExpectedBucketOwner: owner }: OfBucket): Bucket {
    const bucket = this.find(name);
    if (bucket === undefined) throw noSuchBucket(name);
    checkOwner(owner, this.cloud.accountId);
    return bucket;
  }

  /** The canonical id of the account, as owners are shown. */
  get owner(): string {
    return createHash('sha256').update(this.cloud.accountId).digest('hex');
  }

  /** @param key of an object; undefined: the bucket itself */
  permission(
    action: string,
    bucket: string | undefined,
    key?: string,
    conditions: Readonly<Record<string, string | undefined>> = {},
  ): Permission {
    const found = this.find(bucket);
    const policy = found && policyOf(found, key);
    const given = Object.entries(conditions).filter((entry) => entry[1] !== undefined);
    return {
      action: `s3:${action}`,
      resource: `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`,
      conditions: Object.fromEntries(given) as Record<string, string>,
      ...(policy !== undefined && { resourcePolicy: policy }),
    };
  }

  /** Throws AccessDenied: who may not list a bucket does not learn what it does not hold. */
  checkMayList({ name }: Bucket, { principal }: CallContext): void {
    this.cloud.authorize(principal, 'S3', [this.permission('ListBucket', name)]);
  }

  /** Tells the listeners. What they do comes after the answer. */
  tell(
    event: Omit<ObjectEvent, 'sequencer' | 'time' | 'requestId' | 'principal'>,
    { requestId, principal }: Cause,
  ): void {
    this.#sequence += 1;
    const told: ObjectEvent = {
      ...event,
      sequencer: this.#sequence.toString(16).toUpperCase().padStart(18, '0'),
      time: this.cloud.clock.now(),
      requestId,
      ...(principal && { principal }),
    };
    for (const listener of this.#listeners) listener(told);
  }

  onEvent(listener: ObjectListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  save(): Json {
    const buckets = this.all().map((bucket) => bucket.save());
    return toJson({ buckets, blobs: this.blobs.save(), sequence: this.#sequence });
  }

  load(json: Json): void {
    const { buckets, blobs, sequence } = fromJson(json, SAVED);
    this.blobs.load(blobs);
    for (const saved of buckets) {
      const bucket = new Bucket(saved.name, saved.createdAt, this.blobs);
      this.#buckets.set(saved.name, bucket);
      bucket.load(saved);
    }
    this.#sequence = sequence;
  }
}

/** The policy of a bucket, and with it what access control lists let others do. */
function policyOf(bucket: Bucket, key: string | undefined): unknown {
  const { policy } = bucket.settings;
  const statements = aclStatements(bucket, key);
  if (statements.length === 0) return policy;
  const { Statement = [], ...own } = JSON.parse(policy ?? '{"Version":"2012-10-17"}') as {
    Statement?: object | object[];
  };
  return { ...own, Statement: [Statement, statements].flat() };
}
