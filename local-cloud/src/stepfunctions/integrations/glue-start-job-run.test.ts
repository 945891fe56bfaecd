import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { type Answers, TestWorld } from './testing.ts';

const GLUE = 'arn:aws:states:::glue:startJobRun';

/** Glue, whose one job run is in a state. */
function glue(run: object, more: Answers = {}) {
  return new TestWorld({
    'Glue.StartJobRun': () => ({ JobRunId: 'jr_1' }),
    'Glue.GetJobRun': () => ({ JobRun: { Id: 'jr_1', JobName: 'etl', ...run } }),
    'Glue.GetJobRuns': () => ({ JobRuns: [] }),
    'Glue.BatchStopJobRun': () => ({ SuccessfulSubmissions: [], Errors: [] }),
    ...more,
  });
}

test('glue:startJobRun answers with the id of the run', async () => {
  const world = glue({});
  const Arguments = { '--day': '2026-01-02' };
  const parameters = { JobName: 'etl', Arguments, NumberOfWorkers: 2, WorkerType: 'G.1X' };
  const seen = await world.start(GLUE, parameters);
  expect(world.calls).toMatchObject([{ operation: 'Glue.StartJobRun', input: parameters }]);
  expect(seen.output).toMatchObject({
    JobRunId: 'jr_1',
    SdkHttpMetadata: { HttpHeaders: { 'Content-Type': 'application/x-amz-json-1.1' } },
  });
});

test('a Glue job is looked at until it has ended; its run is the result', async () => {
  const run = { JobRunState: 'RUNNING', StartedOn: new Date(1000), ExecutionTime: 12 };
  const world = glue(run);
  const seen = await world.start(`${GLUE}.sync`, { JobName: 'etl' });
  expect(seen.submission).toMatchObject({ JobRunId: 'jr_1' });
  await world.clock.advance(10_000);
  expect(seen.told).toEqual(['started', 'submitted']);
  run.JobRunState = 'SUCCEEDED';
  await world.clock.advance(60_000);
  expect(seen.output).toEqual({
    ...{ Id: 'jr_1', JobName: 'etl', JobRunState: 'SUCCEEDED' },
    ...{ StartedOn: 1000, ExecutionTime: 12 },
  });
  expect(world.calls.slice(1, 3)).toMatchObject([
    { operation: 'Glue.GetJobRuns', input: { JobName: 'etl', MaxResults: 1 } },
    { operation: 'Glue.GetJobRun', input: { JobName: 'etl', RunId: 'jr_1' } },
  ]);
  const looks = world.calls.filter(({ operation }) => operation === 'Glue.GetJobRuns');
  expect(looks).toHaveLength(1);
});

test('the role needs all that AWS documents for .sync, glue:GetJobRuns among it', async () => {
  const denied = () => {
    throw new AwsError('AccessDeniedException', 'No.');
  };
  const world = glue({ JobRunState: 'SUCCEEDED' }, { 'Glue.GetJobRuns': denied });
  const seen = await world.start(`${GLUE}.sync`, { JobName: 'etl' });
  await world.clock.advance(1000);
  expect(seen.failure?.error).toBe('Glue.AccessDeniedException');
});

test('a job is looked at often at first and once in half a minute later', async () => {
  const looks: number[] = [];
  const world: TestWorld = glue(
    {},
    {
      'Glue.GetJobRun': () => {
        looks.push(world.clock.now() - start);
        return { JobRun: { JobRunState: 'RUNNING' } };
      },
    },
  );
  const start = world.clock.now();
  const seen = await world.start(`${GLUE}.sync`, { JobName: 'etl' });
  await world.clock.advance(300_000);
  expect(looks.slice(0, 3)).toEqual([1000, 2500, 4750]);
  expect(looks.at(-1)! - looks.at(-2)!).toBe(30_000);
  expect(seen.heartbeats).toHaveLength(looks.length);
});

test.each(['FAILED', 'TIMEOUT', 'STOPPED', 'ERROR', 'EXPIRED'])(
  'a Glue job that ended %s fails the task with its run',
  async (JobRunState) => {
    const world = glue({ JobRunState, ErrorMessage: 'bad rows' });
    const seen = await world.start(`${GLUE}.sync`, { JobName: 'etl' });
    await world.clock.advance(1000);
    expect(seen.failure?.error).toBe('States.TaskFailed');
    expect(JSON.parse(seen.failure?.cause ?? '')).toEqual({
      ...{ Id: 'jr_1', JobName: 'etl', JobRunState, ErrorMessage: 'bad rows' },
    });
  },
);

test('a job whose result is not wanted any more is stopped and not looked at again', async () => {
  const world = glue({ JobRunState: 'RUNNING' });
  const seen = await world.start(`${GLUE}.sync`, { JobName: 'etl' });
  seen.cancel('timeout');
  await world.clock.advance(60_000);
  expect(world.calls.map(({ operation }) => operation)).toEqual([
    'Glue.StartJobRun',
    'Glue.BatchStopJobRun',
  ]);
  expect(world.calls[1]?.input).toEqual({ JobName: 'etl', JobRunIds: ['jr_1'] });
});

test('errors of Glue that the API model has keep their names', async () => {
  const refused = (code: string) =>
    glue(
      {},
      {
        'Glue.StartJobRun': () => {
          throw new AwsError(code, 'No.');
        },
      },
    ).start(`${GLUE}.sync`, { JobName: 'etl' });
  const modelled = await refused('ConcurrentRunsExceededException');
  expect(modelled.failure).toMatchObject({
    error: 'Glue.ConcurrentRunsExceededException',
    cause: expect.stringContaining('(Service: AWSGlue; Status Code: 400; Error Code: Concurrent'),
    phase: 'submit',
  });
  expect((await refused('Unheard')).failure?.error).toBe('Glue.AWSGlueException');
});

test('a member that the API model does not have is refused', async () => {
  const world = new TestWorld();
  const seen = await world.start(GLUE, { jobName: 'etl' });
  const problem = 'The field "jobName" is not supported by Step Functions';
  expect(seen.failure?.cause).toContain(problem);
  expect(world.calls).toEqual([]);
});
