import { expect, test } from 'vitest';
import { targetOf } from './calls.ts';
import { type Recording, type Step, stepsOf } from './recordings.ts';

function recording(requests: readonly Step[], keys: readonly string[]): Recording {
  const content = Object.fromEntries(keys.map((key) => [key, null]));
  return {
    service: 's',
    test: 't',
    requests,
    requestsFrom: 'requests',
    'recorded-content': content,
  };
}

const put = { call: 's3:PutObject' };
const get = { call: 's3:GetObject' };
const matched = { match: 'put' };
const teardown = { call: 's3:GetObjectLockConfiguration' };

test('calls after the last recorded answer do not count', () => {
  expect(stepsOf(recording([put, matched, get], ['put']))).toEqual([put, matched]);
});

test('where the test failed its last call counts, what took it down does not', () => {
  const steps = [put, matched, get, teardown];
  expect(stepsOf(recording(steps, ['put', 'get']))).toEqual([put, matched, get]);
});

test.each([
  ['sqs:CreateQueue', { sdkId: 'SQS', operation: 'CreateQueue', query: false }],
  ['s3:list_objects_v2', { sdkId: 'S3', operation: 'ListObjectsV2', query: false }],
  ['lambda_:get_function', { sdkId: 'Lambda', operation: 'GetFunction', query: false }],
  ['sqs-query:SendMessage', { sdkId: 'SQS', operation: 'SendMessage', query: true }],
  ['sqs_query:send_message', { sdkId: 'SQS', operation: 'SendMessage', query: true }],
  ['events:PutRule', { sdkId: 'EventBridge', operation: 'PutRule', query: false }],
  ['s3_http:put', undefined],
])('the call %s is found', (call, target) => {
  expect(targetOf(call)).toEqual(target);
});
