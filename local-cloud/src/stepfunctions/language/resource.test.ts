import { expect, test } from 'vitest';
import { parseResource, resourceOf } from './resource.ts';

test.each([
  ['arn:aws:states:::sqs:sendMessage', 'optimised', 'request', 'sqs', 'sendMessage'],
  [
    'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    'optimised',
    'waitForTaskToken',
    'sqs',
    'sendMessage.waitForTaskToken',
  ],
  [
    'arn:aws:states:::states:startExecution.sync:2',
    'optimised',
    'sync:2',
    'states',
    'startExecution.sync:2',
  ],
  [
    'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems',
    'aws-sdk',
    'request',
    'aws-sdk:dynamodb',
    'transactWriteItems',
  ],
])('%s is an integration of kind %s with pattern %s', (text, kind, pattern, type, resource) => {
  expect(parseResource(text)).toMatchObject({ kind, pattern, resourceType: type, resource });
});

test('function and activity ARNs are resources of their own kind', () => {
  const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:work:live';
  const activityArn = 'arn:aws:states:us-east-1:123456789012:activity:work';
  expect(parseResource(functionArn)).toEqual({ kind: 'lambda', arn: functionArn });
  expect(parseResource(activityArn)).toEqual({ kind: 'activity', arn: activityArn });
});

test.each([
  '',
  'lambda',
  'arn:aws:states:::sqs',
  'arn:aws:s3:::bucket',
  'arn:aws:states:::a:b.sync:3',
])('%j is no resource', (text) => {
  expect(parseResource(text)).toBeUndefined();
  expect(() => resourceOf(text)).toThrow(`The resource provided ${text} is not recognized.`);
});
