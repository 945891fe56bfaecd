import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { StatesError } from '../errors.ts';
import { callOf, requestFor, TestWorld } from './testing.ts';

const SDK = 'arn:aws:states:::aws-sdk';

test('parameters reach the operation under the names of its API model', async () => {
  const world = new TestWorld({ 'SFN.StartExecution': () => ({}) });
  await world.start(`${SDK}:sfn:startExecution`, {
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child',
    Input: { key: 'value' },
  });
  expect(world.calls).toEqual([
    {
      operation: 'SFN.StartExecution',
      input: {
        stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child',
        input: '{"key":"value"}',
      },
      roleArn: 'arn:aws:iam::123456789012:role/orders',
    },
  ]);
});

test('the result has its members in the order of the alphabet and times in ISO 8601', async () => {
  const world = new TestWorld({
    'SFN.StartExecution': () => ({
      startDate: new Date('2026-01-02T03:04:05Z'),
      executionArn: 'arn:run',
      $metadata: {},
    }),
  });
  const seen = await world.start(`${SDK}:sfn:startExecution`, { StateMachineArn: 'arn' });
  expect(JSON.stringify(seen.output)).toBe(
    '{"ExecutionArn":"arn:run","StartDate":"2026-01-02T03:04:05Z"}',
  );
  expect(seen.told).toEqual(['started', 'succeeded']);
});

test('attribute values are spelled as the SDK for Java 2 spells them, both ways', async () => {
  const world = new TestWorld({
    'DynamoDB.GetItem': () => ({ Item: { ok: { BOOL: true }, tags: { SS: ['a'] } } }),
  });
  const seen = await world.start(`${SDK}:dynamodb:getItem`, {
    TableName: 'orders',
    Key: { id: { S: '1' }, gone: { Nul: true } },
  });
  expect(world.calls[0]?.input).toEqual({
    TableName: 'orders',
    Key: { id: { S: '1' }, gone: { NULL: true } },
  });
  expect(seen.output).toEqual({ Item: { ok: { Bool: true }, tags: { Ss: ['a'] } } });
});

test('a transaction with nested lists and maps keeps its structure', async () => {
  const world = new TestWorld({ 'DynamoDB.TransactWriteItems': () => ({}) });
  const item = { id: { S: '1' }, lines: { L: [{ M: { n: { N: '2' } } }] } };
  await world.start(`${SDK}:dynamodb:transactWriteItems`, {
    TransactItems: [{ Put: { TableName: 'orders', Item: item } }],
  });
  expect(world.calls[0]?.input).toEqual({
    TransactItems: [{ Put: { TableName: 'orders', Item: item } }],
  });
});

test.each([
  ['text', 'text data', '"text data"'],
  ['object', { Dict: 'Value' }, '{"Dict":"Value"}'],
  ['number', 0, '0'],
  ['false', false, 'false'],
])('s3:putObject stores a body that is %s as JSON text', async (_, Body, stored) => {
  const world = new TestWorld({ 'S3.PutObject': () => ({ ETag: '"e"' }) });
  const seen = await world.start(`${SDK}:s3:putObject`, { Bucket: 'b', Key: 'k', Body });
  const { Body: sent, ContentType } = world.calls[0]!.input;
  expect(Buffer.from(sent as Uint8Array).toString()).toBe(stored);
  expect(ContentType).toBe('text/plain; charset=UTF-8');
  expect(seen.output).toEqual({ ETag: '"e"' });
});

test.each([
  ['bytes', Buffer.from('text data')],
  ['a stream', Readable.from([Buffer.from('text '), Buffer.from('data')])],
  ['text', 'text data'],
])('s3:getObject gives a body that is %s as text, after everything else', async (_, Body) => {
  const world = new TestWorld({ 'S3.GetObject': () => ({ Body, ContentLength: 9, Metadata: {} }) });
  const seen = await world.start(`${SDK}:s3:getObject`, { Bucket: 'b', Key: 'k' });
  expect(JSON.stringify(seen.output)).toBe('{"ContentLength":9,"Metadata":{},"Body":"text data"}');
});

test('an operation that answers nothing gives an empty object', async () => {
  const world = new TestWorld({ 'SageMaker.DeleteEndpoint': () => ({}) });
  const seen = await world.start(`${SDK}:sagemaker:deleteEndpoint`, { EndpointName: 'e' });
  expect(seen.output).toEqual({});
});

test('an error that the API model has is named after the service and its exception', async () => {
  const world = new TestWorld({
    'DynamoDB.PutItem': () => {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    },
  });
  const seen = await world.start(`${SDK}:dynamodb:putItem`, { TableName: 't', Item: {} });
  expect(seen.failure?.error).toBe('DynamoDb.ResourceNotFoundException');
  expect(seen.failure?.cause).toMatch(
    /^Requested resource not found \(Service: DynamoDb, Status Code: 400, Request ID: [-0-9a-f]{36}\) \(SDK Attempt Count: 1\)$/,
  );
  expect(seen.failure?.phase).toBeUndefined();
  expect(seen.told).toEqual(['started', 'failed']);
});

test('an exception whose name does not end so in the model gets the ending', async () => {
  const world = new TestWorld({
    'SFN.SendTaskSuccess': () => {
      throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    },
  });
  const seen = await world.start(`${SDK}:sfn:sendTaskSuccess`, { TaskToken: 't', Output: {} });
  expect(seen.failure?.error).toBe('Sfn.InvalidTokenException');
});

test('an error that the API model does not have is the exception of the service', async () => {
  const world = new TestWorld({
    'DynamoDB.PutItem': () => {
      throw new AwsError('ValidationException', '1 validation error detected');
    },
  });
  const seen = await world.start(`${SDK}:dynamodb:putItem`, { TableName: 't', Item: null });
  expect(seen.failure?.error).toBe('DynamoDb.DynamoDbException');
});

