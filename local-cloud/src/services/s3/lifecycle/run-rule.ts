import type { LifecycleRule } from '@aws-sdk/client-s3';
import { Turns } from '../../../core/turns.ts';
import type { Bucket } from '../bucket.ts';
import type { Buckets } from '../buckets.ts';
import type { Cause } from '../events.ts';
import type { StoredObject, Version } from '../object.ts';
import { deleteCurrent, deleteVersion, eventVersion } from '../write.ts';
import { daysAfter, dueAt } from './due.ts';
import { type Filter, filterOf, passes } from './filter.ts';

/** Smaller objects are not moved to another storage class, unless the rule says how large. */
const LEAST_MOVED = 128 * 1024;

/** Others have their turn after so many keys. */
const AT_ONCE = 200;

/** One rule on one bucket, at one time. */
interface Pass {
  readonly buckets: Buckets;
  readonly bucket: Bucket;
  readonly rule: LifecycleRule;
  readonly filter: Filter;
  /** Without a principal: S3 itself. */
  readonly cause: Cause;
  readonly now: number;
}

/**
 * Does what a rule says about all objects and uploads of a bucket that is due by now. Others have their
 * turn meanwhile.
 */
export async function runRule(
  buckets: Buckets,
  bucket: Bucket,
  rule: LifecycleRule,
  cause: Cause,
): Promise<void> {
  const { clock } = buckets.cloud;
  const filter = filterOf(rule);
  const pass = { buckets, bucket, rule, filter, cause, now: clock.now() };
  const turns = new Turns(AT_ONCE);
  for (const key of keysWith(bucket, filter.prefix)) {
    await turns.step();
    expireNoncurrent(pass, key);
    expireCurrent(pass, key);
    move(pass, key);
  }
  abortUploads(pass);
}

function keysWith({ keys }: Bucket, prefix: string): string[] {
  const found: string[] = [];
  for (let index = keys.from(prefix); keys.at(index)?.startsWith(prefix); index++) {
    found.push(keys.at(index)!);
  }
  return found;
}

function expireCurrent({ buckets, bucket, rule, filter, cause, now }: Pass, key: string): void {
  const { Expiration } = rule;
  const [newest, ...older] = bucket.versionsOf(key);
  if (Expiration === undefined || newest === undefined) return;
  if (newest.isDeleteMarker) {
    // A marker that hides nothing any more goes as well.
    const isAsked = Expiration.ExpiredObjectDeleteMarker || isDue(Expiration, newest, now);
    if (older.length > 0 || !isAsked) return;
    deleteVersion(buckets, bucket, key, newest.versionId, cause, 'LifecycleExpiration');
  } else if (passes(filter, newest) && isDue(Expiration, newest, now)) {
    deleteCurrent(buckets, bucket, key, cause, 'LifecycleExpiration');
  }
}

function isDue(action: Parameters<typeof dueAt>[0], { modifiedAt }: Version, now: number): boolean {
  return (dueAt(action, modifiedAt) ?? Number.POSITIVE_INFINITY) <= now;
}

/** A version is no longer current since the next one was made. */
function expireNoncurrent({ buckets, bucket, rule, filter, cause, now }: Pass, key: string): void {
  const { NoncurrentDays, NewerNoncurrentVersions = 0 } = rule.NoncurrentVersionExpiration ?? {};
  if (NoncurrentDays === undefined) return;
  const versions = [...bucket.versionsOf(key)];
  for (const [index, version] of versions.entries()) {
    if (index <= NewerNoncurrentVersions) continue;
    const since = versions[index - 1]!.modifiedAt;
    const isMatched = version.isDeleteMarker || passes(filter, version);
    if (!isMatched || daysAfter(since, NoncurrentDays) > now) continue;
    deleteVersion(buckets, bucket, key, version.versionId, cause, 'LifecycleExpiration');
  }
}

function move(pass: Pass, key: string): void {
  const { rule, bucket, now } = pass;
  for (const [index, version] of bucket.versionsOf(key).entries()) {
    if (version.isDeleteMarker || !mayMove(pass, version)) continue;
    const since = bucket.versionsOf(key)[index - 1]?.modifiedAt;
    const to =
      since === undefined
        ? last(rule.Transitions, (one) => dueAt(one, version.modifiedAt), now)
        : last(
            rule.NoncurrentVersionTransitions,
            (one) => daysAfter(since, one.NoncurrentDays!),
            now,
          );
    if (to !== undefined && to !== version.storageClass) moveTo(pass, version, to);
  }
}

/** The storage class of the transition that was due last. */
function last<Transition extends { readonly StorageClass?: string | undefined }>(
  transitions: readonly Transition[] = [],
  due: (transition: Transition) => number | undefined,
  now: number,
): string | undefined {
  const dues = transitions
    .map((one) => ({ to: one.StorageClass, at: due(one) ?? Number.POSITIVE_INFINITY }))
    .filter(({ at }) => at <= now);
  return dues.sort((a, b) => a.at - b.at).at(-1)?.to;
}

function mayMove({ bucket, filter }: Pass, object: StoredObject): boolean {
  if (!passes(filter, object)) return false;
  const isOfAnySize =
    filter.largerThan !== undefined ||
    filter.smallerThan !== undefined ||
    bucket.settings.lifecycle?.TransitionDefaultMinimumObjectSize === 'varies_by_storage_class';
  return isOfAnySize || object.size >= LEAST_MOVED;
}

function moveTo({ buckets, bucket, cause }: Pass, object: StoredObject, to: string): void {
  object.storageClass = to;
  const { key, size, etag } = object;
  buckets.tell(
    {
      ...{ name: 'LifecycleTransition', bucket: bucket.name, key, size, etag, storageClass: to },
      ...eventVersion(object),
    },
    cause,
  );
}

function abortUploads({ bucket, rule, filter, now }: Pass): void {
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  if (days === undefined) return;
  for (const upload of [...bucket.uploads.values()]) {
    if (!upload.key.startsWith(filter.prefix)) continue;
    if (daysAfter(upload.initiatedAt, days) <= now) bucket.endUpload(upload);
  }
}
