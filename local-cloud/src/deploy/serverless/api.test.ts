import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { parseTemplate } from '../template.ts';

const INTEGRATION = 'x-amazon-apigateway-integration';
const ANY = 'x-amazon-apigateway-any-method';

function templateOf(Resources: JsonObject, more: JsonObject = {}) {
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources, ...more };
  return parseTemplate(JSON.stringify(template), 'template.yaml');
}

const eventsOf = (events: Record<string, JsonObject>): JsonObject =>
  Object.fromEntries(
    Object.entries(events).map(([name, Properties]) => [name, { Type: 'Api', Properties }]),
  );

const fn = (events: Record<string, JsonObject>, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Serverless::Function',
  Properties: {
    ...{ Handler: 'shop.handler', Runtime: 'nodejs24.x', CodeUri: 'src' },
    Events: eventsOf(events),
  },
  ...more,
});
const machine = (events: Record<string, JsonObject>): JsonObject => ({
  Type: 'AWS::Serverless::StateMachine',
  Properties: { DefinitionUri: 'brew.asl.json', Events: eventsOf(events) },
});
const api = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Serverless::Api',
  Properties: { StageName: 'v1', ...properties },
});

/** What comes of a function with these events, beside others. */
function expanded(
  events: Record<string, JsonObject>,
  others: JsonObject = {},
  Globals: JsonObject = {},
) {
  return templateOf({ Shop: fn(events), ...others }, { Globals }).Resources;
}

const Of = { RestApiId: { Ref: 'Api' } };
const read = { Path: '/teas/{id}', Method: 'get' };

/** The paths of an API's body. */
function pathsOf(made: ReturnType<typeof expanded>, id = 'Api') {
  const body = made[id]?.Properties.Body as JsonObject;
  return body.paths as Record<string, Record<string, JsonObject>>;
}

const URI =
  'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Shop.Arn}/invocations';

describe('events that name no API', () => {
  test('share one with a stage Prod, deployed with what the functions have in it', () => {
    const made = expanded({ Get: read, All: { Path: '/any/', Method: 'ANY' } });
    expect(made.ServerlessRestApi).toEqual({
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Body: {
          swagger: '2.0',
          info: { version: '1.0', title: { Ref: 'AWS::StackName' } },
          paths: {
            '/teas/{id}': { get: { [INTEGRATION]: proxy(), responses: {} } },
            '/any/': { [ANY]: { [INTEGRATION]: proxy(), responses: {} } },
          },
        },
      },
      DependsOn: [],
    });
    const deploymentId = deploymentOf(made);
    expect(made[deploymentId]?.Properties).toMatchObject({
      Description: expect.stringMatching(/^RestApi deployment id: [0-9a-f]{40}$/),
      RestApiId: { Ref: 'ServerlessRestApi' },
      StageName: 'Stage',
    });
    expect(made.ServerlessRestApiProdStage?.Properties).toEqual({
      DeploymentId: { Ref: deploymentId },
      RestApiId: { Ref: 'ServerlessRestApi' },
      StageName: 'Prod',
    });
    const arns = ['ShopGetPermissionProd', 'ShopAllPermissionProd'].map((id) =>
      JSON.stringify(made[id]?.Properties.SourceArn),
    );
    expect(arns[0]).toContain('${__ApiId__}/${__Stage__}/GET/teas/*"');
    expect(arns[1]).toContain('${__ApiId__}/${__Stage__}/*/any"');
  });

  test('make another deployment with another method', () => {
    const deployed = (more: JsonObject) => deploymentOf(expanded({ Get: { ...read, ...more } }));
    expect(deployed({ TimeoutInMillis: 5000 })).not.toBe(deployed({}));
    expect(deployed({})).toBe(deployed({}));
  });

  test('are there under the condition of their function, and so is an API of such alone', () => {
    const Conditions = { IsA: { 'Fn::Equals': ['a', 'a'] }, IsB: { 'Fn::Equals': ['a', 'b'] } };
    const put = { Path: '/teas', Method: 'put' };
    const one = templateOf({ Shop: fn({ Get: read }, { Condition: 'IsA' }) }, { Conditions });
    expect(one.Resources.ServerlessRestApi?.Condition).toBe('IsA');
    expect(one.Resources.ServerlessRestApiProdStage?.Condition).toBe('IsA');
    expect(pathsOf(one.Resources, 'ServerlessRestApi')).toEqual({
      '/teas/{id}': { 'Fn::If': ['IsA', expect.anything(), { Ref: 'AWS::NoValue' }] },
    });
    const both = templateOf(
      {
        Shop: fn({ Get: read }, { Condition: 'IsB' }),
        Bar: fn({ Get: { ...read, Method: 'put' } }, { Condition: 'IsA' }),
      },
      { Conditions },
    );
    expect(both.Resources.ServerlessRestApi?.Condition).toBe('ServerlessRestApiCondition');
    expect(both.Conditions.ServerlessRestApiCondition).toEqual({
      'Fn::Or': [{ Condition: 'IsA' }, { Condition: 'IsB' }],
    });
    const some = templateOf(
      { Shop: fn({ Get: read }, { Condition: 'IsA' }), Bar: fn({ Put: put }) },
      { Conditions },
    );
    expect(some.Resources.ServerlessRestApi).not.toHaveProperty('Condition');
  });

  test('have what Globals say of APIs', () => {
    const Globals = { Api: { TracingEnabled: true, OpenApiVersion: '3.0.1' } };
    const made = expanded({ Get: read }, {}, Globals);
    expect(made.ServerlessRestApiProdStage?.Properties).toMatchObject({ TracingEnabled: true });
    expect(made.ServerlessRestApi?.Properties.Body).toMatchObject({ openapi: '3.0.1' });
    expect(made[deploymentOf(made)]?.Properties).not.toHaveProperty('StageName');
  });
});

