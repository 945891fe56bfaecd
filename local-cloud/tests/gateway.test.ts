import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageMount } from '../src/console/start-page.ts';
import type { CallContext } from '../src/core/service.ts';
import type { HttpRequest } from '../src/gateway/dispatcher.ts';
import { startGateway } from '../src/gateway/server.ts';
import { signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud, serviceOf } from './support/gateway.ts';

let served: ServedCloud;
let polls: Poll[] = [];
let mounted: HttpRequest[] = [];

interface Poll {
  readonly context: CallContext;
  end(): void;
}

beforeAll(async () => {
  served = await serveCloud(
    () => [
      serviceOf('SQS', { ReceiveMessage: (_: never, context: CallContext) => longPoll(context) }),
      serviceOf('S3', { GetObject: () => ({}), ListBuckets: () => ({ Buckets: [{ Name: 'b' }] }) }),
    ],
    [
      { prefix: '/_local/', guarded: true, handle: () => ({ status: 200, body: '{}' }) },
      startPageMount(() => ({
        ...{ project: '/tea', endpoint: 'http://127.0.0.1', region: 'us-east-1' },
        ...{ accountId: '123456789012', now: 0, mails: 0, stacks: [] },
      })),
      {
        prefix: '/_broken/',
        handle: () => {
          throw new TypeError('a mistake of the mount');
        },
      },
      {
        prefix: '/_unsayable/',
        handle: () => ({ status: 200, headers: { 'x-a': 'b', 'x-b': 'c\r\nd: e' }, body: 'x' }),
      },
      {
        prefix: '/_aws/',
        handle(request) {
          mounted.push(request);
          return { status: 201, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: 'made' };
        },
      },
    ],
  );
});
afterAll(() => served.gateway.close());

function longPoll(context: CallContext): Promise<object> {
  return context.waiting(
    new Promise((resolve) => {
      polls.push({ context, end: () => resolve({ Messages: [] }) });
      context.signal?.addEventListener('abort', () => resolve({}));
    }),
  );
}

