import type { ClientRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { UserError } from '../core/errors.ts';
import { answered, noCloudAt } from './connection.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One call of the local cloud's control endpoints. Throws a UserError with the answer's message. */
export async function callControl(
  endpoint: string,
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const request = send(`${endpoint}/_local${path}`, method, body, signal);
  const { status, body: said } = await answered(endpoint, request);
  const answer = readJson(endpoint, said);
  if (status < 200 || status > 299) {
    throw new UserError(`The local cloud refused ${method} ${path}`, {
      why: answer.message ?? `HTTP status ${status}`,
    });
  }
  return answer;
}

/** Without `fetch`: to load it takes as long as all else that a command does. */
async function send(
  url: string,
  method: string,
  body: object | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { request } = await import(url.startsWith('https:') ? 'node:https' : 'node:http');
  const headers = { 'x-local-cloud': '1', 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = request(url, { method, headers, ...(signal && { signal }) });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const status = response.statusCode!;
      text(response).then((said) => resolve({ status, body: said }), reject);
    });
    sent.end(body && JSON.stringify(body));
  });
}

/** What is no JSON was not answered by a local cloud. */
function readJson(endpoint: string, body: string): { message?: string } {
  try {
    return JSON.parse(body) as { message?: string };
  } catch (error) {
    throw noCloudAt(endpoint, error);
  }
}
