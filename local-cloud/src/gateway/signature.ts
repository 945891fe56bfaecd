import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import type { HttpRequest } from './dispatcher.ts';

/**
 * Verifies the signature (SigV4) of a request by the secret of its key.
 *
 * @throws InvalidSignatureException, IncompleteSignatureException
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(request: HttpRequest, secret: string): void {
  const { authorization = '', 'x-amz-date': date = '' } = request.headers;
  const [, scope, names, signature] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\S+?), ?SignedHeaders=(\S+?), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (scope === undefined || !/^\d{8}T\d{6}Z$/.test(date)) {
    throw new AwsError(
      'IncompleteSignatureException',
      'The Authorization header needs AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature, beside a header X-Amz-Date.',
      { status: 403 },
    );
  }
  const toSign = [
    'AWS4-HMAC-SHA256',
    date,
    scope,
    sha256(canonicalRequest(request, names!.split(';'))),
  ].join('\n');
  let key: Uint8Array = Buffer.from(`AWS4${secret}`);
  for (const part of scope.split('/')) key = hmac(key, part);
  if (timingSafeEqual(hmac(key, toSign), Buffer.from(signature!, 'hex'))) return;
  throw mismatch();
}

function canonicalRequest(request: HttpRequest, names: readonly string[]): string {
  const { method, path, query, headers } = request;
  const lines = names.map(
    (name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  return [
    ...[method, canonicalPath(path), canonicalQuery(query)],
    ...[lines.join(''), names.join(';'), bodyDigest(request)],
  ].join('\n');
}

/** What is percent-encoded already is encoded again: so it is for every service but S3. */
function canonicalPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const trailing = path.endsWith('/') && segments.length > 0 ? '/' : '';
  return `/${segments.map(encoded).join('/')}${trailing}`;
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return `${encoded(decoded(name))}=${encoded(decoded(value.join('=')))}`;
    })
    .sort()
    .join('&');
}

/** The digest that the request tells of its body must be the body's. */
function bodyDigest({ headers, body }: HttpRequest): string {
  const told = headers['x-amz-content-sha256'];
  const digest = sha256(body);
  if (told === undefined || told === 'UNSIGNED-PAYLOAD') return told ?? digest;
  if (told !== digest) throw mismatch();
  return digest;
}

function mismatch(): AwsError {
  return new AwsError(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    { status: 403 },
  );
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Uint8Array, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
