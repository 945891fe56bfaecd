import {
  SFNClient,
  SFNServiceException,
  StartSyncExecutionCommand,
  type SyncExecutionStatus,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, httpEvent, lambdaContext } from '../kit/testing.ts';
import { handler } from './submit-application.ts';

const stateMachineArn = vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.STATE_MACHINE_ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:bank-account';
  return process.env.STATE_MACHINE_ARN;
});

const stepFunctions = mockClient(SFNClient);
const application = {
  applicationId: 'sample-1',
  name: 'Sam Sample',
  address: '123 Sample Street, Exampleton',
};
const account = {
  accountId: 'acct-1',
  accountType: 'PERSONAL',
  openedAt: '2030-01-01T00:00:00.000Z',
};

let logs: () => string;
beforeEach(() => {
  stepFunctions.reset();
  logs = captureLogs();
});

function workflowEnds(status: SyncExecutionStatus, output?: object) {
  stepFunctions.on(StartSyncExecutionCommand).resolves({
    executionArn: 'arn:aws:states:us-east-1:123456789012:express:bank-account:sample-1:x',
    startDate: new Date(0),
    stopDate: new Date(0),
    status,
    ...(output && { output: JSON.stringify(output) }),
  });
}

function stepFunctionsFails(name: string, httpStatusCode: number) {
  const options = { name, $fault: 'client' as const, $metadata: { httpStatusCode } };
  stepFunctions.on(StartSyncExecutionCommand).rejects(new SFNServiceException(options));
}

async function submit(body: unknown, remainingMs?: number) {
  const answer = await handler(httpEvent(body), lambdaContext(remainingMs));
  return { ...answer, body: JSON.parse(answer.body ?? '') };
}

test('the workflow is run synchronously under the application id, with the application alone', async () => {
  workflowEnds('SUCCEEDED', { decision: 'REJECTED', applicationId: 'sample-1', reasons: [] });
  await submit({ ...application, name: ' Sam Sample ' });
  const [start, ...others] = stepFunctions.commandCalls(StartSyncExecutionCommand);
  expect(others).toEqual([]);
  expect(start!.args[0].input).toEqual({
    stateMachineArn,
    name: 'sample-1',
    input: JSON.stringify(application),
  });
});

test('201 with the account when it was opened', async () => {
  workflowEnds('SUCCEEDED', {
    decision: 'OPENED',
    applicationId: 'sample-1',
    alreadyOpen: false,
    account,
  });
  expect(await submit(application)).toMatchObject({
    statusCode: 201,
    body: { applicationId: 'sample-1', account },
  });
});

test('200 with the account when it was open already', async () => {
  workflowEnds('SUCCEEDED', {
    decision: 'OPENED',
    applicationId: 'sample-1',
    alreadyOpen: true,
    account,
  });
  expect(await submit(application)).toMatchObject({ statusCode: 200, body: { account } });
});

test('422 with the reasons when it was rejected', async () => {
  workflowEnds('SUCCEEDED', {
    decision: 'REJECTED',
    applicationId: 'sample-1',
    reasons: ['NAME_FLAGGED'],
  });
  expect(await submit(application)).toMatchObject({
    statusCode: 422,
    body: { reasons: [{ code: 'NAME_FLAGGED' }] },
  });
});

test('503 when the workflow failed', async () => {
  workflowEnds('FAILED');
  expect(await submit(application)).toMatchObject({
    statusCode: 503,
    headers: { 'retry-after': '30' },
  });
});

test('504 when the workflow timed out', async () => {
  workflowEnds('TIMED_OUT');
  expect(await submit(application)).toMatchObject({ statusCode: 504 });
});

test('504 when the workflow outlasts the function, whose call is given up', async () => {
  const never = Promise.withResolvers<never>();
  stepFunctions.on(StartSyncExecutionCommand).callsFake(() => never.promise);
  expect(await submit(application, 1500)).toMatchObject({ statusCode: 504 });
});

test.each([
  ['ThrottlingException', 400],
  ['ServiceUnavailable', 503],
])('503 when Step Functions answers %s', async (name, status) => {
  stepFunctionsFails(name, status);
  expect(await submit(application)).toMatchObject({
    statusCode: 503,
    headers: { 'retry-after': '30' },
  });
});

test('503 when Step Functions cannot be reached', async () => {
  stepFunctions.on(StartSyncExecutionCommand).rejects(new Error('connect ECONNREFUSED'));
  expect(await submit(application)).toMatchObject({ statusCode: 503 });
});

test.each(['AccessDeniedException', 'StateMachineDoesNotExist'])(
  '%s is our mistake: thrown, for the alarm',
  async (name) => {
    stepFunctionsFails(name, 400);
    await expect(submit(application)).rejects.toMatchObject({ name });
  },
);

test.each([
  ['malformed JSON', '{"applicationId": "sample-1",', 'The body is not JSON.'],
  ['a missing field', { applicationId: 'sample-1' }, 'The body is not what is expected.'],
  ['a wrong type', { ...application, name: 7 }, 'The body is not what is expected.'],
  ['an unknown field', { ...application, limit: 7 }, 'The body is not what is expected.'],
  ['an oversized body', { ...application, name: 'x'.repeat(9000) }, 'larger than 8192 bytes'],
])('400 for %s, and no workflow is run', async (_, body, message) => {
  const answer = await submit(body);
  expect(answer.statusCode).toBe(400);
  expect(answer.body.message).toContain(message);
  expect(stepFunctions.calls()).toEqual([]);
});

test('logs say which application and how it ended, and nothing personal', async () => {
  workflowEnds('FAILED');
  await submit(application);
  expect(JSON.parse(logs())).toMatchObject({ applicationId: 'sample-1', status: 'FAILED' });
  expect(logs()).not.toMatch(/Sam|Street/);
});

test('a refused body leaves nothing personal in the logs', async () => {
  await submit({ ...application, applicationId: 'Sam Sample' });
  expect(logs()).toContain('Refused');
  expect(logs()).not.toMatch(/Sam|Street/);
});
