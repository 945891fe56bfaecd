import { hash, timingSafeEqual } from 'node:crypto';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from '../core/errors.ts';
import type { HttpRequest } from './dispatcher.ts';
import { longDate } from './long-date.ts';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=(\S+?), ?Signature=([0-9a-f]{64})$/;

/**
 * Verifies the signature (SigV4) of a request by the secret of its key: it is signed once more.
 *
 * @throws InvalidSignatureException, IncompleteSignatureException
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function verifySignature(request: HttpRequest, secret: string): Promise<void> {
  const { authorization = '', 'x-amz-date': date = '' } = request.headers;
  const [, accessKeyId, region, service, names, signature] =
    AUTHORIZATION.exec(authorization) ?? [];
  const time = longDate(date);
  if (accessKeyId === undefined || time === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      'The Authorization header needs AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature, beside a header X-Amz-Date.',
      { status: 403 },
    );
  }
  checkBody(request);
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey: secret },
    region: region!,
    service: service!,
    sha256: Hash.bind(null, 'sha256'),
    applyChecksum: false,
  });
  const signed = names!.split(';');
  const again = await signer.sign(signable(request, signed), {
    signingDate: new Date(time),
    signableHeaders: new Set(signed),
  });
  const ours = AUTHORIZATION.exec(again.headers.authorization!)!.at(-1)!;
  if (!timingSafeEqual(Buffer.from(ours), Buffer.from(signature!))) throw mismatch();
}

/** With the headers that are signed, and nothing else of them. */
function signable({ method, path, query, headers, body }: HttpRequest, names: readonly string[]) {
  const [hostname, protocol] = [headers.host ?? '', 'http:'];
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
  return { method, protocol, hostname, path, query: bagOf(query), headers: signed, body };
}

function bagOf(query: string): Record<string, string[]> {
  const bag = new Map<string, string[]>();
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [name = '', ...value] = pair.split('=').map(decoded);
    const values = bag.get(name) ?? [];
    values.push(value.join('='));
    bag.set(name, values);
  }
  return Object.fromEntries(bag);
}

/** The digest that the request tells of its body must be the body's. */
function checkBody({ headers, body }: HttpRequest): void {
  const told = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  if (told !== 'UNSIGNED-PAYLOAD' && told !== hash('sha256', body)) throw mismatch();
}

function mismatch(): AwsError {
  return new AwsError(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    { status: 403 },
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
