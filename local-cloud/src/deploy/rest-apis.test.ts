import { expect, test } from 'vitest';
import { checkRequest } from '../core/service.ts';
import { createRestApis } from '../services/apigateway/testing.ts';
import { fakeCloud, fakeContext } from '../services/testing.ts';
import { deploy } from './deploy.ts';
import { parseTemplate } from './template.ts';
import { root } from './testing.ts';

const INVOCATION =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:fn/invocations';

/** A cloud that has REST APIs, and notes what is called. */
function restCloud() {
  const cloud = fakeCloud();
  const service = createRestApis(cloud);
  const calls: string[] = [];
  cloud.call = async <Output>(...[, sdkId, operation, input]: Parameters<typeof cloud.call>) => {
    calls.push(operation);
    if (sdkId !== service.sdkId) return {} as Output;
    checkRequest(service, operation, input);
    const served = service.operations[operation as keyof typeof service.operations];
    return (await served.handle(input as never, fakeContext())) as Output;
  };
  return { cloud, apis: service.apis, calls };
}

const typed = (Type: string, Properties: object, more: object = {}) => ({
  Type: `AWS::ApiGateway::${Type}`,
  Properties,
  ...more,
});
const Ref = (name: string) => ({ Ref: name });
const ROOT_RESOURCE = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };

const MOCK = {
  Type: 'MOCK',
  RequestTemplates: { 'application/json': '{"statusCode": 200}' },
  IntegrationResponses: [
    {
      StatusCode: 200,
      ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
      ResponseTemplates: { 'application/json': '{}' },
    },
  ],
};

/** An API with a function behind its root, and pages of other origins that may ask for it. */
function template(changes: Readonly<Record<string, object>> = {}) {
  const resources = {
    Api: typed('RestApi', {
      Name: 'shop',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      Tags: [{ Key: 'team', Value: 'a' }],
    }),
    Orders: typed('Resource', {
      RestApiId: Ref('Api'),
      ParentId: ROOT_RESOURCE,
      PathPart: 'orders',
    }),
    Get: typed('Method', {
      RestApiId: Ref('Api'),
      ResourceId: ROOT_RESOURCE,
      HttpMethod: 'GET',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: Ref('Authorizer'),
      RequestParameters: { 'method.request.querystring.page': 'false' },
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: INVOCATION },
    }),
    Options: typed('Method', {
      RestApiId: Ref('Api'),
      ResourceId: Ref('Orders'),
      HttpMethod: 'OPTIONS',
      AuthorizationType: 'NONE',
      MethodResponses: [
        {
          StatusCode: 200,
          ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': true },
        },
      ],
      Integration: MOCK,
    }),
    Authorizer: typed('Authorizer', {
      RestApiId: Ref('Api'),
      Name: 'tokens',
      Type: 'TOKEN',
      AuthorizerUri: INVOCATION,
      IdentitySource: 'method.request.header.Authorization',
    }),
    Deployment: typed('Deployment', { RestApiId: Ref('Api') }, { DependsOn: ['Get', 'Options'] }),
    Stage: typed('Stage', {
      RestApiId: Ref('Api'),
      DeploymentId: Ref('Deployment'),
      StageName: 'dev',
      Variables: { count: 3, colour: 'blue' },
      MethodSettings: [
        { ResourcePath: '/~1orders', HttpMethod: 'OPTIONS', LoggingLevel: 'INFO' },
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingBurstLimit: 5 },
      ],
      AccessLogSetting: {
        DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:access',
        Format: '$context.requestId',
      },
    }),
    ...changes,
  };
  return parseTemplate(JSON.stringify({ Resources: resources }), 'the template');
}

const artifact = () => Buffer.from('');

async function deployed(changes: Readonly<Record<string, object>> = {}) {
  const made = restCloud();
  const stack = await deploy(made.cloud, {
    ...{ stackName: 'test', template: template(changes), artifact, root },
  });
  const update = (next: Readonly<Record<string, object>>) =>
    stack.update({ template: template(next), artifact });
  return { ...made, stack, update, api: () => made.apis.all()[0]! };
}

/** A resource of the template with other properties. */
function changed(name: string, properties: object) {
  const { Properties, ...others } = template().Resources[name]!;
  return { [name]: { ...others, Properties: { ...Properties, ...properties } } };
}

