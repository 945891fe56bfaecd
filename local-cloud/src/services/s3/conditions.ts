import { AwsError } from '../../core/errors.ts';
import { wholeSecond } from '../../core/whole-second.ts';
import { dateOf, quoted, unquoted } from './described.ts';
import { noSuchKey, notImplemented, preconditionFailed } from './errors.ts';
import type { StoredObject } from './object.ts';

interface WriteConditions {
  readonly Key: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/**
 * Whether an object may be written: only over the one with that ETag, or only where there is none.
 * Throws PreconditionFailed, NoSuchKey, NotImplemented.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(
  { Key = '', IfMatch, IfNoneMatch }: WriteConditions,
  current: StoredObject | undefined,
): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    const many = 'Multiple conditional request headers present in the request';
    throw notImplemented('If-Match,If-None-Match', many);
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw notAccepted('If-None-Match');
  if (IfMatch === '*') throw notAccepted('If-Match');
  if (IfNoneMatch !== undefined && current !== undefined) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (current === undefined) throw noSuchKey(Key);
  if (!matches(IfMatch, current.etag)) throw preconditionFailed('If-Match');
}

function notAccepted(header: string): AwsError {
  return notImplemented(
    header,
    `We don't accept the provided value of ${header} header for this API`,
  );
}

/** The conditions of a read, and of the source of a copy. */
export interface ReadConditions {
  readonly match?: string | undefined;
  readonly noneMatch?: string | undefined;
  readonly modifiedSince?: Date | undefined;
  readonly unmodifiedSince?: Date | undefined;
}

/** The header of the condition that does not hold, without its prefix; undefined: all of them hold. */
export function brokenCondition(
  { match, noneMatch, modifiedSince, unmodifiedSince }: ReadConditions,
  { etag, modifiedAt }: StoredObject,
  now: number,
): string | undefined {
  const seconds = wholeSecond(modifiedAt).getTime();
  if (match !== undefined) {
    if (!matches(match, etag)) return 'If-Match';
  } else if (unmodifiedSince !== undefined && seconds > unmodifiedSince.getTime()) {
    return 'If-Unmodified-Since';
  }
  if (noneMatch !== undefined) return matches(noneMatch, etag) ? 'If-None-Match' : undefined;
  // A time to come is passed over: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
  const since = modifiedSince?.getTime() ?? Number.POSITIVE_INFINITY;
  return since <= now && seconds <= since ? 'If-Modified-Since' : undefined;
}

/**
 * Throws PreconditionFailed, or NotModified (304), which has no body.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
export function checkRead(conditions: ReadConditions, object: StoredObject, now: number): void {
  const broken = brokenCondition(conditions, object, now);
  if (broken === 'If-None-Match' || broken === 'If-Modified-Since') throw notModified(object);
  if (broken !== undefined) throw preconditionFailed(broken);
}

/** The headers tell what the caller has: https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5 */
function notModified(object: StoredObject): AwsError {
  const headers = { etag: quoted(object.etag), 'last-modified': dateOf(object).toUTCString() };
  return new AwsError('NotModified', 'Not Modified', { status: 304, headers });
}

function matches(condition: string, etag: string): boolean {
  return condition
    .split(',')
    .map((one) => unquoted(one.trim()))
    .some((one) => one === '*' || one === etag);
}
