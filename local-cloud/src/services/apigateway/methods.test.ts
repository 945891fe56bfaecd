import { describe, expect, it } from 'vitest';
import { failure, fakeCloud, fakeContext } from '../testing.ts';
import {
  type Code,
  createRestApis,
  FUNCTION,
  INVOCATION,
  ROLE,
  ready,
  refused,
  TO_QUEUE,
  withMethod,
} from './testing.ts';

describe('a method', () => {
  it('is put once, shown and deleted', async () => {
    const { api, names } = await ready();
    const requestParameters = { 'method.request.path.id': true };
    const put = { ...names, authorizationType: 'AWS_IAM', operationName: 'GetOrder' };
    expect(await api.PutMethod({ ...put, requestParameters })).toEqual({
      ...{ httpMethod: 'GET', authorizationType: 'AWS_IAM', apiKeyRequired: false },
      ...{ operationName: 'GetOrder', requestParameters },
    });
    expect(await failure(api.PutMethod(put))).toMatchObject(
      refused('Conflict', 'Method already exists for this resource'),
    );
    await api.DeleteMethod(names);
    expect(await failure(api.GetMethod(names))).toMatchObject(
      refused('NotFound', 'Invalid Method identifier specified'),
    );
  });

  it.each<[object, Code, string]>([
    [
      { httpMethod: 'TRACE' },
      'BadRequest',
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    ],
    [{ authorizationType: 'JWT' }, 'BadRequest', 'Invalid authorization type specified'],
    [
      { authorizationType: 'CUSTOM', authorizerId: 'none' },
      'BadRequest',
      'Invalid authorizer ID specified.',
    ],
    [
      { requestParameters: { 'method.request.header.a': true, 'method.request.path.a': true } },
      'BadRequest',
      'Parameter names must be unique across querystring, header and path',
    ],
    [
      { requestParameters: { 'method.request.body.a': true } },
      'BadRequest',
      'errors : [Invalid mapping expression parameter specified: method.request.body.a]',
    ],
    [{ authorizationType: 'COGNITO_USER_POOLS' }, 'NotSupportedByLocalCloud', 'COGNITO_USER_POOLS'],
    [{ apiKeyRequired: true }, 'NotSupportedByLocalCloud', 'API keys'],
    [
      { requestModels: { 'application/json': 'Order' } },
      'NotSupportedByLocalCloud',
      'request models',
    ],
    [{ requestValidatorId: 'abc' }, 'NotSupportedByLocalCloud', 'request validators'],
  ])('refuses %j', async (given, code, message) => {
    const { api, names } = await ready();
    const call = api.PutMethod({ ...names, authorizationType: 'NONE', ...given });
    expect(await failure(call)).toMatchObject(refused(code, message));
  });

  it('declares responses', async () => {
    const { api, names } = await withMethod();
    const response = {
      statusCode: '200',
      responseParameters: { 'method.response.header.x-tide': true },
      responseModels: { 'application/json': 'Empty' },
    };
    expect(await api.PutMethodResponse({ ...names, ...response })).toEqual(response);
    const of200 = { ...names, statusCode: '200' };
    expect(await api.GetMethodResponse(of200)).toEqual(response);
    expect(await api.GetMethod(names)).toMatchObject({ methodResponses: { 200: response } });
    expect((await failure(api.PutMethodResponse(of200))).code).toBe('ConflictException');
    await api.DeleteMethodResponse(of200);
    expect(await failure(api.GetMethodResponse(of200))).toMatchObject(
      refused('NotFound', 'Invalid Response status code specified'),
    );
    expect(await api.GetMethod(names)).not.toHaveProperty('methodResponses');
  });

  it.each<[object, Code, string]>([
    [
      { statusCode: 'wrong' },
      'Validation',
      "Value 'wrong' at 'statusCode' failed to satisfy constraint",
    ],
    [
      { responseModels: { 'application/json': 'Order' } },
      'BadRequest',
      'Invalid model identifier specified: Order',
    ],
    [
      { responseModels: { 123: 'Empty' } },
      'BadRequest',
      'errors : [Invalid content type specified: 123]',
    ],
    [
      { responseParameters: { 'method.response.body': true } },
      'BadRequest',
      'Invalid mapping expression parameter specified: method.response.body',
    ],
  ])('takes no response with %j', async (given, code, message) => {
    const { api, names } = await withMethod();
    const call = api.PutMethodResponse({ ...names, statusCode: '200', ...given });
    expect(await failure(call)).toMatchObject(refused(code, message));
  });
});

