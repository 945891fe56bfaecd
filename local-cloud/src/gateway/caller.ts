import { AwsError } from '../core/errors.ts';
import type { Principal } from '../core/service.ts';
import type { Dispatcher, HttpRequest } from './dispatcher.ts';

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
  const credential = new URLSearchParams(query).get('X-Amz-Credential');
  const isForS3 = credential?.split('/').at(-2) === 's3';
  return credential !== null && isForS3 && method !== 'POST' ? credential : undefined;
}

const HEADER = /^AWS4-(HMAC-SHA256|ECDSA-P256-SHA256) .*?Credential=([^,\s]+)/;

/**
 * Reads the credential scope of a signed request. The signature itself is not verified: who can
 * reach a loopback port can read the keys as well.
 *
 * @throws MissingAuthenticationToken when the request is not signed
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function credentialScope(request: HttpRequest): CredentialScope {
  const credential =
    HEADER.exec(request.headers.authorization ?? '')?.[2] ?? presignedCredential(request);
  if (credential === undefined) throw missingToken(request);
  const [accessKeyId, , ...scope] = credential.split('/');
  const [region, signingName] = scope.length === 2 ? [undefined, scope[0]] : scope;
  if (!accessKeyId || !signingName || scope.length > 3) {
    throw new AwsError(
      'IncompleteSignature',
      `Credential must have exactly 5 slash-delimited elements, got '${credential}'`,
    );
  }
  return { accessKeyId, region, signingName };
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
