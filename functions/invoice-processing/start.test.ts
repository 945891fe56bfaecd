import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import {
  GetExpenseAnalysisCommand,
  StartExpenseAnalysisCommand,
  TextractClient,
  ThrottlingException,
} from '@aws-sdk/client-textract';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as startAnalysis } from './start-analysis.ts';
import { handler as startWorkflow } from './start-workflow.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.ANALYSES_TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:analyses';
  process.env.TEXTRACT_ROLE_ARN = 'arn:aws:iam::123456789012:role/textract';
  process.env.STATE_MACHINE_ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:invoices';
});

const textract = mockClient(TextractClient);
const sfn = mockClient(SFNClient);
let logs: () => string;
beforeEach(() => {
  textract.reset();
  sfn.reset();
  textract.on(StartExpenseAnalysisCommand).resolves({ JobId: 'job-1' });
  logs = captureLogs();
});

const failure = { message: 'no', $metadata: {} };
const started = () =>
  sfn.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => ({
    ...input,
    input: JSON.parse(input.input!),
  }));

/** The event of an object that was put into the inbox. */
function created(object: object = {}) {
  const file = { key: 'June/my invoice.PDF', size: 5, etag: 'e1', 'version-id': 'v1', ...object };
  return { source: 'aws.s3', detail: { bucket: { name: 'inbox' }, object: file } };
}

const start = (object?: object) => startAnalysis(created(object), lambdaContext());
const tokens = () =>
  textract
    .commandCalls(StartExpenseAnalysisCommand)
    .map(({ args: [{ input }] }) => input.ClientRequestToken);

test('a file is read by its version, and the topic of the workflow is told', async () => {
  expect(await start()).toEqual({ jobId: 'job-1' });
  expect(textract.commandCalls(StartExpenseAnalysisCommand)[0]!.args[0].input).toEqual({
    DocumentLocation: { S3Object: { Bucket: 'inbox', Name: 'June/my invoice.PDF', Version: 'v1' } },
    ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/),
    JobTag: 'v1',
    NotificationChannel: {
      SNSTopicArn: 'arn:aws:sns:us-east-1:123456789012:analyses',
      RoleArn: 'arn:aws:iam::123456789012:role/textract',
    },
  });
});

test('an event that comes twice has one token; another file, version or content has its own', async () => {
  for (const object of [{}, {}, { key: 'b.pdf' }, { 'version-id': 'v2' }, { etag: 'e2' }]) {
    await start(object);
  }
  expect(tokens()[0]).toBe(tokens()[1]);
  expect(new Set(tokens()).size).toBe(4);
});

test('a job that cannot be started is for Lambda to try again', async () => {
  textract.on(StartExpenseAnalysisCommand).rejects(new ThrottlingException(failure));
  await expect(start()).rejects.toMatchObject({ name: 'ThrottlingException' });
});

test('an event that is none of an object fails', async () => {
  await expect(startAnalysis({ detail: {} }, lambdaContext())).rejects.toMatchObject({
    name: 'UnexpectedPayload',
  });
});

/** A message as Textract publishes it and SNS delivers it raw. */
function message(JobId: string, Status = 'SUCCEEDED', others: object = {}) {
  return JSON.stringify({
    JobId,
    Status,
    API: 'StartExpenseAnalysis',
    JobTag: 'v1',
    Timestamp: 1_590_000_000_000,
    DocumentLocation: { S3ObjectName: 'my invoice.pdf', S3Bucket: 'inbox' },
    ...others,
  });
}

function deliver(...bodies: string[]) {
  const Records = bodies.map((body, at) => ({ messageId: `m${at}`, body }));
  return startWorkflow({ Records } as SQSEvent, lambdaContext());
}

test('an execution is started for each analysis, under the name of its job', async () => {
  expect(await deliver(message('a'), message('b', 'PARTIAL_SUCCESS'))).toEqual({
    batchItemFailures: [],
  });
  expect(started()).toMatchObject([
    {
      name: 'a',
      input: {
        jobId: 'a',
        status: 'SUCCEEDED',
        reason: '',
        document: { bucket: 'inbox', key: 'my invoice.pdf', version: 'v1' },
      },
    },
    { name: 'b', input: { jobId: 'b', status: 'PARTIAL_SUCCESS' } },
  ]);
});

test('of an analysis that failed Textract is asked why', async () => {
  textract.on(GetExpenseAnalysisCommand).resolves({ StatusMessage: 'UNSUPPORTED_DOCUMENT' });
  await deliver(message('a', 'FAILED'));
  expect(started()[0]!.input).toMatchObject({ status: 'FAILED', reason: 'UNSUPPORTED_DOCUMENT' });
});

test('what Lambda gave up becomes an execution that says why, named after the file', async () => {
  const record = {
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: created(),
    responsePayload: { errorType: 'DocumentTooLargeException', errorMessage: 'too large' },
  };
  const tooOld = {
    requestContext: { condition: 'EventAgeExceeded' },
    requestPayload: created({ 'version-id': 'v2' }),
  };
  await start();
  await deliver(JSON.stringify(record), JSON.stringify(tooOld));
  expect(started()).toMatchObject([
    {
      name: tokens()[0],
      input: {
        jobId: tokens()[0],
        status: 'REFUSED',
        reason: 'DocumentTooLargeException: too large',
        document: { bucket: 'inbox', key: 'June/my invoice.PDF', version: 'v1' },
      },
    },
    { input: { status: 'REFUSED', reason: 'EventAgeExceeded', document: { version: 'v2' } } },
  ]);
});

test('a notification that comes again starts nothing, and is done', async () => {
  sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(failure));
  expect(await deliver(message('a'))).toEqual({ batchItemFailures: [] });
});

test('what fails comes again alone', async () => {
  sfn
    .on(StartExecutionCommand, { name: 'b' })
    .rejects(Object.assign(new Error(), { name: 'Throttled' }));
  const answer = await deliver(
    message('a'),
    message('b'),
    'no JSON',
    message('c', 'SUCCEEDED', { JobTag: undefined }),
  );
  expect(answer).toEqual({
    batchItemFailures: ['m1', 'm2', 'm3'].map((itemIdentifier) => ({ itemIdentifier })),
  });
});

test('where all fail the function fails, which raises its alarm', async () => {
  await expect(deliver('no JSON')).rejects.toMatchObject({ name: 'FullBatchFailureError' });
});

test("logs have the jobs, and no files' names", async () => {
  await start();
  await deliver(message('a'));
  expect(logs()).toContain('job-1');
  expect(logs()).not.toContain('my invoice');
});
