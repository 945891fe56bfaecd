import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { afterLoad, callable, failure, START } from '../testing.ts';
import {
  answered,
  createEndpointWorld,
  type EndpointWorld,
  IMAGE,
  MINUTE,
  SECOND,
} from './testing.ts';

const ENDPOINT = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/rides';

let world: EndpointWorld;
beforeEach(async () => {
  world = await createEndpointWorld();
});

describe('the life of an endpoint', () => {
  test('is in service once its model answers', async () => {
    const { EndpointArn } = await world.sagemaker.CreateEndpoint({
      EndpointName: 'rides',
      EndpointConfigName: 'one',
    });
    expect(EndpointArn).toBe(ENDPOINT);
    expect(await world.describe()).toMatchObject({
      EndpointStatus: 'Creating',
      EndpointConfigName: 'one',
      PendingDeploymentSummary: { EndpointConfigName: 'one', StartTime: new Date(START) },
    });
    await world.pass(MINUTE);
    expect((await world.describe()).EndpointStatus).toBe('Creating');
    await world.up();
    const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 2 };
    const described = await world.describe();
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
    await world.create('one', false);
    expect(await world.describe()).toMatchObject({
      EndpointStatus: 'Failed',
      FailureReason:
        'The primary container for production variant AllTraffic did not pass the ping health ' +
        'check. Please check CloudWatch logs for this endpoint.',
    });
    expect(await failure(world.update('two'))).toMatchObject({ code: 'ValidationException' });
    await world.sagemaker.DeleteEndpoint({ EndpointName: 'rides' });
    expect((await world.describe()).EndpointStatus).toBe('Deleting');
  });

  test('fails where the role may no longer read the model', async () => {
    world.answerWith(({ sdkId }) =>
      sdkId === 'S3' ? new AwsError('AccessDenied', 'No.') : undefined,
    );
    await world.sagemaker.CreateEndpoint({ EndpointName: 'rides', EndpointConfigName: 'one' });
    await world.pass(MINUTE);
    expect((await world.describe()).FailureReason).toBe(
      'Failed to download model data for container "container_1" from URL: ' +
        '"s3://rides/one/model.tar.gz". Please ensure that there is an object located at the URL and ' +
        'that the role passed to CreateModel has permissions to download the object.',
    );
  });

  test('fails where no runner is configured, and says which line is missing', async () => {
    world = await createEndpointWorld({ hasRunner: false });
    await world.sagemaker.CreateEndpoint({ EndpointName: 'rides', EndpointConfigName: 'one' });
    await world.pass(MINUTE);
    expect((await world.describe()).FailureReason).toContain(
      '"runners": { "sagemaker": { "linear-learner": "<file>" } }',
    );
  });

  test('is told to EventBridge, whose statuses are written in capitals', async () => {
    await world.create();
    await world.update('two');
    const told = world.delivered().filter(({ sdkId }) => sdkId === 'EventBridge');
    const entries = told.map(({ input }) => (input as PutEventsCommandInput).Entries![0]!);
    expect(entries[0]!.DetailType).toBe('SageMaker Endpoint State Change');
    const statuses = entries.map(({ Detail = '' }) => JSON.parse(Detail).EndpointStatus);
    expect(statuses).toEqual(['CREATING', 'IN_SERVICE', 'UPDATING']);
  });

  test('ends with a while of being deleted, in which it answers no more', async () => {
    await world.create();
    await world.sagemaker.DeleteEndpoint({ EndpointName: 'rides' });
    expect(world.servers[0]!.isOver).toBe(true);
    expect((await world.describe()).EndpointStatus).toBe('Deleting');
    expect(await failure(world.invoke())).toMatchObject({ code: 'ValidationError' });
    await world.pass(MINUTE);
    expect(await failure(world.describe())).toEqual({
      code: 'ValidationException',
      message: `Could not find endpoint "${ENDPOINT}".`,
    });
  });
});

describe('an update', () => {
  beforeEach(() => world.create());

  test('lets what serves go on until the other has come up', async () => {
    world.servers[0]!.answer = () => answered(200, 'old');
    await world.update('two');
    await world.pass(MINUTE);
    expect(await world.describe()).toMatchObject({
      EndpointStatus: 'Updating',
      EndpointConfigName: 'one',
      PendingDeploymentSummary: {
        EndpointConfigName: 'two',
        ProductionVariants: [
          { VariantName: 'AllTraffic', VariantStatus: [{ Status: 'Creating' }] },
        ],
      },
    });
    expect(String((await world.invoke()).Body)).toBe('old');
    await world.up();
    world.servers[1]!.answer = () => answered(200, 'new');
    expect(await world.describe()).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'two',
    });
    expect(String((await world.invoke()).Body)).toBe('new');
    expect(world.servers.map(({ isOver }) => isOver)).toEqual([true, false]);
  });

  test('that fails leaves what serves, and says why until the next one', async () => {
    world.servers[0]!.answer = () => answered(200, 'old');
    await world.update('two');
    await world.up(false);
    expect(await world.describe()).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'one',
      FailureReason: expect.stringContaining('did not pass the ping health check'),
    });
    expect(String((await world.invoke()).Body)).toBe('old');
    await world.update('two');
    await world.up();
    const described = await world.describe();
    expect(described.EndpointConfigName).toBe('two');
    expect(described).not.toHaveProperty('FailureReason');
  });

  test('is refused while another one goes on, as a deletion is', async () => {
    await world.update('two');
    const refused = {
      code: 'ValidationException',
      message: `Cannot update in-progress endpoint "${ENDPOINT}".`,
    };
    expect(await failure(world.update('one'))).toEqual(refused);
    const deletion = world.sagemaker.DeleteEndpoint({ EndpointName: 'rides' });
    expect(await failure(deletion)).toEqual(refused);
  });

  test('is refused once the configuration that serves is deleted, which goes on serving', async () => {
    await world.sagemaker.DeleteEndpointConfig({ EndpointConfigName: 'one' });
    await world.sagemaker.DeleteModel({ ModelName: 'one' });
    expect(await failure(world.update('two'))).toMatchObject({
      message:
        'Could not find endpoint configuration ' +
        '"arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/one".',
    });
    world.servers[0]!.answer = () => answered(200, 'old');
    expect(String((await world.invoke()).Body)).toBe('old');
  });
});

test('an endpoint is updated to its end, and served again, after a load', async () => {
  await world.create();
  await world.update('two');
  await world.pass(30 * SECOND);
  const { cloud, service } = afterLoad(world, world.createIn);
  const loaded = callable(service);
  expect(await loaded.DescribeEndpoint({ EndpointName: 'rides' })).toEqual(await world.describe());
  await cloud.clock.advance(30 * SECOND);
  world.servers.at(-1)!.comesUp();
  await cloud.clock.advance(0);
  const { Endpoints } = await loaded.ListEndpoints({ StatusEquals: 'InService' });
  expect(Endpoints).toMatchObject([{ EndpointName: 'rides', EndpointArn: ENDPOINT }]);
  expect(await loaded.DescribeEndpoint({ EndpointName: 'rides' })).toMatchObject({
    EndpointConfigName: 'two',
  });
});
