import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, test } from 'vitest';
import { afterLoad, callable, failure, START } from '../testing.ts';
import { channelOf, createWorld, jobOf, MINUTE, ROLE, SECOND, type World } from './testing.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:123456789012:training-job/rides-1';

let world: World;
beforeEach(() => {
  world = createWorld();
});

const create = (name = 'Rides-1', more = {}) =>
  world.sagemaker.CreateTrainingJob(jobOf(name, more));
const describeJob = (TrainingJobName = 'Rides-1') =>
  world.sagemaker.DescribeTrainingJob({ TrainingJobName });
const statusOf = async () => {
  const { TrainingJobStatus, SecondaryStatus } = await describeJob();
  return `${TrainingJobStatus} ${SecondaryStatus}`;
};
const after = (seconds: number) => new Date(START + seconds * SECOND);

/** Until the algorithm is at work. */
async function training() {
  await create();
  await world.pass(40 * SECOND);
  return world.jobs[0]!;
}

describe('the life of a training job', () => {
  test('goes from status to status, with their times, by the clock', async () => {
    expect(await create()).toEqual({ TrainingJobArn: ARN });
    expect(await statusOf()).toBe('InProgress Starting');
    await world.pass(30 * SECOND);
    expect(await statusOf()).toBe('InProgress Downloading');
    await world.pass(10 * SECOND);
    expect(await statusOf()).toBe('InProgress Training');
    world.jobs[0]!.end({ result: { metrics: { 'validation:rmse': 2.5 } } });
    await world.pass(4 * SECOND);
    expect(await statusOf()).toBe('InProgress Uploading');
    await world.pass(SECOND);
    expect(await describeJob()).toMatchObject({
      TrainingJobStatus: 'Completed',
      SecondaryStatus: 'Completed',
      ModelArtifacts: { S3ModelArtifacts: 's3://rides/models/Rides-1/output/model.tar.gz' },
      FinalMetricDataList: [{ MetricName: 'validation:rmse', Value: 2.5, Timestamp: after(40) }],
      CreationTime: after(0),
      TrainingStartTime: after(30),
      TrainingEndTime: after(45),
      LastModifiedTime: after(45),
      TrainingTimeInSeconds: 15,
      BillableTimeInSeconds: 15,
      SecondaryStatusTransitions: [
        { Status: 'Starting', StartTime: after(0), EndTime: after(30) },
        { Status: 'Downloading', StartTime: after(30), EndTime: after(40) },
        { Status: 'Training', StartTime: after(40), EndTime: after(40) },
        { Status: 'Uploading', StartTime: after(40), EndTime: after(45) },
        { Status: 'Completed', StartTime: after(45), EndTime: after(45) },
      ],
    });
  });

  test('hands the algorithm what the request says, and the role', async () => {
    const { request } = await training();
    expect(request).toMatchObject({
      module: '/runner.ts',
      roleArn: ROLE,
      input: {
        command: 'train',
        TrainingJobName: 'Rides-1',
        HyperParameters: {},
        InputDataConfig: [channelOf('train')],
        ModelArtifact: 's3://rides/models/Rides-1/output/model.tar.gz',
      },
    });
  });

  test('logs what the algorithm prints in the name of the role', async () => {
    (await training()).request.onLine('hello');
    await world.pass(0);
    const [put] = world.cloud.calls.filter(({ operation }) => operation === 'PutLogEvents');
    expect(put).toMatchObject({
      principal: { roleArn: ROLE },
      input: {
        logGroupName: '/aws/sagemaker/TrainingJobs',
        logStreamName: `Rides-1/algo-1-${(START + 30 * SECOND) / SECOND}`,
        logEvents: [{ timestamp: START + 40 * SECOND, message: 'hello' }],
      },
    });
  });

  test('is told to EventBridge', async () => {
    await create('Rides-1', { Tags: [{ Key: 'team', Value: 'data' }] });
    await world.pass(40 * SECOND);
    world.jobs[0]!.end({ exitCode: 1, error: { name: 'ClientError', message: 'no rows' } });
    await world.pass(0);
    const told = world.delivered().filter(({ sdkId }) => sdkId === 'EventBridge');
    const entries = told.map(({ input }) => (input as PutEventsCommandInput).Entries![0]!);
    const details = entries.map(({ Detail = '' }) => JSON.parse(Detail));
    expect(details.map(({ SecondaryStatus }) => SecondaryStatus)).toEqual([
      'Starting',
      'Downloading',
      'Training',
      'Failed',
    ]);
    expect(entries[3]).toMatchObject({
      Source: 'aws.sagemaker',
      DetailType: 'SageMaker Training Job State Change',
      Resources: [ARN],
    });
    expect(details[3]).toMatchObject({
      TrainingJobName: 'Rides-1',
      TrainingJobStatus: 'Failed',
      FailureReason: 'ClientError: no rows',
      TrainingEndTime: START + 40 * SECOND,
      Tags: { team: 'data' },
    });
  });

  test.each([
    [{ name: 'ClientError', message: 'no rows' }, 'ClientError: no rows'],
    [{ name: 'TypeError', message: 'x is not a function' }, 'AlgorithmError: x is not a function'],
    [
      { name: 'OutOfMemory', message: '' },
      'ClientError: Please use an instance type with more memory, or reduce the size of training data processed on an instance.',
    ],
    [{ name: 'ClientError', message: 'x'.repeat(2000) }, `ClientError: ${'x'.repeat(1011)}`],
  ])('ends as failed with %j', async (error, FailureReason) => {
    (await training()).end({ exitCode: 1, error });
    await world.pass(SECOND);
    const job = await describeJob();
    expect(job).toMatchObject({ TrainingJobStatus: 'Failed', SecondaryStatus: 'Failed' });
    expect(job.FailureReason).toBe(FailureReason);
    expect(job.ModelArtifacts).toEqual({ S3ModelArtifacts: undefined });
  });

  test('ends as failed with a result that is none', async () => {
    (await training()).end({ result: { metrics: { 'train:mse': null } } });
    await world.pass(SECOND);
    expect((await describeJob()).FailureReason).toBe(
      'AlgorithmError: The result of the runner is not { "metrics": { "<name>": <number>, ... } }.',
    );
  });

  test('ends as failed where no runner is configured, and says which line is missing', async () => {
    world = createWorld({ hasRunner: false });
    await training();
    expect((await describeJob()).FailureReason).toBe(
      'AlgorithmError: Nothing runs it in the local cloud: local-cloud.config.json has no ' +
        '"runners": { "sagemaker": { "linear-learner": "<file>" } }.',
    );
  });

  test('ends when it has run for as long as it may', async () => {
    const job = await training();
    await world.pass(10 * MINUTE - 10 * SECOND);
    expect(job.isStopped).toBe(true);
    expect(await describeJob()).toMatchObject({
      TrainingJobStatus: 'Stopped',
      SecondaryStatus: 'MaxRuntimeExceeded',
      BillableTimeInSeconds: 600,
    });
  });
});

