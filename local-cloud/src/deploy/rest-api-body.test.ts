import { describe, expect, test } from 'vitest';
import { checkRequest } from '../core/service.ts';
import { createRestApis } from '../services/apigateway/testing.ts';
import { fakeCloud, fakeContext } from '../services/testing.ts';
import { deploy } from './deploy.ts';
import { parseTemplate } from './template.ts';
import { root } from './testing.ts';

const MOCK = { 'x-amazon-apigateway-integration': { type: 'mock' } };

/** A cloud that has REST APIs. */
function restCloud() {
  const cloud = fakeCloud();
  const service = createRestApis(cloud);
  cloud.call = async <Output>(...[, , operation, input]: Parameters<typeof cloud.call>) => {
    checkRequest(service, operation, input);
    const served = service.operations[operation as keyof typeof service.operations];
    return (await served.handle(input as never, fakeContext())) as Output;
  };
  return { cloud, apis: service.apis };
}

function template(properties: object) {
  const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: properties };
  return parseTemplate(JSON.stringify({ Resources: { Api } }), 'the template');
}

const artifact = () => Buffer.from('');

/** What a stack of an API with these properties is made with. */
const of = (properties: object) => ({
  ...{ stackName: 'shop', template: template(properties), artifact, root },
});

const body = (paths: object, info: object = { title: 'of the document', description: 'Teas' }) => ({
  ...{ swagger: '2.0', info, paths },
  'x-amazon-apigateway-binary-media-types': ['image/png'],
});

test('an API is as its document says, and before that as its properties do', async () => {
  const { cloud, apis } = restCloud();
  const Body = body({ '/teas': { get: MOCK } });
  const Tags = [{ Key: 'team', Value: 'tea' }];
  const Parameters = { endpointConfigurationTypes: 'REGIONAL' };
  await deploy(cloud, of({ Body, Name: 'shop', Tags, Parameters }));
  const [api] = apis.all();
  expect(api?.description).toMatchObject({
    name: 'shop',
    description: 'Teas',
    binaryMediaTypes: ['image/png'],
    endpointConfiguration: { types: ['REGIONAL'] },
    tags: { team: 'tea' },
  });
  expect([...api!.resources.values()].map(({ path }) => path)).toEqual(['/', '/teas']);
});

test('an API without a name has that of its document, and media types as they are written', async () => {
  const { cloud, apis } = restCloud();
  const BinaryMediaTypes = ['image~1gif'];
  await deploy(cloud, of({ Body: body({}), BinaryMediaTypes }));
  const [api] = apis.all();
  expect(api?.description).toMatchObject({
    name: 'of the document',
    binaryMediaTypes: ['image/gif'],
  });
});

test('an API has the policy of its properties, also when it is changed', async () => {
  const { cloud, apis } = restCloud();
  const Statement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
  const Policy = { Version: '2012-10-17', Statement };
  const stack = await deploy(cloud, of({ Body: body({}), Policy }));
  const [api] = apis.all();
  expect(JSON.parse(api!.description.policy!)).toMatchObject({ Statement: [{ Effect: 'Deny' }] });
  await stack.update({ template: template({ Body: body({}, { title: 'x' }), Policy }), artifact });
  expect(api?.description.policy).toBeDefined();
  await stack.update({ template: template({ Name: 'x' }), artifact });
  expect(api?.description).not.toHaveProperty('policy');
});

test('an API whose document is wrong is not there, and why is told', async () => {
  const { cloud, apis } = restCloud();
  const Body = body({ '/teas': { get: { 'x-amazon-apigateway-integration': { type: 'aws' } } } });
  await expect(deploy(cloud, of({ Body }))).rejects.toMatchObject({
    why: expect.stringContaining("Unable to put integration on 'GET' for resource at path '/teas'"),
  });
  expect(apis.all()).toEqual([]);
});

test('an API is changed in place to what another document says', async () => {
  const { cloud, apis } = restCloud();
  const stack = await deploy(cloud, of({ Body: body({ '/teas': { get: MOCK } }) }));
  const [api] = apis.all();
  const Body = body({ '/pots': { put: MOCK } }, { title: 'pots' });
  await stack.update({ template: template({ Body }), artifact });
  expect(apis.all()).toEqual([api]);
  expect(api?.description).toMatchObject({ name: 'pots', binaryMediaTypes: ['image/png'] });
  expect(api?.description).not.toHaveProperty('description');
  expect([...api!.resources.values()].map(({ path }) => path)).toEqual(['/', '/pots']);
});

describe('a document beside the template', () => {
  const yaml = (path: string) => `
swagger: '2.0'
info: { title: beside }
paths:
  ${path}: { get: { x-amazon-apigateway-integration: { type: mock } } }`;
  const paths = (api: { resources: ReadonlyMap<string, { path: string }> } | undefined) =>
    [...api!.resources.values()].map(({ path }) => path);

  test('is what the API is, and becomes another with other content', async () => {
    const { cloud, apis } = restCloud();
    const asked: unknown[] = [];
    const holding = (text: string) => (key: string, bucket?: string) => {
      asked.push([key, bucket]);
      return Buffer.from(text);
    };
    const BodyS3Location = { Bucket: 'docs', Key: 'api.yaml', Version: '1', ETag: 'x' };
    const whole = of({ BodyS3Location });
    const stack = await deploy(cloud, { ...whole, artifact: holding(yaml('/teas')) });
    const [api] = apis.all();
    expect(api?.description.name).toBe('beside');
    expect(paths(api)).toEqual(['/', '/teas']);
    const changed = { template: whole.template, artifact: holding(yaml('/pots')) };
    expect(await stack.update(changed)).toMatchObject({ updated: ['Api'] });
    expect(paths(api)).toEqual(['/', '/pots']);
    expect(asked).toContainEqual(['api.yaml', 'docs']);
  });

  test.each([
    ['must be an object', '- 1', {}],
    ['has both Body and BodyS3Location', yaml('/'), { Body: body({}) }],
  ])('makes no API where it %s', async (what, text, more) => {
    const { cloud, apis } = restCloud();
    const options = of({ BodyS3Location: './api.yaml', ...more });
    const artifact = () => Buffer.from(text);
    await expect(deploy(cloud, { ...options, artifact })).rejects.toThrow(what);
    expect(apis.all()).toEqual([]);
  });
});
