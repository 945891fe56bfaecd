import { describe, expect, it, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { checkRequest } from '../../core/service.ts';
import { afterLoad, answeringCloud, callable, failure, fakeCloud, START } from '../testing.ts';
import {
  type Code,
  createRestApis,
  INVOCATION,
  ROLE,
  ready,
  refused,
  withMethod,
  withStage,
} from './testing.ts';

describe('a REST API', () => {
  it('has a root, and defaults for what is not said', async () => {
    const { api, restApiId, rootResourceId } = await ready();
    expect(await api.GetRestApi({ restApiId })).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{10}$/),
      name: 'shop',
      createdDate: new Date(START),
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      disableExecuteApiEndpoint: false,
      rootResourceId,
    });
    expect(await api.GetResource({ restApiId, resourceId: rootResourceId })).toEqual({
      id: rootResourceId,
      path: '/',
    });
  });

  it('is changed by patches', async () => {
    const { api, restApiId } = await ready();
    const patch = (...patchOperations: object[]) =>
      api.UpdateRestApi({ restApiId, patchOperations });
    const types = (op: string, type: string, value?: string) => ({
      ...{ op, path: `/binaryMediaTypes/${type}` },
      ...(value && { value }),
    });
    expect(
      await patch(
        { op: 'replace', path: '/name', value: 'store' },
        { op: 'replace', path: '/description', value: 'sells' },
        types('add', 'image~1png'),
        types('add', 'image~1jpeg'),
        types('replace', 'image~1png', 'image/gif'),
      ),
    ).toMatchObject({
      ...{ name: 'store', description: 'sells', tags: {} },
      binaryMediaTypes: ['image/jpeg', 'image/gif'],
    });
    const { description, binaryMediaTypes } = await patch(
      { op: 'remove', path: '/description' },
      types('remove', 'image~1jpeg'),
      types('remove', 'image~1gif'),
    );
    expect([description, binaryMediaTypes]).toEqual([undefined, undefined]);
  });

  it.each<[object, Code, string]>([
    [
      { op: 'replace', path: '/binaryMediaTypes' },
      'BadRequest',
      'Invalid patch path /binaryMediaTypes',
    ],
    [{ op: 'add', path: '/name', value: 'x' }, 'BadRequest', 'Must be one of: [replace]'],
    [{ op: 'replace', value: 'x' }, 'BadRequest', 'Invalid patch path null'],
    [{ path: '/name', value: 'x' }, 'BadRequest', "Must be 'add'|'remove'|'replace'"],
    [
      { op: 'copy', path: '/name', from: '/id' },
      'NotSupportedByLocalCloud',
      'patch operation copy',
    ],
    [
      { op: 'replace', path: '/securityPolicy' },
      'NotSupportedByLocalCloud',
      'changes of /securityPolicy',
    ],
    [{ op: 'replace', path: '/policy', value: '{' }, 'BadRequest', 'Invalid policy document'],
    [{ op: 'wrong', path: '/name' }, 'Validation', '[add, remove, move, test, replace, copy]'],
  ])('refuses the patch %j', async (patch, code, message) => {
    const { api, restApiId } = await ready();
    const call = api.UpdateRestApi({ restApiId, patchOperations: [patch] });
    expect(await failure(call)).toMatchObject(refused(code, message));
    expect(await api.GetRestApi({ restApiId })).toMatchObject({ name: 'shop' });
  });

  it('is gone with all that is in it once it is deleted', async () => {
    const { api, restApiId, names } = await withMethod();
    await api.DeleteRestApi({ restApiId });
    expect((await api.GetRestApis({})).items).toEqual([]);
    expect(await failure(api.GetResources({ restApiId }))).toMatchObject(
      refused('NotFound', `Invalid API identifier specified 123456789012:${restApiId}`),
    );
    const gone = refused('NotFound', 'Invalid Resource identifier specified');
    expect(await failure(api.GetMethod(names))).toMatchObject(gone);
    const child = { restApiId, parentId: names.resourceId, pathPart: 'x' };
    expect(await failure(api.CreateResource(child))).toMatchObject(gone);
  });
});

