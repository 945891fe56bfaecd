import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { callable, failure, fakeCloud } from '../../testing.ts';
import { createRestApis, INVOCATION } from '../testing.ts';

const PROXY = { type: 'aws_proxy', httpMethod: 'POST', uri: INVOCATION };
const INTEGRATION = 'x-amazon-apigateway-integration';

const bytes = (document: JsonObject | string) =>
  Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));

/** A document with these paths. */
function swagger(paths: JsonObject, more: JsonObject = {}): JsonObject {
  return { swagger: '2.0', info: { title: 'teas', version: '1.0' }, paths, ...more };
}

function ready() {
  const api = callable(createRestApis(fakeCloud()));
  const imported = (document: JsonObject | string, more: object = {}) =>
    api.ImportRestApi({ body: bytes(document), ...more });
  const methodAt = async (restApiId: string, path: string, httpMethod: string) => {
    const { items = [] } = await api.GetResources({ restApiId });
    const resource = items.find((one) => one.path === path);
    return api.GetMethod({ restApiId, resourceId: resource!.id!, httpMethod });
  };
  return { api, imported, methodAt };
}

describe('a document', () => {
  it('makes an API with its resources, methods and integrations', async () => {
    const { api, imported, methodAt } = ready();
    const made = await imported(
      swagger(
        {
          '/orders/{id}': {
            parameters: [{ name: 'X-Trace', in: 'header' }, { $ref: '#/parameters/Page' }],
            get: {
              operationId: 'readOrder',
              summary: 'Reads',
              responses: {},
              [INTEGRATION]: PROXY,
            },
            'x-amazon-apigateway-any-method': { [INTEGRATION]: PROXY },
          },
        },
        {
          info: { title: 'teas', description: 'Of all kinds', version: 2 },
          parameters: { Page: { name: 'page', in: 'query', required: true } },
          'x-amazon-apigateway-binary-media-types': ['image/png'],
        },
      ),
    );
    expect(made).toMatchObject({
      name: 'teas',
      description: 'Of all kinds',
      version: '2',
      binaryMediaTypes: ['image/png'],
      endpointConfiguration: { types: ['EDGE'] },
    });
    expect(made).not.toHaveProperty('warnings');
    const { items } = await api.GetResources({ restApiId: made.id! });
    expect(items?.map((one) => [one.path, one.resourceMethods])).toEqual([
      ['/', undefined],
      ['/orders', undefined],
      ['/orders/{id}', { GET: {}, ANY: {} }],
    ]);
    expect(await methodAt(made.id!, '/orders/{id}', 'GET')).toMatchObject({
      authorizationType: 'NONE',
      operationName: 'readOrder',
      requestParameters: {
        'method.request.header.X-Trace': false,
        'method.request.querystring.page': true,
        'method.request.path.id': true,
      },
      methodIntegration: {
        type: 'AWS_PROXY',
        httpMethod: 'POST',
        uri: INVOCATION,
        passthroughBehavior: 'WHEN_NO_MATCH',
        timeoutInMillis: 29_000,
      },
    });
  });

  it('says what a method answers, and what its integration does', async () => {
    const { imported, methodAt } = ready();
    const header = 'method.response.header.Access-Control-Allow-Origin';
    const { id } = await imported(
      swagger(
        {
          '/': {
            options: {
              responses: {
                200: { $ref: '#/responses/Cors' },
                default: { description: 'Anything else' },
              },
              [INTEGRATION]: {
                type: 'mock',
                contentHandling: 'convert_to_text',
                passthroughBehavior: 'when_no_templates',
                requestTemplates: { 'application/json': '{"statusCode": 200}' },
                responses: {
                  default: { statusCode: 200, responseParameters: { [header]: "'*'" } },
                },
              },
            },
          },
        },
        { responses: { Cors: { headers: { 'Access-Control-Allow-Origin': { type: 'string' } } } } },
      ),
    );
    expect(await methodAt(id!, '/', 'OPTIONS')).toMatchObject({
      methodResponses: { 200: { statusCode: '200', responseParameters: { [header]: false } } },
      methodIntegration: {
        type: 'MOCK',
        contentHandling: 'CONVERT_TO_TEXT',
        passthroughBehavior: 'WHEN_NO_TEMPLATES',
        integrationResponses: {
          200: { statusCode: '200', responseParameters: { [header]: "'*'" } },
        },
      },
    });
  });

  it('may be YAML, of OpenAPI 3.0', async () => {
    const { imported, methodAt } = ready();
    const { id, version } = await imported(`
openapi: 3.0.1
info: { title: teas, version: '1.0' }
paths:
  /teas:
    get:
      responses: { 200: { description: fine } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: 200 } }
`);
    expect(version).toBe('1.0');
    expect(await methodAt(id!, '/teas', 'GET')).toMatchObject({
      methodResponses: { 200: {} },
      methodIntegration: { integrationResponses: { 200: { statusCode: '200' } } },
    });
  });

  it.each([
    ["{'key:value}", /JSON/],
    ['- a list', /must be an object/],
    [{ openapi: '3.1.0', info: { title: 'teas' } }, /3\.0\.x/],
    [swagger({}, { info: {} }), /info\.title/],
    [swagger({ teas: {} }), /begin with \//],
    [swagger({ '/teas': { get: [] } }), /paths\.\/teas\.get must be an object/],
    [swagger({ '/teas': { get: { parameters: [{ $ref: '#/parameters/Page' }] } } }), /not there/],
    [swagger({ '/teas': { $ref: '#/paths/~1teas' } }), /refers to itself/],
  ])('that API Gateway cannot read is refused: %j', async (document, hint) => {
    const { api, imported } = ready();
    await expect(imported(document)).rejects.toMatchObject({
      code: 'BadRequestException',
      message: 'Invalid OpenAPI input.',
      hint: expect.stringMatching(hint),
    });
    expect((await api.GetRestApis({})).items).toEqual([]);
  });

  it('is imported whole or not at all, with everything that is wrong told', async () => {
    const { api, imported } = ready();
    const paths = {
      '/teas': { get: { [INTEGRATION]: { ...PROXY, uri: 'fn' } } },
      '/teas/{id}': { get: { [INTEGRATION]: PROXY } },
      '/teas/{name}': { get: { [INTEGRATION]: PROXY } },
      '/pots': { get: { [INTEGRATION]: { ...PROXY, timeoutInMillis: 30_000 } } },
    };
    expect(await failure(imported(swagger(paths)))).toMatchObject({
      code: 'BadRequestException',
      message: [
        'Errors found during import:',
        "Unable to put integration on 'GET' for resource at path '/teas': Invalid ARN specified in the request",
        "Unable to create resource at path '/teas/{name}': A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
        "Unable to put integration on 'GET' for resource at path '/pots': Timeout should be between 50 ms and 29000 ms",
      ].join('\n\t'),
    });
    expect((await api.GetRestApis({})).items).toEqual([]);
  });

  it('warns of parameters that are no text, or fails as it is told', async () => {
    const { imported } = ready();
    const mock = {
      type: 'mock',
      requestParameters: { 'integration.request.header.nothing': true },
    };
    const document = swagger({ '/test': { get: { [INTEGRATION]: mock } } });
    const warning =
      "Invalid format for 'requestParameters'. Expected type string for property " +
      "'integration.request.header.nothing' of resource '/test' and method 'GET' but got 'true'";
    expect(await imported(document)).toMatchObject({ warnings: [warning] });
    expect(await failure(imported(document, { failOnWarnings: true }))).toMatchObject({
      message: `Warnings found during import:\n\t${warning}`,
    });
  });

  it('without an integration for a method is taken, and cannot be deployed', async () => {
    const { api, imported } = ready();
    const { id } = await imported(swagger({ '/teas': { get: { responses: {} } } }));
    expect(await failure(api.CreateDeployment({ restApiId: id! }))).toMatchObject({
      message: 'No integration defined for method',
    });
  });
});

describe('who may call', () => {
  const securityDefinitions = {
    ByToken: {
      type: 'apiKey',
      name: 'X-Token',
      in: 'header',
      'x-amazon-apigateway-authtype': 'oauth2',
      'x-amazon-apigateway-authorizer': {
        type: 'token',
        authorizerUri: INVOCATION,
        identitySource: '',
        authorizerCredentials: '',
        authorizerResultTtlInSeconds: 60,
      },
    },
    ByRequest: {
      type: 'apiKey',
      name: 'Unused',
      in: 'header',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': {
        type: 'request',
        authorizerUri: INVOCATION,
        identitySource: 'method.request.header.A, context.identity.sourceIp',
      },
    },
    Signed: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'awsSigv4',
    },
    Password: { type: 'basic' },
    Key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  };
  const operation = (...schemes: string[]): JsonObject => ({
    security: schemes.map((name) => ({ [name]: [] })),
    [INTEGRATION]: PROXY,
  });

  it('is said by authorizers, by signatures, or by nobody', async () => {
    const { api, imported, methodAt } = ready();
    const { id } = await imported(
      swagger(
        {
          '/a': { get: { [INTEGRATION]: PROXY }, put: operation('ByRequest') },
          '/b': { get: operation('Signed'), put: operation('Password'), post: operation('NONE') },
          '/c': {
            get: { ...operation(), 'x-amazon-apigateway-auth': { type: 'aws_iam' } },
          },
        },
        { securityDefinitions, security: [{ ByToken: [] }] },
      ),
    );
    const { items = [] } = await api.GetAuthorizers({ restApiId: id! });
    expect(items).toMatchObject([
      {
        name: 'ByToken',
        type: 'TOKEN',
        authType: 'oauth2',
        identitySource: 'method.request.header.X-Token',
        authorizerResultTtlInSeconds: 60,
      },
      {
        name: 'ByRequest',
        type: 'REQUEST',
        identitySource: 'method.request.header.A, context.identity.sourceIp',
      },
    ]);
    const [byToken, byRequest] = items.map((one) => one.id);
    const said = async (path: string, method: string) => {
      const { authorizationType, authorizerId } = await methodAt(id!, path, method);
      return [authorizationType, authorizerId];
    };
    expect(await said('/a', 'GET')).toEqual(['CUSTOM', byToken]);
    expect(await said('/a', 'PUT')).toEqual(['CUSTOM', byRequest]);
    expect(await said('/b', 'GET')).toEqual(['AWS_IAM', undefined]);
    expect(await said('/b', 'PUT')).toEqual(['NONE', undefined]);
    expect(await said('/b', 'POST')).toEqual(['NONE', undefined]);
    expect(await said('/c', 'GET')).toEqual(['AWS_IAM', undefined]);
  });

  it('is not said by API keys, nor by a type without an authorizer', async () => {
    const { imported } = ready();
    const withKey = swagger({ '/': { get: operation('Key') } }, { securityDefinitions });
    expect(await failure(imported(withKey))).toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringContaining('API keys'),
    });
    const Half = { type: 'apiKey', 'x-amazon-apigateway-authtype': 'custom' };
    const half = swagger({}, { securityDefinitions: { Half } });
    expect(await failure(imported(half))).toMatchObject({
      message: expect.stringContaining("from security definition: 'Half'"),
    });
  });
});

