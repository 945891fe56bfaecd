import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template: { Resources: { Tea: { Type: 'AWS::SQS::Queue' } } } });
});
afterAll(() => cloud.close());

async function call(service: string, operation: string, input: object) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ service, operation, input });
  const answer = await fetch(`${cloud.endpoint}/_local/aws`, { method: 'POST', headers, body });
  return { status: answer.status, answer: await answer.json() };
}

test('the console calls operations, with texts for bytes', async () => {
  const QueueUrl = cloud.resource('Tea');
  const { status } = await call('SQS', 'SendMessage', { QueueUrl, MessageBody: 'black' });
  expect(status).toBe(200);
  const { answer } = await call('SQS', 'ReceiveMessage', { QueueUrl });
  expect(answer).toMatchObject({ Messages: [{ Body: 'black' }] });
});

test.each([
  ['SQS', 'SendMessage', { QueueUrl: [], MessageBody: {} }],
  ['Kinesis', 'GetRecords', { ShardIterator: {} }],
  ['SFN', 'StartExecution', { stateMachineArn: { a: 1 }, input: 5 }],
  ['DynamoDB', 'PutItem', { TableName: 'tea', Item: { a: { B: 5 } } }],
  ['Lambda', 'Invoke', { FunctionName: [], Payload: '{}' }],
  ['S3', 'GetObject', { Bucket: 5, Key: {} }],
])('%s %s refuses what is of another kind: %j', async (service, operation, input) => {
  const { status, answer } = await call(service, operation, input);
  expect(status).toBe(400);
  expect(answer).toMatchObject({ message: expect.stringContaining('SerializationException') });
});