test('a breakdown inside a service fails the task like a server error', async () => {
  const world = new TestWorld({
    'DynamoDB.PutItem': () => {
      throw new TypeError('broken');
    },
  });
  const seen = await world.start(`${SDK}:dynamodb:putItem`, { TableName: 't', Item: {} });
  expect(seen.failure?.cause).toMatch(/^broken \(Service: DynamoDb, Status Code: 500/);
});

test('members that the operation does not have are refused before the task starts', async () => {
  const world = new TestWorld();
  const seen = await world.start(`${SDK}:dynamodb:getItem`, { TableName: 't', keys: {}, Deep: 1 });
  expect(seen.told).toEqual(['failed']);
  expect(seen.failure).toEqual({
    error: 'States.Runtime',
    cause: `The Parameters '{"TableName":"t","keys":{},"Deep":1}' could not be used to start the Task: [The field "keys" is not supported by Step Functions, The field "Deep" is not supported by Step Functions]`,
    phase: 'schedule',
  });
});

test.each([
  ['a text for a list', { TableName: 't', AttributesToGet: 'id' }, 'AttributesToGet'],
  ['a text for a boolean', { TableName: 't', ConsistentRead: 'yes' }, 'ConsistentRead'],
])('%s has an invalid format', async (_, parameters, field) => {
  const world = new TestWorld();
  const seen = await world.start(`${SDK}:dynamodb:getItem`, parameters);
  expect(seen.failure?.cause).toContain(
    `[The value of the field '${field}' has an invalid format]`,
  );
});

test.each([
  ['a number for a text', { TableName: 5 }, 'TableName'],
  ['a number inside a value', { TableName: 't', Key: { id: { N: 5 } } }, 'N'],
  ['an object inside a value', { TableName: 't', Key: { id: { S: { a: 1 } } } }, 'S'],
  ['a number in a set of texts', { TableName: 't', Key: { id: { Ss: ['a', 1] } } }, 'Ss'],
  ['an object in a set of texts', { TableName: 't', Key: { id: { Ss: [{}] } } }, 'Ss'],
])('%s must be a STRING', async (_, parameters, field) => {
  const world = new TestWorld();
  const seen = await world.start(`${SDK}:dynamodb:getItem`, parameters);
  expect(seen.failure?.cause).toContain(`[The value for the field '${field}' must be a STRING]`);
});

test('parameters that are no object are refused', async () => {
  const seen = await new TestWorld().start(`${SDK}:dynamodb:getItem`, 'table');
  expect(seen.failure?.cause).toContain('The Parameters must be a JSON object');
});

test('an unknown operation and an unknown service are refused by name', async () => {
  const world = new TestWorld();
  const operation = await world.start(`${SDK}:dynamodb:frobnicate`, {});
  const service = await world.start(`${SDK}:nosuchservice:list`, {});
  expect(operation.failure?.cause).toContain("'frobnicate' of 'dynamodb'");
  expect(service.failure?.cause).toContain("'list' of 'nosuchservice'");
});

test('with .waitForTaskToken the answer is the submission, and the token ends the task', async () => {
  const world = new TestWorld({ 'DynamoDB.PutItem': () => ({}) });
  const seen = await world.start(`${SDK}:dynamodb:putItem.waitForTaskToken`, {
    TableName: 't',
    Item: { token: { S: 'token-1' } },
  });
  expect(seen.told).toEqual(['started', 'submitted']);
  expect(seen.submission).toEqual({});
});

test('a call that fails with .waitForTaskToken failed to submit', async () => {
  const world = new TestWorld({
    'DynamoDB.PutItem': () => {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    },
  });
  const seen = await world.start(`${SDK}:dynamodb:putItem.waitForTaskToken`, { TableName: 't' });
  expect(seen.failure).toMatchObject({
    error: 'DynamoDb.ResourceNotFoundException',
    phase: 'submit',
  });
});

test('nothing is told of an attempt that was cancelled', async () => {
  const world = new TestWorld({ 'DynamoDB.PutItem': () => ({}) });
  const seen = await world.start(`${SDK}:dynamodb:putItem`, { TableName: 't' });
  seen.told.length = 0;
  const handle = world.tasks.start(requestFor(`${SDK}:dynamodb:putItem`, { TableName: 't' }), seen);
  handle.cancel('timeout');
  await world.clock.idle();
  expect(seen.told.filter((event) => event !== 'started')).toEqual([]);
});

test('a single call gives the result or a failure with its name', async () => {
  const world = new TestWorld({
    'S3.GetObject': ({ Key }: { Key: string }) => {
      if (Key === 'there') return { Body: 'x' };
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
    },
  });
  const call = (Key: string) => world.tasks.call(callOf('s3', 'getObject', { Bucket: 'b', Key }));
  expect(await call('there')).toEqual({ Body: 'x' });
  await expect(call('gone')).rejects.toMatchObject({ error: 'S3.NoSuchKeyException' });
  await expect(call('gone')).rejects.toBeInstanceOf(StatesError);
});

test.each([
  [
    'arn:aws:states:::aws-sdk:redshiftdata:executeStatement',
    'executeStatement',
    '@aws-sdk/client-redshift-data',
  ],
  ['arn:aws:states:::aws-sdk:glue:startJbRun', 'startJbRun', '@aws-sdk/client-glue'],
])('%s says which client is missing, or does not have it', async (resource, action, name) => {
  const seen = await new TestWorld().start(resource, {});
  expect(seen.failure).toMatchObject({ error: 'States.Runtime', phase: 'schedule' });
  expect(seen.failure?.cause).toContain(`does not know the operation '${action}' of`);
  expect(seen.failure?.cause).toContain(`${name} is not installed`);
});