describe('the policy of a document', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
    ],
  };
  const open = swagger({}, { 'x-amazon-apigateway-policy': policy });
  const whole = (id: string) => `arn:aws:execute-api:us-east-1:123456789012:${id}/*`;

  it('says who may call the API', async () => {
    const { api, imported } = ready();
    const made = await imported(open);
    expect(made.policy).toContain(whole(made.id!));
    const { id } = await imported(swagger({}));
    const put = await api.PutRestApi({ restApiId: id!, body: bytes(open) });
    expect(put.policy).toContain(whole(id!));
    const kept = await api.PutRestApi({ restApiId: id!, body: bytes(swagger({})) });
    expect(kept.policy).toBe(put.policy);
    const mode = 'overwrite' as const;
    const gone = await api.PutRestApi({ restApiId: id!, mode, body: bytes(swagger({})) });
    expect(gone).not.toHaveProperty('policy');
  });

  it('is refused where it is none', async () => {
    const { imported } = ready();
    const wrong = swagger({}, { 'x-amazon-apigateway-policy': {} });
    expect(await failure(imported(wrong))).toMatchObject({
      code: 'BadRequestException',
      message: expect.stringContaining('Invalid policy document'),
    });
  });
});

describe("AWS's variables", () => {
  it('are resolved in all that a document says of methods, and others stay', async () => {
    const { imported, methodAt } = ready();
    const integration = {
      type: 'aws',
      httpMethod: 'POST',
      uri: 'arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution',
      credentials: 'arn:aws:iam::${AWS::AccountId}:role/start',
      requestTemplates: { 'application/json': '${AWS::AccountId} ${AWS::StackName} ${stage}' },
      timeoutInMillis: 5000,
    };
    const { id } = await imported(swagger({ '/': { post: { [INTEGRATION]: integration } } }));
    expect((await methodAt(id!, '/', 'POST')).methodIntegration).toMatchObject({
      uri: 'arn:aws:apigateway:us-east-1:states:action/StartExecution',
      credentials: 'arn:aws:iam::123456789012:role/start',
      requestTemplates: { 'application/json': '123456789012 ${AWS::StackName} ${stage}' },
      timeoutInMillis: 5000,
    });
  });
});

