import { AwsError } from '../core/errors.ts';
import type { Principal } from '../core/service.ts';
import { callerOf, credentialScope } from './caller.ts';
import type { Dispatcher, HttpRequest } from './dispatcher.ts';
import { verifySignature } from './signature.ts';

/** Who signed a request. */
export interface Signer {
  readonly accessKeyId: string;
  readonly principal: Principal;
}

/** Reads and verifies a signature. Throws AwsError for a request that is not signed, or not by whom it says. */
export type SignerOf = (request: HttpRequest, signingName: string) => Promise<Signer>;

/**
 * Who signed a request that is no call of an API: the signature of a key that was issued here is
 * verified. Of other keys, which stand for the account's root, nobody here knows the secret.
 *
 * @throws AwsError with status 403
 */
export async function signerOf(
  request: HttpRequest,
  signingName: string,
  known: { readonly cloud: Dispatcher; secretOf(accessKeyId: string): string | undefined },
): Promise<Signer> {
  if (request.headers.authorization === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'The request is not signed.', {
      status: 403,
    });
  }
  const scope = credentialScope(request);
  if (scope.signingName !== signingName) {
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${signingName}'.`,
      { status: 403 },
    );
  }
  const principal = callerOf(scope, known.cloud);
  const secret = known.secretOf(scope.accessKeyId);
  if (secret !== undefined) await verifySignature(request, secret);
  return { accessKeyId: scope.accessKeyId, principal };
}
