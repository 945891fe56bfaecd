import { describe, expect, it } from 'vitest';
import { failure, START } from '../testing.ts';
import { type Code, ready, refused, TO_QUEUE, withMethod, withStage } from './testing.ts';

describe('a deployment', () => {
  it('keeps the API as it stood', async () => {
    const { api, restApiId, names, service, deploymentId } = await withStage();
    await api.PutIntegration({ ...names, ...TO_QUEUE });
    const kept = service.apis.get(restApiId).deployments.get(deploymentId)!;
    expect(kept.methods).toMatchObject([
      { path: '/orders/{id}', method: { methodIntegration: { type: 'MOCK' } } },
    ]);
    const { id } = await api.CreateDeployment({ restApiId, description: 'second' });
    const now = service.apis.get(restApiId).deployments.get(id!)!;
    expect(now.methods[0]!.method.methodIntegration).toMatchObject({ type: 'AWS' });
    await api.DeleteMethod(names);
    expect(kept.methods).toHaveLength(1);
    const apiSummary = {
      '/orders/{id}': { GET: { authorizationType: 'NONE', apiKeyRequired: false } },
    };
    const asked = { restApiId, deploymentId, embed: ['apisummary'] };
    expect(await api.GetDeployment(asked)).toMatchObject({ apiSummary });
    const { items } = await api.GetDeployments({ restApiId });
    expect(items).toEqual([
      { id: deploymentId, createdDate: new Date(START) },
      { id, createdDate: new Date(START), description: 'second' },
    ]);
  });

  it('needs methods, all with integrations', async () => {
    const { api, restApiId, names } = await ready();
    expect(await failure(api.CreateDeployment({ restApiId }))).toMatchObject(
      refused('BadRequest', "The REST API doesn't contain any methods"),
    );
    await api.PutMethod({ ...names, authorizationType: 'NONE' });
    expect(await failure(api.CreateDeployment({ restApiId }))).toMatchObject(
      refused('BadRequest', 'No integration defined for method'),
    );
  });

  it('makes a stage, or moves it', async () => {
    const { api, restApiId, deploymentId, replace } = await withStage();
    await replace('/variables/colour', 'blue');
    const again = { restApiId, stageName: 'dev', stageDescription: 'moved', tracingEnabled: true };
    const { id } = await api.CreateDeployment(again);
    expect(await api.GetStage({ restApiId, stageName: 'dev' })).toMatchObject({
      ...{ deploymentId: id, description: 'moved', tracingEnabled: true },
      variables: { colour: 'blue' },
    });
    await api.DeleteDeployment({ restApiId, deploymentId });
    const served = api.DeleteDeployment({ restApiId, deploymentId: id });
    expect(await failure(served)).toMatchObject(
      refused('BadRequest', 'Active stages pointing to this deployment must be moved or deleted'),
    );
    const gone = refused('NotFound', 'Invalid Deployment identifier specified');
    for (const call of [
      api.GetDeployment({ restApiId, deploymentId }),
      api.DeleteDeployment({ restApiId, deploymentId }),
    ]) {
      expect(await failure(call)).toMatchObject(gone);
    }
  });

  it('that is refused makes nothing', async () => {
    const { api, restApiId } = await withMethod();
    const variables = { 'a-b': 'x' };
    expect(
      await failure(api.CreateDeployment({ restApiId, stageName: 'dev', variables })),
    ).toMatchObject(refused('BadRequest', 'Invalid stage variable name: a-b.'));
    expect((await api.GetDeployments({ restApiId })).items).toEqual([]);
  });
});