function proxy(more: JsonObject = {}): JsonObject {
  return { type: 'aws_proxy', httpMethod: 'POST', uri: { 'Fn::Sub': URI }, ...more };
}

function deploymentOf(made: object): string {
  return Object.keys(made).find((id) => /Deployment[0-9a-f]{10}$/.test(id))!;
}

describe('an API of the template', () => {
  test('has its stage, its settings and the methods of the events that name it', () => {
    const Variables = { kettle: 'copper' };
    const MethodSettings = [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingBurstLimit: 5 }];
    const made = expanded(
      { Get: { ...read, ...Of } },
      {
        Api: api({
          ...{ Name: 'shop', Variables, MethodSettings, Tags: { team: 'tea' } },
          EndpointConfiguration: { Type: 'REGIONAL' },
          BinaryMediaTypes: ['image~1png'],
        }),
        Url: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: { 'Fn::Sub': '${Api.Stage}/${Api.Deployment}' } },
        },
      },
    );
    expect(made.Api?.Properties).toMatchObject({
      Name: 'shop',
      Body: { 'x-amazon-apigateway-binary-media-types': ['image/png'] },
      BinaryMediaTypes: ['image~1png'],
      EndpointConfiguration: { Types: ['REGIONAL'] },
      Parameters: { endpointConfigurationTypes: 'REGIONAL' },
    });
    expect(made.Apiv1Stage?.Properties).toMatchObject({
      ...{ StageName: 'v1', Variables, MethodSettings },
      Tags: [{ Key: 'team', Value: 'tea' }],
    });
    expect(made.Url?.Properties.Value).toEqual({
      'Fn::Sub': `\${Apiv1Stage}/\${${deploymentOf(made)}}`,
    });
    expect(made).toHaveProperty('ShopGetPermissionv1');
    expect(made).not.toHaveProperty('ServerlessRestApi');
  });

  test('whose stage is a parameter, or no word, has logical ids without it', () => {
    const named = (StageName: JsonObject | string) =>
      Object.keys(expanded({ Get: { ...read, ...Of } }, { Api: api({ StageName }) }));
    expect(named({ Ref: 'AWS::StackName' })).toEqual(
      expect.arrayContaining(['ApiStage', 'ShopGetPermissionStage']),
    );
    expect(
      named('v-1').filter((id) => /^(?:Api|ShopGetPermission).*[0-9a-f]{10}$/.test(id)),
    ).toEqual([
      expect.stringMatching(/^ShopGetPermission/),
      expect.stringMatching(/^ApiDeployment/),
      expect.stringMatching(/^ApiStage/),
    ]);
  });

  test('with a definition of its own has no more methods, but lets its API call the function', () => {
    const DefinitionBody = { swagger: '2.0', info: { title: 'own' }, paths: {} };
    const made = expanded({ Get: { ...read, ...Of } }, { Api: api({ DefinitionBody }) });
    expect(made.Api?.Properties.Body).toEqual(DefinitionBody);
    expect(made).toHaveProperty('ShopGetPermissionv1');
  });

  test('hands on what an event says of its method', () => {
    const RequestParameters = [
      'method.request.querystring.page',
      { 'method.request.header.X-Trace': { Required: true, Caching: false } },
    ];
    const made = expanded(
      { Get: { ...read, ...Of, TimeoutInMillis: 5000, RequestParameters } },
      { Api: api() },
    );
    expect(pathsOf(made)['/teas/{id}']?.get).toEqual({
      [INTEGRATION]: proxy({ timeoutInMillis: 5000 }),
      responses: {},
      parameters: [
        { in: 'query', name: 'page', required: false, type: 'string' },
        { in: 'header', name: 'X-Trace', required: true, type: 'string' },
      ],
    });
  });
});

