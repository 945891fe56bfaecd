import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import type { HttpRequest } from '../../gateway/dispatcher.ts';
import { afterLoad, lambdaCloud, ROLE } from './testing.ts';

type Cloud = Awaited<ReturnType<typeof lambdaCloud>>;

interface Made {
  readonly FunctionUrl: string;
  readonly FunctionArn: string;
}

const PUBLIC = [
  {
    StatementId: 'url',
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  },
  {
    StatementId: 'invoke',
    Action: 'lambda:InvokeFunction',
    Principal: '*',
    InvokedViaFunctionUrl: true,
  },
];

/** A function with a URL, which everybody may use. */
async function ready(settings: object = {}) {
  const made = await lambdaCloud();
  await made.create();
  const input = { FunctionName: 'fn', AuthType: 'NONE', ...settings };
  const { FunctionUrl } = await made.call<Made>('CreateFunctionUrlConfig', input);
  for (const one of PUBLIC) await made.call('AddPermission', { FunctionName: 'fn', ...one });
  return { ...made, FunctionUrl, send: sender(made, FunctionUrl) };
}

/** Sends requests as the gateway hands them on. */
function sender({ mounts }: Pick<Cloud, 'mounts'>, url: string) {
  return (path = '', request: Partial<HttpRequest> = {}) => {
    const [whole = '', query = ''] = `${new URL(url).pathname}${path}`.split('?');
    const mount = mounts.find(({ prefix }) => whole.startsWith(prefix))!;
    return mount.handle({
      ...{ method: 'GET', path: whole, query, headers: {}, body: new Uint8Array() },
      ...{ remoteAddress: '127.0.0.1', protocol: 'HTTP/1.1', ...request },
      signal: new AbortController().signal,
    });
  };
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: Error) => error,
  );

describe('the URL of a function', () => {
  test('leads to the local cloud, and is told alike by Get, List and Update', async () => {
    const { call, FunctionUrl } = await ready({ Cors: { AllowOrigins: ['https://a.example'] } });
    expect(FunctionUrl).toMatch(/^http:\/\/127\.0\.0\.1:4566\/_aws\/lambda-url\/[a-z2-7]{32}\/$/);
    const told = {
      FunctionUrl,
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn',
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
      Cors: { AllowOrigins: ['https://a.example'] },
    };
    expect(await call('GetFunctionUrlConfig', { FunctionName: 'fn' })).toMatchObject(told);
    expect(await call('ListFunctionUrlConfigs', { FunctionName: 'fn' })).toMatchObject({
      FunctionUrlConfigs: [told],
    });
    const changed = { FunctionName: 'fn', AuthType: 'AWS_IAM' };
    expect(await call('UpdateFunctionUrlConfig', changed)).toMatchObject({
      ...told,
      AuthType: 'AWS_IAM',
    });
  });

  test('is one, and gone when it is deleted', async () => {
    const { call, send } = await ready();
    const input = { FunctionName: 'fn', AuthType: 'NONE' };
    expect(await failureOf(call('CreateFunctionUrlConfig', input))).toMatchObject({
      code: 'ResourceConflictException',
    });
    await call('DeleteFunctionUrlConfig', { FunctionName: 'fn' });
    expect((await send()).status).toBe(404);
    for (const operation of ['Get', 'Update', 'Delete']) {
      const missing = call(`${operation}FunctionUrlConfig`, { FunctionName: 'fn' });
      expect(await failureOf(missing)).toMatchObject({ code: 'ResourceNotFoundException' });
    }
  });

  test("may be an alias' own, and not a version's", async () => {
    const { call, host, mounts } = await ready();
    await call('PublishVersion', { FunctionName: 'fn' });
    await call('CreateAlias', { FunctionName: 'fn', Name: 'live', FunctionVersion: '1' });
    const ofVersion = call('CreateFunctionUrlConfig', { FunctionName: 'fn:1', AuthType: 'NONE' });
    expect(await failureOf(ofVersion)).toMatchObject({ code: 'InvalidParameterValueException' });
    const input = { FunctionName: 'fn', Qualifier: 'live', AuthType: 'NONE' };
    const { FunctionUrl } = await call<Made>('CreateFunctionUrlConfig', input);
    for (const one of PUBLIC) {
      await call('AddPermission', { FunctionName: 'fn', Qualifier: 'live', ...one });
    }
    host.answer = ({ fn, request }) => [fn.version, request.invokedArn];
    expect(await sender({ mounts }, FunctionUrl)()).toMatchObject({
      body: JSON.stringify(['1', 'arn:aws:lambda:us-east-1:123456789012:function:fn:live']),
    });
  });

  test('that streams its responses is refused by name', async () => {
    const { call, create } = await lambdaCloud();
    await create();
    const input = { FunctionName: 'fn', AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' };
    expect(await failureOf(call('CreateFunctionUrlConfig', input))).toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringContaining('RESPONSE_STREAM'),
    });
  });

  test('is saved and loaded', async () => {
    const { cloud, FunctionUrl } = await ready();
    const loaded = await afterLoad(cloud);
    loaded.host.answer = () => 'still here';
    expect(await sender(loaded, FunctionUrl)()).toMatchObject({ body: '"still here"' });
  });
});

