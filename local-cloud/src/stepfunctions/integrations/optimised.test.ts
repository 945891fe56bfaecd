import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { requestFor, TestWorld } from './testing.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/work';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:news';

function failing(operation: string, code: string, message: string, status = 400) {
  return new TestWorld({
    [operation]: () => {
      throw new AwsError(code, message, { status });
    },
  });
}

test('dynamodb:putItem gives the headers of the call, a checksum among them', async () => {
  const world = new TestWorld({ 'DynamoDB.PutItem': () => ({}) });
  const seen = await world.start('arn:aws:states:::dynamodb:putItem', {
    TableName: 'orders',
    Item: { id: { S: '1' }, paid: { BOOL: true }, gone: { NULL: true } },
  });
  expect(world.calls[0]?.input).toEqual({
    TableName: 'orders',
    Item: { id: { S: '1' }, paid: { BOOL: true }, gone: { NULL: true } },
  });
  const { SdkHttpMetadata: http } = seen.output as { SdkHttpMetadata: Record<string, object> };
  expect(Object.keys(http.AllHttpHeaders!)).toEqual([
    'Server',
    'x-amzn-RequestId',
    'Connection',
    'x-amz-crc32',
    'Content-Length',
    'Date',
    'Content-Type',
  ]);
  expect(http.HttpHeaders).toMatchObject({ 'x-amz-crc32': '2745614147', 'Content-Length': '2' });
});

test.each(['getItem', 'putItem', 'updateItem', 'deleteItem'])(
  'dynamodb:%s names errors as the SDK for Java 1 does',
  async (action) => {
    const operation = `DynamoDB.${action[0]!.toUpperCase()}${action.slice(1)}`;
    const world = failing(operation, 'ResourceNotFoundException', 'Requested resource not found');
    const seen = await world.start(`arn:aws:states:::dynamodb:${action}`, { TableName: 't' });
    expect(seen.failure?.error).toBe('DynamoDB.ResourceNotFoundException');
    expect(seen.failure?.cause).toMatch(
      /^Requested resource not found \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: [-0-9a-f]{36}; Proxy: null\)$/,
    );
  },
);

test('a text alone is an attribute of DynamoDB, also inside of others', async () => {
  const world = new TestWorld({ 'DynamoDB.PutItem': () => ({}) });
  await world.start('arn:aws:states:::dynamodb:putItem', {
    TableName: 'orders',
    Item: { id: '1', tags: { L: ['a', { N: '2' }] }, names: { M: { first: 'b' } } },
  });
  expect(world.calls[0]?.input).toMatchObject({
    Item: {
      id: { S: '1' },
      tags: { L: [{ S: 'a' }, { N: '2' }] },
      names: { M: { first: { S: 'b' } } },
    },
  });
});

test('an error that DynamoDB does not model is AmazonDynamoDBException', async () => {
  const world = failing('DynamoDB.PutItem', 'ValidationException', 'Value null at item');
  const seen = await world.start('arn:aws:states:::dynamodb:putItem', {
    TableName: 't',
    Item: null,
  });
  expect(seen.failure?.error).toBe('DynamoDB.AmazonDynamoDBException');
  expect(seen.failure?.cause).toContain('Error Code: ValidationException');
});

test('sqs:sendMessage sends an object as its JSON text and keeps the names of the API', async () => {
  const world = new TestWorld({
    'SQS.SendMessage': () => ({ MessageId: 'm', MD5OfMessageBody: 'd' }),
  });
  const seen = await world.start('arn:aws:states:::sqs:sendMessage', {
    QueueUrl: QUEUE,
    MessageBody: { order: 1 },
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
  });
  expect(world.calls[0]?.input).toEqual({
    QueueUrl: QUEUE,
    MessageBody: '{"order":1}',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
  });
  expect(Object.keys(seen.output as object)).toEqual([
    'MD5OfMessageBody',
    'MessageId',
    'SdkHttpMetadata',
    'SdkResponseMetadata',
  ]);
});

test('a queue URL whose host is no queue service is not found', async () => {
  const seen = await new TestWorld().start('arn:aws:states:::sqs:sendMessage', {
    QueueUrl: 'http://no-such-queue-73e08fde',
    MessageBody: 'x',
  });
  expect(seen.told).toEqual(['started', 'failed']);
  expect(seen.failure).toEqual({
    error: 'SQS.SdkClientException',
    cause: 'Unable to execute HTTP request: no-such-queue-73e08fde: Name or service not known',
  });
});

test('errors of SQS carry the code of its older protocol', async () => {
  const missing = failing('SQS.SendMessage', 'MissingParameter', 'No MessageBody.');
  const gone = failing('SQS.SendMessage', 'QueueDoesNotExist', 'The queue does not exist.');
  const parameters = { QueueUrl: QUEUE, MessageBody: 'x' };
  const first = await missing.start('arn:aws:states:::sqs:sendMessage', parameters);
  const second = await gone.start('arn:aws:states:::sqs:sendMessage', parameters);
  expect(first.failure?.error).toBe('SQS.AmazonSQSException');
  expect(first.failure?.cause).toContain('Error Code: MissingParameter');
  expect(second.failure?.error).toBe('SQS.QueueDoesNotExistException');
  expect(second.failure?.cause).toContain('Error Code: AWS.SimpleQueueService.NonExistentQueue');
});

