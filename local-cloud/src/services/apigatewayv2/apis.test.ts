import { describe, expect, it } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Principal } from '../../core/service.ts';
import type { HttpRequest } from '../../gateway/dispatcher.ts';
import { apiMount } from '../apis/mount.ts';
import { afterLoad, callable, failure, fakeCloud, START } from '../testing.ts';
import { createApiGatewayV2 } from './index.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:fn';
const LOG_GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:/access';

interface Called {
  readonly principal: Principal;
  readonly input: { readonly FunctionName: string; readonly Payload: Uint8Array };
}

type Answer = Json | AwsError | { readonly failure: JsonObject } | Promise<never>;

function requestOf(request: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    path: '/accounts/a%20b',
    query: '',
    headers: {},
    body: new Uint8Array(),
    remoteAddress: '127.0.0.1',
    protocol: 'HTTP/1.1',
    signal: new AbortController().signal,
    ...request,
  };
}

/** An API with one route, whose function answers as it is told. */
async function ready(
  options: { route?: string; stage?: object; answer?: Answer; integration?: object } = {},
) {
  const cloud = fakeCloud();
  const noted = cloud.call;
  const invocations: Called[] = [];
  cloud.call = async (principal, sdkId, operation, input) => {
    if (operation !== 'Invoke') return noted(principal, sdkId, operation, input);
    invocations.push({ principal, input: input as Called['input'] });
    const answer = await (options.answer ?? 'Hello');
    if (answer instanceof AwsError) throw answer;
    const failed = (answer as { failure?: JsonObject } | null)?.failure;
    const Payload = Buffer.from(JSON.stringify(failed ?? answer));
    return { Payload, ...(failed && { FunctionError: 'Unhandled' }) } as never;
  };
  const service = createApiGatewayV2(cloud);
  const api = callable(service);
  const { ApiId } = await api.CreateApi({ Name: 'api', ProtocolType: 'HTTP' });
  const { IntegrationId } = await api.CreateIntegration({
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: FUNCTION,
    PayloadFormatVersion: '2.0',
    ...options.integration,
  });
  const Target = `integrations/${IntegrationId}`;
  await api.CreateRoute({ ApiId, RouteKey: options.route ?? 'POST /accounts/{id}', Target });
  await api.CreateStage({ ApiId, StageName: '$default', AutoDeploy: true, ...options.stage });
  const send = (request: Partial<HttpRequest> = {}) =>
    service.handleHttpApiRequest(ApiId!, requestOf(request));
  const event = () => JSON.parse(Buffer.from(invocations[0]!.input.Payload).toString());
  const messages = () =>
    cloud.calls
      .filter(({ operation }) => operation === 'PutLogEvents')
      .map(({ input }) => (input as { logEvents: { message: string }[] }).logEvents[0]!.message);
  return {
    cloud,
    api,
    service,
    ApiId: ApiId!,
    Target,
    send,
    event,
    invocations,
    messages,
    metrics: cloud.measured,
  };
}

