import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { failure, fakeContext, START } from '../testing.ts';
import { channelOf, createWorld, jobOf, ROLE, SECOND, type World } from './testing.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012:training-job/rides-1';

let world: World;
beforeEach(() => {
  world = createWorld();
});

const create = (name = 'Rides-1', more = {}) =>
  world.sagemaker.CreateTrainingJob(jobOf(name, more));
const describeJob = (TrainingJobName = 'Rides-1') =>
  world.sagemaker.DescribeTrainingJob({ TrainingJobName });
const after = (seconds: number) => new Date(START + seconds * SECOND);

describe('a training job is refused', () => {
  test('whose name is taken, whatever the case of its letters', async () => {
    await create();
    expect(await failure(create('rides-1'))).toEqual({
      code: 'ResourceInUse',
      message:
        'Training job names must be unique within an AWS account and region, and a training job ' +
        `with this name already exists (${ARN})`,
    });
  });

  test('whose role SageMaker may not assume', async () => {
    world.answerWith(({ sdkId }) =>
      sdkId === 'STS' ? new AwsError('AccessDenied', 'No.') : undefined,
    );
    expect(await failure(create())).toEqual({
      code: 'ValidationException',
      message:
        `Could not assume role ${ROLE}. Please ensure that the role exists and allows principal ` +
        "'sagemaker.amazonaws.com' to assume the role.",
    });
  });

  test('whose data is not there, or may not be listed', async () => {
    world.answerWith(({ sdkId }) =>
      sdkId === 'S3' ? new AwsError('AccessDenied', 'No.') : undefined,
    );
    expect(await failure(create())).toEqual({
      code: 'ValidationException',
      message:
        'No S3 objects found under S3 URL "s3://rides/train/" given in input data source. Please ' +
        'ensure that the bucket exists in the selected region (us-east-1), that objects exist under ' +
        `that S3 prefix, and that the role "${ROLE}" has "s3:ListBucket" permissions on bucket "rides".`,
    });
  });

  test('with two channels of one name', async () => {
    const twice = create('a', { InputDataConfig: [channelOf('train'), channelOf('train')] });
    expect(await failure(twice)).toMatchObject({ code: 'ValidationException' });
  });

  test.each([
    ['EnableManagedSpotTraining', { EnableManagedSpotTraining: true }],
    ['one instance', { ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 2 } }],
    ['Pipe', { AlgorithmSpecification: { TrainingImage: 'x', TrainingInputMode: 'Pipe' } }],
    ['RecordIO', { InputDataConfig: [{ ...channelOf('train'), RecordWrapperType: 'RecordIO' }] }],
    ['VpcConfig', { VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] } }],
    ['CheckpointConfig', { CheckpointConfig: { S3Uri: 's3://rides/checkpoints' } }],
  ])('that asks for what is not served: %s', async (what, more) => {
    const { code, message } = await failure(create('a', more));
    expect(code).toBe('NotSupportedByLocalCloud');
    expect(message).toContain(what);
  });

  test('that is not there to be described', async () => {
    expect(await failure(describeJob('none'))).toEqual({
      code: 'ValidationException',
      message: 'Requested resource not found.',
    });
  });
});

test('creating one takes the right to it, to pass the role, and to tag where there are tags', () => {
  const { permissions } = world.service.operations.CreateTrainingJob;
  const input = jobOf('Rides-1', { Tags: [{ Key: 'team', Value: 'data' }] });
  expect(permissions(input, fakeContext())).toEqual([
    { action: 'sagemaker:CreateTrainingJob', resource: ARN },
    {
      action: 'iam:PassRole',
      resource: ROLE,
      conditions: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    },
    { action: 'sagemaker:AddTags', resource: ARN },
  ]);
});

describe('lists', () => {
  beforeEach(async () => {
    for (const name of ['tea-b', 'tea-a', 'coffee']) {
      await create(name);
      await world.pass(SECOND);
    }
  });

  const list = async (asked: object) => {
    const { TrainingJobSummaries = [], NextToken } = await world.sagemaker.ListTrainingJobs(asked);
    return { names: TrainingJobSummaries.map(({ TrainingJobName }) => TrainingJobName), NextToken };
  };

  test('are in the order of their creation, or by name, as asked', async () => {
    expect((await list({})).names).toEqual(['tea-b', 'tea-a', 'coffee']);
    const asked = { SortBy: 'Name', SortOrder: 'Descending' };
    expect((await list(asked)).names).toEqual(['tea-b', 'tea-a', 'coffee']);
    expect((await list({ SortBy: 'Name' })).names).toEqual(['coffee', 'tea-a', 'tea-b']);
  });

  test('hold what the filters leave', async () => {
    expect((await list({ NameContains: 'tea' })).names).toEqual(['tea-b', 'tea-a']);
    expect((await list({ CreationTimeAfter: after(1) })).names).toEqual(['tea-a', 'coffee']);
    expect((await list({ StatusEquals: 'Completed' })).names).toEqual([]);
  });

  test('come in pages', async () => {
    const first = await list({ MaxResults: 2 });
    expect(first.names).toEqual(['tea-b', 'tea-a']);
    expect(await list({ MaxResults: 2, NextToken: first.NextToken })).toEqual({
      names: ['coffee'],
    });
    expect(await failure(list({ NextToken: 'x' }))).toMatchObject({ code: 'ValidationException' });
  });
});

test('tags are those of the request and what is added', async () => {
  await create('Rides-1', { Tags: [{ Key: 'team', Value: 'data' }] });
  const Tags = [{ Key: 'stage', Value: 'dev' }];
  await world.sagemaker.AddTags({ ResourceArn: ARN, Tags });
  expect(await world.sagemaker.ListTags({ ResourceArn: ARN })).toEqual({
    Tags: [{ Key: 'team', Value: 'data' }, ...Tags],
  });
  expect(await failure(world.sagemaker.ListTags({ ResourceArn: `${ARN}0` }))).toMatchObject({
    code: 'ValidationException',
  });
});