describe('a definition in a file', () => {
  const said = (DefinitionUri: Json, content = 'one') => {
    const Api = api({ DefinitionUri, OpenApiVersion: '3.0.1' });
    const template = { Transform: 'AWS::Serverless-2016-10-31', Resources: { Api } };
    const digest = (name: string) => `${content} of ${name}`;
    return parseTemplate(JSON.stringify(template), 'template.yaml', { digest }).Resources;
  };

  test.each<[Json, Json]>([
    ['api.yaml', 'api.yaml'],
    ['s3://docs/teas/api.yaml', { Bucket: 'docs', Key: 'teas/api.yaml' }],
    [
      { Bucket: 'docs', Key: 'api.yaml', Version: '3' },
      { Bucket: 'docs', Key: 'api.yaml', Version: '3' },
    ],
  ])('is named by the API: %j', (uri, BodyS3Location) => {
    expect(said(uri).Api?.Properties).toEqual({ BodyS3Location });
  });

  test('makes another deployment with other content', () => {
    const ids = ['one', 'other', 'one'].map((content) => deploymentOf(said('api.yaml', content)));
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids[0]).toBe(ids[2]);
  });

  test.each<[string, JsonObject]>([
    ['has both DefinitionUri and DefinitionBody', { DefinitionBody: {} }],
    ['Cors works with a definition in DefinitionBody alone', { Cors: "'*'" }],
    ['Auth works with a definition in DefinitionBody alone', { Auth: {} }],
  ])('has nothing written into it: %s', (what, more) => {
    const DefinitionUri = 'api.yaml';
    expect(() => templateOf({ Api: api({ DefinitionUri, ...more }) })).toThrow(what);
  });

  test('is none of the API that events are the definition of', () => {
    const Globals = { Api: { DefinitionUri: 'api.yaml' } };
    expect(() => expanded({ Get: read }, {}, Globals)).toThrow('Globals.Api has DefinitionUri');
    const made = expanded({ Get: { ...read, ...Of } }, { Api: api() }, Globals);
    expect(made.Api?.Properties).toEqual({ BodyS3Location: 'api.yaml' });
  });
});

