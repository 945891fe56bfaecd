import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { afterLoad, callable, failure, START } from '../testing.ts';
import {
  answered,
  configure,
  createWorld,
  IMAGE,
  MINUTE,
  ROLE,
  SECOND,
  type World,
} from './testing.ts';

const ENDPOINT = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/rides';

let world: World;
beforeEach(async () => {
  world = createWorld();
  await configure(world, 'one');
  await configure(world, 'two');
});

const describeRides = () => world.sagemaker.DescribeEndpoint({ EndpointName: 'rides' });
const update = (EndpointConfigName: string) =>
  world.sagemaker.UpdateEndpoint({ EndpointName: 'rides', EndpointConfigName });
const statusOf = async () => (await describeRides()).EndpointStatus;
const invoke = (more = {}) =>
  world.runtime.InvokeEndpoint({ EndpointName: 'rides', Body: Buffer.from('1,2'), ...more });

async function create(config = 'one', comesUp = true) {
  await world.sagemaker.CreateEndpoint({ EndpointName: 'rides', EndpointConfigName: config });
  await up(comesUp);
}

/** Lets the deployment come to the point where its server is started, and has it come up or not. */
async function up(comesUp = true) {
  await world.pass(MINUTE);
  const failed = { exitCode: 1, error: { name: 'Error', message: 'no model' } };
  world.servers.at(-1)!.comesUp(comesUp ? undefined : failed);
  await world.pass(0);
}

describe('the life of an endpoint', () => {
  test('is in service once its model answers', async () => {
    const { EndpointArn } = await world.sagemaker.CreateEndpoint({
      EndpointName: 'rides',
      EndpointConfigName: 'one',
    });
    expect(EndpointArn).toBe(ENDPOINT);
    expect(await describeRides()).toMatchObject({
      EndpointStatus: 'Creating',
      EndpointConfigName: 'one',
      PendingDeploymentSummary: { EndpointConfigName: 'one', StartTime: new Date(START) },
    });
    await world.pass(MINUTE);
    expect(await statusOf()).toBe('Creating');
    await up();
    const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 2 };
    const described = await describeRides();
    expect(described).toMatchObject({
      EndpointStatus: 'InService',
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          DeployedImages: [{ SpecifiedImage: IMAGE }],
          CurrentWeight: 1,
          CurrentServerlessConfig: ServerlessConfig,
        },
      ],
    });
    expect(described).not.toHaveProperty('PendingDeploymentSummary');
  });

  test('fails where the model does not come up, and can then only be deleted', async () => {
    await create('one', false);
    expect(await describeRides()).toMatchObject({
      EndpointStatus: 'Failed',
      FailureReason:
        'The primary container for production variant AllTraffic did not pass the ping health ' +
        'check. Please check CloudWatch logs for this endpoint.',
    });
    expect(await failure(update('two'))).toMatchObject({ code: 'ValidationException' });
    await world.sagemaker.DeleteEndpoint({ EndpointName: 'rides' });
    expect(await statusOf()).toBe('Deleting');
  });

  test('fails where the role may no longer read the model', async () => {
    world.answerWith(({ sdkId }) =>
      sdkId === 'S3' ? new AwsError('AccessDenied', 'No.') : undefined,
    );
    await world.sagemaker.CreateEndpoint({ EndpointName: 'rides', EndpointConfigName: 'one' });
    await world.pass(MINUTE);
    expect((await describeRides()).FailureReason).toBe(
      'Failed to download model data for container "container_1" from URL: ' +
        '"s3://rides/one/model.tar.gz". Please ensure that there is an object located at the URL and ' +
        'that the role passed to CreateModel has permissions to download the object.',
    );
  });

  test('fails where no runner is configured, and says which line is missing', async () => {
    world = createWorld({ hasRunner: false });
    await configure(world, 'one');
    await world.sagemaker.CreateEndpoint({ EndpointName: 'rides', EndpointConfigName: 'one' });
    await world.pass(MINUTE);
    expect((await describeRides()).FailureReason).toContain(
      '"runners": { "sagemaker": { "linear-learner": "<file>" } }',
    );
  });

  test('is told to EventBridge, whose statuses are written in capitals', async () => {
    await create();
    await update('two');
    const told = world.delivered().filter(({ sdkId }) => sdkId === 'EventBridge');
    const entries = told.map(({ input }) => (input as PutEventsCommandInput).Entries![0]!);
    expect(entries[0]!.DetailType).toBe('SageMaker Endpoint State Change');
    const statuses = entries.map(({ Detail = '' }) => JSON.parse(Detail).EndpointStatus);
    expect(statuses).toEqual(['CREATING', 'IN_SERVICE', 'UPDATING']);
  });

  test('ends with a while of being deleted, in which it answers no more', async () => {
    await create();
    await world.sagemaker.DeleteEndpoint({ EndpointName: 'rides' });
    expect(world.servers[0]!.isOver).toBe(true);
    expect(await statusOf()).toBe('Deleting');
    expect(await failure(invoke())).toMatchObject({ code: 'ValidationError' });
    await world.pass(MINUTE);
    expect(await failure(describeRides())).toEqual({
      code: 'ValidationException',
      message: `Could not find endpoint "${ENDPOINT}".`,
    });
  });
});

