import { describe, expect, it } from 'vitest';
import { accessDenied, evaluate, parseResourcePolicy } from '../../authorization/index.ts';
import { AwsError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import { callable, type FakeCloud, fakeCloud, ROOT } from '../testing.ts';
import { createApiGateway } from './index.ts';
import { INVOCATION, ROLE } from './testing.ts';

interface Called {
  readonly caller: string;
  readonly sourceArn: string | undefined;
  readonly roleArn: string | undefined;
  readonly FunctionName: string;
  readonly event: JsonObject;
}

type Answer = Json | AwsError | { readonly failure: JsonObject } | Promise<never>;

/** A cloud whose functions answer as they are told. */
function cloudOf(answer: (call: Called) => Answer): { cloud: FakeCloud; called: Called[] } {
  const cloud = fakeCloud();
  const called: Called[] = [];
  const noted = cloud.call;
  cloud.call = async (principal, sdkId, operation, input) => {
    if (operation !== 'Invoke') return noted(principal, sdkId, operation, input);
    const { FunctionName, Payload } = input as { FunctionName: string; Payload: Uint8Array };
    const { arn: caller, sourceArn, roleArn } = principal;
    const event = JSON.parse(Buffer.from(Payload).toString());
    called.push({ caller, sourceArn, roleArn, FunctionName, event });
    const said = await answer(called.at(-1)!);
    if (said instanceof AwsError) throw said;
    const failed = (said as { failure?: JsonObject } | null)?.failure;
    const answered = Buffer.from(JSON.stringify(failed ?? said));
    return { Payload: answered, ...(failed && { FunctionError: 'Unhandled' }) } as never;
  };
  cloud.authorize = (principal, sdkId, permissions) => {
    for (const { resourcePolicy, ...permission } of permissions) {
      const request = { principal, ...permission };
      const decision = evaluate(request, {
        ...(resourcePolicy !== undefined && { resource: parseResourcePolicy(resourcePolicy) }),
      });
      if (!decision.allowed) throw accessDenied(sdkId, request, decision);
    }
  };
  return { cloud, called };
}

interface Wanted {
  readonly methods: Readonly<Record<string, object>>;
  readonly answer?: (call: Called) => Answer;
  readonly stage?: object;
  readonly api?: object;
  /** Of the methods that are `GUARDED`: what it has otherwise. */
  readonly authorizer?: object;
}

/** An API that is deployed: its methods (`GET /a/{b}`) with their integrations. */
async function served({ methods, answer = () => 'said', stage, api: of, authorizer }: Wanted) {
  const { cloud, called } = cloudOf(answer);
  const signerOf = async () => ({ accessKeyId: 'key', principal: ROOT });
  const service = createApiGateway(cloud, signerOf);
  const api = callable(service);
  const { id, rootResourceId } = await api.CreateRestApi({ name: 'shop', ...of });
  const restApiId = id!;
  const { id: authorizerId } = await api.CreateAuthorizer({ restApiId, ...KEEPER, ...authorizer });
  const ids = new Map([['/', rootResourceId!]]);
  const resourceOf = async (path: string): Promise<string> => {
    const known = ids.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parentId = await resourceOf(path.slice(0, cut) || '/');
    const pathPart = path.slice(cut + 1);
    const { id: made } = await api.CreateResource({ restApiId, parentId, pathPart });
    ids.set(path, made!);
    return made!;
  };
  for (const [
    key,
    { responses = [], authorizationType = 'NONE', ...integration },
  ] of Object.entries(methods as Record<string, Record<string, never>>)) {
    const [httpMethod, path] = key.split(' ') as [string, string];
    const names = { restApiId, httpMethod, resourceId: await resourceOf(path) };
    await api.PutMethod({
      ...{ ...names, authorizationType },
      ...((authorizationType as string) === 'CUSTOM' && { authorizerId }),
    });
    await api.PutIntegration({ ...names, ...TO_FUNCTION, ...integration } as never);
    for (const response of responses as {
      statusCode: string;
      responseParameters?: Record<string, string>;
    }[]) {
      const { statusCode, responseParameters = {} } = response;
      const declared = Object.fromEntries(
        Object.keys(responseParameters).map((name) => [name, true]),
      );
      await api.PutMethodResponse({ ...names, statusCode, responseParameters: declared });
      await api.PutIntegrationResponse({ ...names, ...response });
    }
  }
  const { id: deploymentId } = await api.CreateDeployment({ restApiId });
  await api.CreateStage({ restApiId, stageName: 'dev', deploymentId, ...stage });
  const send = (line: string, init: Partial<HttpRequest> = {}): Promise<HttpResponse> => {
    const [method, target] = line.split(' ') as [string, string];
    const [path, query = ''] = target.split('?') as [string, string?];
    const request = { ...BARE, method, path: `/dev${path}`, query, ...init };
    return service.handleRestApiRequest(restApiId, request, request)!;
  };
  return { cloud, service, api, restApiId, called, send };
}

const TO_FUNCTION = {
  ...{ type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: INVOCATION },
} as const;
const GUARDED = { authorizationType: 'CUSTOM' };
const KEEPER = {
  name: 'keeper',
  type: 'TOKEN',
  authorizerUri: INVOCATION,
  identitySource: 'method.request.header.Authorization',
} as const;
const BARE: HttpRequest = {
  ...{ method: 'GET', path: '/', query: '', headers: {}, body: new Uint8Array() },
  ...{ remoteAddress: '127.0.0.1', protocol: 'HTTP/1.1', signal: new AbortController().signal },
};
const OK = { statusCode: 200, body: 'fine' };

describe('the method that takes a request', () => {
  it('is of the most specific resource, whatever others have', async () => {
    const { send, called } = await served({
      answer: () => OK,
      methods: { 'ANY /{proxy+}': {}, 'GET /teas': {}, 'ANY /teas/{id}': {}, 'PUT /teas/{id}': {} },
    });
    const taken = async (line: string) => {
      await send(line);
      return called.at(-1)?.event.resource;
    };
    expect(await taken('GET /teas')).toBe('/teas');
    expect(await taken('PUT /teas/1')).toBe('/teas/{id}');
    expect(await taken('GET /teas/1/cups')).toBe('/{proxy+}');
    expect(called.at(-1)?.event.pathParameters).toEqual({ proxy: 'teas/1/cups' });
    expect((await send('DELETE /teas')).status).toBe(403);
    expect((await send('GET /')).status).toBe(403);
  });

  it('is what its deployment found, until the stage has another', async () => {
    const { send, api, restApiId } = await served({ methods: { 'GET /a': {} }, answer: () => OK });
    const { items = [] } = await api.GetResources({ restApiId });
    const { id: resourceId } = items.find(({ path }) => path === '/a')!;
    await api.DeleteMethod({ restApiId, resourceId, httpMethod: 'GET' });
    expect((await send('GET /a')).status).toBe(200);
    await api.PutMethod({ restApiId, resourceId, httpMethod: 'POST', authorizationType: 'NONE' });
    await api.PutIntegration({
      restApiId,
      resourceId,
      httpMethod: 'POST',
      ...TO_FUNCTION,
    } as never);
    await api.CreateDeployment({ restApiId, stageName: 'dev' });
    expect((await send('GET /a')).status).toBe(403);
    expect((await send('POST /a')).status).toBe(200);
  });
});

describe('a proxy integration', () => {
  it('is called for the method, by API Gateway or by its role', async () => {
    const { send, called, restApiId } = await served({
      answer: () => OK,
      methods: { 'ANY /teas/{id}': {}, 'GET /b': { credentials: ROLE } },
    });
    await send('GET /teas/1');
    const arn = `arn:aws:execute-api:us-east-1:123456789012:${restApiId}`;
    expect(called[0]).toMatchObject({ sourceArn: `${arn}/dev/GET/teas/{id}`, roleArn: undefined });
    await send('GET /b');
    expect(called[1]).toMatchObject({ sourceArn: undefined, roleArn: ROLE });
  });

  it('is called as whoever signed, where its credentials say so', async () => {
    const credentials = 'arn:aws:iam::*:user/*';
    const methods = {
      'GET /a': { credentials, authorizationType: 'AWS_IAM' },
      'GET /b': { credentials },
    };
    const { send, called } = await served({ methods, answer: () => OK });
    const headers = { authorization: 'AWS4-HMAC-SHA256 ...' };
    expect((await send('GET /a', { headers })).status).toBe(200);
    expect(called[0]).toMatchObject({ caller: ROOT.arn });
    expect(await send('GET /b')).toMatchObject({
      ...{ status: 500, told: expect.stringContaining('must have AWS_IAM') },
    });
  });

  it('finds its function by a variable of the stage', async () => {
    const uri = INVOCATION.replace('function:fn', 'function:${stageVariables.fn}');
    const { send, called } = await served({
      answer: () => OK,
      methods: { 'GET /a': { uri } },
      stage: { variables: { fn: 'blue' } },
    });
    await send('GET /a');
    expect(called[0]?.FunctionName).toBe('arn:aws:lambda:us-east-1:123456789012:function:blue');
  });

  it('takes and gives bytes of the types that the API names', async () => {
    const { send, called } = await served({
      api: { binaryMediaTypes: ['image/png'] },
      answer: () => ({
        ...OK,
        headers: { 'Content-Type': 'image/png' },
        body: 'AAEC',
        isBase64Encoded: true,
      }),
      methods: { 'POST /a': {} },
    });
    const body = Buffer.from([0, 255]);
    const sent = await send('POST /a', { body, headers: { 'content-type': 'image/png' } });
    expect(called[0]?.event).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    expect(sent.body).toEqual(Buffer.from([0, 1, 2]));
    await send('POST /a', { body: Buffer.from('tea'), headers: { 'content-type': 'text/plain' } });
    expect(called[1]?.event).toMatchObject({ body: 'tea', isBase64Encoded: false });
  });

  it.each<[string, Answer, number]>([
    ['a text', 'no response', 502],
    ['no status', { body: 'x' }, 502],
    ['a body that is no text', { statusCode: 200, body: {} }, 502],
    ['a header that cannot be sent', { statusCode: 200, headers: { 'a b': 'x' } }, 502],
    ['an error', { failure: { errorType: 'Error', errorMessage: 'spilt' } }, 502],
    ['a refusal', new AwsError('AccessDeniedException', 'not you', { status: 403 }), 500],
    [
      'a status as text and lists of headers',
      { statusCode: '201', multiValueHeaders: { a: ['1', '2'] } },
      201,
    ],
  ])('answers for %s', async (_what, answer, status) => {
    const { send } = await served({ answer: () => answer, methods: { 'GET /a': {} } });
    expect((await send('GET /a')).status).toBe(status);
  });

  it('cannot give the ids of the request, nor what is the gateway’s to say', async () => {
    const headers = { date: 'then', Server: 'tea', 'x-amzn-requestid': 'mine', 'x-tea': 'green' };
    const { send } = await served({
      answer: () => ({ ...OK, headers }),
      methods: { 'GET /a': {} },
    });
    const answer = await send('GET /a');
    expect(answer.headers).toMatchObject({
      ...{ 'x-amzn-remapped-date': ['then'], 'x-amzn-remapped-server': ['tea'] },
      ...{ 'x-tea': ['green'], 'x-amzn-requestid': expect.stringMatching(/^[\da-f-]{36}$/) },
    });
    expect(answer.headers).not.toHaveProperty('date');
  });

  it('answers 504 when its time is over', async () => {
    const { send, cloud } = await served({
      answer: () => new Promise<never>(() => {}),
      methods: { 'GET /a': { timeoutInMillis: 500 } },
    });
    const sent = send('GET /a');
    await cloud.clock.advance(500);
    expect(await sent).toMatchObject({
      status: 504,
      body: '{"message":"Endpoint request timed out"}',
    });
  });
});

describe('an integration with mapping templates', () => {
  const templates = { requestTemplates: { 'application/json': '{"id":$input.json("$.id")}' } };
  const responses = [
    { statusCode: '200', responseTemplates: { 'application/json': 'made $input.json("$")' } },
    { statusCode: '404', selectionPattern: 'No tea.*' },
  ];
  const body = Buffer.from('{"id":7,"x":1}');

  it('sends a function what its template makes, and answers as its response says', async () => {
    const method = { type: 'AWS', ...templates, responses };
    const { send, called } = await served({ methods: { 'POST /a': method }, answer: () => ['ok'] });
    expect(await send('POST /a', { body })).toMatchObject({
      ...{ status: 200, body: 'made ["ok"]' },
      headers: { 'content-type': 'application/json' },
    });
    expect(called[0]?.event).toEqual({ id: 7 });
  });

  it('answers for the message of an error with the response whose whole pattern fits', async () => {
    const answered = async (errorMessage: string) => {
      const method = { type: 'AWS', ...templates, responses };
      const answer = () => ({ failure: { errorMessage } });
      const { send } = await served({ methods: { 'POST /a': method }, answer });
      return (await send('POST /a', { body })).status;
    };
    expect(await answered('No tea left')).toBe(404);
    expect(await answered('no TEA')).toBe(200);
    expect(await answered('We have No tea left')).toBe(200);
  });

  it.each([
    ['WHEN_NO_MATCH', 200, { body: 'as it came' }],
    ['WHEN_NO_TEMPLATES', 415, undefined],
    ['NEVER', 415, undefined],
  ])('hands on a media type without a template, or not: %s', async (behaviour, status, event) => {
    const method = { type: 'AWS', ...templates, responses, passthroughBehavior: behaviour };
    const { send, called } = await served({ methods: { 'POST /a': method } });
    const init = {
      body: Buffer.from('{"body":"as it came"}'),
      headers: { 'content-type': 'text/x' },
    };
    expect((await send('POST /a', init)).status).toBe(status);
    expect(called[0]?.event).toEqual(event);
  });

  it('maps headers of its answer, and says why it could not', async () => {
    const from = {
      'method.response.header.x-static': "'tea'",
      'method.response.header.x-stage': 'context.stage',
      'method.response.header.x-id': 'integration.response.body.id',
      'method.response.header.x-none': 'integration.response.body.none',
    };
    const method = { type: 'AWS', responses: [{ statusCode: '200', responseParameters: from }] };
    const { send } = await served({ methods: { 'POST /a': method }, answer: () => ({ id: 9 }) });
    const { headers } = await send('POST /a', { body });
    expect(headers).toMatchObject({ 'x-static': 'tea', 'x-stage': 'dev', 'x-id': '9' });
    expect(headers).not.toHaveProperty('x-none');
    const mock = { type: 'MOCK', requestTemplates: { 'application/json': 'tea' }, responses };
    const { send: ask } = await served({ methods: { 'GET /a': mock } });
    expect(await ask('GET /a')).toMatchObject({
      status: 500,
      told: expect.stringContaining('must make { "statusCode": <number> }'),
    });
  });
});

describe('an answer that cannot be sent', () => {
  const mock = (template: string, response: object = {}) => ({
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: [
      { statusCode: '200', responseTemplates: { 'application/json': template }, ...response },
    ],
  });

  it('has no status of 1xx, and no headers of the connection', async () => {
    const { send } = await served({
      methods: {
        'GET /status': mock('#set($context.responseOverride.status = 101)'),
        'GET /response': mock('', { statusCode: '101' }),
        'GET /headers': mock(
          '#set($context.responseOverride.header.trailer = "x")#set($context.responseOverride.header["Transfer-Encoding"] = "chunked")',
        ),
      },
    });
    expect((await send('GET /status')).status).toBe(500);
    expect((await send('GET /response')).status).toBe(500);
    const { status, headers } = await send('GET /headers');
    expect(status).toBe(200);
    expect(Object.keys(headers!).sort()).toEqual([
      ...['content-type', 'x-amz-apigw-id', 'x-amzn-requestid'],
    ]);
  });

  it('is chosen by patterns of Java, which may say how they match', async () => {
    const responses = [{ statusCode: '404', selectionPattern: '(?i).*no tea.*' }];
    const { send } = await served({
      methods: { 'GET /a': { type: 'AWS', responses } },
      answer: () => ({ failure: { errorMessage: 'There is No Tea\nleft' } }),
    });
    expect((await send('GET /a')).status).toBe(500);
    const { send: ask } = await served({
      methods: { 'GET /a': { type: 'AWS', responses } },
      answer: () => ({ failure: { errorMessage: 'There is No Tea left' } }),
    });
    expect((await ask('GET /a')).status).toBe(404);
  });

  it('takes as long as all patterns together may', async () => {
    const responses = [...'abcdefghijk'].map((letter, at) => ({
      ...{ statusCode: String(400 + at), selectionPattern: `(x+x+)+y${letter}` },
    }));
    const { send } = await served({
      methods: { 'GET /a': { type: 'AWS', responses } },
      answer: () => ({ failure: { errorMessage: 'x'.repeat(60) } }),
    });
    expect(await send('GET /a')).toMatchObject({
      ...{ status: 500, told: 'The selection patterns take too long.' },
    });
  });
});

describe('the policy of an API', () => {
  const statement = (Effect: string, Resource: string, SourceIp = '127.0.0.1') => ({
    ...{ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource },
    Condition: { IpAddress: { 'aws:SourceIp': SourceIp } },
  });
  const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

  it('says who may call which method', async () => {
    const policy = policyOf(
      statement('Allow', 'execute-api:/dev/GET/*'),
      statement('Deny', 'execute-api:/dev/GET/b'),
      statement('Allow', 'execute-api:/dev/POST/a', '10.0.0.1'),
    );
    const methods = { 'ANY /a': {}, 'ANY /b': {} };
    const { send } = await served({ api: { policy }, methods, answer: () => OK });
    expect((await send('GET /a')).status).toBe(200);
    expect(await send('GET /b')).toMatchObject({
      status: 403,
      body: expect.stringContaining('not authorized to perform: execute-api:Invoke'),
    });
    expect((await send('POST /a')).status).toBe(403);
  });

  it('is asked before an authorizer is', async () => {
    const verdict = {
      principalId: 'me',
      policyDocument: policyOf({ Effect: 'Allow', Action: '*', Resource: '*' }),
    };
    const policy = policyOf(statement('Deny', 'execute-api:/dev/GET/b'));
    const methods = { 'GET /a': GUARDED, 'GET /b': GUARDED };
    const { send, called } = await served({
      ...{ api: { policy }, methods },
      answer: ({ event }) => (event.type === 'TOKEN' ? verdict : OK),
    });
    const headers = { authorization: 'me' };
    expect((await send('GET /a', { headers })).status).toBe(200);
    expect((await send('GET /b', { headers })).status).toBe(403);
    expect(called).toHaveLength(2);
  });
});

describe('an authorizer', () => {
  const verdict = (Effect: string) => ({
    ...{ principalId: 'me', context: { tea: 'green' } },
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: '*' }],
    },
  });

  it('is asked anew where its answers are not kept, and when they are too old', async () => {
    const times = async (authorizerResultTtlInSeconds: number, seconds: number) => {
      const { send, called, cloud } = await served({
        methods: { 'GET /a': GUARDED },
        authorizer: { authorizerResultTtlInSeconds },
        answer: ({ event }) => (event.type === 'TOKEN' ? verdict('Allow') : OK),
      });
      await send('GET /a', { headers: { authorization: 'me' } });
      await cloud.clock.advance(seconds * 1000);
      await send('GET /a', { headers: { authorization: 'me' } });
      return called.filter(({ event }) => event.type === 'TOKEN').length;
    };
    expect(await times(0, 0)).toBe(2);
    expect(await times(60, 59)).toBe(1);
    expect(await times(60, 61)).toBe(2);
  });

  it('of a request gets all of it, and is asked by what tells callers apart', async () => {
    const identitySource = 'method.request.header.X-Guest,method.request.querystring.table';
    const { send, called } = await served({
      methods: { 'GET /a': GUARDED },
      authorizer: { type: 'REQUEST', identitySource },
      answer: ({ event }) => (event.type === 'REQUEST' ? verdict('Allow') : OK),
    });
    expect((await send('GET /a?table=1')).status).toBe(401);
    expect(called).toEqual([]);
    await send('GET /a?table=1', { headers: { 'x-guest': 'one' } });
    expect(called[0]?.event).toMatchObject({
      ...{ type: 'REQUEST', resource: '/a', queryStringParameters: { table: '1' } },
      methodArn: expect.stringMatching(/:[a-z0-9]{10}\/dev\/GET\/a$/),
    });
    expect(called[1]?.event).toMatchObject({
      requestContext: { authorizer: { principalId: 'me', tea: 'green' } },
    });
  });

  it('answers 500 where its pattern takes too long, or nothing answers', async () => {
    const { send } = await served({
      methods: { 'GET /a': GUARDED },
      authorizer: { identityValidationExpression: '(a+)+b' },
    });
    const headers = { authorization: `${'a'.repeat(60)}!` };
    expect((await send('GET /a', { headers })).status).toBe(500);
    const { send: ask, cloud } = await served({
      ...{ methods: { 'GET /a': GUARDED }, answer: () => new Promise<never>(() => {}) },
    });
    const sent = ask('GET /a', { headers });
    await cloud.clock.advance(29_000);
    expect(await sent).toMatchObject({ status: 500, body: '{"message":null}' });
  });

  it.each<[string, Answer, number]>([
    ['an implicit denial', verdict('Deny'), 403],
    ['no object', 'yes', 500],
    ['no policy', { principalId: 'me' }, 500],
    ['a context with a list', { ...verdict('Allow'), context: { teas: ['green'] } }, 500],
    ['a failure', { failure: { errorMessage: 'spilt' } }, 500],
    ['a failure called Unauthorized', { failure: { errorMessage: 'Unauthorized' } }, 401],
  ])('that answers with %s', async (_what, answer, status) => {
    const { send } = await served({ methods: { 'GET /a': GUARDED }, answer: () => answer });
    expect((await send('GET /a', { headers: { authorization: 'me' } })).status).toBe(status);
  });
});

