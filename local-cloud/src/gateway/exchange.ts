import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HttpRequest, HttpResponse } from './dispatcher.ts';

export type Incoming = IncomingMessage | Http2ServerRequest;
export type Outgoing = ServerResponse | Http2ServerResponse;

let second = Number.NaN;
let dateOfSecond = '';

/** A time in milliseconds since 1970 as headers have it: of most answers it is that of the one before. */
export function httpDate(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds !== second) {
    second = seconds;
    dateOfSecond = new Date(ms).toUTCString();
  }
  return dateOfSecond;
}

const NOTHING = new Uint8Array();

/** What stands before the body. */
export function readHead(incoming: Incoming, signal: AbortSignal): HttpRequest {
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '') || '/';
  const question = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers: headersOf(incoming),
    rawHeaders: incoming.rawHeaders,
    body: NOTHING,
    remoteAddress: incoming.socket.remoteAddress ?? '',
    protocol: `HTTP/${incoming.httpVersion}`,
    signal,
  };
}

/** Repeated headers are joined as Node does it; requests over HTTP/2 have their host in `:authority`. */
function headersOf(incoming: Incoming): Record<string, string> {
  const single = incoming.httpVersionMajor === 1 && singleHeaders(incoming.rawHeaders);
  if (single) return single;
  const { host, 'set-cookie': cookies } = incoming.headers;
  const joined = cookies && { 'set-cookie': cookies.join(', ') };
  const named = { host: host ?? incoming.headers[':authority'] ?? '' };
  return { ...incoming.headers, ...joined, ...named } as Record<string, string>;
}

/** Most requests repeat no header: then Node need not go through them. */
function singleHeaders(raw: readonly string[]): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    if (headers[name] !== undefined) return undefined;
    headers[name] = raw[index + 1]!;
  }
  return headers.host === undefined ? undefined : headers;
}

/** Nothing is said yet: another answer can be given. */
export function unsaid(outgoing: Outgoing): boolean {
  if (outgoing.headersSent || outgoing.destroyed) return false;
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
  return true;
}

/** Sends an answer; a body that is produced bit by bit is sent so. Throws for a head that cannot be written. */
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
  for (const some of [extra, headers]) {
    for (const name in some) out.setHeader(name, some[name] as string | string[]);
  }
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    await sendStream(outgoing, body);
    return;
  }
  const hasLength = method === 'HEAD' && out.hasHeader('content-length');
  if (!hasLength && status !== 204 && status !== 304) {
    out.setHeader('content-length', Buffer.byteLength(body));
  }
  // A text is sent together with its head.
  out.end(method === 'HEAD' ? undefined : body);
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