describe('an update', () => {
  beforeEach(() => create());

  test('lets what serves go on until the other has come up', async () => {
    world.servers[0]!.answer = () => answered(200, 'old');
    await update('two');
    await world.pass(MINUTE);
    expect(await describeRides()).toMatchObject({
      EndpointStatus: 'Updating',
      EndpointConfigName: 'one',
      PendingDeploymentSummary: {
        EndpointConfigName: 'two',
        ProductionVariants: [
          { VariantName: 'AllTraffic', VariantStatus: [{ Status: 'Creating' }] },
        ],
      },
    });
    expect(String((await invoke()).Body)).toBe('old');
    await up();
    world.servers[1]!.answer = () => answered(200, 'new');
    expect(await describeRides()).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'two',
    });
    expect(String((await invoke()).Body)).toBe('new');
    expect(world.servers.map(({ isOver }) => isOver)).toEqual([true, false]);
  });

  test('that fails leaves what serves, and says why until the next one', async () => {
    world.servers[0]!.answer = () => answered(200, 'old');
    await update('two');
    await up(false);
    expect(await describeRides()).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'one',
      FailureReason: expect.stringContaining('did not pass the ping health check'),
    });
    expect(String((await invoke()).Body)).toBe('old');
    await update('two');
    await up();
    const described = await describeRides();
    expect(described.EndpointConfigName).toBe('two');
    expect(described).not.toHaveProperty('FailureReason');
  });

  test('is refused while another one goes on, as a deletion is', async () => {
    await update('two');
    const refused = {
      code: 'ValidationException',
      message: `Cannot update in-progress endpoint "${ENDPOINT}".`,
    };
    expect(await failure(update('one'))).toEqual(refused);
    const deletion = world.sagemaker.DeleteEndpoint({ EndpointName: 'rides' });
    expect(await failure(deletion)).toEqual(refused);
  });

  test('is refused once the configuration that serves is deleted, which goes on serving', async () => {
    await world.sagemaker.DeleteEndpointConfig({ EndpointConfigName: 'one' });
    await world.sagemaker.DeleteModel({ ModelName: 'one' });
    expect(await failure(update('two'))).toMatchObject({
      message:
        'Could not find endpoint configuration ' +
        '"arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/one".',
    });
    world.servers[0]!.answer = () => answered(200, 'old');
    expect(String((await invoke()).Body)).toBe('old');
  });
});