describe('a request', () => {
  it('reaches the function as an event of format 2.0', async () => {
    const { send, event, ApiId } = await ready();
    await send({
      query: 'q=a%20b&q=c&empty=',
      headers: {
        host: '127.0.0.1:4566',
        'content-type': 'application/json',
        'user-agent': 'test',
        cookie: 'a=1; b=2',
        connection: 'keep-alive',
      },
      body: Buffer.from('{"name":"Ada"}'),
    });
    expect(event()).toEqual({
      version: '2.0',
      routeKey: 'POST /accounts/{id}',
      rawPath: '/accounts/a b',
      rawQueryString: 'q=a%20b&q=c&empty=',
      cookies: ['a=1', 'b=2'],
      headers: {
        host: '127.0.0.1:4566',
        'content-type': 'application/json',
        'user-agent': 'test',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '4566',
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { q: 'a b,c', empty: '' },
      pathParameters: { id: 'a b' },
      requestContext: {
        accountId: '123456789012',
        apiId: ApiId,
        domainName: `${ApiId}.execute-api.us-east-1.amazonaws.com`,
        domainPrefix: ApiId,
        http: {
          method: 'POST',
          path: '/accounts/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.stringMatching(/^[\w+/]{15}=$/),
        routeKey: 'POST /accounts/{id}',
        stage: '$default',
        time: '01/Jan/2026:12:00:00 +0000',
        timeEpoch: START,
      },
      body: '{"name":"Ada"}',
      isBase64Encoded: false,
    });
  });

  it('reaches the function as an event of format 1.0 where its integration says so, or nothing', async () => {
    for (const PayloadFormatVersion of ['1.0', undefined]) {
      const { send, event } = await ready({
        integration: { PayloadFormatVersion },
        answer: { statusCode: 201, multiValueHeaders: { 'X-Tea': ['a', 'b'] }, body: '{}' },
      });
      const answer = await send({
        query: 'q=a&q=b',
        headers: { host: '127.0.0.1:4566', 'x-tea': 'green', 'user-agent': 'test' },
        body: Buffer.from('a=b'),
      });
      expect(answer).toMatchObject({
        ...{ status: 201, body: '{}' },
        headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-tea': ['a', 'b'] },
      });
      expect(event()).toMatchObject({
        ...{
          version: '1.0',
          resource: '/accounts/{id}',
          path: '/accounts/a b',
          httpMethod: 'POST',
        },
        headers: { Host: '127.0.0.1:4566', 'x-tea': 'green', 'X-Forwarded-For': '127.0.0.1' },
        multiValueHeaders: { 'User-Agent': ['test'] },
        ...{
          queryStringParameters: { q: 'b' },
          multiValueQueryStringParameters: { q: ['a', 'b'] },
        },
        ...{ pathParameters: { id: 'a b' }, stageVariables: null },
        ...{ body: Buffer.from('a=b').toString('base64'), isBase64Encoded: true },
        requestContext: {
          ...{
            resourceId: 'POST /accounts/{id}',
            resourcePath: '/accounts/{id}',
            stage: '$default',
          },
          identity: { sourceIp: '127.0.0.1', userAgent: 'test', user: null },
        },
      });
    }
  });

  it('of format 1.0 wants a response as that says', async () => {
    const integration = { PayloadFormatVersion: '1.0' };
    const { send } = await ready({ integration, answer: 'Hello' });
    expect(await send()).toMatchObject({
      ...{ status: 500, body: '{"message":"Internal Server Error"}' },
    });
  });

  it('has no members for what it does not have', async () => {
    const { send, event } = await ready({ route: '$default' });
    await send({ path: '/' });
    expect(Object.keys(event()).sort()).toEqual([
      ...['headers', 'isBase64Encoded', 'rawPath', 'rawQueryString', 'requestContext'],
      ...['routeKey', 'version'],
    ]);
  });

  it.each([
    ['application/x-www-form-urlencoded', undefined],
    ['image/png', undefined],
    ['application/json', 'gzip'],
    [undefined, undefined],
  ])('with a body of %s is base64', async (type, encoding) => {
    const { send, event } = await ready();
    const headers = {
      ...(type && { 'content-type': type }),
      ...(encoding && { 'content-encoding': encoding }),
    };
    await send({ headers, body: Buffer.from('hi') });
    expect(event()).toMatchObject({ body: 'aGk=', isBase64Encoded: true });
  });

  it('is made in API Gateway’s name, for the route', async () => {
    const { send, invocations, ApiId } = await ready();
    await send();
    expect(invocations[0]).toMatchObject({
      principal: {
        kind: 'service',
        service: 'apigateway.amazonaws.com',
        sourceArn: `arn:aws:execute-api:us-east-1:123456789012:${ApiId}/$default/POST/accounts/{id}`,
      },
      input: { FunctionName: FUNCTION },
    });
  });

  it('may name a stage', async () => {
    const { api, ApiId, send, event } = await ready();
    const StageVariables = { colour: 'blue' };
    await api.CreateStage({ ApiId, StageName: 'dev', AutoDeploy: true, StageVariables });
    await send({ path: '/dev/accounts/1' });
    expect(event()).toMatchObject({
      rawPath: '/dev/accounts/1',
      pathParameters: { id: '1' },
      stageVariables: { colour: 'blue' },
      requestContext: { stage: 'dev', http: { path: '/dev/accounts/1' } },
    });
  });

  it('comes through the gateway’s mount', async () => {
    const { service, ApiId, event, send } = await ready({ route: 'ANY /{proxy+}' });
    const mount = apiMount(() => undefined, service.handleHttpApiRequest);
    expect(mount.prefix).toBe('/_aws/execute-api/');
    await send();
    const request = {
      ...{ query: '', headers: {}, body: new Uint8Array(), remoteAddress: '::1' },
      protocol: 'HTTP/2.0',
      signal: new AbortController().signal,
    };
    const response = await mount.handle({
      ...request,
      method: 'GET',
      path: `/_aws/execute-api/${ApiId}/x/y`,
    });
    expect(response).toMatchObject({ status: 200, body: 'Hello' });
    expect(event().pathParameters).toEqual({ proxy: 'accounts/a b' });
  });
});

describe('the answer', () => {
  it('is the function’s, with the id of the request', async () => {
    const { send } = await ready({ answer: { statusCode: 201, body: 'made' } });
    expect(await send()).toMatchObject({
      status: 201,
      body: 'made',
      headers: { 'apigw-requestid': expect.any(String) },
    });
  });

  it.each([
    [
      'a function that failed',
      { failure: { errorType: 'Error', errorMessage: 'x', trace: [] } },
      500,
      'Internal Server Error',
    ],
    ['a malformed answer', { statusCode: 'x' }, 500, 'Internal Server Error'],
    [
      'a denial',
      new AwsError('AccessDeniedException', 'no', { status: 403 }),
      500,
      'Internal Server Error',
    ],
    [
      'a function that is gone',
      new AwsError('ResourceNotFoundException', 'no', { status: 404 }),
      500,
      'Internal Server Error',
    ],
    [
      'throttling of the function',
      new AwsError('TooManyRequestsException', 'no', { status: 429 }),
      503,
      'Service Unavailable',
    ],
    [
      'an event that is too large',
      new AwsError('RequestTooLargeException', 'no', { status: 413 }),
      413,
      'Request Entity Too Large',
    ],
  ])('to %s is API Gateway’s own', async (_what, answer, status, message) => {
    const { send } = await ready({ answer: answer as Answer });
    const response = await send();
    expect(response.status).toBe(status);
    expect(JSON.parse(String(response.body))).toEqual({ message });
  });

  it('is 503 when the function takes too long', async () => {
    const { send, cloud } = await ready({
      answer: new Promise<never>(() => {}),
      integration: { TimeoutInMillis: 5000 },
    });
    const response = send();
    await cloud.clock.advance(5000);
    expect(await response).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
    });
  });

  it.each([
    ['by another method', { method: 'GET' }, 404, 'Not Found'],
    ['to another path', { path: '/other' }, 404, 'Not Found'],
    [
      'of one byte too many',
      { body: new Uint8Array(10 * 2 ** 20 + 1) },
      413,
      'Request Entity Too Large',
    ],
  ])('to a request %s is an error', async (_what, request, status, message) => {
    const { send, invocations } = await ready();
    expect(await send(request)).toMatchObject({ status, body: JSON.stringify({ message }) });
    expect(invocations).toEqual([]);
  });

  it('is 404 where there is no such API or stage', async () => {
    const { service, api, ApiId, send } = await ready();
    await api.DeleteStage({ ApiId, StageName: '$default' });
    expect((await send()).status).toBe(404);
    const request = { method: 'GET', path: '/', headers: {} } as HttpRequest;
    expect((await service.handleHttpApiRequest('nothing', request)).status).toBe(404);
  });

  it('is 429 beyond the burst, until the bucket has filled again', async () => {
    const settings = { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 };
    const { send, cloud } = await ready({ stage: { DefaultRouteSettings: settings } });
    const statuses = async () =>
      [await send(), await send(), await send()].map(({ status }) => status);
    expect(await statuses()).toEqual([200, 200, 429]);
    await cloud.clock.advance(1000);
    expect(await statuses()).toEqual([200, 429, 429]);
  });
});

