import { AwsError } from '../core/errors.ts';
import type { Principal } from '../core/service.ts';
import type { Dispatcher, HttpRequest } from './dispatcher.ts';
import { olderAccessKey } from './presigned.ts';

/** What a signature says about a call: who makes it, where to, and of which service. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** Undefined for SigV4A, which is for all regions. */
  readonly region: string | undefined;
  readonly signingName: string;
}

/**
 * Presigned URLs are for S3 only, and not for POST: signatures are not verified, so any page could
 * send such a request without asking. An Authorization header, a PUT and a DELETE it must ask for.
 */
function presignedCredential({ method, query }: HttpRequest): string | undefined {
  if (query === '') return undefined;
  const parameters = new URLSearchParams(query);
  const olderKey = olderAccessKey(parameters);
  const credential = olderKey ? `${olderKey}//s3/` : parameters.get('X-Amz-Credential');
  const isForS3 = credential?.split('/').at(-2) === 's3';
  return credential !== null && isForS3 && method !== 'POST' ? credential : undefined;
}

const HEADER = /^AWS4-(?:HMAC-SHA256|ECDSA-P256-SHA256) .*?Credential=([^,\s]+)/;

function credentialOf(request: HttpRequest): string | undefined {
  return HEADER.exec(request.headers.authorization ?? '')?.[1] ?? presignedCredential(request);
}

/** `<key>/<date>/<region>/<service>/aws4_request`; SigV4A leaves the region out. */
function parseCredential(credential: string): CredentialScope | undefined {
  const [accessKeyId, , ...scope] = credential.split('/');
  const [region, signingName] = scope.length === 2 ? [undefined, scope[0]] : scope;
  if (!accessKeyId || !signingName || scope.length > 3) return undefined;
  return { accessKeyId, region, signingName };
}

/** What a request is signed for; undefined where that cannot be told. */
export function signedScope(request: HttpRequest): CredentialScope | undefined {
  return parseCredential(credentialOf(request) ?? '');
}

/**
 * Reads the credential scope of a signed request. The signature itself is not verified: who can
 * reach a loopback port can read the keys as well.
 *
 * @throws MissingAuthenticationToken when the request is not signed
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function credentialScope(request: HttpRequest): CredentialScope {
  const credential = credentialOf(request);
  if (credential === undefined) throw missingToken(request);
  const scope = parseCredential(credential);
  if (scope !== undefined) return scope;
  throw new AwsError(
    'IncompleteSignature',
    `Credential must have exactly 5 slash-delimited elements, got '${credential}'`,
  );
}

function missingToken({ headers }: HttpRequest): AwsError {
  if (headers.authorization !== undefined) {
    return new AwsError(
      'IncompleteSignature',
      'Authorization header requires a SigV4 signature with a Credential',
      { status: 403 },
    );
  }
  return new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', {
    status: 403,
  });
}

/** Who signed, if the key is known and the request was meant for this region. */
export function callerOf(scope: CredentialScope, dispatcher: Dispatcher): Principal {
  if (scope.region !== undefined && scope.region !== dispatcher.region) {
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to a valid region: the call is signed for ${scope.region}, and ` +
        `the local cloud is ${dispatcher.region}. Set AWS_REGION=${dispatcher.region}.`,
      { status: 403 },
    );
  }
  const principal = dispatcher.principalOf(scope.accessKeyId);
  if (principal === undefined) {
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      { status: 403 },
    );
  }
  return principal;
}