describe('a stage', () => {
  it('counts what it answered, and logs it', async () => {
    const { send, cloud, api, restApiId } = await served({
      methods: { 'GET /a': {} },
      answer: () => OK,
    });
    const log = {
      destinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/access',
      format:
        '$context.requestId $context.resourcePath $context.identity.sourceIp $context.status $context.authorizer.none',
    };
    const patchOperations = Object.entries(log).map(([name, value]) => ({
      ...{ op: 'replace' as const, path: `/accessLogSettings/${name}`, value },
    }));
    await api.UpdateStage({ restApiId, stageName: 'dev', patchOperations });
    const { headers } = await send('GET /a');
    await send('GET /b');
    const lines = cloud.calls
      .filter(({ operation }) => operation === 'PutLogEvents')
      .map(({ input }) => (input as { logEvents: { message: string }[] }).logEvents[0]!.message);
    expect(lines[0]).toBe(`${headers?.['x-amzn-requestid']} /a 127.0.0.1 200 -`);
    expect(lines[1]).toMatch(/ - 127\.0\.0\.1 403 -$/);
    const errors = cloud.measured.filter(({ name }) => name === '4XXError');
    expect(errors.map(({ dimensions, value }) => [dimensions, value])).toEqual([
      [{ ApiName: 'shop' }, 0],
      [{ ApiName: 'shop', Stage: 'dev' }, 0],
      [{ ApiName: 'shop' }, 1],
      [{ ApiName: 'shop', Stage: 'dev' }, 1],
    ]);
  });
});
