import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { TestWorld } from './testing.ts';

const API = 'arn:aws:states:::apigateway:invoke';
const HTTP = 'arn:aws:states:::http:invoke';
const CONNECTION = 'arn:aws:events:us-east-1:123456789012:connection/bank/1';
const ENDPOINT = { ApiEndpoint: 'abc.execute-api.us-east-1.amazonaws.com', Method: 'POST' };
const TASK: JsonObject = {
  ApiEndpoint: 'https://api.example.com/v1/orders',
  Method: 'POST',
  Authentication: { ConnectionArn: CONNECTION },
};

test('apigateway:invoke puts stage, path, query, headers and body together', async () => {
  const world = new TestWorld();
  await world.start(API, {
    ...ENDPOINT,
    Stage: 'prod',
    Path: '/orders/1',
    QueryParameters: { a: ['1', '2'], b: 'x y' },
    Headers: { 'x-one': ['1', '2'] },
    RequestBody: { hello: 'world' },
    AuthType: 'IAM_ROLE',
  });
  expect(world.requests).toEqual([
    {
      integration: 'apigateway',
      method: 'POST',
      url: 'https://abc.execute-api.us-east-1.amazonaws.com/prod/orders/1?a=1&a=2&b=x+y',
      headers: { 'x-one': '1,2', 'Content-Type': 'application/json' },
      authType: 'IAM_ROLE',
      body: '{"hello":"world"}',
    },
  ]);
});

test.each<[Json, boolean | undefined, string | undefined]>([
  [{ a: 1, b: null, c: { d: null } }, undefined, '{"a":1,"c":{}}'],
  [{ a: 1, b: null, c: { d: null } }, true, '{"a":1,"b":null,"c":{"d":null}}'],
  [null, false, undefined],
  [null, true, 'null'],
])('of the body %j, with AllowNullValues %j, %j is sent', async (RequestBody, allowed, body) => {
  const world = new TestWorld();
  const given: JsonObject = allowed === undefined ? {} : { AllowNullValues: allowed };
  await world.start(API, { ...ENDPOINT, ...given, RequestBody });
  expect(world.requests[0]?.body).toBe(body);
});

test.each([
  ['JSON', '{"a":1}', { a: 1 }],
  ['text', 'plain', 'plain'],
  ['nothing', '', {}],
])('the result holds headers, status and a body that is %s', async (_, body, ResponseBody) => {
  const world = new TestWorld();
  world.response = { status: 200, statusText: 'OK', headers: { 'x-id': ['1'] }, body };
  expect((await world.start(API, ENDPOINT)).output).toEqual({
    Headers: { 'x-id': ['1'] },
    ResponseBody,
    StatusCode: 200,
    StatusText: 'OK',
  });
});

test('a status that is no success fails either integration in its own name', async () => {
  const world = new TestWorld();
  world.response = { status: 403, statusText: 'Forbidden', headers: {}, body: '{"message":"no"}' };
  const cause = '{"message":"no"}';
  expect((await world.start(API, ENDPOINT)).failure).toEqual({ error: 'ApiGateway.403', cause });
  expect((await world.start(HTTP, TASK)).failure).toEqual({
    error: 'States.Http.StatusCode.403',
    cause,
  });
});

test('no answer fails either integration', async () => {
  const world = new TestWorld();
  world.response = new Error('connect ECONNREFUSED');
  const cause = 'connect ECONNREFUSED';
  expect((await world.start(API, ENDPOINT)).failure).toEqual({
    error: 'ApiGateway.SdkClientException',
    cause,
  });
  expect((await world.start(HTTP, TASK)).failure).toEqual({ error: 'States.Http.Socket', cause });
});

test('http:invoke sends JSON with the connection', async () => {
  const world = new TestWorld();
  await world.start(HTTP, { ...TASK, RequestBody: { a: 1 }, QueryParameters: { q: 'x' } });
  expect(world.requests[0]).toMatchObject({
    integration: 'http',
    method: 'POST',
    url: 'https://api.example.com/v1/orders?q=x',
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      Range: 'bytes=0-262144',
      'User-Agent': 'Amazon|StepFunctions|HttpInvoke|us-east-1',
    },
    connectionArn: CONNECTION,
    body: '{"a":1}',
  });
});

test('http:invoke sends the headers that it is given in place of its own', async () => {
  const world = new TestWorld();
  await world.start(HTTP, { ...TASK, Headers: { range: 'bytes=0-9', 'user-agent': 'mine' } });
  expect(world.requests[0]?.headers).toEqual({ range: 'bytes=0-9', 'user-agent': 'mine' });
});

test.each([
  [undefined, 'a=1&b%5B0%5D=x%20y&b%5B1%5D=z'],
  ['INDICES', 'a=1&b%5B0%5D=x%20y&b%5B1%5D=z'],
  ['REPEAT', 'a=1&b=x%20y&b=z'],
  ['COMMAS', 'a=1&b=x%20y%2Cz'],
  ['BRACKETS', 'a=1&b%5B%5D=x%20y&b%5B%5D=z'],
])('http:invoke sends a form where Transform asks for it: %s', async (ArrayFormat, body) => {
  const world = new TestWorld();
  await world.start(HTTP, {
    ...TASK,
    RequestBody: { a: 1, b: ['x y', 'z'] },
    Transform: {
      RequestBodyEncoding: 'URL_ENCODED',
      ...(ArrayFormat !== undefined && { RequestEncodingOptions: { ArrayFormat } }),
    },
  });
  expect(world.requests[0]).toMatchObject({
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  });
});