describe('Cors', () => {
  const headers = (made: ReturnType<typeof expanded>, path: string) => {
    const integration = pathsOf(made)[path]?.options?.[INTEGRATION] as JsonObject | undefined;
    const responses = integration?.responses as Record<string, JsonObject> | undefined;
    return responses?.default?.responseParameters;
  };
  const OF = 'method.response.header.Access-Control-Allow';

  test('gives every path a method that answers browsers which ask', () => {
    const events = {
      Get: { ...read, ...Of },
      Put: { ...read, ...Of, Method: 'PUT' },
      All: { ...Of, Path: '/any', Method: 'any' },
      Own: { ...Of, Path: '/own', Method: 'options' },
    };
    const made = expanded(events, { Api: api({ Cors: "'*'" }) });
    expect(headers(made, '/teas/{id}')).toEqual({
      [`${OF}-Origin`]: "'*'",
      [`${OF}-Methods`]: "'GET,OPTIONS,PUT'",
    });
    expect(headers(made, '/any')).toMatchObject({
      [`${OF}-Methods`]: "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'",
    });
    expect(pathsOf(made)['/own']?.options?.[INTEGRATION]).toEqual(proxy());
    expect(pathsOf(made)['/any']?.options?.responses).toEqual({
      200: {
        description: 'Default response for CORS method',
        headers: {
          'Access-Control-Allow-Origin': { type: 'string' },
          'Access-Control-Allow-Methods': { type: 'string' },
        },
      },
    });
  });

  test('may say more, also of a definition', () => {
    const DefinitionBody = {
      openapi: '3.0.1',
      info: { title: 'own' },
      paths: { '/teas': { get: { [INTEGRATION]: { type: 'mock' } } } },
    };
    const Cors = {
      AllowOrigin: "'https://shop.example'",
      AllowHeaders: "'X-Trace'",
      AllowCredentials: true,
      MaxAge: "'600'",
    };
    const made = expanded({}, { Api: api({ DefinitionBody, Cors }) });
    expect(headers(made, '/teas')).toEqual({
      [`${OF}-Origin`]: "'https://shop.example'",
      [`${OF}-Headers`]: "'X-Trace'",
      [`${OF}-Methods`]: "'GET,OPTIONS'",
      'method.response.header.Access-Control-Max-Age': "'600'",
      [`${OF}-Credentials`]: "'true'",
    });
    expect(pathsOf(made)['/teas']?.options).toMatchObject({
      responses: {
        200: { headers: { 'Access-Control-Max-Age': { schema: { type: 'integer' } } } },
      },
    });
    expect(pathsOf(made)['/teas']?.options).not.toHaveProperty('produces');
  });

  test('takes no credentials from everywhere', () => {
    expect(() => expanded({}, { Api: api({ Cors: { AllowCredentials: true } }) })).toThrow(
      'AllowCredentials',
    );
  });
});

