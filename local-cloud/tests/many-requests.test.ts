import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

let served: ServedCloud;
let underWay = 0;
let most = 0;
let begun = 0;

beforeEach(async () => {
  underWay = most = begun = 0;
  const handle = async () => {
    begun += 1;
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return { status: 200, body: 'tea' };
  };
  served = await serveCloud(() => [], [{ prefix: '/tea', handle }]);
});
afterEach(() => served.gateway.close());

const REQUEST = 'GET /tea HTTP/1.1\r\nHost: localhost\r\n';

function connected() {
  const { hostname, port } = new URL(served.gateway.endpoint);
  return connect({ host: hostname, port: Number(port) });
}

test('requests of a connection that wait for no answer are answered one after the other', async () => {
  const socket = connected();
  socket.write(`${`${REQUEST}\r\n`.repeat(199)}${REQUEST}Connection: close\r\n\r\n`);
  const answers = Buffer.concat(await socket.toArray()).toString();
  expect(answers.match(/HTTP\/1.1 200 OK/g)).toHaveLength(200);
  expect([begun, most]).toEqual([200, 1]);
});

test('whoever sends thousands of them is cut off, and nobody else', async () => {
  const socket = connected();
  const cut = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  socket.write(`${REQUEST}\r\n`.repeat(20_000));
  await cut;
  expect(begun).toBeLessThan(2);
  expect((await fetch(`${served.gateway.endpoint}/tea`)).status).toBe(200);
  expect(served.problems).toEqual([]);
});