async function eventually<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('who asks', () => {
  function status(
    headers: Record<string, string>,
    method = 'GET',
    path = '/_local/',
  ): Promise<number> {
    const { hostname, port } = new URL(served.gateway.endpoint);
    return new Promise((resolve, reject) => {
      const request = httpRequest({ hostname, port, method, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end();
    });
  }

  it.each([
    '127.0.0.1:4566',
    'localhost',
    'sync-127.0.0.1:4566',
    'bucket.localhost:1',
    '[::1]:4566',
  ])('by the name %s is answered', async (host) => {
    expect(await status({ host })).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1'])(
    'by the name %s is refused, against DNS rebinding',
    async (host) => {
      expect(await status({ host })).toBe(403);
    },
  );

  it('of the control endpoints to change something must show that it is no foreign page', async () => {
    expect(await status({}, 'POST')).toBe(403);
    expect(await status({ 'content-type': 'text/plain' }, 'POST')).toBe(403);
    expect(await status({ 'content-type': 'application/json' }, 'POST')).toBe(200);
    expect(await status({ 'x-local-cloud': '1' }, 'DELETE')).toBe(200);
  });

  it('from a page of another site is refused, and so is one of its forms with a signed URL', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await status({ ...json, origin: 'https://evil.example' }, 'POST')).toBe(403);
    expect(await status({ ...json, origin: 'http://localhost:3000' }, 'POST')).toBe(200);
    const page = { 'sec-fetch-site': 'cross-site', authorization: signedFor('states') };
    expect(await status(page, 'GET', '/')).toBe(403);
    const signed = (service: string) =>
      `/b?delete&X-Amz-Credential=AKID%2F20300101%2Fus-east-1%2F${service}%2Faws4_request`;
    expect(await status({}, 'POST', signed('s3'))).toBe(403);
    expect(await status({}, 'GET', signed('iam'))).toBe(403);
  });

  it('with a presigned URL is answered by S3', async () => {
    const credential = 'X-Amz-Credential=AKID%2F20300101%2Fus-east-1%2Fs3%2Faws4_request';
    const signed = 'X-Amz-Date=20300101T000000Z&X-Amz-Expires=60&X-Amz-Signature=0';
    expect(await status({}, 'GET', `/b/k?${credential}&${signed}`)).toBe(200);
  });

  it('for / is answered by S3, unless it is a browser that asks', async () => {
    const s3 = new S3Client({ ...served.config, forcePathStyle: true });
    expect((await s3.send(new ListBucketsCommand())).Buckets).toEqual([{ Name: 'b' }]);
    const html = { headers: { accept: 'text/html' } };
    expect(await (await fetch(served.gateway.endpoint, html)).text()).toContain('<dd>/tea</dd>');
    expect((await fetch(served.gateway.endpoint)).status).toBe(403);
  });

  it('below a mount that fails is told so, and the mistake is reported', async () => {
    expect(await status({}, 'GET', '/_broken/')).toBe(500);
    expect(await status({}, 'GET', '/_unsayable/')).toBe(500);
    expect(served.problems.splice(0).join()).toContain(
      'TypeError: a mistake of the mount\n    at ',
    );
  });

  it('below a mount is handed over as received', async () => {
    mounted = [];
    const response = await fetch(`${served.gateway.endpoint}/_aws/a%2Fb?x=1&x=2`, {
      method: 'PUT',
      body: 'text',
    });
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(mounted).toMatchObject([{ method: 'PUT', path: '/_aws/a%2Fb', query: 'x=1&x=2' }]);
    expect(Buffer.from(mounted[0]!.body).toString()).toBe('text');
  });
});

describe('a call that waits', () => {
  const receive = () => new ReceiveMessageCommand({ QueueUrl: `${served.gateway.endpoint}/1/q` });

  it('lets the clock go on meanwhile', async () => {
    polls = [];
    const client = new SQSClient(served.config);
    const sent = client.send(receive());
    const poll = await eventually(() => polls[0]);
    await served.cloud.clock.idle();
    expect(served.cloud.clock.inFlight).toBe(0);
    poll.end();
    await sent;
    expect(served.cloud.clock.inFlight).toBe(0);
  });

  it('whose client goes away before it has said everything is nothing to report', async () => {
    const { hostname, port } = new URL(served.gateway.endpoint);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf');
    socket.destroySoon();
    await once(socket, 'close');
    await new SQSClient(served.config)
      .send(receive(), { abortSignal: AbortSignal.abort() })
      .catch(() => {});
    expect(served.problems).toEqual([]);
  });

  it('is told when its client has gone', async () => {
    polls = [];
    const controller = new AbortController();
    const sent = new SQSClient(served.config).send(receive(), { abortSignal: controller.signal });
    const poll = await eventually(() => polls[0]);
    controller.abort();
    await expect(sent).rejects.toThrow();
    await eventually(() => (poll.context.signal?.aborted ? true : undefined));
  });
});

describe('the port', () => {
  it('that another program has is named, with what to do', async () => {
    const port = Number(new URL(served.gateway.endpoint).port);
    await expect(startGateway(served.cloud, { port })).rejects.toMatchObject({
      name: 'UserError',
      what: `Port ${port} is not free`,
      why: expect.stringContaining(`Another program listens on 127.0.0.1:${port}`),
      fix: expect.stringContaining('--port'),
    });
  });

  it('is given back when the gateway closes, and waiting calls end', async () => {
    polls = [];
    const other = await serveCloud(() => [
      serviceOf('SQS', { ReceiveMessage: (_: never, context: CallContext) => longPoll(context) }),
    ]);
    const QueueUrl = `${other.gateway.endpoint}/1/q`;
    const sent = new SQSClient(other.config).send(new ReceiveMessageCommand({ QueueUrl }));
    await eventually(() => polls[0]);
    await other.gateway.close();
    await sent.catch(() => {});
    const port = Number(new URL(other.gateway.endpoint).port);
    const again = await startGateway(other.cloud, { port });
    await again.close();
  });
});