test('a stack has an API with methods, and a stage that serves them', async () => {
  const { api, stack } = await deployed();
  const [deployment] = [...api().deployments.values()];
  expect(deployment!.methods).toMatchObject([
    {
      path: '/',
      method: {
        httpMethod: 'GET',
        authorizationType: 'CUSTOM',
        requestParameters: { 'method.request.querystring.page': false },
        methodIntegration: { type: 'AWS_PROXY', httpMethod: 'POST', uri: INVOCATION },
      },
    },
    {
      path: '/orders',
      method: { methodIntegration: { integrationResponses: { 200: { statusCode: '200' } } } },
    },
  ]);
  const { description, limits, accessLog } = api().stage('dev');
  expect(description).toMatchObject({
    deploymentId: deployment!.description.id,
    variables: { count: '3', colour: 'blue' },
    methodSettings: {
      '*/*': { throttlingBurstLimit: 5 },
      '~1orders/OPTIONS': { throttlingBurstLimit: 5, loggingLevel: 'INFO' },
    },
  });
  expect(limits.map(({ key }) => key)).toEqual(['*/*', '/orders/OPTIONS']);
  expect(accessLog).toBeDefined();
  expect(api().description).toMatchObject({
    ...{ tags: { team: 'a' }, endpointConfiguration: { types: ['REGIONAL'] } },
  });
  const refs = stack.resources.map(({ physicalId }) => physicalId);
  expect(refs).toEqual(expect.arrayContaining([api().id, 'dev', deployment!.description.id]));
});

test('it is taken down again', async () => {
  const { apis, stack } = await deployed();
  await stack.remove();
  expect(apis.all()).toEqual([]);
});

test('the API, its methods and its stage are changed in place', async () => {
  const { api, update } = await deployed();
  const next = {
    ...changed('Api', { Name: 'store', BinaryMediaTypes: ['image/png'] }),
    ...changed('Options', { Integration: { ...MOCK, TimeoutInMillis: 100 } }),
    ...changed('Stage', {
      Description: 'new',
      Variables: { colour: 'green' },
      MethodSettings: [{ ResourcePath: '/', HttpMethod: 'GET', MetricsEnabled: 'true' }],
      AccessLogSetting: undefined,
    }),
  };
  expect(await update(next)).toEqual({
    ...{ updated: ['Api', 'Options', 'Stage'], untouched: [], failures: [] },
  });
  expect(api().description).toMatchObject({ name: 'store', binaryMediaTypes: ['image/png'] });
  const methods = api()
    .deployable()
    .methods.map(({ method }) => method.methodIntegration);
  expect(methods).toMatchObject([{ type: 'AWS_PROXY' }, { type: 'MOCK', timeoutInMillis: 100 }]);
  const { description, limits, accessLog } = api().stage('dev');
  expect(description).toMatchObject({ description: 'new', variables: { colour: 'green' } });
  expect(Object.keys(description.methodSettings!)).toEqual(['~1/GET']);
  expect(limits.map(({ key }) => key)).toEqual(['//GET']);
  expect(accessLog).toBeUndefined();
  await update({ ...next, ...changed('Api', {}) });
  expect(api().description).not.toHaveProperty('binaryMediaTypes');
});

test('another deployment is what the stage serves then', async () => {
  const { api, update } = await deployed();
  const Second = typed('Deployment', { RestApiId: Ref('Api') }, { DependsOn: ['Options'] });
  const next = { Second, ...changed('Stage', { DeploymentId: Ref('Second') }) };
  const { updated, failures } = await update(next);
  expect([updated, failures]).toEqual([['Second', 'Stage'], []]);
  const [, second] = [...api().deployments.keys()];
  expect(api().stage('dev').description.deploymentId).toBe(second);
});

test('what has gone of an API is taken down at once, and all of it in order', async () => {
  const { api, apis, stack } = await deployed();
  const Second = typed('Deployment', { RestApiId: Ref('Api') }, { DependsOn: ['Get'] });
  const next = { Second, ...changed('Stage', { DeploymentId: Ref('Second') }) };
  const { Deployment: _deployment, Options: _options, ...Resources } = template(next).Resources;
  const gone = parseTemplate(JSON.stringify({ Resources }), 'the template');
  expect(await stack.update({ template: gone, artifact })).toMatchObject({
    ...{ updated: ['Second', 'Stage'], untouched: [], failures: [] },
  });
  expect(api().deployments.size).toBe(1);
  expect(api().deployable().methods).toHaveLength(1);
  await stack.remove();
  expect(apis.all()).toEqual([]);
});