describe('an integration', () => {
  it('has defaults for what is not said', async () => {
    const { api, names } = await withMethod();
    expect(await api.GetIntegration(names)).toEqual({
      ...{ type: 'MOCK', passthroughBehavior: 'WHEN_NO_MATCH', timeoutInMillis: 29_000 },
      ...{ cacheNamespace: names.resourceId, cacheKeyParameters: [] },
    });
    const uri = INVOCATION.replace(':fn', `:\${stageVariables.function}`);
    const call = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri } as const;
    expect(await api.PutIntegration({ ...names, ...call })).toMatchObject({
      ...{ type: 'AWS_PROXY', httpMethod: 'POST', uri },
    });
  });

  it('is taken away', async () => {
    const { api, names } = await withMethod();
    await api.DeleteIntegration(names);
    expect(await failure(api.GetIntegration(names))).toMatchObject(
      refused('NotFound', 'Invalid Integration identifier specified'),
    );
    expect(await api.GetMethod(names)).not.toHaveProperty('methodIntegration');
  });

  it.each<[object, Code, string]>([
    [
      { integrationHttpMethod: undefined },
      'BadRequest',
      'Enumeration value for HttpMethod must be non-empty',
    ],
    [{ credentials: undefined }, 'BadRequest', 'Role ARN must be specified for AWS integrations'],
    [{ credentials: 'role' }, 'BadRequest', 'Invalid ARN specified in the request'],
    [{ uri: 'queue' }, 'BadRequest', 'Invalid ARN specified in the request'],
    [{ uri: FUNCTION }, 'BadRequest', 'AWS ARN for integration must contain path or action'],
    [
      { type: 'AWS_PROXY' },
      'BadRequest',
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    ],
    [{ uri: INVOCATION, integrationHttpMethod: 'GET' }, 'BadRequest', 'POST, not GET'],
    [{ timeoutInMillis: 29_001 }, 'BadRequest', 'Timeout should be between 50 ms and 29000 ms'],
    [{ type: 'HTTPS' }, 'Validation', '[HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]'],
    [
      { requestParameters: { 'integration.request.path.a': 'method.request.path.b' } },
      'BadRequest',
      'errors : [Invalid mapping expression parameter specified: method.request.path.b]',
    ],
    [
      { requestParameters: { 'integration.request.header.a': 'true' } },
      'BadRequest',
      'errors : [Invalid mapping expression specified: true]',
    ],
    [
      { requestParameters: { 'integration.request.body': "'x'" } },
      'BadRequest',
      'Invalid mapping expression parameter specified: integration.request.body',
    ],
    [{ requestTemplates: { json: '' } }, 'BadRequest', 'Invalid content type specified: json'],
    [{ type: 'HTTP' }, 'NotSupportedByLocalCloud', 'HTTP integrations'],
    [{ type: 'HTTP_PROXY' }, 'NotSupportedByLocalCloud', 'HTTP_PROXY integrations'],
    [{ connectionType: 'VPC_LINK' }, 'NotSupportedByLocalCloud', 'VPC links'],
    [{ cacheKeyParameters: ['method.request.path.id'] }, 'NotSupportedByLocalCloud', 'caches'],
    [
      { type: 'AWS_PROXY', uri: 'arn:aws:apigateway:us-east-1:firehose:action/PutRecord' },
      'NotSupportedByLocalCloud',
      'Firehose',
    ],
    [
      { uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions' },
      'NotSupportedByLocalCloud',
      'path/2015-03-31/functions of Lambda',
    ],
  ])('refuses %j', async (given, code, message) => {
    const { api, names } = await withMethod();
    const call = api.PutIntegration({ ...names, ...TO_QUEUE, ...given });
    expect(await failure(call)).toMatchObject(refused(code, message));
  });

  it('is given what the method declares, texts and variables', async () => {
    const { api, names } = await ready();
    const declared = { 'method.request.querystring.q': true, 'method.request.header.x-a.b': false };
    await api.PutMethod({ ...names, authorizationType: 'NONE', requestParameters: declared });
    const requestParameters = {
      'integration.request.header.a': "'it is a text'",
      'integration.request.header.b': 'context.authorizer.user',
      'integration.request.header.c': 'stageVariables.colour',
      'integration.request.querystring.q': 'method.request.multivaluequerystring.q',
      'integration.request.path.id': 'method.request.body.order.id',
      'integration.request.header.e': 'method.request.header.x-a.b',
    };
    const put = api.PutIntegration({ ...names, ...TO_QUEUE, requestParameters });
    expect((await put).requestParameters).toEqual(requestParameters);
  });

  it('says whose role it hands on', () => {
    const { operations } = createRestApis(fakeCloud());
    const names = { restApiId: 'a', resourceId: 'b', httpMethod: 'GET' };
    expect(operations.PutIntegration.permissions({ ...names, ...TO_QUEUE }, fakeContext())).toEqual(
      [
        {
          action: 'apigateway:PUT',
          resource: 'arn:aws:apigateway:us-east-1::/restapis/a/resources/b/methods/GET/integration',
        },
        {
          action: 'iam:PassRole',
          resource: ROLE,
          conditions: { 'iam:PassedToService': 'apigateway.amazonaws.com' },
        },
      ],
    );
  });

  it('has responses, one for each status and pattern', async () => {
    const { api, names } = await withMethod();
    const of200 = { ...names, statusCode: '200' };
    const responseParameters = { 'method.response.header.x-tide': true };
    await api.PutMethodResponse({ ...of200, responseParameters });
    const response = {
      statusCode: '200',
      responseParameters: { 'method.response.header.x-tide': 'integration.response.body.tide' },
      responseTemplates: { 'application/json': '' },
    };
    expect(await api.PutIntegrationResponse({ ...names, ...response })).toEqual(response);
    expect(await api.GetIntegrationResponse(of200)).toEqual(response);
    const other = { ...names, statusCode: '400' };
    expect(await failure(api.PutIntegrationResponse(other))).toMatchObject(
      refused('Conflict', 'Integration response with selection pattern default already exists'),
    );
    await api.PutIntegrationResponse({ ...other, selectionPattern: '4..' });
    await api.PutIntegrationResponse({ ...other, selectionPattern: '4..' });
    await api.DeleteIntegrationResponse(of200);
    const { integrationResponses } = await api.GetIntegration(names);
    expect(integrationResponses).toEqual({ 400: { statusCode: '400', selectionPattern: '4..' } });
    await api.DeleteIntegrationResponse(other);
    expect(await api.GetIntegration(names)).not.toHaveProperty('integrationResponses');
    expect(await failure(api.GetIntegrationResponse(of200))).toMatchObject(
      refused('NotFound', 'Invalid Response status code specified'),
    );
  });

  it.each<[object, Code, string]>([
    [
      { statusCode: '404', responseParameters: { a: "'x'" } },
      'BadRequest',
      'errors : [No method response exists for method.]',
    ],
    [
      { responseParameters: { 'method.response.header.other': "'x'" } },
      'BadRequest',
      'Invalid mapping expression parameter specified: method.response.header.other',
    ],
    [
      { responseParameters: { 'method.response.header.x-tide': '*' } },
      'BadRequest',
      'errors : [Invalid mapping expression specified: *]',
    ],
    [{ selectionPattern: '(' }, 'BadRequest', 'Invalid selection pattern specified: ('],
  ])('has no response with %j', async (given, code, message) => {
    const { api, names } = await withMethod();
    const of200 = { ...names, statusCode: '200' };
    const responseParameters = { 'method.response.header.x-tide': true };
    await api.PutMethodResponse({ ...of200, responseParameters });
    const call = api.PutIntegrationResponse({ ...of200, ...given });
    expect(await failure(call)).toMatchObject(refused(code, message));
  });
});