test.each<[object, Code, string]>([
  [{ name: '' }, 'Validation', 'length greater than or equal to 1'],
  [{ description: '' }, 'BadRequest', 'Description cannot be an empty string'],
  [
    { endpointConfiguration: { types: ['wrong'] } },
    'Validation',
    'Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]',
  ],
  [{ endpointConfiguration: { types: [] } }, 'BadRequest', 'cannot be both DISABLED.'],
  [
    { endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } },
    'BadRequest',
    'Cannot create an api with multiple Endpoint Types.',
  ],
  [{ endpointConfiguration: { types: ['PRIVATE'] } }, 'NotSupportedByLocalCloud', 'PRIVATE'],
  [{ apiKeySource: 'AUTHORIZER' }, 'NotSupportedByLocalCloud', 'API keys by authorizers'],
  [{ disableExecuteApiEndpoint: true }, 'NotSupportedByLocalCloud', 'execute-api endpoint'],
  [{ policy: '{}' }, 'BadRequest', 'Invalid policy document'],
  [{ minimumCompressionSize: 0 }, 'NotSupportedByLocalCloud', 'the member minimumCompressionSize'],
])('CreateRestApi refuses %j', async (given, code, message) => {
  const { api } = await ready();
  expect(await failure(api.CreateRestApi({ name: 'x', ...given }))).toMatchObject(
    refused(code, message),
  );
});

describe('a resource', () => {
  it('is one of 300 at the most, also where a document has more', async () => {
    const { api, restApiId, rootResourceId } = await ready();
    const add = (pathPart: string) =>
      api.CreateResource({ restApiId, parentId: rootResourceId, pathPart });
    for (let made = 3; made < 300; made++) await add(`part-${made}`);
    const reached = {
      code: 'LimitExceededException',
      message: expect.stringContaining('Maximum number of Resources for this API'),
    };
    expect(await failure(add('one-more'))).toMatchObject(reached);
    const paths = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`/p${at}`, {}]));
    const document = { swagger: '2.0', info: { title: 'shop' }, paths };
    const body = Buffer.from(JSON.stringify(document));
    expect(await failure(api.ImportRestApi({ body }))).toMatchObject(reached);
  });

  it('has the path of its parent, and its methods as they are asked for', async () => {
    const { api, restApiId, rootResourceId, orders, order } = await withMethod();
    const { items, position } = await api.GetResources({ restApiId });
    expect(position).toBeUndefined();
    expect(items).toEqual([
      { id: rootResourceId, path: '/' },
      { id: orders, parentId: rootResourceId, pathPart: 'orders', path: '/orders' },
      {
        ...{ id: order, parentId: orders, pathPart: '{id}', path: '/orders/{id}' },
        resourceMethods: { GET: {} },
      },
    ]);
    const whole = await api.GetResource({ restApiId, resourceId: order, embed: ['methods'] });
    expect(whole.resourceMethods).toMatchObject({ GET: { methodIntegration: { type: 'MOCK' } } });
  });

  it.each<[string, string, Code, string]>([
    [
      'root',
      'orders',
      'Conflict',
      'Another resource with the same parent already has this name: orders',
    ],
    ['orders', '{other}', 'BadRequest', 'A sibling ({id}) of this resource already has a variable'],
    [
      'greedy',
      'x',
      'BadRequest',
      'Cannot create a child of a resource with a greedy path variable: {rest+}',
    ],
    ['none', 'x', 'NotFound', 'Invalid Resource identifier specified'],
    [
      'root',
      'a b',
      'BadRequest',
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy",
    ],
    ['root', 'a{b}', 'BadRequest', "Resource's path part only allow"],
    ['root', '{a+', 'BadRequest', "Resource's path part only allow"],
  ])('under %s may not be %s', async (parent, pathPart, code, message) => {
    const { api, restApiId, rootResourceId, orders } = await ready();
    const greedy = { restApiId, parentId: rootResourceId, pathPart: '{rest+}' };
    const { id } = await api.CreateResource(greedy);
    const parentId = { root: rootResourceId, orders, greedy: id, none: 'none' }[parent];
    const call = api.CreateResource({ restApiId, parentId, pathPart });
    expect(await failure(call)).toMatchObject(refused(code, message));
  });

  it('is deleted with its children, and the root is not', async () => {
    const { api, restApiId, rootResourceId, orders, order } = await ready();
    await api.DeleteResource({ restApiId, resourceId: orders });
    const { items } = await api.GetResources({ restApiId });
    expect(items).toEqual([{ id: rootResourceId, path: '/' }]);
    const again = api.DeleteResource({ restApiId, resourceId: order });
    expect(await failure(again)).toMatchObject(refused('NotFound', 'Invalid Resource identifier'));
    const root = api.DeleteResource({ restApiId, resourceId: rootResourceId });
    expect(await failure(root)).toMatchObject(refused('BadRequest', 'Root resource'));
  });

  it('is listed by pages', async () => {
    const { api, restApiId } = await ready();
    const first = await api.GetResources({ restApiId, limit: 2 });
    const next = await api.GetResources({ restApiId, limit: 2, position: first.position });
    expect([...first.items!, ...next.items!].map(({ path }) => path)).toEqual([
      ...['/', '/orders', '/orders/{id}'],
    ]);
    expect(next.position).toBeUndefined();
    const wrong = api.GetResources({ restApiId, position: 'nowhere' });
    expect((await failure(wrong)).code).toBe('BadRequestException');
    const none = checkedInput('GetRestApis', { limit: 0 });
    expect(none).toThrow('Member must have value greater than or equal to 1');
  });
});