describe('the access log', () => {
  const stage = (Format: string) => ({
    stage: { AccessLogSettings: { DestinationArn: `${LOG_GROUP}:*`, Format } },
  });

  it('has a line for each request', async () => {
    const { send, messages, cloud } = await ready({
      ...stage(
        '$context.requestTime $context.routeKey $context.status $context.requestId $context.error.message',
      ),
    });
    const { headers } = await send();
    await send({ path: '/other' });
    expect(messages()).toEqual([
      `01/Jan/2026:12:00:00 +0000 POST /accounts/{id} 200 ${headers!['apigw-requestid']} -`,
      expect.stringMatching(/ - 404 /),
    ]);
    expect(cloud.calls[0]).toMatchObject({
      operation: 'CreateLogStream',
      input: { logGroupName: '/access' },
    });
  });

  it('says what went wrong', async () => {
    const failed = { failure: { errorType: 'TypeError', errorMessage: 'x', trace: [] } };
    const format = stage('$context.requestId: $context.integrationErrorMessage');
    const { send, messages } = await ready({ ...format, answer: failed });
    await send();
    expect(messages()[0]).toContain(
      'The Lambda function returned the following error: TypeError: x.',
    );
  });

  it.each([
    ['$context.status', 'BadRequestException'],
    ['$context.requestId $context.authorizer.sub', 'NotSupportedByLocalCloud'],
  ])('refuses the format %s', async (format, code) => {
    await expect(ready(stage(format))).rejects.toMatchObject({ code });
  });
});

