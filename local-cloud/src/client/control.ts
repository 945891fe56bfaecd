import { UserError } from '../core/errors.ts';

/** One call of the local cloud's control endpoints. Throws a UserError with the answer's message. */
export async function callControl(
  endpoint: string,
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await fetch(`${endpoint}/_local${path}`, {
    method,
    headers: { 'x-local-cloud': '1', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const answer = (await response.json()) as { message?: string };
  if (!response.ok) {
    throw new UserError(`The local cloud refused ${method} ${path}`, {
      why: answer.message ?? `HTTP status ${response.status}`,
    });
  }
  return answer;
}
