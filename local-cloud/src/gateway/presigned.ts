import { AwsError } from '../core/errors.ts';
import type { HttpRequest } from './dispatcher.ts';
import { longDate } from './long-date.ts';

/** The longest that a URL may be good for, in seconds: a week. */
const LONGEST = 604_800;

/** Query parameters that are the signature's own. */
const SIGNATURE =
  /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|user-agent)$/i;

/** The access key of the version of signatures before SigV4, which boto3 still presigns with. */
export function olderAccessKey(query: URLSearchParams): string | undefined {
  return query.has('Signature') ? (query.get('AWSAccessKeyId') ?? undefined) : undefined;
}

/**
 * A presigned request has in its query what others have in headers: who is to use the URL cannot
 * change it there. Other requests are as they were.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function withSignedHeaders(request: HttpRequest): HttpRequest {
  if (request.query === '') return request;
  const query = new URLSearchParams(request.query);
  if (!query.has('X-Amz-Signature')) return request;
  const signed = [...query].filter(([name]) => /^x-amz-/i.test(name) && !SIGNATURE.test(name));
  const headers = Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), value]));
  return { ...request, headers: { ...request.headers, ...headers } };
}

/**
 * Throws AccessDenied for a URL whose time is over, AuthorizationQueryParametersError for one that
 * does not say when that is.
 *
 * @param now cloud time in milliseconds
 */
export function checkExpiry(request: HttpRequest, now: number): void {
  if (request.query === '') return;
  const query = new URLSearchParams(request.query);
  if (olderAccessKey(query) !== undefined) {
    const due = olderExpiry(query);
    if (now >= due) throw expired(due, now, {});
  } else if (query.has('X-Amz-Signature')) {
    const lifetime = lifetimeOf(query);
    const due = signedAt(query) + lifetime * 1000;
    if (now >= due) throw expired(due, now, { 'X-Amz-Expires': String(lifetime) });
  }
}

/** Milliseconds since 1970, of a URL with a signature of before SigV4. */
function olderExpiry(query: URLSearchParams): number {
  const text = query.get('Expires') ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const message = `Invalid date (should be seconds since epoch): ${text}`;
  throw new AwsError('AccessDenied', message, { status: 403 });
}

/** In seconds. */
function lifetimeOf(query: URLSearchParams): number {
  const text = query.get('X-Amz-Expires') ?? '';
  if (!/^\d+$/.test(text)) throw badParameters('X-Amz-Expires should be a number');
  if (Number(text) <= LONGEST) return Number(text);
  throw badParameters(
    `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${LONGEST} seconds`,
  );
}

/** Milliseconds since 1970. */
function signedAt(query: URLSearchParams): number {
  const time = longDate(query.get('X-Amz-Date') ?? '');
  if (time !== undefined) return time;
  throw badParameters(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
}

function expired(due: number, now: number, members: Record<string, string>): AwsError {
  const time = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  return new AwsError('AccessDenied', 'Request has expired', {
    status: 403,
    members: { ...members, Expires: time(due), ServerTime: time(now) },
  });
}

function badParameters(message: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', message);
}