describe('Auth', () => {
  const Authorizers = {
    ByToken: {
      FunctionArn: { 'Fn::GetAtt': ['Shop', 'Arn'] },
      Identity: { Header: 'X-Token', ReauthorizeEvery: 60, ValidationExpression: '\\w+' },
    },
    ByRequest: {
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:keeper',
      FunctionPayloadType: 'REQUEST',
      FunctionInvokeRole: 'arn:aws:iam::123456789012:role/ask',
      Identity: { Headers: ['A'], QueryStrings: ['b'], StageVariables: ['c'], Context: ['d'] },
      DisableFunctionDefaultPermissions: true,
    },
  };
  const Auth = { DefaultAuthorizer: 'ByToken', Authorizers };
  const events = {
    Get: { ...read, ...Of },
    Put: { ...read, ...Of, Method: 'put', Auth: { Authorizer: 'ByRequest' } },
    Post: { ...read, ...Of, Method: 'post', Auth: { Authorizer: 'NONE' } },
    Patch: { ...read, ...Of, Method: 'patch', Auth: { Authorizer: 'AWS_IAM' } },
  };
  const said = (made: ReturnType<typeof expanded>) =>
    Object.fromEntries(
      Object.entries(pathsOf(made)['/teas/{id}'] ?? {}).map(([name, one]) => [name, one.security]),
    );

  test('has a method asked for as its event says, or as the API does', () => {
    const made = expanded(events, { Api: api({ Auth, Cors: "'*'" }) });
    expect(said(made)).toEqual({
      get: [{ ByToken: [] }],
      put: [{ ByRequest: [] }],
      post: [{ NONE: [] }],
      patch: [{ AWS_IAM: [] }],
      options: [{ ByToken: [] }],
    });
    const open = { ...Auth, AddDefaultAuthorizerToCorsPreflight: false };
    const other = expanded(events, { Api: api({ Auth: open, Cors: "'*'" }) });
    expect(said(other)).toMatchObject({ get: [{ ByToken: [] }], options: undefined });
  });

  test('defines the authorizers, and lets the API ask them', () => {
    const made = expanded(events, { Api: api({ Auth }) });
    const key = { type: 'apiKey', in: 'header' };
    expect(made.Api?.Properties.Body).toMatchObject({
      securityDefinitions: {
        ByToken: {
          ...key,
          name: 'X-Token',
          'x-amazon-apigateway-authtype': 'custom',
          'x-amazon-apigateway-authorizer': {
            type: 'token',
            authorizerUri: {
              'Fn::Sub': [
                expect.stringContaining('functions/${__FunctionArn__}/invocations'),
                { __FunctionArn__: { 'Fn::GetAtt': ['Shop', 'Arn'] } },
              ],
            },
            authorizerResultTtlInSeconds: 60,
            identityValidationExpression: '\\w+',
          },
        },
        ByRequest: {
          ...key,
          name: 'Unused',
          'x-amazon-apigateway-authorizer': {
            type: 'request',
            authorizerCredentials: 'arn:aws:iam::123456789012:role/ask',
            identitySource:
              'method.request.header.A, method.request.querystring.b, stageVariables.c, context.d',
          },
        },
        AWS_IAM: { ...key, name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      },
    });
    expect(made.ApiByTokenAuthorizerPermission?.Properties).toMatchObject({
      FunctionName: { 'Fn::GetAtt': ['Shop', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
    });
    expect(made).not.toHaveProperty('ApiByRequestAuthorizerPermission');
  });

  test.each([
    [{}, 'arn:aws:iam::*:user/*'],
    [{ InvokeRole: 'NONE' }, undefined],
    [{ InvokeRole: 'arn:aws:iam::123456789012:role/call' }, 'arn:aws:iam::123456789012:role/call'],
  ])('by signatures has functions called as it says: %j', (more, credentials) => {
    const made = expanded(
      { Get: { ...read, ...Of } },
      { Api: api({ Auth: { DefaultAuthorizer: 'AWS_IAM', ...more } }) },
    );
    expect(said(made)).toEqual({ get: [{ AWS_IAM: [] }] });
    expect(pathsOf(made)['/teas/{id}']?.get?.[INTEGRATION]).toEqual(
      proxy(credentials === undefined ? {} : { credentials }),
    );
  });

  test('of OpenAPI 3.0 is in its components', () => {
    const made = expanded(events, { Api: api({ Auth, OpenApiVersion: '3.0.1' }) });
    expect(made.Api?.Properties.Body).toMatchObject({
      components: { securitySchemes: { ByToken: { name: 'X-Token' } } },
    });
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['no authorizer Nobody', { DefaultAuthorizer: 'Nobody' }, {}],
    ['ShopGet: there is no authorizer Nobody', {}, { Auth: { Authorizer: 'Nobody' } }],
    ['no DefaultAuthorizer', {}, { Auth: { Authorizer: 'NONE' } }],
    [
      'nothing in Identity',
      { Authorizers: { One: { FunctionArn: 'arn', FunctionPayloadType: 'REQUEST' } } },
      {},
    ],
  ])('that cannot be is told: %s', (what, ofApi, ofEvent) => {
    expect(() =>
      expanded({ Get: { ...read, ...Of, ...ofEvent } }, { Api: api({ Auth: ofApi }) }),
    ).toThrow(what);
  });
});

describe('an event of a state machine', () => {
  test.each([
    [{}, `{"input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "\${Brew}"}`],
    [
      { UnescapeMappingTemplate: true },
      `{"input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")", "stateMachineArn": "\${Brew}"}`,
    ],
  ])('starts it with the body of the request: %j', (more, template) => {
    const Brew = machine({ Start: { Path: '/brew', Method: 'POST', ...more } });
    const made = templateOf({ Brew }).Resources;
    expect(pathsOf(made, 'ServerlessRestApi')).toEqual({
      '/brew': {
        post: {
          [INTEGRATION]: {
            type: 'aws',
            httpMethod: 'POST',
            uri: {
              'Fn::Sub':
                'arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution',
            },
            responses: { 200: { statusCode: '200' }, 400: { statusCode: '400' } },
            credentials: { 'Fn::GetAtt': ['BrewStartRole', 'Arn'] },
            requestTemplates: { 'application/json': { 'Fn::Sub': template } },
          },
          responses: { 200: { description: 'OK' }, 400: { description: 'Bad Request' } },
        },
      },
    });
    expect(made.BrewStartRole?.Properties).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [{ Principal: { Service: ['apigateway.amazonaws.com'] } }],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [{ Action: 'states:StartExecution', Resource: { Ref: 'Brew' } }],
          },
        },
      ],
    });
  });
});