/** Holds a request to its contract alone. */
function checkedInput(operation: string, input: object) {
  const service = createRestApis(fakeCloud());
  return () => checkRequest(service, operation, input);
}

describe('the account', () => {
  const role = (value: string) => ({
    patchOperations: [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value }],
  });

  it('has limits, and a role that lets API Gateway in', async () => {
    const { cloud, answerWith } = answeringCloud();
    const { api } = await ready(cloud);
    const throttleSettings = { burstLimit: 5000, rateLimit: 10_000 };
    expect(await api.GetAccount({})).toEqual({
      ...{ throttleSettings, features: ['UsagePlans'], apiKeyVersion: '4' },
    });
    await api.UpdateAccount(role(ROLE));
    expect(await api.GetAccount({})).toMatchObject({ cloudwatchRoleArn: ROLE });
    answerWith(() => new AwsError('AccessDenied', 'no', { status: 403 }));
    expect(await failure(api.UpdateAccount(role(`${ROLE}2`)))).toMatchObject(
      refused('BadRequest', 'The role ARN does not have required permissions configured.'),
    );
    expect(await api.UpdateAccount(role(''))).not.toHaveProperty('cloudwatchRoleArn');
    const other = { patchOperations: [{ op: 'replace' as const, path: '/features' }] };
    expect((await failure(api.UpdateAccount(other))).message).toBe('Invalid patch path /features');
  });
});

test('what is saved is as it was after a load', async () => {
  const { api, cloud, service, restApiId, names, replace } = await withStage();
  await api.CreateAuthorizer({
    ...{ restApiId, name: 'a', type: 'TOKEN', authorizerUri: INVOCATION },
    identitySource: 'method.request.header.Authorization',
  });
  await replace('/*/*/throttling/burstLimit', '1');
  await replace('/variables/colour', 'blue');
  await api.UpdateAccount({
    patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: ROLE }],
  });
  service.apis.get(restApiId).stage('dev').limits[0]!.throttle.admits('/orders');
  const after = afterLoad({ cloud, service }, createRestApis);
  const others = callable(after.service);
  for (const read of [
    (of: typeof api) => of.GetRestApi({ restApiId }),
    (of: typeof api) => of.GetResources({ restApiId, embed: ['methods'] }),
    (of: typeof api) => of.GetMethod(names),
    (of: typeof api) => of.GetAuthorizers({ restApiId }),
    (of: typeof api) => of.GetDeployments({ restApiId }),
    (of: typeof api) => of.GetStages({ restApiId }),
    (of: typeof api) => of.GetAccount({}),
  ]) {
    expect(await read(others)).toEqual(await read(api));
  }
  const { limits, description } = after.service.apis.get(restApiId).stage('dev');
  expect(limits[0]!.throttle.admits('/orders')).toBe(false);
  const { deployments } = after.service.apis.get(restApiId);
  expect(deployments.get(description.deploymentId)!.methods).toHaveLength(1);
});