describe('the metrics', () => {
  it.each([
    ['Hello', {}, 0, 0],
    ['Hello', { path: '/nowhere' }, 1, 0],
    [{ failure: { errorType: 'Error', errorMessage: 'broken' } }, {}, 0, 1],
    [{ statusCode: 503 }, {}, 0, 1],
  ])('of %j to %j count the request and its status', async (answer, request, of4xx, of5xx) => {
    const { send, metrics, ApiId } = await ready({ answer });
    await send(request);
    const ofApi = metrics.filter(({ dimensions }) => dimensions.Stage === undefined);
    expect(ofApi.map(({ namespace, dimensions }) => [namespace, dimensions])).toEqual(
      Array(4).fill(['AWS/ApiGateway', { ApiId }]),
    );
    expect(Object.fromEntries(ofApi.map(({ name, value }) => [name, value]))).toEqual({
      Count: 1,
      '4xx': of4xx,
      '5xx': of5xx,
      Latency: 0,
    });
  });

  it('are published for the stage too', async () => {
    const { send, metrics, ApiId } = await ready();
    await send();
    const stages = metrics.filter(({ dimensions }) => dimensions.Stage !== undefined);
    expect(stages.map(({ dimensions }) => dimensions)).toEqual(
      Array(4).fill({ ApiId, Stage: '$default' }),
    );
  });
});

describe('what is not served', () => {
  it.each([
    ['CreateApi', { Name: 'a', ProtocolType: 'WEBSOCKET' }, 'WEBSOCKET APIs'],
    [
      'CreateApi',
      { Name: 'a', ProtocolType: 'HTTP', DisableExecuteApiEndpoint: true },
      'the member DisableExecuteApiEndpoint',
    ],
    ['CreateIntegration', { IntegrationType: 'HTTP_PROXY' }, 'HTTP_PROXY integrations'],
    ['CreateRoute', { RouteKey: 'GET /x', AuthorizationType: 'JWT' }, 'JWT authorization'],
    ['CreateStage', { StageName: 'a' }, 'stages without AutoDeploy'],
    [
      'CreateStage',
      { StageName: 'a', AutoDeploy: true, DefaultRouteSettings: { LoggingLevel: 'INFO' } },
      'DefaultRouteSettings.LoggingLevel',
    ],
  ] as const)('is refused by name: %s %j', async (operation, input, name) => {
    const { api, ApiId } = await ready();
    const call = api[operation] as (input: object) => Promise<unknown>;
    const given = operation === 'CreateApi' ? input : { ApiId, ...input };
    expect(await failure(call(given))).toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringContaining(name),
    });
  });
});