describe('stopping a training job', () => {
  test.each([
    ['before the algorithm began', 20, 0],
    ['while it is at work', 40, 1],
  ])('%s', async (_, seconds, jobs) => {
    await create();
    await world.pass(seconds * SECOND);
    await world.sagemaker.StopTrainingJob({ TrainingJobName: 'Rides-1' });
    expect(await statusOf()).toBe('Stopping Stopping');
    await world.pass(MINUTE);
    expect(await statusOf()).toBe('Stopped Stopped');
    expect(world.jobs.map(({ isStopped }) => isStopped)).toEqual(Array(jobs).fill(true));
  });

  test('is refused for one that is over', async () => {
    (await training()).end();
    await world.pass(MINUTE);
    const stop = world.sagemaker.StopTrainingJob({ TrainingJobName: 'Rides-1' });
    expect(await failure(stop)).toEqual({
      code: 'ValidationException',
      message: 'The request was rejected because the training job is in status Completed.',
    });
  });
});

test('a job goes on after a load, where it was', async () => {
  await create();
  await world.pass(35 * SECOND);
  const { cloud, service } = afterLoad(world, world.createIn);
  const loaded = callable(service);
  expect(await loaded.DescribeTrainingJob({ TrainingJobName: 'Rides-1' })).toEqual(
    await describeJob(),
  );
  await cloud.clock.advance(5 * SECOND);
  world.jobs[0]!.end();
  await cloud.clock.advance(5 * SECOND);
  expect(await loaded.DescribeTrainingJob({ TrainingJobName: 'Rides-1' })).toMatchObject({
    TrainingJobStatus: 'Completed',
  });
});