describe('a request to it', () => {
  test('reaches the function as an event of format 2.0', async () => {
    const { send, host, FunctionUrl } = await ready();
    await send('orders/7%20a?q=1&q=2', {
      method: 'POST',
      headers: { cookie: 'a=1; b=2', 'content-type': 'text/plain', 'user-agent': 'tester' },
      body: Buffer.from('hello'),
    });
    const id = FunctionUrl.split('/').at(-2);
    expect(host.runs[0]!.event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/orders/7 a',
      rawQueryString: 'q=1&q=2',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { q: '1,2' },
      requestContext: {
        accountId: 'anonymous',
        apiId: id,
        domainName: `${id}.lambda-url.us-east-1.on.aws`,
        http: { method: 'POST', path: '/orders/7 a', userAgent: 'tester' },
        stage: '$default',
      },
      body: 'hello',
      isBase64Encoded: false,
    });
  });

  it.each([
    ['a text, with its quotes', 'Hello', 200, '"Hello"'],
    ['an object', { a: 1 }, 200, '{"a":1}'],
    ['a response', { statusCode: 201, body: 'made' }, 201, 'made'],
    ['no response', { statusCode: 'x' }, 502, 'Internal Server Error'],
    ['an error', new Error('no'), 502, 'Internal Server Error'],
  ])('is answered with what the function gives: %s', async (_, answer, status, body) => {
    const { send, host } = await ready();
    host.answer = () => answer;
    expect(await send()).toMatchObject({ status, body });
  });

  test('is throttled with the function', async () => {
    const { send, host } = await ready();
    host.answer = () => 'throttled';
    expect((await send()).status).toBe(429);
  });

  it.each([0, 1])('needs both statements: without %i it is forbidden', async (missing) => {
    const { send, call, host } = await ready();
    const { StatementId } = PUBLIC[missing]!;
    await call('RemovePermission', { FunctionName: 'fn', StatementId });
    const response = await send();
    expect(response).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      told: expect.stringContaining(PUBLIC[missing]!.Action),
    });
    expect(host.runs).toEqual([]);
  });

  test('by the statement about URLs does not allow Invoke itself', async () => {
    const { cloud } = await ready();
    const nobody = { kind: 'role', arn: 'arn:aws:sts::123456789012:assumed-role/none/x' } as const;
    const invoked = cloud.call(nobody, 'Lambda', 'Invoke', { FunctionName: 'fn' });
    expect(await failureOf(invoked)).toMatchObject({ code: 'AccessDeniedException' });
  });
});