describe('what is not served is refused by name', () => {
  const why = (name: string) => expect.objectContaining({ why: expect.stringContaining(name) });
  const authorizer = { UserPoolArn: 'arn', FunctionArn: 'arn' };

  test.each<[string, JsonObject]>([
    ['Domain', { Domain: {} }],
    ['GatewayResponses', { GatewayResponses: {} }],
    ['ApiKeyRequired', { Auth: { ApiKeyRequired: true } }],
    ['ResourcePolicy', { Auth: { ResourcePolicy: {} } }],
    ['UsagePlan', { Auth: { UsagePlan: {} } }],
    ['UserPoolArn', { Auth: { Authorizers: { Pool: authorizer } } }],
  ])('of an API: %s', (name, properties) => {
    expect(() => expanded({}, { Api: api(properties) })).toThrow(why(name));
  });

  test.each<[string, JsonObject]>([
    ['Its path / is made by Fn::If', { paths: { '/': { 'Fn::If': ['A', {}, {}] } } }],
    ['Its path /teas is no map, but "x"', { paths: { '/': {}, '/teas': 'x' } }],
    ['The definition is made by Fn::Transform', { 'Fn::Transform': { Name: 'Mine' } }],
    ['Its "paths" is made by Fn::If', { paths: { 'Fn::If': ['A', {}, {}] } }],
    ['Its "paths" is no map, but null', { swagger: '2.0' }],
  ])('into a definition nothing is written where it cannot be: %s', (name, DefinitionBody) => {
    expect(() => expanded({}, { Api: api({ DefinitionBody, Cors: "'*'" }) })).toThrow(why(name));
  });

  test.each<[string, JsonObject]>([
    ['RequestModel', { RequestModel: {} }],
    ['ApiKeyRequired', { Auth: { ApiKeyRequired: true } }],
    ['Caching', { RequestParameters: [{ 'method.request.path.id': { Caching: true } }] }],
    ['method.request', { RequestParameters: ['page'] }],
  ])('of an event: %s', (name, properties) => {
    expect(() => expanded({ Get: { ...read, ...properties } })).toThrow(why(name));
  });

  test('and what cannot be is told', () => {
    expect(() => expanded({ Get: { ...read, ...Of } })).toThrow('RestApiId must be the Ref');
    expect(() => expanded({ Get: read, Again: read })).toThrow('another event for get of /teas');
    const ServerlessRestApi = { Type: 'AWS::SQS::Queue' };
    expect(() => expanded({ Get: read }, { ServerlessRestApi })).toThrow(
      'two resources ServerlessRestApi',
    );
  });
});