describe('the management API', () => {
  it('describes what was created', async () => {
    const { api, ApiId } = await ready();
    expect(await api.GetApi({ ApiId })).toMatchObject({
      Name: 'api',
      ProtocolType: 'HTTP',
      ApiEndpoint: `http://127.0.0.1:4566/_aws/execute-api/${ApiId}`,
    });
    expect((await api.GetApis({})).Items).toHaveLength(1);
    const [route] = (await api.GetRoutes({ ApiId })).Items!;
    expect(await api.GetRoute({ ApiId, RouteId: route!.RouteId })).toEqual(route);
    const [integration] = (await api.GetIntegrations({ ApiId })).Items!;
    expect(integration).toMatchObject({ IntegrationUri: FUNCTION, TimeoutInMillis: 30_000 });
    expect((await api.GetStages({ ApiId })).Items).toMatchObject([{ StageName: '$default' }]);
  });

  it('deletes them', async () => {
    const { api, ApiId } = await ready();
    const [route] = (await api.GetRoutes({ ApiId })).Items!;
    await api.DeleteRoute({ ApiId, RouteId: route!.RouteId });
    expect((await failure(api.GetRoute({ ApiId, RouteId: route!.RouteId }))).code).toBe(
      'NotFoundException',
    );
    await api.DeleteApi({ ApiId });
    expect(await failure(api.GetApi({ ApiId }))).toMatchObject({
      code: 'NotFoundException',
      message: `Invalid API identifier specified 123456789012:${ApiId}`,
    });
  });

  it('takes each route key once, and only targets that there are', async () => {
    const { api, ApiId, Target } = await ready();
    const again = api.CreateRoute({ ApiId, RouteKey: 'POST /accounts/{id}', Target });
    expect((await failure(again)).code).toBe('ConflictException');
    const nowhere = api.CreateRoute({ ApiId, RouteKey: 'GET /x', Target: 'integrations/none' });
    expect((await failure(nowhere)).code).toBe('BadRequestException');
  });

  it('changes what is given of a route, which keeps its id and the rest', async () => {
    const { api, ApiId, Target, send } = await ready();
    const { Items } = await api.GetRoutes({ ApiId });
    const { RouteId } = Items![0]!;
    const other = { ApiId, RouteId, RouteKey: 'POST /savings/{id}' };
    expect(await api.UpdateRoute(other)).toMatchObject({ RouteId, Target });
    expect(await api.GetRoute({ ApiId, RouteId })).toMatchObject({ RouteKey: other.RouteKey });
    expect((await send()).status).toBe(404);
    expect((await send({ path: '/savings/1' })).status).toBe(200);
    await api.CreateRoute({ ApiId, RouteKey: 'GET /x', Target });
    const taken = api.UpdateRoute({ ApiId, RouteId, RouteKey: 'GET /x' });
    expect((await failure(taken)).code).toBe('ConflictException');
    const gone = api.UpdateRoute({ ApiId, RouteId: 'none', RouteKey: 'GET /y' });
    expect((await failure(gone)).code).toBe('NotFoundException');
  });

  it('takes the invocation path of a function for its ARN', async () => {
    const IntegrationUri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
    const { send, invocations } = await ready({ integration: { IntegrationUri } });
    await send();
    expect(invocations[0]!.input.FunctionName).toBe(FUNCTION);
  });
});

