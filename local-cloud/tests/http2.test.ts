import { once } from 'node:events';
import { type ClientHttp2Session, connect } from 'node:http2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud, serviceOf } from './support/gateway.ts';

let served: ServedCloud;
let session: ClientHttp2Session;

beforeAll(async () => {
  served = await serveCloud(() => [serviceOf('Kinesis', { ListStreams: () => ({}) })]);
  session = connect(served.gateway.endpoint);
  await once(session, 'connect');
});
afterAll(() => served.gateway.close());

const HEAD = {
  ':method': 'POST',
  ':path': '/',
  authorization: signedFor('kinesis'),
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'Kinesis_20131202.ListStreams',
};

async function statusOf(body: string | Buffer, headers: Record<string, string> = {}) {
  const stream = session.request({ ...HEAD, ...headers });
  stream.on('error', () => {});
  stream.end(body);
  const [head] = await once(stream, 'response');
  stream.close();
  return head[':status'];
}

test('several requests share a connection', async () => {
  expect(await Promise.all([statusOf('{}'), statusOf('{}'), statusOf('[')])).toEqual([
    200, 200, 400,
  ]);
});

test('a body that is larger than the service takes is refused, and the connection goes on', async () => {
  expect(await statusOf(Buffer.alloc(6 * 2 ** 20, ' '))).toBe(413);
  expect(await statusOf('{}')).toBe(200);
});

test('headers that are too large are not taken', async () => {
  const stream = session.request({ ...HEAD, 'x-large': 'x'.repeat(40_000) });
  await expect(once(stream, 'response')).rejects.toThrow();
});

test('a connection can have 250 requests at once, and ends with the gateway', async () => {
  const other = await serveCloud(() => []);
  const client = connect(other.gateway.endpoint);
  await once(client, 'remoteSettings');
  expect(client.remoteSettings).toMatchObject({ maxConcurrentStreams: 250 });
  const closed = once(client, 'close');
  await other.gateway.close();
  await closed;
});
