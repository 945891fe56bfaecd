import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Connection } from '../../core/connections.ts';
import { AwsError } from '../../core/errors.ts';
import type { Permission, Principal } from '../../core/service.ts';
import { fakeCloud } from '../../services/testing.ts';
import type { HttpRequest } from '../integrations/aws-calls.ts';
import { createHttpCalls } from './http-calls.ts';

const CALLER = {
  roleArn: 'arn:aws:iam::123456789012:role/machine',
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:orders:run',
  stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:orders',
};
const CONNECTION = 'arn:aws:events:us-east-1:123456789012:connection/bank/1-2';

let server: Server;
let address: string;
const seen: { method: string; url: string; body: string }[] = [];

beforeEach(async () => {
  seen.length = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      seen.push({ method: request.method!, url: request.url!, body });
      if (request.url?.startsWith('/endless')) {
        response.writeHead(Number(request.url.split('/').at(-1)));
        Readable.from(endless())
          .on('error', () => {})
          .pipe(response);
        return;
      }
      response.writeHead(201, 'Created', { 'content-type': 'application/json', 'x-id': '7' });
      response.end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536, 'x');
}

function world(connection?: Connection) {
  const allowed: string[] = [];
  const denied = new Set<string>();
  const cloud = {
    ...fakeCloud(),
    endpoint: address,
    authorize(_principal: Principal, _sdkId: string, permissions: readonly Permission[]) {
      for (const { action, resource } of permissions) {
        if (denied.has(action)) throw new AwsError('AccessDeniedException', `no ${action}`);
        allowed.push(`${action} ${resource}`);
      }
    },
  };
  const http = createHttpCalls(cloud, (arn) => (arn === CONNECTION ? connection : undefined));
  const send = (request: Partial<HttpRequest>) =>
    http.send(CALLER, {
      integration: 'http',
      method: 'POST',
      url: `${address}/orders`,
      headers: {},
      connectionArn: CONNECTION,
      ...request,
    });
  return { send, allowed, denied };
}

test('a server on this machine is called and answers', async () => {
  const { send } = world();
  const answer = await send({ body: '{"a":1}', headers: { 'content-type': 'application/json' } });
  expect(seen).toEqual([{ method: 'POST', url: '/orders', body: '{"a":1}' }]);
  expect(answer).toMatchObject({
    status: 201,
    statusText: 'Created',
    body: '{"ok":true}',
    headers: { 'x-id': ['7'] },
    sent: { method: 'POST', url: `${address}/orders`, body: '{"a":1}' },
  });
});

test('an HTTP Task needs the endpoint, the connection and its secret', async () => {
  const { send, allowed } = world();
  await send({});
  const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:events!connection/bank/1-2';
  expect(allowed).toEqual([
    `states:InvokeHTTPEndpoint ${CALLER.stateMachineArn}`,
    `events:RetrieveConnectionCredentials ${CONNECTION}`,
    `secretsmanager:GetSecretValue ${secret}`,
    `secretsmanager:DescribeSecret ${secret}`,
  ]);
});

test('a role without the permission sends nothing', async () => {
  const { send, denied } = world();
  denied.add('states:InvokeHTTPEndpoint');
  await expect(send({})).rejects.toThrow('no states:InvokeHTTPEndpoint');
  expect(seen).toEqual([]);
});

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:events!connection/bank/3-4';
const parameters = { headers: { 'x-key': 'sample-key' }, query: {}, body: {} };

test('a connection adds what it holds, and its own secret is what the role needs', async () => {
  const { send, allowed } = world({ secretArn: SECRET, parameters });
  const answer = await send({
    with: ({ headers }) => ({
      integration: 'http',
      method: 'PUT',
      url: `${address}/keyed`,
      headers,
    }),
  });
  expect(seen).toEqual([{ method: 'PUT', url: '/keyed', body: '' }]);
  expect(answer.sent?.headers).toEqual({ 'x-key': 'sample-key' });
  expect(allowed.slice(2)).toEqual([
    `secretsmanager:GetSecretValue ${SECRET}`,
    `secretsmanager:DescribeSecret ${SECRET}`,
  ]);
});

test('a connection that is not authorized sends nothing', async () => {
  const { send } = world({ secretArn: SECRET, parameters: undefined });
  await expect(send({})).rejects.toMatchObject({
    error: 'Events.ConnectionResource.InvalidConnectionState',
    cause: expect.stringContaining(CONNECTION),
  });
  expect(seen).toEqual([]);
});

test.each([
  'events:RetrieveConnectionCredentials',
  'secretsmanager:GetSecretValue',
  'secretsmanager:DescribeSecret',
])('a role without %s may not use the connection', async (action) => {
  const { send, denied } = world({ secretArn: SECRET, parameters });
  denied.add(action);
  await expect(send({})).rejects.toMatchObject({
    error: 'Events.ConnectionResource.AccessDenied',
    cause: `no ${action}`,
  });
  expect(seen).toEqual([]);
});

test('an API is reached by its AWS address', async () => {
  const { send, allowed } = world();
  await send({
    integration: 'apigateway',
    method: 'GET',
    url: 'https://abc123.execute-api.us-east-1.amazonaws.com/prod/orders?a=1',
    authType: 'IAM_ROLE',
  });
  expect(seen[0]?.url).toBe('/_aws/execute-api/abc123/prod/orders?a=1');
  expect(allowed).toEqual([
    'execute-api:Invoke arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/orders',
  ]);
});

test('where nobody answers it is told why', async () => {
  const { send } = world();
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(send({})).rejects.toThrow(`connect ECONNREFUSED 127.0.0.1:${port}`);
  server.listen(0, '127.0.0.1');
});

test('nothing leaves this machine', async () => {
  const { send } = world();
  await expect(send({ url: 'https://api.example.com/' })).rejects.toThrow(
    'api.example.com is not on this machine',
  );
});

test('an answer that never ends is read no further than a payload can be', async () => {
  const { send } = world();
  await expect(send({ url: `${address}/endless/200` })).rejects.toMatchObject({
    error: 'States.DataLimitExceeded',
    message: expect.stringContaining('has more than 1048576 bytes'),
  });
  const { status, body } = await send({ url: `${address}/endless/500` });
  expect(status).toBe(500);
  expect(body.length).toBeLessThan(2 * 1_048_576);
});