describe('a URL with AWS_IAM', () => {
  /** Credentials of the role, as functions have them. */
  async function signing(actions: string[]) {
    const made = await lambdaCloud(actions);
    await made.create();
    const input = { FunctionName: 'fn', AuthType: 'AWS_IAM' };
    const { FunctionUrl } = await made.call<Made>('CreateFunctionUrlConfig', input);
    await made.call(
      'UpdateAssumeRolePolicy',
      {
        RoleName: 'worker',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: '123456789012' },
            Action: 'sts:AssumeRole',
          },
        }),
      },
      'IAM',
    );
    const role = { RoleArn: ROLE, RoleSessionName: 'caller' };
    const { Credentials } = await made.call<{
      Credentials: { AccessKeyId: string; SecretAccessKey: string };
    }>('AssumeRole', role, 'STS');
    return { ...made, FunctionUrl, send: sender(made, FunctionUrl), keys: Credentials };
  }

  /** SigV4 of a GET of the URL's root, written down here once more. */
  function signed(
    url: string,
    key: string,
    secret: string,
    { service = 'lambda', query = 'q=a%20b' } = {},
  ) {
    const date = '20300101T000000Z';
    const scope = `20300101/us-east-1/${service}/aws4_request`;
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const path = new URL(url).pathname;
    const head = `host:127.0.0.1:4566\nx-amz-date:${date}\n\nhost;x-amz-date`;
    const canonical = `GET\n${path}\n${query}\n${head}\n${hash('')}`;
    const toSign = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`;
    const signingKey = scope
      .split('/')
      .reduce<string | Buffer>(
        (made, part) => createHmac('sha256', made).update(part).digest(),
        `AWS4${secret}`,
      );
    const signature = createHmac('sha256', signingKey).update(toSign).digest('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`;
    return { headers: { host: '127.0.0.1:4566', 'x-amz-date': date, authorization } };
  }

  const BOTH = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'];

  test('is served to a role that may, which the event tells of', async () => {
    const { send, keys, FunctionUrl, host } = await signing(BOTH);
    const request = signed(FunctionUrl, keys.AccessKeyId, keys.SecretAccessKey);
    expect((await send('?q=a%20b', request)).status).toBe(200);
    const userArn = 'arn:aws:sts::123456789012:assumed-role/worker/caller';
    expect(host.runs[0]!.event).toMatchObject({
      requestContext: {
        accountId: '123456789012',
        authorizer: { iam: { accessKey: keys.AccessKeyId, userArn } },
      },
    });
  });

  it.each([
    ['a-b=2&a=1', 'a=1&a-b=2'],
    ['b=2&a&b=1', 'a=&b=1&b=2'],
  ])('sorts the parameters of %s by their names, then by their values', async (given, query) => {
    const { send, keys, FunctionUrl } = await signing(BOTH);
    const request = signed(FunctionUrl, keys.AccessKeyId, keys.SecretAccessKey, { query });
    expect((await send(`?${given}`, request)).status).toBe(200);
  });

  test('refuses a body that is not the one whose digest is told', async () => {
    const { send, keys, FunctionUrl } = await signing(BOTH);
    const request = signed(FunctionUrl, keys.AccessKeyId, keys.SecretAccessKey);
    const body = Buffer.from('another');
    expect((await send('?q=a%20b', { ...request, body })).status).toBe(403);
    const digest = createHash('sha256').update('').digest('hex');
    const headers = { ...request.headers, 'x-amz-content-sha256': digest };
    expect((await send('?q=a%20b', { headers })).status).toBe(200);
    expect((await send('?q=a%20b', { headers, body })).status).toBe(403);
  });

  test('refuses what is not signed, signed by another secret, or for another service', async () => {
    const { send, keys, FunctionUrl } = await signing(BOTH);
    expect((await send()).status).toBe(403);
    const forged = signed(FunctionUrl, keys.AccessKeyId, 'another secret');
    expect((await send('?q=a%20b', forged)).status).toBe(403);
    const changed = signed(FunctionUrl, keys.AccessKeyId, keys.SecretAccessKey);
    expect((await send('?q=other', changed)).status).toBe(403);
    const elsewhere = signed(FunctionUrl, keys.AccessKeyId, keys.SecretAccessKey, {
      service: 's3',
    });
    expect((await send('?q=a%20b', elsewhere)).status).toBe(403);
  });

  it.each(BOTH)('refuses a role that has %s alone', async (action) => {
    const { send, keys, FunctionUrl } = await signing([action]);
    const request = signed(FunctionUrl, keys.AccessKeyId, keys.SecretAccessKey);
    expect((await send('?q=a%20b', request)).status).toBe(403);
  });
});

describe('CORS of a URL', () => {
  const Cors = {
    AllowOrigins: ['https://a.example'],
    AllowMethods: ['GET', 'POST'],
    AllowHeaders: ['x-one'],
    ExposeHeaders: ['x-two'],
    AllowCredentials: true,
    MaxAge: 60,
  };
  const asking = (origin: string) => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });

  test('answers what a browser asks before', async () => {
    const { send, host } = await ready({ Cors });
    expect(await send('', asking('https://a.example'))).toEqual({
      status: 200,
      headers: {
        'access-control-allow-origin': 'https://a.example',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'x-one',
        'access-control-max-age': '60',
        vary: 'Origin',
      },
    });
    expect((await send('', asking('https://b.example'))).headers).toBeUndefined();
    expect(host.runs).toEqual([]);
  });

  test('goes before what the function says of it', async () => {
    const { send, host } = await ready({ Cors });
    host.answer = () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } });
    const { headers } = await send('', { headers: { origin: 'https://a.example' } });
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://a.example',
      'access-control-expose-headers': 'x-two',
    });
  });

  test("without settings is the function's own business", async () => {
    const { send, host } = await ready();
    await send('', asking('https://a.example'));
    expect(host.runs[0]!.event).toMatchObject({ requestContext: { http: { method: 'OPTIONS' } } });
  });
});
