import { NormalizedSchema } from '@smithy/core/schema';
import { expect, test } from 'vitest';
import { CloudClock } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { SeededRandom } from '../../random.ts';
import type { IntegrationPorts } from './attempt.ts';
import type { AwsCalls, OperationShape } from './aws-calls.ts';
import { createTasks } from './tasks.ts';
import { requestFor, Seen } from './testing.ts';

/** Members of these operations, as in their API models; what is inside of them is any JSON. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  startJobRun: ['JobName', 'JobRunId'],
  getJobRun: ['JobName', 'RunId', 'JobRun'],
  batchStopJobRun: ['JobName', 'JobRunIds'],
  createTrainingJob: ['TrainingJobName', 'TrainingJobArn'],
  describeTrainingJob: ['TrainingJobName', 'TrainingJobStatus', 'ModelArtifacts'],
  stopTrainingJob: ['TrainingJobName'],
  runTask: ['cluster', 'taskDefinition', 'tasks', 'failures'],
  describeTasks: ['cluster', 'tasks'],
  stopTask: ['cluster', 'task'],
};
const DOCUMENT = 15;

function shapeOf(service: string, action: string): OperationShape | undefined {
  const names = MEMBERS[action];
  if (names === undefined) return undefined;
  const types = names.map(() => DOCUMENT);
  const schema = NormalizedSchema.of([3, service, action, 0, [...names], types] as never);
  const operation = action.charAt(0).toUpperCase() + action.slice(1);
  return { sdkId: service, operation, input: schema, output: schema, error: () => undefined };
}

function world(answers: Readonly<Record<string, () => JsonObject>>) {
  const clock = new CloudClock({ frozen: true, start: 0 });
  const calls: { operation: string; input: object; at: number }[] = [];
  const services: AwsCalls = {
    call: async (_caller, _sdkId, operation, input) => {
      calls.push({ operation, input, at: clock.now() });
      return answers[operation]?.() ?? {};
    },
    shape: async (service, action) => shapeOf(service, action),
    knownShape: shapeOf,
  };
  const tasks = createTasks({
    calls: services,
    clock,
    random: new SeededRandom('jobs'),
  } as Partial<IntegrationPorts> as IntegrationPorts);
  const start = async (resource: string, parameters: JsonObject) => {
    const seen = new Seen();
    seen.cancel = tasks.start(requestFor(resource, parameters), seen).cancel;
    await clock.idle();
    return seen;
  };
  return { clock, calls, start };
}

const GLUE = 'arn:aws:states:::glue:startJobRun.sync';
const SAGEMAKER = 'arn:aws:states:::sagemaker:createTrainingJob.sync';
const ECS = 'arn:aws:states:::ecs:runTask.sync';

test('a Glue job is looked at until it has ended; its run is the result', async () => {
  let state = 'RUNNING';
  const { clock, calls, start } = world({
    StartJobRun: () => ({ JobRunId: 'jr_1' }),
    GetJobRun: () => ({ JobRun: { Id: 'jr_1', JobRunState: state } }),
  });
  const seen = await start(GLUE, { JobName: 'etl' });
  expect(seen.submission).toMatchObject({ JobRunId: 'jr_1' });
  await clock.advance(10_000);
  expect(seen.told).toEqual(['started', 'submitted']);
  state = 'SUCCEEDED';
  await clock.advance(60_000);
  expect(seen.output).toEqual({ Id: 'jr_1', JobRunState: 'SUCCEEDED' });
  expect(calls[1]).toMatchObject({ input: { JobName: 'etl', RunId: 'jr_1' } });
});

test('a job is looked at often at first and once in half a minute later', async () => {
  const { clock, calls, start } = world({
    StartJobRun: () => ({ JobRunId: 'jr_1' }),
    GetJobRun: () => ({ JobRun: { JobRunState: 'RUNNING' } }),
  });
  const seen = await start(GLUE, { JobName: 'etl' });
  await clock.advance(300_000);
  const looks = calls.filter(({ operation }) => operation === 'GetJobRun').map(({ at }) => at);
  expect(looks.slice(0, 3)).toEqual([1000, 2500, 4750]);
  expect(looks.at(-1)! - looks.at(-2)!).toBe(30_000);
  expect(seen.heartbeats).toHaveLength(looks.length);
});

test.each(['FAILED', 'TIMEOUT', 'STOPPED', 'ERROR'])(
  'a Glue job that ended %s fails the task with its run',
  async (JobRunState) => {
    const { clock, start } = world({
      StartJobRun: () => ({ JobRunId: 'jr_1' }),
      GetJobRun: () => ({ JobRun: { JobRunState, ErrorMessage: 'bad rows' } }),
    });
    const seen = await start(GLUE, { JobName: 'etl' });
    await clock.advance(1000);
    expect(seen.failure).toEqual({
      error: 'States.TaskFailed',
      cause: JSON.stringify({ JobRunState, ErrorMessage: 'bad rows' }),
    });
  },
);

test('a job whose result is not wanted any more is stopped and not looked at again', async () => {
  const { clock, calls, start } = world({ StartJobRun: () => ({ JobRunId: 'jr_1' }) });
  const seen = await start(GLUE, { JobName: 'etl' });
  seen.cancel('timeout');
  await clock.advance(60_000);
  expect(calls.map(({ operation }) => operation)).toEqual(['StartJobRun', 'BatchStopJobRun']);
  expect(calls[1]?.input).toEqual({ JobName: 'etl', JobRunIds: ['jr_1'] });
});

test('a training job is known by its name, and its description is the result', async () => {
  const { clock, calls, start } = world({
    CreateTrainingJob: () => ({ TrainingJobArn: 'arn:job' }),
    DescribeTrainingJob: () => ({
      TrainingJobStatus: 'Completed',
      ModelArtifacts: { S3ModelArtifacts: 's3://b/model.tar.gz' },
    }),
  });
  const seen = await start(SAGEMAKER, { TrainingJobName: 'train-1' });
  await clock.advance(1000);
  expect(calls[1]?.input).toEqual({ TrainingJobName: 'train-1' });
  expect(seen.output).toMatchObject({ TrainingJobStatus: 'Completed' });
});

test('a refusal of SageMaker has its own name', async () => {
  const { start } = world({
    CreateTrainingJob: () => {
      throw new AwsError('ValidationException', 'No such image');
    },
  });
  const seen = await start(SAGEMAKER, { TrainingJobName: 'train-1' });
  expect(seen.failure).toMatchObject({
    error: 'SageMaker.AmazonSageMakerException',
    phase: 'submit',
  });
});

test('an ECS task succeeds when all its containers ended with 0', async () => {
  const task = { TaskArn: 'arn:task', LastStatus: 'STOPPED', Containers: [{ ExitCode: 0 }] };
  const { clock, calls, start } = world({
    RunTask: () => ({ tasks: [{ TaskArn: 'arn:task' }], failures: [] }),
    DescribeTasks: () => ({ tasks: [task] }),
  });
  const seen = await start(ECS, { Cluster: 'main', TaskDefinition: 'pack' });
  await clock.advance(1000);
  expect(calls[1]?.input).toEqual({ cluster: 'main', tasks: ['arn:task'] });
  expect(seen.output).toEqual(task);
});

test('an ECS task fails when a container ended with another code', async () => {
  const task = { TaskArn: 'arn:task', LastStatus: 'STOPPED', Containers: [{ ExitCode: 2 }] };
  const { clock, start } = world({
    RunTask: () => ({ tasks: [{ TaskArn: 'arn:task' }] }),
    DescribeTasks: () => ({ tasks: [task] }),
  });
  const seen = await start(ECS, { TaskDefinition: 'pack' });
  await clock.advance(1000);
  expect(seen.failure).toEqual({ error: 'States.TaskFailed', cause: JSON.stringify(task) });
});

test('an ECS task that cannot be placed fails', async () => {
  const answer = { tasks: [], failures: [{ Reason: 'RESOURCE:MEMORY' }] };
  const { start } = world({ RunTask: () => answer });
  const seen = await start(ECS, { TaskDefinition: 'pack' });
  expect(seen.failure).toEqual({
    error: 'AmazonECS.Unknown',
    cause: '{"Failures":[{"Reason":"RESOURCE:MEMORY"}],"Tasks":[]}',
    phase: 'submit',
  });
});
