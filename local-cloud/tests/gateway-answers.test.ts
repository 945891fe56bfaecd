import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, ListActivitiesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../src/core/errors.ts';
import { callStates, signedFor } from './support/call.ts';
import { type ServedCloud, serveCloud, serviceOf } from './support/gateway.ts';

let served: ServedCloud;

function failing(error: Error): () => never {
  return () => {
    throw error;
  };
}

const CANCELLED = new AwsError('TransactionCanceledException', 'Transaction cancelled', {
  members: {
    CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { B: { B: bytes('x') } } }],
  },
});
const NO_KEY = new AwsError('NoSuchKey', 'The specified key does not exist.', {
  members: { Key: 'k' },
});
const NO_FUNCTION = new AwsError('ResourceNotFoundException', 'Function not found: f', {
  members: { Type: 'User' },
});
const NO_TOPIC = new AwsError('NotFoundException', 'Topic does not exist');
const NO_QUEUE = new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

beforeAll(async () => {
  served = await serveCloud(() => [
    serviceOf('SFN', {
      ListActivities: () => ({ activities: [] }),
      DescribeExecution: failing(
        new AwsError('ExecutionDoesNotExist', 'Execution Does Not Exist: x'),
      ),
      DescribeStateMachine: failing(new TypeError('a mistake of ours')),
    }),
    serviceOf('SQS', { SendMessage: failing(NO_QUEUE) }),
    serviceOf('DynamoDB', { TransactWriteItems: failing(CANCELLED) }),
    serviceOf('Lambda', { GetFunction: failing(NO_FUNCTION) }),
    serviceOf('SNS', { GetTopicAttributes: failing(NO_TOPIC) }),
    serviceOf('S3', { GetObject: failing(NO_KEY) }),
  ]);
});
afterAll(() => served.gateway.close());

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('an answer', () => {
  it('carries the request id and the cloud time', async () => {
    const { $metadata } = await new SFNClient(served.config).send(new ListActivitiesCommand({}));
    const response = await callStates(served.gateway.endpoint, 'ListActivities', '{}');
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  });

  it('is an error with its code and message in AWS JSON', async () => {
    const sent = new SFNClient(served.config).send(
      new DescribeExecutionCommand({ executionArn: 'x' }),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
      message: 'Execution Does Not Exist: x',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('carries the members of an error, bytes too, and a checksum, from DynamoDB', async () => {
    const client = new DynamoDBClient(served.config);
    const sent = client.send(new TransactWriteItemsCommand({ TransactItems: [] }));
    await expect(sent).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { B: { B: bytes('x') } } }],
      $response: { headers: { 'x-amz-crc32': expect.stringMatching(/^\d+$/) } },
    });
  });

  it('is an error with its status and type in REST-JSON', async () => {
    const sent = new LambdaClient(served.config).send(
      new GetFunctionCommand({ FunctionName: 'f' }),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: f',
      Type: 'User',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('is an error in XML from a Query service', async () => {
    const sent = new SNSClient(served.config).send(
      new GetTopicAttributesCommand({ TopicArn: 'x' }),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('is an error in XML without an envelope from S3', async () => {
    const sent = new S3Client(served.config).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    await expect(sent).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('tells SQS clients of the Query days the code they know', async () => {
    const response = await callStates(
      served.gateway.endpoint,
      'SendMessage',
      '{"QueueUrl":"q","MessageBody":"m"}',
      {
        authorization: signedFor('sqs'),
        'x-amz-target': 'AmazonSQS.SendMessage',
      },
    );
    expect(response.headers.get('x-amzn-query-error')).toBe(
      'AWS.SimpleQueueService.NonExistentQueue;Sender',
    );
    expect(await response.json()).toMatchObject({ __type: 'com.amazonaws.sqs#QueueDoesNotExist' });
  });

  it('speaks Query with older SQS clients, whose path is the queue', async () => {
    const response = await fetch(`${served.gateway.endpoint}/123456789012/orders`, {
      method: 'POST',
      headers: { authorization: signedFor('sqs') },
      body: new URLSearchParams({ Action: 'SendMessage', Version: '2012-11-05', MessageBody: 'm' }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      '<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>',
    );
  });

  it('is InternalFailure for a mistake of ours, which is reported with its stack', async () => {
    const response = await callStates(
      served.gateway.endpoint,
      'DescribeStateMachine',
      '{"stateMachineArn":"x"}',
    );
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ __type: 'InternalFailure' });
    expect(served.problems.join()).toContain('TypeError: a mistake of ours\n    at ');
  });
});
