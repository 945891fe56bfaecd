import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { answered, configure, createEndpointWorld, type EndpointWorld } from './testing.ts';

let world: EndpointWorld;
beforeEach(async () => {
  world = await createEndpointWorld();
});

describe('an invocation', () => {
  beforeEach(() => world.create());

  test('hands the model the request, and gives its answer', async () => {
    let asked: unknown;
    world.servers[0]!.answer = (request) => {
      asked = request;
      return answered(200, '3.5\n');
    };
    const answer = await world.invoke({ ContentType: 'text/csv', Accept: 'text/csv' });
    expect(asked).toEqual({
      ContentType: 'text/csv',
      Accept: 'text/csv',
      Body: Buffer.from('1,2').toString('base64'),
    });
    expect(answer).toMatchObject({
      ContentType: 'text/csv',
      InvokedProductionVariant: 'AllTraffic',
    });
    expect(String(answer.Body)).toBe('3.5\n');
  });

  test('that the model refuses is a ModelError, which is measured', async () => {
    world.servers[0]!.answer = () => answered(415, 'content-type x not supported');
    const group = '/aws/sagemaker/Endpoints/rides';
    expect(await failure(world.invoke())).toEqual({
      code: 'ModelError',
      message:
        'Received client error (415) from primary with message "content-type x not supported". See ' +
        'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEventViewer:' +
        `group=${group} in account 123456789012 for more information.`,
      OriginalStatusCode: 415,
      OriginalMessage: 'content-type x not supported',
      LogStreamArn: `arn:aws:logs:us-east-1:123456789012:log-group:${group}`,
    });
    const metrics = world.cloud.measured.map(({ name, value }) => `${name} ${value}`);
    expect(metrics).toEqual(['Invocations 1', 'Invocation4XXErrors 1', 'Invocation5XXErrors 0']);
  });

  test.each([
    ['fails', { exitCode: 1, error: { name: 'Error', message: 'boom' } }, 'boom'],
    ['answers nonsense', { exitCode: 0, result: 7 }, 'The model gave no answer.'],
  ])('of a model that %s is a ModelError of 500', async (_, end, OriginalMessage) => {
    world.servers[0]!.answer = () => end;
    const error = { code: 'ModelError', OriginalStatusCode: 500, OriginalMessage };
    expect(await failure(world.invoke())).toMatchObject(error);
  });

  test('is throttled above what a serverless endpoint takes at once', async () => {
    world.servers[0]!.answer = () => answered(200, '');
    const [, , third] = await Promise.allSettled([world.invoke(), world.invoke(), world.invoke()]);
    expect(third).toMatchObject({ status: 'rejected', reason: { code: 'ThrottlingException' } });
    await world.invoke();
  });

  test('starts the model again where its process is gone', async () => {
    world.servers[0]!.isOver = true;
    await world.invoke().catch(() => {});
    expect(world.servers).toHaveLength(2);
  });

  test('takes 4 MiB of a serverless endpoint, and 6 of instances', async () => {
    const most = (bytes: number) => ({
      code: 'ValidationError',
      message:
        "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have " +
        `length less than or equal to ${bytes}`,
    });
    const body = (bytes: number) => world.invoke({ Body: Buffer.alloc(bytes) });
    expect(await failure(body(4_194_305))).toEqual(most(4_194_304));
    await configure(world, 'three', { InstanceType: 'ml.m5.large', InitialInstanceCount: 1 });
    await world.update('three');
    await world.up();
    expect(await failure(body(6_291_457))).toEqual(most(6_291_456));
    world.servers.at(-1)!.answer = () => answered(200, '');
    await body(6_291_456);
  });

  test.each([
    [{ EndpointName: 'none' }, 'Endpoint none of account 123456789012 not found.'],
    [{ TargetVariant: 'none' }, 'Variant none not found for Request'],
  ])('of %j is refused', async (more, message) => {
    expect(await failure(world.invoke(more))).toEqual({ code: 'ValidationError', message });
  });
});

test('requests are spread over variants by their weights', async () => {
  const on = { InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 1 };
  await world.sagemaker.CreateEndpointConfig({
    EndpointConfigName: 'both',
    ProductionVariants: [
      { VariantName: 'a', ModelName: 'one', InitialVariantWeight: 3, ...on },
      { VariantName: 'b', ModelName: 'two', InitialVariantWeight: 1, ...on },
    ],
  });
  await world.sagemaker.CreateEndpoint({ EndpointName: 'rides', EndpointConfigName: 'both' });
  await world.up();
  await world.up();
  for (const server of world.servers) server.answer = () => answered(200, '');
  const invoked: (string | undefined)[] = [];
  for (let i = 0; i < 400; i++) invoked.push((await world.invoke()).InvokedProductionVariant);
  const share = invoked.filter((name) => name === 'a').length;
  // Three of four, give or take four standard deviations.
  expect(Math.abs(share - 300)).toBeLessThan(35);
  expect((await world.invoke({ TargetVariant: 'b' })).InvokedProductionVariant).toBe('b');
});
