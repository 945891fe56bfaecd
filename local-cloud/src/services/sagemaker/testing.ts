import type { CreateTrainingJobCommandInput } from '@aws-sdk/client-sagemaker';
import type { Json } from '../../core/json.ts';
import { answeringCloud, callable, type FakeCloud, fakeJobHost } from '../testing.ts';
import { createSageMaker } from './index.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/learner';
export const IMAGE = '382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1';
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** SageMaker in a cloud whose other services answer as they are told, and whose jobs the test ends. */
export function createWorld({ hasRunner = true } = {}) {
  const world = answeringCloud();
  const fake = fakeJobHost();
  if (!hasRunner) fake.host.runnerOf = () => undefined;
  const reported: string[] = [];
  const options = { host: fake.host, report: (problem: string) => void reported.push(problem) };
  const createIn = (cloud: FakeCloud) => createSageMaker(cloud, options).service;
  const { service, runtime } = createSageMaker(world.cloud, options);
  return {
    ...world,
    ...fake,
    reported,
    service,
    createIn,
    sagemaker: callable(service),
    runtime: callable(runtime),
    pass: (ms: number) => world.cloud.clock.advance(ms),
  };
}

export type World = ReturnType<typeof createWorld>;

export function jobOf(
  TrainingJobName: string,
  more: Partial<CreateTrainingJobCommandInput> = {},
): CreateTrainingJobCommandInput {
  return {
    TrainingJobName,
    AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
    RoleArn: ROLE,
    InputDataConfig: [channelOf('train')],
    OutputDataConfig: { S3OutputPath: 's3://rides/models/' },
    ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 5 },
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
    ...more,
  };
}

export function channelOf(ChannelName: string) {
  const S3DataSource = { S3DataType: 'S3Prefix' as const, S3Uri: `s3://rides/${ChannelName}/` };
  return { ChannelName, DataSource: { S3DataSource }, ContentType: 'text/csv' };
}

/** A model, and a configuration of the same name, serverless where no other variant is given. */
export async function configure(
  { sagemaker }: Pick<World, 'sagemaker'>,
  name: string,
  variant: object = { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 2 } },
): Promise<void> {
  await sagemaker.CreateModel({
    ModelName: name,
    PrimaryContainer: { Image: IMAGE, ModelDataUrl: `s3://rides/${name}/model.tar.gz` },
    ExecutionRoleArn: ROLE,
  });
  await sagemaker.CreateEndpointConfig({
    EndpointConfigName: name,
    ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: name, ...variant }],
  });
}

/** What a model answers. */
export function answered(status: number, body: string) {
  const result: Json = {
    status,
    contentType: 'text/csv',
    body: Buffer.from(body).toString('base64'),
  };
  return { exitCode: 0, result };
}

/** A world with two configurations, `one` and `two`, and what tests do with the endpoint `rides`. */
export async function createEndpointWorld(options = {}) {
  const world = createWorld(options);
  const { sagemaker, runtime, servers, pass } = world;
  await configure(world, 'one');
  await configure(world, 'two');
  /** Lets the deployment come to where its server is started, and has that come up or not. */
  const up = async (comesUp = true) => {
    await pass(MINUTE);
    const failed = { exitCode: 1, error: { name: 'Error', message: 'no model' } };
    servers.at(-1)!.comesUp(comesUp ? undefined : failed);
    await pass(0);
  };
  return {
    ...world,
    up,
    create: async (EndpointConfigName = 'one', comesUp = true) => {
      await sagemaker.CreateEndpoint({ EndpointName: 'rides', EndpointConfigName });
      await up(comesUp);
    },
    update: (EndpointConfigName: string) =>
      sagemaker.UpdateEndpoint({ EndpointName: 'rides', EndpointConfigName }),
    describe: () => sagemaker.DescribeEndpoint({ EndpointName: 'rides' }),
    invoke: (more = {}) =>
      runtime.InvokeEndpoint({ EndpointName: 'rides', Body: Buffer.from('1,2'), ...more }),
  };
}

export type EndpointWorld = Awaited<ReturnType<typeof createEndpointWorld>>;
