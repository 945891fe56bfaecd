import { describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { afterLoad, failure, fakeJobHost, START } from '../testing.ts';
import { createGlue } from './index.ts';
import { ROLE, SCRIPT, settled, worldOf } from './testing.ts';

const DONE = { exitCode: 0, result: null };
const BROKEN = { exitCode: 1, error: { name: 'ValueError', message: 'no usable rows' } };

test('a run starts, runs and succeeds, and tells its times by the clock', async () => {
  const { cloud, start, run, end } = await worldOf();
  const id = await start({ Arguments: { '--day': '2026-01-01' } });
  expect(id).toMatch(/^jr_[0-9a-f]{64}$/);
  expect(await run(id)).toEqual({
    ...{ Id: id, Attempt: 0, JobName: 'etl', JobMode: 'SCRIPT', PredecessorRuns: [] },
    ...{ StartedOn: new Date(START), LastModifiedOn: new Date(START) },
    ...{ JobRunState: 'RUNNING', ExecutionTime: 0, Timeout: 2880, MaxCapacity: 0.0625 },
    ...{ Arguments: { '--day': '2026-01-01' }, LogGroupName: '/aws-glue/python-jobs' },
  });
  await cloud.clock.advance(90_000);
  await end(DONE);
  expect(await run(id)).toMatchObject({
    JobRunState: 'SUCCEEDED',
    ExecutionTime: 90,
    CompletedOn: new Date(START + 90_000),
  });
});

test('the runner is given the job, its arguments over the defaults, and the role', async () => {
  const { start, request } = await worldOf({ DefaultArguments: { '--a': '1', '--b': '1' } });
  const JobRunId = await start({ Arguments: { '--b': '2' } });
  expect(request()).toMatchObject({
    module: '/runner.ts',
    input: {
      ...{ JobName: 'etl', JobRunId, Arguments: { '--a': '1', '--b': '2' } },
      Command: { Name: 'pythonshell', ScriptLocation: SCRIPT, PythonVersion: '3.9' },
    },
    ...{ roleArn: ROLE, sessionName: 'GlueJobRunnerSession' },
  });
});

describe('a run fails', () => {
  test('with what its script threw, which is in the error log', async () => {
    const { start, run, end, logged, events, request } = await worldOf();
    const id = await start();
    request().onLine('reading');
    await end(BROKEN);
    const ErrorMessage = 'ValueError: no usable rows';
    expect(await run(id)).toMatchObject({ JobRunState: 'FAILED', ErrorMessage });
    expect(logged('/aws-glue/python-jobs/output')).toEqual(['reading']);
    expect(logged('/aws-glue/python-jobs/error')).toEqual([ErrorMessage]);
    const told = { jobName: 'etl', jobRunId: id, state: 'FAILED', severity: 'ERROR' };
    expect(events()).toEqual([{ ...told, message: ErrorMessage }]);
  });

  test('with the exit code of its process', async () => {
    const { start, run, end } = await worldOf();
    const id = await start();
    await end({ exitCode: 3 });
    expect((await run(id)).ErrorMessage).toBe('Command failed with exit code 3');
  });

  test.each([
    [
      'STS',
      `Role ${ROLE} should be given assume role permissions for Glue Service.`,
      new AwsError('AccessDenied', 'No.'),
    ],
    ['S3', `Unable to read the script ${SCRIPT}: No.`, new AwsError('NoSuchKey', 'No.')],
  ])('where %s refuses', async (refusing, reason, error) => {
    const { start, run, answerWith, started } = await worldOf();
    answerWith(({ sdkId }) => (sdkId === refusing ? error : undefined));
    const id = await start();
    expect(await run(id)).toMatchObject({
      JobRunState: 'FAILED',
      ErrorMessage: `JobName:etl and JobRunId:${id} failed to execute with exception ${reason}`,
    });
    expect(started).toEqual([]);
  });

  test('where the project names no runner', async () => {
    const { host, start, run } = await worldOf();
    host.runnerOf = () => undefined;
    const { JobRunState, ErrorMessage } = await run(await start());
    expect(JobRunState).toBe('FAILED');
    expect(ErrorMessage).toContain(
      'local-cloud.config.json has no "runners": { "glue": "<file>" }',
    );
  });
});

test('the script is read as the role of the job', async () => {
  const { cloud, start } = await worldOf();
  await start();
  expect(cloud.calls.find(({ operation }) => operation === 'HeadObject')).toMatchObject({
    principal: { kind: 'role', roleArn: ROLE },
    input: { Bucket: 'scripts', Key: 'etl.py' },
  });
});

test('a failed run is tried again as often as its job says, under an id of the same begin', async () => {
  const { glue, start, run, end, started } = await worldOf({ MaxRetries: 2 });
  const id = await start();
  await end(BROKEN);
  await end(BROKEN);
  await end(BROKEN);
  expect(started).toHaveLength(3);
  expect(await run(`${id}_attempt_1`)).toMatchObject({ Attempt: 1, PreviousRunId: id });
  expect(await run(`${id}_attempt_2`)).toMatchObject({
    ...{ Attempt: 2, PreviousRunId: `${id}_attempt_1`, JobRunState: 'FAILED' },
  });
  const { JobRuns } = await glue.GetJobRuns({ JobName: 'etl' });
  expect(JobRuns?.map(({ Attempt }) => Attempt)).toEqual([2, 1, 0]);
});

describe('a run ends early', () => {
  test('when it is stopped, and is not tried again', async () => {
    const { glue, start, run, started, events } = await worldOf({ MaxRetries: 1 });
    const id = await start();
    const stop = { JobName: 'etl', JobRunIds: [id, 'jr_unknown'] };
    expect(await glue.BatchStopJobRun(stop)).toMatchObject({
      SuccessfulSubmissions: [{ JobName: 'etl', JobRunId: id }],
      Errors: [{ JobRunId: 'jr_unknown', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }],
    });
    expect((await run(id)).JobRunState).toBe('STOPPING');
    await settled();
    expect(await run(id)).toMatchObject({ JobRunState: 'STOPPED', CompletedOn: new Date(START) });
    expect(await run(id)).not.toHaveProperty('ErrorMessage');
    expect(started).toHaveLength(1);
    expect(events()).toMatchObject([{ state: 'STOPPED', message: 'Job run stopped' }]);
    expect((await glue.BatchStopJobRun(stop)).Errors).toMatchObject([
      { JobRunId: id, ErrorDetail: { ErrorCode: 'InvalidInputException' } },
      { JobRunId: 'jr_unknown' },
    ]);
  });

  test('when its time is up, and is not tried again', async () => {
    const { cloud, start, run, started, events } = await worldOf({ MaxRetries: 1, Timeout: 10 });
    const id = await start({ Timeout: 5 });
    await cloud.clock.advance(5 * 60_000 - 1);
    expect((await run(id)).JobRunState).toBe('RUNNING');
    await cloud.clock.advance(1);
    await settled();
    expect(await run(id)).toMatchObject({ JobRunState: 'TIMEOUT', ExecutionTime: 300 });
    expect(started).toMatchObject([{ isStopped: true }]);
    expect(events()).toMatchObject([{ state: 'TIMEOUT', severity: 'WARN' }]);
  });
});

describe('as many runs at once as the job says', () => {
  const ExecutionProperty = { MaxConcurrentRuns: 2 };

  test('are started, and one more is refused', async () => {
    const { start, end } = await worldOf({ ExecutionProperty });
    await start();
    await start();
    expect(await failure(start())).toEqual({
      code: 'ConcurrentRunsExceededException',
      message: 'Concurrent runs exceeded for etl',
    });
    await end(DONE);
    await start();
  });

  test('are started, and others wait for their turn where queuing is enabled', async () => {
    const { glue, start, run, end, started } = await worldOf({ JobRunQueuingEnabled: true });
    const ids = [await start(), await start(), await start()];
    const states = async () => Promise.all(ids.map(async (id) => (await run(id)).JobRunState));
    expect(await states()).toEqual(['RUNNING', 'WAITING', 'WAITING']);
    await end(DONE);
    expect(await states()).toEqual(['SUCCEEDED', 'RUNNING', 'WAITING']);
    await glue.BatchStopJobRun({ JobName: 'etl', JobRunIds: [ids[2]!] });
    await end(DONE);
    expect(await states()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'STOPPED']);
    expect(started).toHaveLength(2);
  });
});