describe('an authorizer', () => {
  const token = {
    name: 'tokens',
    type: 'TOKEN',
    authorizerUri: INVOCATION,
    identitySource: 'method.request.header.Authorization',
  } as const;

  it('is asked by methods, and is not deleted while it is', async () => {
    const { api, restApiId, names } = await ready();
    const { id: authorizerId, ...others } = await api.CreateAuthorizer({ restApiId, ...token });
    expect(others).toEqual({ ...token, authType: 'custom' });
    const which = { restApiId, authorizerId };
    expect(await api.GetAuthorizer(which)).toEqual({ id: authorizerId, ...others });
    expect((await api.GetAuthorizers({ restApiId })).items).toHaveLength(1);
    await api.PutMethod({ ...names, authorizationType: 'CUSTOM', authorizerId });
    expect(await failure(api.DeleteAuthorizer(which))).toMatchObject(
      refused(
        'Conflict',
        "Cannot delete authorizer 'tokens', is referenced in method: GET//orders/{id}",
      ),
    );
    await api.DeleteMethod(names);
    await api.DeleteAuthorizer(which);
    expect(await failure(api.GetAuthorizer(which))).toMatchObject(
      refused('NotFound', 'Invalid Authorizer identifier specified'),
    );
  });

  it.each<[object, Code, string]>([
    [
      { authorizerUri: FUNCTION },
      'BadRequest',
      `Invalid Authorizer URI: ${FUNCTION}. Authorizer URI should be a valid API Gateway ARN`,
    ],
    [{ identitySource: undefined }, 'BadRequest', 'Invalid identity source expression'],
    [{ identitySource: 'method.request.querystring.a' }, 'BadRequest', 'Invalid identity source'],
    [{ type: 'REQUEST', identitySource: '' }, 'BadRequest', 'Invalid identity source expression'],
    [{ identityValidationExpression: '(' }, 'BadRequest', 'Invalid identity validation expression'],
    [{ authorizerResultTtlInSeconds: 3601 }, 'Validation', 'less than or equal to 3600'],
    [{ type: 'COGNITO_USER_POOLS' }, 'NotSupportedByLocalCloud', 'COGNITO_USER_POOLS'],
    [{ providerARNs: ['arn'] }, 'NotSupportedByLocalCloud', 'the member providerARNs'],
    [{ name: 'taken' }, 'BadRequest', 'Authorizer taken already exists in this RestApi.'],
  ])('refuses %j', async (given, code, message) => {
    const { api, restApiId } = await ready();
    await api.CreateAuthorizer({ restApiId, ...token, name: 'taken' });
    const call = api.CreateAuthorizer({ restApiId, ...token, ...given });
    expect(await failure(call)).toMatchObject(refused(code, message));
  });

  it.each([
    { identitySource: 'method.request.header.a, method.request.querystring.b,context.stage' },
    { authorizerResultTtlInSeconds: 0 },
  ])('of requests takes %j', async (given) => {
    const { api, restApiId } = await ready();
    const { identitySource: _, ...rest } = token;
    const call = api.CreateAuthorizer({ restApiId, ...rest, type: 'REQUEST', ...given });
    expect(await call).toMatchObject(given);
  });
});