describe('a stage', () => {
  it('serves a deployment until it is deleted', async () => {
    const { api, restApiId, deploymentId } = await withStage();
    const stage = { restApiId, stageName: 'prod', deploymentId, tags: { team: 'a' } };
    expect(await api.CreateStage({ ...stage, description: 'd', variables: { v: '1' } })).toEqual({
      ...{ stageName: 'prod', deploymentId, description: 'd', variables: { v: '1' } },
      ...{ cacheClusterEnabled: false, cacheClusterStatus: 'NOT_AVAILABLE', methodSettings: {} },
      ...{ tracingEnabled: false, tags: { team: 'a' } },
      ...{ createdDate: new Date(START), lastUpdatedDate: new Date(START) },
    });
    expect(await failure(api.CreateStage(stage))).toMatchObject(
      refused('Conflict', 'Stage already exists'),
    );
    const names = async (filter: object) =>
      (await api.GetStages({ restApiId, ...filter })).item!.map((one) => one.stageName);
    expect(await names({})).toEqual(['dev', 'prod']);
    expect(await names({ deploymentId: 'none' })).toEqual([]);
    await api.DeleteStage({ restApiId, stageName: 'prod' });
    expect(await names({ deploymentId })).toEqual(['dev']);
    expect(await failure(api.DeleteStage({ restApiId, stageName: 'prod' }))).toMatchObject(
      refused('NotFound', 'Invalid stage identifier specified'),
    );
  });

  it.each<[object, Code, string]>([
    [{ stageName: 'a b' }, 'BadRequest', 'Stage name only allows a-zA-Z0-9_-'],
    [{ deploymentId: 'none' }, 'BadRequest', 'Deployment id does not exist'],
    [{ variables: { v: '$LATEST' } }, 'BadRequest', 'Invalid stage variable value: $LATEST.'],
    [{ cacheClusterEnabled: true }, 'NotSupportedByLocalCloud', 'caches of stages'],
    [{ canarySettings: {} }, 'NotSupportedByLocalCloud', 'the member canarySettings'],
  ])('refuses %j', async (given, code, message) => {
    const { api, restApiId, deploymentId } = await withStage();
    const call = api.CreateStage({ restApiId, stageName: 'prod', deploymentId, ...given });
    expect(await failure(call)).toMatchObject(refused(code, message));
  });

  it('is changed by patches, all or nothing', async () => {
    const { api, restApiId, cloud, patch, deploymentId } = await withStage();
    await cloud.clock.advance(1000);
    const { id } = await api.CreateDeployment({ restApiId });
    expect(
      await patch(
        { op: 'replace', path: '/deploymentId', value: id },
        { op: 'replace', path: '/description', value: 'new' },
        { op: 'replace', path: '/variables/a', value: '1' },
        { op: 'replace', path: '/variables/b', value: '2' },
        { op: 'remove', path: '/variables/a' },
        { op: 'replace', path: '/tracingEnabled', value: 'true' },
        { op: 'replace', path: '/cacheClusterEnabled', value: 'false' },
      ),
    ).toMatchObject({
      ...{ deploymentId: id, description: 'new', variables: { b: '2' }, tracingEnabled: true },
      ...{ createdDate: new Date(START), lastUpdatedDate: new Date(START + 1000) },
    });
    const half = patch(
      { op: 'replace', path: '/deploymentId', value: deploymentId },
      { op: 'replace', path: '/variables/c', value: '' },
    );
    expect((await failure(half)).code).toBe('BadRequestException');
    const stage = await api.GetStage({ restApiId, stageName: 'dev' });
    expect(stage).toMatchObject({ deploymentId: id, variables: { b: '2' } });
  });

  it('says of methods what it says of all, and what is new for one', async () => {
    const { service, restApiId, patch, replace } = await withStage();
    await replace('/*/*/throttling/burstLimit', '2');
    await replace('/*/*/logging/loglevel', 'INFO');
    await replace('/*/*/metrics/enabled', 'true');
    await replace('/~1orders~1{id}/GET/throttling/rateLimit', '0.5');
    await replace('/~1/ANY/logging/dataTrace', 'true');
    const { methodSettings } = await replace('/*/*/throttling/burstLimit', '3');
    expect(methodSettings).toMatchObject({
      '*/*': { throttlingBurstLimit: 3, throttlingRateLimit: 10_000, loggingLevel: 'INFO' },
      '~1orders~1{id}/GET': { throttlingBurstLimit: 2, throttlingRateLimit: 0.5 },
      '~1/ANY': { dataTraceEnabled: true, metricsEnabled: true },
    });
    const keys = () =>
      service.apis
        .get(restApiId)
        .stage('dev')
        .limits.map(({ key }) => key);
    expect(keys()).toEqual(['*/*', '/orders/{id}/GET', '//ANY']);
    await patch({ op: 'remove', path: '/*/*' });
    expect(keys()).toEqual(['/orders/{id}/GET', '//ANY']);
  });

  it('goes on with what is left of a limit that stays as it is', async () => {
    const { service, restApiId, replace } = await withStage();
    await replace('/*/*/throttling/burstLimit', '1');
    const limit = () => service.apis.get(restApiId).stage('dev').limits[0]!.throttle;
    expect(limit().admits('/orders')).toBe(true);
    await replace('/description', 'other');
    expect(limit().admits('/orders')).toBe(false);
    await replace('/*/*/throttling/burstLimit', '2');
    expect(limit().admits('/orders')).toBe(true);
  });

  it('has an access log once both of its settings are there', async () => {
    const { cloud, service, restApiId, patch, replace } = await withStage();
    const DestinationArn = 'arn:aws:logs:us-east-1:123456789012:log-group:/access';
    const log = () => service.apis.get(restApiId).stage('dev').accessLog;
    await replace('/accessLogSettings/destinationArn', DestinationArn);
    expect(log()).toBeUndefined();
    const format = '$context.requestId';
    expect(await replace('/accessLogSettings/format', format)).toMatchObject({
      accessLogSettings: { destinationArn: DestinationArn, format },
    });
    const opened = log();
    expect(opened).toBeDefined();
    await replace('/description', 'other');
    expect(log()).toBe(opened);
    const streams = cloud.calls.filter(({ operation }) => operation === 'CreateLogStream');
    expect(streams.map(({ input }) => input)).toEqual([
      { logGroupName: '/access', logStreamName: `${restApiId}/dev` },
    ]);
    expect(await patch({ op: 'remove', path: '/accessLogSettings' })).not.toHaveProperty(
      'accessLogSettings',
    );
    expect(log()).toBeUndefined();
  });

  const of = (op: string, path: string, value = '') => ({ op, path, value });
  it.each<[object, Code, string]>([
    [
      of('replace', '/tags/team'),
      'BadRequest',
      'Invalid method setting path: /tags/team. Must be one of: [/deploymentId',
    ],
    [of('replace', '/deploymentId', 'none'), 'BadRequest', 'Deployment id does not exist'],
    [of('add', '/deploymentId', 'none'), 'BadRequest', 'Must be one of: [replace]'],
    [
      of('replace', '/accessLogSettings/other', 'x'),
      'BadRequest',
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    ],
    [
      of('replace', '/accessLogSettings/format'),
      'BadRequest',
      'Access Log value must not be empty',
    ],
    [
      of('remove', '/accessLogSettings/format'),
      'BadRequest',
      'Cannot remove method setting accessLogSettings/format because there is no method setting for this method ',
    ],
    [
      of('remove', '/*/*'),
      'BadRequest',
      'Cannot remove method setting */* because there is no method setting',
    ],
    [of('replace', '/*/*/throttling/burstLimit', 'many'), 'BadRequest', 'many'],
    [of('replace', '/*/*/logging/loglevel', 'DEBUG'), 'BadRequest', 'DEBUG'],
    [of('replace', '/*/*/metrics/enabled', 'yes'), 'BadRequest', 'yes'],
    [
      of('replace', '/*/*/caching/enabled', 'true'),
      'NotSupportedByLocalCloud',
      'caches of methods',
    ],
    [
      of('replace', '/*/*/caching/ttlInSeconds', '5'),
      'NotSupportedByLocalCloud',
      'caching/ttlInSeconds',
    ],
    [
      of('replace', '/~1orders/*/metrics/enabled', 'true'),
      'NotSupportedByLocalCloud',
      '~1orders/*',
    ],
    [of('replace', '/cacheClusterEnabled', 'true'), 'NotSupportedByLocalCloud', 'caches of stages'],
    [
      of('replace', '/canarySettings/percentTraffic', '5'),
      'NotSupportedByLocalCloud',
      '/canarySettings',
    ],
  ])('refuses the patch %j', async (change, code, message) => {
    const { patch } = await withStage();
    expect(await failure(patch(change))).toMatchObject(refused(code, message));
  });

  it('is changed by one at a time', async () => {
    const { patch } = await withStage();
    const log = (name: string) => [
      of('replace', '/accessLogSettings/format', '$context.requestId'),
      of(
        'replace',
        '/accessLogSettings/destinationArn',
        `arn:aws:logs:us-east-1:123456789012:log-group:${name}`,
      ),
    ];
    const both = await Promise.allSettled([patch(...log('a')), patch(...log('b'))]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: refused('Conflict', 'concurrent modification') });
  });
});
