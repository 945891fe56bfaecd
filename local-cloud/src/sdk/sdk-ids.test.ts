import { expect, test } from 'vitest';
import { fakeCloud } from '../services/testing.ts';
import { createAwsCalls } from '../stepfunctions/api/aws-calls.ts';
import { sdkIdOf } from './sdk-ids.ts';

test.each([
  ['dynamodb', 'DynamoDB'],
  ['dynamodbstreams', 'DynamoDB Streams'],
  ['sfn', 'SFN'],
  ['sqs', 'SQS'],
  ['s3', 'S3'],
  ['eventbridge', 'EventBridge'],
  ['cloudwatchlogs', 'CloudWatch Logs'],
  ['secretsmanager', 'Secrets Manager'],
  ['glue', 'Glue'],
  ['lambda', 'Lambda'],
  ['sagemakerruntime', 'SageMaker Runtime'],
])('aws-sdk:%s is the service %s', (service, sdkId) => {
  expect(sdkIdOf(service)).toBe(sdkId);
});

test('shapes are at hand once they were asked for', async () => {
  const calls = createAwsCalls(fakeCloud());
  expect(await calls.shape('ssm', 'getParameter')).toMatchObject({
    sdkId: 'SSM',
    operation: 'GetParameter',
  });
  expect(calls.knownShape('ssm', 'getParameter')?.operation).toBe('GetParameter');
  expect(calls.knownShape('ssm', 'putParameter')).toBeUndefined();
});

test('a service that was asked for lacks the operations that it does not have', async () => {
  const calls = createAwsCalls(fakeCloud());
  expect(calls.lacks('textract', 'readMind')).toBe(false);
  await calls.shape('textract', 'detectDocumentText');
  expect(calls.lacks('textract', 'readMind')).toBe(true);
  expect(calls.lacks('textract', 'analyzeDocument')).toBe(false);
  await calls.shape('nosuchservice', 'list');
  expect(calls.lacks('nosuchservice', 'list')).toBe(false);
});

test('errors are known by their names and by their codes on the wire', async () => {
  const shape = await createAwsCalls(fakeCloud()).shape('sns', 'publish');
  const error = { name: 'InvalidParameterException', wireCode: 'InvalidParameter' };
  expect(shape?.error('InvalidParameterException')).toEqual(error);
  expect(shape?.error('InvalidParameter')).toEqual(error);
  expect(shape?.error('Unheard')).toBeUndefined();
});

test('a service whose client is not installed has no shapes', async () => {
  expect(await createAwsCalls(fakeCloud()).shape('nosuchservice', 'list')).toBeUndefined();
});

test('an operation that answers with a stream of events is none for a state', async () => {
  const calls = createAwsCalls(fakeCloud());
  expect(await calls.shape('kinesis', 'putRecord')).toBeDefined();
  expect(await calls.shape('kinesis', 'subscribeToShard')).toBeUndefined();
});
