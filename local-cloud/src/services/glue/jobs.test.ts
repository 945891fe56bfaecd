import { describe, expect, test } from 'vitest';
import { failure, fakeContext, START } from '../testing.ts';
import { ROLE, SCRIPT, worldOf } from './testing.ts';

test('a job is shown with its defaults filled in', async () => {
  const { glue } = await worldOf({ Description: 'Daily' });
  expect(await glue.GetJob({ JobName: 'etl' })).toEqual({
    Job: {
      ...{ Name: 'etl', JobMode: 'SCRIPT', Description: 'Daily', Role: ROLE },
      Command: { Name: 'pythonshell', ScriptLocation: SCRIPT, PythonVersion: '3.9' },
      ...{ DefaultArguments: {}, ExecutionProperty: { MaxConcurrentRuns: 1 }, MaxRetries: 0 },
      ...{ Timeout: 2880, MaxCapacity: 0.0625 },
      ...{ CreatedOn: new Date(START), LastModifiedOn: new Date(START) },
    },
  });
});

test.each([
  ['5.0', 480],
  ['4.0', 2880],
  [undefined, 480],
])('a job of Spark of version %s may run for %i minutes', async (GlueVersion, Timeout) => {
  const Command = { Name: 'glueetl', ScriptLocation: SCRIPT };
  const { glue } = await worldOf({ Command, GlueVersion });
  expect((await glue.GetJob({ JobName: 'etl' })).Job?.Timeout).toBe(Timeout);
});

test('an update replaces all of it but the version of Glue', async () => {
  const { cloud, glue, job } = await worldOf({ Description: 'Daily', GlueVersion: '3.0' });
  await cloud.clock.advance(1000);
  const { Role, Command } = job;
  await glue.UpdateJob({ JobName: 'etl', JobUpdate: { Role, Command, MaxRetries: 1 } });
  const { Job } = await glue.GetJob({ JobName: 'etl' });
  expect(Job).not.toHaveProperty('Description');
  expect(Job).toMatchObject({
    ...{ MaxRetries: 1, GlueVersion: '3.0' },
    ...{ CreatedOn: new Date(START), LastModifiedOn: new Date(START + 1000) },
  });
});

describe('a name is taken once', () => {
  test('by the same definition again', async () => {
    const { glue, job } = await worldOf();
    expect(await glue.CreateJob(job)).toEqual({ Name: 'etl' });
  });

  test('and refused for another', async () => {
    const { glue, job } = await worldOf();
    expect(await failure(glue.CreateJob({ ...job, MaxRetries: 1 }))).toEqual({
      code: 'IdempotentParameterMismatchException',
      message: 'Job already submitted with different configuration',
    });
  });
});

test('jobs are listed by their names, page by page', async () => {
  const { glue, job } = await worldOf();
  for (const Name of ['b', 'a']) await glue.CreateJob({ ...job, Name });
  const first = await glue.ListJobs({ MaxResults: 2 });
  expect(first.JobNames).toEqual(['a', 'b']);
  expect(await glue.ListJobs({ NextToken: first.NextToken })).toEqual({ JobNames: ['etl'] });
  expect((await glue.GetJobs({})).Jobs?.map(({ Name }) => Name)).toEqual(['a', 'b', 'etl']);
  expect(await failure(glue.GetJobs({ NextToken: 'x' }))).toMatchObject({
    code: 'InvalidInputException',
  });
});

test('a job that is deleted is gone; deleting it again is no error', async () => {
  const { glue } = await worldOf();
  expect(await glue.DeleteJob({ JobName: 'etl' })).toEqual({ JobName: 'etl' });
  expect(await glue.DeleteJob({ JobName: 'etl' })).toEqual({ JobName: 'etl' });
  expect(await failure(glue.GetJob({ JobName: 'etl' }))).toEqual({
    code: 'EntityNotFoundException',
    message: 'Job not found.',
  });
});

test.each([ROLE, 'etl'])('whoever makes a job passes it its role: %s', async (Role) => {
  const { service, job } = await worldOf();
  expect(service.operations.CreateJob.permissions({ ...job, Role }, fakeContext())).toEqual([
    { action: 'glue:CreateJob', resource: 'arn:aws:glue:us-east-1:123456789012:job/etl' },
    {
      action: 'iam:PassRole',
      resource: ROLE,
      conditions: { 'iam:PassedToService': 'glue.amazonaws.com' },
    },
  ]);
});

test.each([
  [{ Command: { Name: 'gluestreaming', ScriptLocation: SCRIPT } }, 'jobs of gluestreaming'],
  [{ Command: { Name: 'glueray', ScriptLocation: SCRIPT } }, 'jobs of glueray'],
  [{ Command: { Name: 'pythonshell', ScriptLocation: 'etl.py' } }, 'Invalid script location'],
  [{ MaxCapacity: 2 }, '0.0625 or 1'],
  [{ WorkerType: 'G.1X' }, 'Worker Type'],
  [{ Timeout: 10_081 }, 'less than or equal to 10080'],
  [{ NonOverridableArguments: { '--a': 'b' } }, 'the member NonOverridableArguments of CreateJob'],
  [{ Connections: {} }, 'the member Connections of CreateJob'],
  [{ Tags: { a: 'b' } }, 'the member Tags of CreateJob'],
])('%j is refused', async (members, message) => {
  expect((await failure(worldOf(members))).message).toContain(message);
});