it('takes a map of servers, which says nothing', async () => {
  const { imported } = ready();
  const servers = { url: 'https://teas.example' };
  const document = { openapi: '3.0.1', info: { title: 'teas' }, servers, paths: {} };
  expect(await imported(document)).toMatchObject({ name: 'teas' });
});

describe('what is not served', () => {
  it.each<[string, JsonObject]>([
    [
      'x-amazon-apigateway-gateway-responses',
      swagger({}, { 'x-amazon-apigateway-gateway-responses': {} }),
    ],
    [
      'x-amazon-apigateway-request-validator',
      swagger({ '/': { get: { 'x-amazon-apigateway-request-validator': 'all' } } }),
    ],
    [
      'x-amazon-apigateway-endpoint-configuration',
      {
        openapi: '3.0.1',
        info: { title: 'teas' },
        servers: [{ 'x-amazon-apigateway-endpoint-configuration': {} }],
      },
    ],
    [
      'API keys by authorizers',
      swagger({}, { 'x-amazon-apigateway-api-key-source': 'AUTHORIZER' }),
    ],
    [
      'payloadFormatVersion',
      swagger({ '/': { get: { [INTEGRATION]: { ...PROXY, payloadFormatVersion: '1.0' } } } }),
    ],
    [
      'responseTransferMode',
      swagger({ '/': { get: { [INTEGRATION]: { ...PROXY, responseTransferMode: 'stream' } } } }),
    ],
    ['HTTP_PROXY', swagger({ '/': { get: { [INTEGRATION]: { type: 'http_proxy' } } } })],
    ['other documents', swagger({ '/': { $ref: 'paths.yaml' } })],
  ])('is refused by name: %s', async (name, document) => {
    const { imported } = ready();
    expect(await failure(imported(document))).toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringContaining(name),
    });
  });

  it('is refused of parameters, but for documentation that is ignored and the endpoint', async () => {
    const { imported } = ready();
    const document = swagger({}, { 'x-amazon-apigateway-documentation': {} });
    expect(
      await failure(imported(document, { parameters: { basepath: 'prepend' } })),
    ).toMatchObject({
      message: expect.stringContaining('basepath=prepend'),
    });
    const parameters = {
      ignore: 'documentation',
      basepath: 'ignore',
      endpointConfigurationTypes: 'REGIONAL',
    };
    const made = await imported(document, { parameters });
    expect(made.endpointConfiguration?.types).toEqual(['REGIONAL']);
  });
});

