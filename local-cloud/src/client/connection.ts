import { UserError } from '../core/errors.ts';

/** That nobody answers at an endpoint, said the same wherever it is noticed. */
export function noCloudAt(endpoint: string, cause?: unknown): UserError {
  return new UserError(`No local cloud answers at ${endpoint}`, {
    fix: 'Start one with `npx local-cloud up`, or say where it is with --endpoint URL or AWS_ENDPOINT_URL.',
    cause,
  });
}

/**
 * What a request to the cloud is answered with.
 *
 * @throws UserError when the connection is refused, breaks off or leads nowhere
 */
export async function answered<T>(endpoint: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw isUnreachable(error) ? noCloudAt(endpoint, error) : error;
  }
}

/** Node's names; `fetch` has them in the cause, and the SDK's clients in the error itself. */
const CODES = /^(ECONN|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|UND_ERR_SOCKET)/;

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code;
  return CODES.test(typeof code === 'string' ? code : '') || isUnreachable(error.cause);
}
