import { maxHeaderSize } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { LocalCloud } from '../src/cloud.ts';
import { serveAwsCall } from '../src/gateway/aws-call.ts';
import { IncomingBody } from '../src/gateway/body.ts';
import { bodyLimit } from '../src/gateway/body-limits.ts';
import { BodyMemory } from '../src/gateway/body-memory.ts';
import { askedFor, signingName, takesStream } from '../src/gateway/resolve.ts';
import type { ServiceModel } from '../src/sdk/schemas.ts';
import type { Wire } from './wire.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Gives a cloud the bytes of a request as the gateway reads them off the wire. */
export async function send(
  cloud: LocalCloud,
  model: ServiceModel,
  wire: Wire,
  report: (problem: string) => void,
): Promise<Answer> {
  const { path: target = '/', method = 'POST', headers, body } = wire;
  if (target.length > maxHeaderSize) return { status: 431, body: 'Node reads no more' };
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const caller = new AbortController();
  const scope = `AKID/20300101/us-east-1/${signingName(model.sdkId)}/aws4_request`;
  const head = {
    ...{ method, path, query, body: new Uint8Array(), remoteAddress: '127.0.0.1' },
    headers: {
      host: '127.0.0.1:4566',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, ...`,
      ...headers,
    },
    protocol: 'HTTP/1.1',
    signal: caller.signal,
  };
  const asked = await askedFor(head, cloud.services);
  const limit = bodyLimit(asked);
  if (Buffer.byteLength(body) > limit) return { status: 413, body: 'The gateway reads no more' };
  const options = { requestId: 'request', bodyLimit: limit, report };
  const serving = takesStream(asked)
    ? serveAwsCall(head, cloud, { ...options, stream: streamOf(body, head.headers) })
    : serveAwsCall({ ...head, body: Buffer.from(body) }, cloud, options);
  // Nobody waits for a long poll to end.
  setImmediate(() => caller.abort());
  const response = await serving;
  return { status: response.status, body: await textOf(response.body ?? '') };
}

function streamOf(body: string | Uint8Array, headers: Readonly<Record<string, string>>) {
  const incoming = Object.assign(Readable.from([Buffer.from(body)]), {
    complete: false,
    setTimeout: () => {},
  });
  return new IncomingBody(incoming, headers, new BodyMemory(), () => {}).stream();
}

async function textOf(body: string | Uint8Array | AsyncIterable<string | Uint8Array>) {
  if (typeof body === 'string') return body;
  return String(body instanceof Uint8Array ? Buffer.from(body) : await buffer(Readable.from(body)));
}