describe('an invocation', () => {
  beforeEach(() => create());

  test('hands the model the request, and gives its answer', async () => {
    let asked: unknown;
    world.servers[0]!.answer = (request) => {
      asked = request;
      return answered(200, '3.5\n');
    };
    const answer = await invoke({ ContentType: 'text/csv', Accept: 'text/csv' });
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
    expect(await failure(invoke())).toEqual({
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
    expect(await failure(invoke())).toMatchObject(error);
  });

  test('is throttled above what a serverless endpoint takes at once', async () => {
    world.servers[0]!.answer = () => answered(200, '');
    const [, , third] = await Promise.allSettled([invoke(), invoke(), invoke()]);
    expect(third).toMatchObject({ status: 'rejected', reason: { code: 'ThrottlingException' } });
    await invoke();
  });

  test('starts the model again where its process is gone', async () => {
    world.servers[0]!.isOver = true;
    await invoke().catch(() => {});
    expect(world.servers).toHaveLength(2);
  });

  test('takes 4 MiB of a serverless endpoint, and 6 of instances', async () => {
    const most = (bytes: number) => ({
      code: 'ValidationError',
      message:
        "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have " +
        `length less than or equal to ${bytes}`,
    });
    const body = (bytes: number) => invoke({ Body: Buffer.alloc(bytes) });
    expect(await failure(body(4_194_305))).toEqual(most(4_194_304));
    await configure(world, 'three', { InstanceType: 'ml.m5.large', InitialInstanceCount: 1 });
    await update('three');
    await up();
    expect(await failure(body(6_291_457))).toEqual(most(6_291_456));
    world.servers.at(-1)!.answer = () => answered(200, '');
    await body(6_291_456);
  });

  test.each([
    [{ EndpointName: 'none' }, 'Endpoint none of account 123456789012 not found.'],
    [{ TargetVariant: 'none' }, 'Variant none not found for Request'],
  ])('of %j is refused', async (more, message) => {
    expect(await failure(invoke(more))).toEqual({ code: 'ValidationError', message });
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
  await up();
  await up();
  for (const server of world.servers) server.answer = () => answered(200, '');
  const invoked: (string | undefined)[] = [];
  for (let i = 0; i < 400; i++) invoked.push((await invoke()).InvokedProductionVariant);
  const share = invoked.filter((name) => name === 'a').length;
  // Three of four, give or take four standard deviations.
  expect(Math.abs(share - 300)).toBeLessThan(35);
  expect((await invoke({ TargetVariant: 'b' })).InvokedProductionVariant).toBe('b');
});

describe('models and configurations', () => {
  test.each([
    ['model', () => configure(world, 'one'), 'model', 'model/one'],
    [
      'endpoint configuration',
      () =>
        world.sagemaker.CreateEndpointConfig({
          EndpointConfigName: 'ONE',
          ProductionVariants: [
            {
              VariantName: 'a',
              ModelName: 'one',
              InstanceType: 'ml.m5.large',
              InitialInstanceCount: 1,
            },
          ],
        }),
      'endpoint configuration',
      'endpoint-config/one',
    ],
  ])('of a name that is taken are refused: %s', async (_, again, what, path) => {
    expect(await failure(again())).toEqual({
      code: 'ValidationException',
      message: `Cannot create already existing ${what} "arn:aws:sagemaker:us-east-1:123456789012:${path}".`,
    });
  });

  test('a configuration of a model that is not there is refused', async () => {
    const variant = { VariantName: 'a', ModelName: 'none', InstanceType: 'ml.m5.large' as const };
    const create = world.sagemaker.CreateEndpointConfig({
      EndpointConfigName: 'three',
      ProductionVariants: [{ ...variant, InitialInstanceCount: 1 }],
    });
    expect(await failure(create)).toMatchObject({
      message: 'Could not find model "arn:aws:sagemaker:us-east-1:123456789012:model/none".',
    });
  });

  test.each([
    ['neither instances nor serverless', {}],
    ['instances without a number', { InstanceType: 'ml.m5.large' }],
    [
      'both',
      {
        InstanceType: 'ml.m5.large',
        ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 },
      },
    ],
    ['a memory size in between', { ServerlessConfig: { MemorySizeInMB: 1500, MaxConcurrency: 1 } }],
    ['too much concurrency', { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 201 } }],
  ])('a variant is refused that has %s', async (_, variant) => {
    const create = world.sagemaker.CreateEndpointConfig({
      EndpointConfigName: 'three',
      ProductionVariants: [{ VariantName: 'a', ModelName: 'one', ...(variant as object) }],
    });
    expect(await failure(create)).toMatchObject({ code: 'ValidationException' });
  });

  test.each([
    [404, 'Could not find model data at s3://rides/three/model.tar.gz.'],
    [
      403,
      'Could not access model data at s3://rides/three/model.tar.gz. Please ensure that the role ' +
        `"${ROLE}" exists and that its trust relationship policy allows the action "sts:AssumeRole" ` +
        'for the service principal "sagemaker.amazonaws.com". Also ensure that the role has ' +
        '"s3:GetObject" permissions and that the object is located in us-east-1.',
    ],
  ])('a model is refused whose data answers %i', async (status, message) => {
    world.answerWith(({ sdkId }) =>
      sdkId === 'S3' ? new AwsError('NoSuchKey', 'No.', { status }) : undefined,
    );
    expect(await failure(configure(world, 'three'))).toEqual({
      code: 'ValidationException',
      message,
    });
  });

  test('are shown as they were made, with defaults', async () => {
    expect(await world.sagemaker.DescribeModel({ ModelName: 'one' })).toEqual({
      ModelName: 'one',
      ModelArn: 'arn:aws:sagemaker:us-east-1:123456789012:model/one',
      PrimaryContainer: {
        Image: IMAGE,
        Mode: 'SingleModel',
        ModelDataUrl: 's3://rides/one/model.tar.gz',
        Environment: {},
      },
      ExecutionRoleArn: ROLE,
      CreationTime: new Date(START),
      EnableNetworkIsolation: false,
    });
    const { ProductionVariants } = await world.sagemaker.DescribeEndpointConfig({
      EndpointConfigName: 'one',
    });
    expect(ProductionVariants).toMatchObject([{ InitialVariantWeight: 1, ModelName: 'one' }]);
    const { Models } = await world.sagemaker.ListModels({ SortBy: 'Name', SortOrder: 'Ascending' });
    expect(Models!.map(({ ModelName }) => ModelName)).toEqual(['one', 'two']);
  });
});

test('an endpoint is updated to its end, and served again, after a load', async () => {
  await create();
  await update('two');
  await world.pass(30 * SECOND);
  const { cloud, service } = afterLoad(world, world.createIn);
  const loaded = callable(service);
  expect(await loaded.DescribeEndpoint({ EndpointName: 'rides' })).toEqual(await describeRides());
  await cloud.clock.advance(30 * SECOND);
  world.servers.at(-1)!.comesUp();
  await cloud.clock.advance(0);
  const { Endpoints } = await loaded.ListEndpoints({ StatusEquals: 'InService' });
  expect(Endpoints).toMatchObject([{ EndpointName: 'rides', EndpointArn: ENDPOINT }]);
  expect(await loaded.DescribeEndpoint({ EndpointName: 'rides' })).toMatchObject({
    EndpointConfigName: 'two',
  });
});