describe('an API that is there', () => {
  const first = swagger(
    {
      '/teas': { get: { [INTEGRATION]: PROXY }, post: { [INTEGRATION]: PROXY } },
      '/pots': { get: { [INTEGRATION]: PROXY } },
    },
    {
      info: { title: 'teas', description: 'Of all kinds' },
      'x-amazon-apigateway-binary-media-types': ['image/heif'],
    },
  );
  const second = swagger(
    { '/teas': { get: { operationId: 'all', [INTEGRATION]: PROXY } } },
    {
      info: { title: 'shop', version: '2' },
      'x-amazon-apigateway-binary-media-types': ['image/png'],
    },
  );

  it('has what a document adds, and what it has', async () => {
    const { api, imported, methodAt } = ready();
    const { id, rootResourceId } = await imported(first);
    const { id: resourceId } = (await api.GetResources({ restApiId: id! })).items!.find(
      ({ path }) => path === '/teas',
    )!;
    expect(await api.PutRestApi({ restApiId: id!, body: bytes(second) })).toMatchObject({
      name: 'shop',
      description: 'Of all kinds',
      version: '2',
      rootResourceId,
      binaryMediaTypes: ['image/heif', 'image/png'],
      tags: {},
    });
    expect(await methodAt(id!, '/teas', 'GET')).toMatchObject({ operationName: 'all' });
    const post = { restApiId: id!, resourceId: resourceId!, httpMethod: 'POST' };
    expect(await api.GetMethod(post)).toMatchObject({ httpMethod: 'POST' });
    expect(await methodAt(id!, '/pots', 'GET')).toBeDefined();
  });

  it('has what a document says alone, and serves what it was deployed with', async () => {
    const { api, imported } = ready();
    const { id, rootResourceId } = await imported(first);
    await api.CreateDeployment({ restApiId: id!, stageName: 'v1' });
    const put = { restApiId: id!, mode: 'overwrite' as const, body: bytes(second) };
    const now = await api.PutRestApi(put);
    expect(now).toMatchObject({ name: 'shop', rootResourceId, binaryMediaTypes: ['image/png'] });
    expect(now).not.toHaveProperty('description');
    const { items = [] } = await api.GetResources({ restApiId: id! });
    expect(items.map(({ path, resourceMethods }) => [path, resourceMethods])).toEqual([
      ['/', undefined],
      ['/teas', { GET: {} }],
    ]);
    expect((await api.GetStages({ restApiId: id! })).item).toMatchObject([{ stageName: 'v1' }]);
  });

  it('stays as it is where the document is wrong', async () => {
    const { api, imported } = ready();
    const { id } = await imported(first);
    const wrong = swagger({ '/cups': { get: { [INTEGRATION]: { type: 'none' } } } });
    const put = { restApiId: id!, mode: 'overwrite' as const, body: bytes(wrong) };
    expect(await failure(api.PutRestApi(put))).toMatchObject({ code: 'BadRequestException' });
    expect((await api.GetResources({ restApiId: id! })).items).toHaveLength(3);
    expect(await api.GetRestApi({ restApiId: id! })).toMatchObject({ name: 'teas' });
  });
});
