import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setMember } from '../core/json.ts';
import type { HttpRequest, HttpResponse } from './dispatcher.ts';

export type Incoming = IncomingMessage | Http2ServerRequest;
export type Outgoing = ServerResponse | Http2ServerResponse;

/** Aborted when the client goes away before it has its answer. */
export function disconnection(outgoing: Outgoing): AbortController {
  const controller = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableEnded) controller.abort();
  });
  return controller;
}

/** What stands before the body. */
export function readHead(incoming: Incoming, signal: AbortSignal): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined) continue;
    setMember(headers, name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.host ??= headers[':authority'] ?? '';
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '') || '/';
  const question = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers,
    body: new Uint8Array(),
    remoteAddress: incoming.socket.remoteAddress ?? '',
    protocol: `HTTP/${incoming.httpVersion}`,
    signal,
  };
}

/** Sends an answer; a body that is produced bit by bit is sent so. */
export async function sendResponse(
  outgoing: Outgoing,
  response: HttpResponse,
  extra: Readonly<Record<string, string>>,
  method: string,
): Promise<void> {
  if (outgoing.destroyed) return;
  const out = outgoing as ServerResponse;
  const { status, headers = {}, body = '' } = response;
  out.statusCode = status;
  for (const [name, value] of Object.entries({ ...extra, ...headers })) {
    out.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    await sendStream(outgoing, body);
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const hasLength = method === 'HEAD' && out.hasHeader('content-length');
  if (!hasLength && status !== 204 && status !== 304) {
    out.setHeader('content-length', bytes.byteLength);
  }
  await new Promise<void>((resolve) => {
    out.end(method === 'HEAD' ? undefined : bytes, () => resolve());
    out.once('close', resolve);
  });
}

async function sendStream(
  outgoing: Outgoing,
  body: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  try {
    await pipeline(Readable.from(body), outgoing as ServerResponse);
  } catch {
    outgoing.destroy();
  }
}