describe('an API that pages of other origins may call', () => {
  const CorsConfiguration = {
    AllowOrigins: ['https://harbour.example', 'http://*'],
    AllowMethods: ['POST', 'OPTIONS'],
    AllowHeaders: ['content-type'],
    ExposeHeaders: ['x-tide'],
    MaxAge: 60,
  };
  const asking = (origin: string) => ({
    method: 'OPTIONS',
    path: '/nowhere',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
  const headersOf = ({ headers = {} }: { headers?: object }) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-')));
  const opened = async (more: object = {}, answer: Answer = 'Hello') => {
    const made = await ready({ answer });
    const cors = { ...CorsConfiguration, ...more };
    await made.api.UpdateApi({ ApiId: made.ApiId, CorsConfiguration: cors });
    return made;
  };

  it.each(['https://harbour.example', 'http://127.0.0.1:3000'])(
    'answers a browser that asks first, without a function: %s',
    async (origin) => {
      const { send, invocations } = await opened();
      const answer = await send(asking(origin));
      expect(answer.status).toBe(204);
      expect(headersOf(answer)).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST,OPTIONS',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '60',
      });
      expect(invocations).toEqual([]);
    },
  );

  it('says nothing to pages of other origins, and to who is no page', async () => {
    const { send } = await opened();
    const answer = await send(asking('https://elsewhere.example'));
    expect(answer.status).toBe(204);
    expect(headersOf(answer)).toEqual({});
    expect(headersOf(await send())).toEqual({});
  });

  it("puts its own headers in the place of the function's", async () => {
    const headers = {
      'Access-Control-Allow-Origin': '*',
      'access-control-max-age': '5',
      tide: 'high',
    };
    const { send } = await opened({ AllowCredentials: true }, { statusCode: 200, headers });
    const answer = await send({ headers: { origin: 'https://harbour.example' } });
    expect(answer.headers).toMatchObject({ tide: 'high' });
    expect(headersOf(answer)).toEqual({
      'access-control-allow-origin': 'https://harbour.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-tide',
    });
  });

  it('names no origin where every one may, and takes no credentials of them', async () => {
    const { api, send, ApiId } = await opened({ AllowOrigins: ['*'] });
    const answer = await send({ headers: { origin: 'https://any.example' } });
    expect(headersOf(answer)).toMatchObject({ 'access-control-allow-origin': '*' });
    const cors = { AllowOrigins: ['*'], AllowCredentials: true };
    for (const refused of [
      api.UpdateApi({ ApiId, CorsConfiguration: cors }),
      api.CreateApi({ Name: 'x', ProtocolType: 'HTTP', CorsConfiguration: cors }),
    ]) {
      expect((await failure(refused)).message).toBe(
        "allow-credentials is not supported if 'allow-origin' is *",
      );
    }
  });

  it.each(['harbour.example', 'https://*.harbour.example', 'https://harbour.example/', ''])(
    'takes no %j for an origin',
    async (origin) => {
      const call = opened({ AllowOrigins: [origin] });
      expect((await failure(call)).message).toContain(`"${origin}" is no origin`);
    },
  );

  it('is as it was before once its settings are deleted', async () => {
    const { api, send, ApiId } = await opened();
    await api.DeleteCorsConfiguration({ ApiId });
    expect(await api.GetApi({ ApiId })).not.toHaveProperty('CorsConfiguration');
    expect((await send(asking('https://harbour.example'))).status).toBe(404);
  });
});

it('answers after a load, with its routes, stages, throttle and access log', async () => {
  const DefaultRouteSettings = { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 };
  const DestinationArn = 'arn:aws:logs:us-east-1:123456789012:log-group:access';
  const AccessLogSettings = { DestinationArn, Format: '$context.requestId $context.status' };
  const stage = { DefaultRouteSettings, AccessLogSettings };
  const { api, cloud, service, send, ApiId } = await ready({ stage });
  await send();
  const after = afterLoad({ cloud, service }, createApiGatewayV2);
  const others = callable(after.service);
  for (const read of [
    (of: typeof api) => of.GetApi({ ApiId }),
    (of: typeof api) => of.GetRoutes({ ApiId }),
    (of: typeof api) => of.GetIntegrations({ ApiId }),
    (of: typeof api) => of.GetStages({ ApiId }),
  ]) {
    expect(await read(others)).toEqual(await read(api));
  }
  const { call } = after.cloud;
  after.cloud.call = async (...given) =>
    given[2] === 'Invoke' ? ({ Payload: Buffer.from('"Hello"') } as never) : call(...given);
  const statuses = [];
  for (const _ of ['second', 'third']) {
    statuses.push((await after.service.handleHttpApiRequest(ApiId, requestOf())).status);
  }
  expect(statuses).toEqual([200, 429]);
  const logged = after.cloud.calls.filter(({ operation }) => operation === 'PutLogEvents');
  expect(logged).toHaveLength(2);
});

it('two that create one stage at once make one, and the other is refused', async () => {
  const { api, ApiId } = await ready();
  const stage = {
    ...{ ApiId, StageName: 'twice', AutoDeploy: true },
    AccessLogSettings: { DestinationArn: LOG_GROUP, Format: '$context.requestId' },
  };
  const both = await Promise.allSettled([api.CreateStage(stage), api.CreateStage(stage)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
