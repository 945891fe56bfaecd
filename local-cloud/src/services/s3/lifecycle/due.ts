import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Bucket } from '../bucket.ts';
import type { StoredObject } from '../object.ts';
import { filterOf, passes } from './filter.ts';

/** In milliseconds. */
export const DAY = 86_400_000;

/**
 * When something is due so many days after `ms`: at the midnight (UTC) that follows.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 */
export function daysAfter(ms: number, days: number): number {
  return Math.ceil((ms + days * DAY) / DAY) * DAY;
}

/** When an action by `Days` or `Date` is due for what was made at `ms`. Undefined: never. */
export function dueAt(
  { Date: date, Days }: { readonly Date?: Date | undefined; readonly Days?: number | undefined },
  ms: number,
): number | undefined {
  if (date !== undefined) return date.getTime();
  return Days === undefined ? undefined : daysAfter(ms, Days);
}

export function enabledRules({ settings }: Bucket): readonly LifecycleRule[] {
  return (settings.lifecycle?.Rules ?? []).filter(({ Status }) => Status === 'Enabled');
}

/** The header that tells when an object expires, and by which rule: the one that is due first. */
export function expirationOf(bucket: Bucket, object: StoredObject): { Expiration?: string } {
  const { key, modifiedAt } = object;
  if (bucket.current(key) !== object) return {};
  const dues = enabledRules(bucket)
    .filter((rule) => passes(filterOf(rule), object))
    .map((rule) => ({ id: rule.ID!, at: dueAt(rule.Expiration ?? {}, modifiedAt) }))
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => a.at! - b.at!);
  const [first] = dues;
  if (first === undefined) return {};
  const date = new Date(first.at!).toUTCString();
  return { Expiration: `expiry-date="${date}", rule-id="${encodeURIComponent(first.id)}"` };
}