test('a text that is no boolean is false, as for CloudFormation', async () => {
  const ResponseParameters = { 'method.response.header.Vary': "'*'" };
  const MethodResponses = [{ StatusCode: 200, ResponseParameters }];
  const Integration = { ...MOCK, IntegrationResponses: [] };
  const { api } = await deployed(changed('Options', { MethodResponses, Integration }));
  const options = api()
    .deployable()
    .methods.find(({ method }) => method.httpMethod === 'OPTIONS');
  expect(options?.method.methodResponses).toMatchObject({
    200: { responseParameters: { 'method.response.header.Vary': false } },
  });
});

test('a deployment makes the stage that it names, which goes with it', async () => {
  const StageDescription = {
    ...{ Description: 'first', Variables: { a: 'b' }, LoggingLevel: 'ERROR' },
    ...{ ThrottlingRateLimit: 2, MethodSettings: [{ ThrottlingBurstLimit: 1 }] },
  };
  const Named = typed(
    'Deployment',
    { RestApiId: Ref('Api'), StageName: 'named', StageDescription },
    { DependsOn: ['Get', 'Options'] },
  );
  const { api, calls, stack } = await deployed({ Named });
  expect(api().stage('named').description).toMatchObject({
    ...{ description: 'first', variables: { a: 'b' } },
    methodSettings: {
      '*/*': { loggingLevel: 'ERROR', throttlingRateLimit: 2, throttlingBurstLimit: 1 },
    },
  });
  calls.length = 0;
  await stack.remove();
  expect(calls.filter((operation) => operation === 'DeleteStage')).toHaveLength(2);
});

test('the role of the account is changed in place, and stays', async () => {
  const account = (role: string) => ({ Account: typed('Account', { CloudWatchRoleArn: role }) });
  const { apis, stack, update } = await deployed(account('arn:a'));
  expect(apis.cloudwatchRoleArn).toBe('arn:a');
  await update(account('arn:b'));
  await stack.remove();
  expect(apis.cloudwatchRoleArn).toBe('arn:b');
});

test('a method is as it was before where another is refused', async () => {
  const { api, update } = await deployed();
  const before = api().deployable().methods;
  const Integration = { ...MOCK, IntegrationResponses: [{ StatusCode: 'none' }] };
  const { failures } = await update(changed('Options', { Integration }));
  expect(failures.map(String)).toEqual([expect.stringContaining("Value 'none' at 'statusCode'")]);
  expect(api().deployable().methods).toEqual(expect.arrayContaining([...before]));
});

test('a stage may log whatever AWS documents, and nothing else', async () => {
  const withFormat = (Format: string) => {
    const DestinationArn = 'arn:aws:logs:us-east-1:123456789012:log-group:access';
    return deployed(changed('Stage', { AccessLogSetting: { DestinationArn, Format } }));
  };
  const names = [
    ...['requestId', 'waf.error', 'waf.latency', 'waf.status', 'wafResponseCode', 'webaclArn'],
    ...['authorize.error', 'authorize.latency', 'authorize.status', 'authorizer.principalId'],
    ...['authenticate.error', 'authenticate.latency', 'authenticate.status', 'isCanaryRequest'],
    ...['integration.error', 'integration.integrationStatus', 'integration.latency'],
    ...['integration.requestId', 'integration.status', 'identity.clientCert.clientCertPem'],
    ...['identity.clientCert.subjectDN', 'identity.clientCert.validity.notAfter'],
    ...['requestOverride.path.teas', 'responseOverride.status'],
  ];
  const { api } = await withFormat(names.map((name) => `$context.${name}`).join(' '));
  expect(api().stage('dev').accessLog).toBeDefined();
  await expect(withFormat('$context.requestId $context.waf.verdict')).rejects.toMatchObject({
    why: expect.stringContaining('$context.waf.verdict in access logs'),
  });
});