test('sqs:sendMessage.waitForTaskToken ends with the submission', async () => {
  const world = new TestWorld({ 'SQS.SendMessage': () => ({ MessageId: 'm' }) });
  const seen = await world.start('arn:aws:states:::sqs:sendMessage.waitForTaskToken', {
    QueueUrl: QUEUE,
    MessageBody: { TaskToken: 't' },
  });
  expect(seen.told).toEqual(['started', 'submitted']);
  expect(seen.submission).toMatchObject({ MessageId: 'm' });
});

test('sns:publish sends an object as its JSON text and answers in XML', async () => {
  const world = new TestWorld({ 'SNS.Publish': () => ({ MessageId: 'm' }) });
  const seen = await world.start('arn:aws:states:::sns:publish', {
    TopicArn: TOPIC,
    Message: { hello: 'world' },
  });
  expect(world.calls[0]?.input).toEqual({ TopicArn: TOPIC, Message: '{"hello":"world"}' });
  expect(seen.output).toMatchObject({
    MessageId: 'm',
    SdkHttpMetadata: { HttpHeaders: { 'Content-Type': 'text/xml' } },
  });
});

test.each([
  ['InvalidParameterException', 'SNS.InvalidParameterException', 'Error Code: InvalidParameter;'],
  ['NotFoundException', 'SNS.NotFoundException', 'Error Code: NotFound;'],
])('%s of SNS is %s with the code of its wire', async (code, error, cause) => {
  const seen = await failing('SNS.Publish', code, 'No.').start('arn:aws:states:::sns:publish', {
    TopicArn: TOPIC,
    Message: 'x',
  });
  expect(seen.failure?.error).toBe(error);
  expect(seen.failure?.cause).toContain(cause);
});

const ENTRY = { Source: 'some.source', DetailType: 'type', Detail: { a: 1 } };

test('events:putEvents adds the state machine and the execution to every entry', async () => {
  const world = new TestWorld({
    'EventBridge.PutEvents': () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] }),
  });
  const seen = await world.start('arn:aws:states:::events:putEvents', {
    Entries: [{ ...ENTRY, Resources: ['own'] }, ENTRY],
  });
  const { stateMachineArn, executionArn } = requestFor('arn:aws:states:::events:putEvents', {});
  expect(world.calls[0]?.input).toEqual({
    Entries: [
      { ...ENTRY, Detail: '{"a":1}', Resources: ['own', stateMachineArn, executionArn] },
      { ...ENTRY, Detail: '{"a":1}', Resources: [stateMachineArn, executionArn] },
    ],
  });
  expect(JSON.stringify(seen.output)).toBe('{"Entries":[{"EventId":"e"}],"FailedEntryCount":0}');
});

test('one failed entry fails events:putEvents with the whole answer', async () => {
  const answer = {
    Entries: [{ EventId: 'e' }, { ErrorCode: 'MalformedDetail', ErrorMessage: 'Bad.' }],
    FailedEntryCount: 1,
  };
  const world = new TestWorld({ 'EventBridge.PutEvents': () => answer });
  const seen = await world.start('arn:aws:states:::events:putEvents', { Entries: [ENTRY] });
  expect(seen.failure).toEqual({ error: 'EventBridge.FailedEntry', cause: JSON.stringify(answer) });
});

test('states:startExecution names its errors StepFunctions', async () => {
  const world = failing('SFN.StartExecution', 'StateMachineDoesNotExist', 'Gone');
  const seen = await world.start('arn:aws:states:::states:startExecution', {
    StateMachineArn: 'a',
  });
  expect(seen.failure?.error).toBe('StepFunctions.StateMachineDoesNotExistException');
  expect(seen.failure?.cause).toContain(
    '(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist;',
  );
});

test('states:startExecution tells times in milliseconds', async () => {
  const world = new TestWorld({
    'SFN.StartExecution': () => ({ executionArn: 'run', startDate: new Date(1_700_000_000_123) }),
  });
  const seen = await world.start('arn:aws:states:::states:startExecution', {
    StateMachineArn: 'arn',
    Input: { a: 1 },
  });
  expect(world.calls[0]?.input).toEqual({ stateMachineArn: 'arn', input: '{"a":1}' });
  expect(seen.output).toMatchObject({ ExecutionArn: 'run', StartDate: 1_700_000_000_123 });
});

test.each<[string, Json]>([
  ['sqs:sendMessage', { QueueUrl: QUEUE, Body: 'x' }],
  ['sns:publish', { Topic: TOPIC }],
  ['events:putEvents', { Entries: [{ source: 'x' }] }],
])('%s refuses members that the operation does not have', async (resource, parameters) => {
  const world = new TestWorld();
  await world.start(`arn:aws:states:::${resource}`, parameters);
  const refusal = world.refusal(`arn:aws:states:::${resource}`, parameters);
  expect(refusal?.error).toBe('States.Runtime');
  expect(refusal?.cause).toContain('is not supported by Step Functions');
  expect(world.calls).toEqual([]);
});

test.each([
  ['arn:aws:states:::athena:startQueryExecution.sync', 'athena:startQueryExecution.sync'],
  ['arn:aws:states:::dynamodb:getItem.sync', 'dynamodb:getItem.sync'],
  ['arn:aws:states:::aws-sdk:glue:startJobRun.sync', 'aws-sdk:glue:startJobRun.sync'],
])('%s is refused by name', async (resource, name) => {
  const world = new TestWorld();
  const cause = `The local cloud does not serve the integration ${name}. Optimised integrations that it serves: apigateway:invoke, dynamodb:deleteItem,`;
  expect(world.refusal(resource, {})?.cause).toContain(cause);
  expect((await world.start(resource, {})).failure?.cause).toContain(cause);
});