test('http:invoke sends JSON where Transform asks for no encoding', async () => {
  const world = new TestWorld();
  const Transform = { RequestBodyEncoding: 'NONE' };
  await world.start(HTTP, { ...TASK, RequestBody: { a: 1 }, Transform });
  expect(world.requests[0]?.body).toBe('{"a":1}');
});

test('what a connection adds takes the place of what the state gives by the same names', async () => {
  const world = new TestWorld();
  await world.start(HTTP, {
    ...TASK,
    Headers: { 'X-Tea': 'mine', 'x-cup': 'mine' },
    QueryParameters: { size: ['1', '2'], page: '3' },
    RequestBody: { tea: 'mine', cups: 2 },
  });
  const added = { headers: { 'x-tea': 'theirs' }, query: { size: '9' }, body: { tea: 'theirs' } };
  expect(world.requests[0]?.with?.(added)).toMatchObject({
    url: 'https://api.example.com/v1/orders?size=9&page=3',
    body: '{"tea":"theirs","cups":2}',
  });
  const { headers } = world.requests[0]!.with!(added);
  expect(Object.entries(headers).filter(([name]) => /^x-/i.test(name))).toEqual([
    ['x-cup', 'mine'],
    ['x-tea', 'theirs'],
  ]);
});

test('a connection adds to a body that is a text, or none, what it can', async () => {
  const world = new TestWorld();
  const added = { headers: {}, query: {}, body: { tea: 'theirs' } };
  await world.start(HTTP, TASK);
  expect(world.requests[0]?.with?.(added)).toMatchObject({ body: '{"tea":"theirs"}' });
  await world.start(HTTP, { ...TASK, RequestBody: 'plain' });
  expect(world.requests[1]?.with?.({ ...added, body: {} }).body).toBe('plain');
  expect(() => world.requests[1]?.with?.(added)).toThrow("The 'RequestBody' is no JSON object");
});

test.each(['application/octet-stream', 'image/png', 'video/mp4', 'audio/ogg'])(
  'an HTTP Task takes no response that is %s',
  async (type) => {
    const world = new TestWorld();
    const headers = { 'content-type': [type] };
    world.response = { status: 200, statusText: 'OK', headers, body: 'x' };
    const { failure } = await world.start(HTTP, TASK);
    expect(failure).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining(type),
    });
    expect((await world.start(API, ENDPOINT)).output).toMatchObject({ ResponseBody: 'x' });
  },
);

test('http:invoke takes its connection from InvocationConfig as well', async () => {
  const world = new TestWorld();
  await world.start(HTTP, {
    ApiEndpoint: 'https://api.example.com/v1/orders',
    Method: 'GET',
    InvocationConfig: { ConnectionArn: CONNECTION },
  });
  expect(world.requests[0]).toMatchObject({ connectionArn: CONNECTION });
});

test.each<[string, Json, string]>([
  [API, { Method: 'GET' }, "The field 'ApiEndpoint' is required but was missing"],
  [API, { ...ENDPOINT, Method: 5 }, "The value of the field 'Method' has an invalid format"],
  [API, { ...ENDPOINT, Verb: 'GET' }, 'The field "Verb" is not supported by Step Functions'],
  [
    API,
    { ...ENDPOINT, QueryParameters: '?a=1' },
    "The value of the field 'QueryParameters' has an invalid format",
  ],
  [
    API,
    { ...ENDPOINT, Headers: { 'x-one': '1' } },
    "The value of the field 'Headers' has an invalid format",
  ],
  [
    API,
    { ...ENDPOINT, Headers: { Host: ['a.example.com'], 'X-Amzn-Trace-Id': ['1'], 'x-one': ['1'] } },
    "The 'Headers' field contains unsupported values: [host, x-amzn-trace-id]",
  ],
  [
    HTTP,
    { ...TASK, Headers: { Authorization: 'Basic x', 'Cache-Control': 'no-store', accept: '*/*' } },
    "The 'Headers' field contains unsupported values: [authorization, cache-control]",
  ],
  [HTTP, { ...TASK, ApiEndpoint: 'nowhere' }, "field 'ApiEndpoint' has an invalid format"],
  [HTTP, { ...TASK, Transform: 'FORM' }, "field 'Transform' has an invalid format"],
  [
    HTTP,
    { ...TASK, Transform: { RequestBodyEncoding: 'XML' } },
    "field 'Transform' has an invalid format",
  ],
  [
    HTTP,
    { ...TASK, Transform: { RequestEncodingOptions: { ArrayFormat: 'LINES' } } },
    "field 'Transform' has an invalid format",
  ],
  [
    HTTP,
    { ...TASK, Transform: { Encoding: 'URL_ENCODED' } },
    "field 'Transform' has an invalid format",
  ],
  [HTTP, { ...TASK, Authentication: {} }, "field 'Authentication.ConnectionArn' is required"],
  [
    HTTP,
    { ApiEndpoint: 'https://example.com', Method: 'GET' },
    "field 'InvocationConfig.ConnectionArn' is required",
  ],
])('%s refuses %j', async (resource, parameters, problem) => {
  const world = new TestWorld();
  const seen = await world.start(resource, parameters);
  expect(seen.failure).toMatchObject({ error: 'States.Runtime', phase: 'schedule' });
  expect(seen.failure?.cause).toContain(problem);
  expect(world.refusal(resource, parameters)?.cause).toContain(problem);
  expect(world.requests).toEqual([]);
});

test('apigateway:invoke.waitForTaskToken submits the answer', async () => {
  const seen = await new TestWorld().start(`${API}.waitForTaskToken`, ENDPOINT);
  expect(seen.told).toEqual(['started', 'submitted']);
});