test('what is not there is said in AWS’s words', async () => {
  const { glue } = await worldOf();
  const code = 'EntityNotFoundException';
  expect(await failure(glue.StartJobRun({ JobName: 'x' }))).toEqual({
    ...{ code, message: 'Failed to start job run due to missing metadata.' },
  });
  expect(await failure(glue.GetJobRuns({ JobName: 'x' }))).toMatchObject({ code });
  expect(await failure(glue.GetJobRun({ JobName: 'etl', RunId: 'jr_1' }))).toMatchObject({ code });
});

test('runs come in pages, and are forgotten after 90 days', async () => {
  const { cloud, glue, start, end } = await worldOf();
  const ids = [];
  for (const _ of [1, 2, 3]) {
    ids.unshift(await start());
    await end(DONE);
  }
  const page = async (NextToken?: string) => {
    const more = await glue.GetJobRuns({ JobName: 'etl', MaxResults: 2, NextToken });
    return { ids: more.JobRuns!.map(({ Id }) => Id), next: more.NextToken };
  };
  const first = await page();
  expect(first.ids).toEqual(ids.slice(0, 2));
  expect(await page(first.next)).toEqual({ ids: [ids[2]], next: undefined });
  await cloud.clock.advance(91 * 24 * 60 * 60 * 1000);
  expect((await page()).ids).toEqual([]);
});

test('jobs and runs are there after a load', async () => {
  const { cloud, service, glue, start, end, run } = await worldOf();
  const RunId = await start();
  await end(DONE);
  const { host } = fakeJobHost();
  const loaded = afterLoad({ cloud, service }, (other) =>
    createGlue(other, { host, report: () => {} }),
  ).service.operations;
  expect(loaded.GetJobRun.handle({ JobName: 'etl', RunId }, {} as never)).toEqual({
    JobRun: await run(RunId),
  });
  expect(loaded.GetJob.handle({ JobName: 'etl' }, {} as never)).toEqual(
    await glue.GetJob({ JobName: 'etl' }),
  );
});
