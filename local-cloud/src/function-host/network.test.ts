import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';

const cloud = new TestCloud();
const server = createServer((request, response) => response.end(request.headers.host));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as { port: number });
});
afterAll(async () => {
  await cloud.close();
  server.close();
});

/** Evaluates the expression that it is sent. */
const evaluator = testFunction({
  'index.mjs': `import dgram from 'node:dgram';
    import dns from 'node:dns';
    import http from 'node:http';
    import net from 'node:net';
    import { promisify } from 'node:util';
    const scope = {
      dgram, dns, promisify,
      connect: (...args) => new Promise((resolve, reject) => {
        const socket = net.connect(...args).on('error', reject);
        socket.on('connect', () => { resolve('connected'); socket.destroy(); });
      }),
      listen: (...args) => new Promise((resolve, reject) => {
        const server = http.createServer().on('error', reject);
        server.listen(...args, () => { resolve(server.address().address); server.close(); });
      }),
      bind: (...args) => new Promise((resolve) => {
        const socket = dgram.createSocket('udp4');
        socket.bind(...args, () => { resolve(socket.address().address); socket.close(); });
      }),
      get: (host, port) => new Promise((resolve, reject) =>
        http.get({ host, port }, (response) => response.setEncoding('utf8').on('data', resolve)).on('error', reject)),
    };
    export const handler = async ({ expression }) => {
      try {
        return await new Function(...Object.keys(scope), 'return ' + expression)(...Object.values(scope));
      } catch (error) {
        return [error, error.cause].map((e) => e?.code ?? e?.name);
      }
    };`,
});

/** What an expression comes to in a handler; the codes of the error that it ends with. */
async function evaluate(expression: string): Promise<unknown> {
  return JSON.parse((await cloud.invoke(evaluator, { expression })).payload);
}

const REFUSED = expect.arrayContaining(['ERR_LOCAL_CLOUD_NETWORK']);

describe('a function reaches', () => {
  it.each(['127.0.0.1', 'localhost', 'sync-127.0.0.1', 'sync-localhost', 'bucket.localhost'])(
    'the gateway as %s',
    async (host) => {
      expect(await evaluate(`get('${host}', ${port})`)).toBe(`${host}:${port}`);
    },
  );

  it('it by a socket', async () => {
    expect(await evaluate(`connect(${port}, '127.0.0.1')`)).toBe('connected');
    expect(await evaluate(`connect({ port: ${port} })`)).toBe('connected');
  });

  it('it by the address that a local name has', async () => {
    expect(await evaluate(`dns.promises.lookup('sync-127.0.0.1')`)).toEqual({
      address: '127.0.0.1',
      family: 4,
    });
    expect(await evaluate(`promisify(dns.lookup)('localhost', { all: true })`)).toEqual([
      { address: '127.0.0.1', family: 4 },
    ]);
  });
});

describe('a server of a function is on this machine alone', () => {
  it.each([
    'listen(0)',
    "listen('0')",
    'listen(0, 10)',
    'listen({ port: 0 })',
    "listen(0, '127.0.0.1')",
    "listen(0, 'localhost')",
    'listen()',
  ])('with %s', async (expression) => {
    expect(await evaluate(expression)).toBe('127.0.0.1');
  });

  it.each(['bind()', 'bind(0)', 'bind({ port: 0 })', "bind(0, '127.0.0.1')"])(
    'for datagrams, with %s',
    async (expression) => {
      expect(await evaluate(expression)).toBe('127.0.0.1');
    },
  );

  it.each([
    "listen(0, '0.0.0.0')",
    "listen({ port: 0, host: '::' })",
    "listen('/tmp/socket')",
    "listen({ path: '/tmp/socket' })",
    "bind(0, '0.0.0.0')",
  ])('and nowhere else: %s', async (expression) => {
    expect(await evaluate(expression)).toEqual(REFUSED);
  });
});

describe('a function does not reach', () => {
  it.each([
    "fetch('http://example.com/')",
    "fetch('http://127.0.0.1.example.com/')",
    "fetch('http://192.0.2.1/')",
    "fetch('https://dynamodb.us-east-1.amazonaws.com/')",
    "connect(80, '192.0.2.1')",
    "connect({ port: 80, host: '2001:db8::1' })",
    "connect({ port: 80, host: 'example.com', lookup: (h, o, done) => done(null, [{ address: '192.0.2.1', family: 4 }]) })",
    "connect('/var/run/docker.sock')",
    "dns.promises.lookup('example.com')",
    "promisify(dns.resolve4)('example.com')",
    "new dns.promises.Resolver().resolve4('example.com')",
    "new Promise((resolve) => dgram.createSocket('udp4').send('x', 53, '192.0.2.1', resolve))",
  ])('anything else: %s', async (expression) => {
    expect(await evaluate(expression)).toEqual(REFUSED);
  });

  it('and is told why', async () => {
    const fn = testFunction({
      'index.mjs': `import http from 'node:http';
        export const handler = () => new Promise((_, reject) => http.get('http://example.com/').on('error', reject));`,
    });
    expect(JSON.parse((await cloud.invoke(fn)).payload)).toMatchObject({
      errorType: 'NetworkRefused',
      errorMessage: expect.stringContaining(
        'example.com is not 127.0.0.1. AWS clients get there by AWS_ENDPOINT_URL',
      ),
    });
  });
});
