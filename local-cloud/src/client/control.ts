import { UserError } from '../core/errors.ts';
import { answered, noCloudAt } from './connection.ts';

/** One call of the local cloud's control endpoints. Throws a UserError with the answer's message. */
export async function callControl(
  endpoint: string,
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const request = fetch(`${endpoint}/_local${path}`, {
    method,
    headers: { 'x-local-cloud': '1', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const response = await answered(endpoint, request);
  const answer = await readJson(endpoint, response);
  if (!response.ok) {
    throw new UserError(`The local cloud refused ${method} ${path}`, {
      why: answer.message ?? `HTTP status ${response.status}`,
    });
  }
  return answer;
}

/** What is no JSON was not answered by a local cloud. */
async function readJson(endpoint: string, response: Response): Promise<{ message?: string }> {
  try {
    return (await response.json()) as { message?: string };
  } catch (error) {
    throw error instanceof SyntaxError ? noCloudAt(endpoint, error) : error;
  }
}
