import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { failure, START } from '../testing.ts';
import { configure, createEndpointWorld, type EndpointWorld, IMAGE, ROLE } from './testing.ts';

let world: EndpointWorld;
beforeEach(async () => {
  world = await createEndpointWorld();
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
