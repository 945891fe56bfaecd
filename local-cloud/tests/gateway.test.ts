import { request as httpRequest } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, ListActivitiesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../src/errors.ts';
import type { HttpRequest } from '../src/gateway/dispatcher.ts';
import { startGateway } from '../src/gateway/server.ts';
import type { CallContext } from '../src/service.ts';
import { type ServedCloud, serveCloud, serviceOf } from './support/gateway.ts';

const SIGNED = 'AWS4-HMAC-SHA256 Credential=AKID/20300101/us-east-1/states/aws4_request, ...';

let served: ServedCloud;
let polls: Poll[] = [];
let stored: Record<string, unknown> = {};
let mounted: HttpRequest[] = [];

interface Poll {
  readonly context: CallContext;
  end(): void;
}

beforeAll(async () => {
  served = await serveCloud(
    () => [
      serviceOf('SFN', {
        ListActivities: () => ({ activities: [] }),
        DescribeExecution: () => {
          throw new AwsError('ExecutionDoesNotExist', 'Execution Does Not Exist: x');
        },
        DescribeStateMachine: () => {
          throw new TypeError('a mistake of ours');
        },
      }),
      serviceOf('SQS', {
        ReceiveMessage: (_: never, context: CallContext) => longPoll(context),
        SendMessage: () => {
          throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
        },
      }),
      serviceOf('DynamoDB', {
        TransactWriteItems: () => {
          throw new AwsError('TransactionCanceledException', 'Transaction cancelled', {
            members: {
              CancellationReasons: [
                { Code: 'ConditionalCheckFailed', Item: { B: { B: bytes('x') } } },
              ],
            },
          });
        },
      }),
      serviceOf('Lambda', {
        GetFunction: () => {
          throw new AwsError('ResourceNotFoundException', 'Function not found: f', {
            members: { Type: 'User' },
          });
        },
      }),
      serviceOf('SNS', {
        GetTopicAttributes: () => {
          throw new AwsError('NotFoundException', 'Topic does not exist');
        },
      }),
      serviceOf('CloudWatch', {
        PutMetricData: (input: Record<string, unknown>) => {
          stored = input;
          return {};
        },
      }),
      serviceOf('S3', {
        PutObject: (input: Record<string, unknown>) => {
          stored = input;
          return { ETag: '"an-etag"' };
        },
        GetObject: () => {
          throw new AwsError('NoSuchKey', 'The specified key does not exist.', {
            status: 404,
            members: { Key: 'k' },
          });
        },
      }),
    ],
    [
      { prefix: '/_local/', guarded: true, handle: () => ({ status: 200, body: '{}' }) },
      {
        prefix: '/_aws/',
        handle(request) {
          mounted.push(request);
          return { status: 201, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: 'made' };
        },
      },
    ],
  );
});
afterAll(() => served.gateway.close());

function longPoll(context: CallContext): Promise<object> {
  return context.waiting(
    new Promise((resolve) => {
      polls.push({ context, end: () => resolve({ Messages: [] }) });
      context.signal?.addEventListener('abort', () => resolve({}));
    }),
  );
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function call(target: string, body: string, headers: Record<string, string> = {}) {
  return fetch(served.gateway.endpoint, {
    method: 'POST',
    headers: {
      authorization: SIGNED,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${target}`,
      ...headers,
    },
    body,
  });
}

async function eventually<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('an answer', () => {
  it('carries the request id and the cloud time', async () => {
    const { $metadata } = await new SFNClient(served.config).send(new ListActivitiesCommand({}));
    const response = await call('ListActivities', '{}');
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
    const response = await call('SendMessage', '{"QueueUrl":"q","MessageBody":"m"}', {
      authorization: SIGNED.replace('states', 'sqs'),
      'x-amz-target': 'AmazonSQS.SendMessage',
    });
    expect(response.headers.get('x-amzn-query-error')).toBe(
      'AWS.SimpleQueueService.NonExistentQueue;Sender',
    );
    expect(await response.json()).toMatchObject({ __type: 'com.amazonaws.sqs#QueueDoesNotExist' });
  });

  it('speaks Query with older SQS clients, whose path is the queue', async () => {
    const response = await fetch(`${served.gateway.endpoint}/123456789012/orders`, {
      method: 'POST',
      headers: { authorization: SIGNED.replace('states', 'sqs') },
      body: new URLSearchParams({ Action: 'SendMessage', Version: '2012-11-05', MessageBody: 'm' }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      '<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>',
    );
  });

  it('is InternalFailure for a mistake of ours, which is reported with its stack', async () => {
    const response = await call('DescribeStateMachine', '{"stateMachineArn":"x"}');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ __type: 'InternalFailure' });
    expect(served.problems.join()).toContain('TypeError: a mistake of ours\n    at ');
  });
});

describe('a request', () => {
  it.each([
    ['without a signature', { authorization: '' }, 'IncompleteSignature', 'Authorization'],
    [
      'that is signed for another region',
      { authorization: SIGNED.replace('us-east-1', 'eu-west-1') },
      'InvalidSignatureException',
      'signed for eu-west-1',
    ],
    [
      'for a service that is not served',
      { authorization: SIGNED.replace('states', 'ec2') },
      'UnknownService',
      'signs its calls as "ec2". It serves CloudWatch, DynamoDB',
    ],
    [
      'for an operation that the service does not have',
      { 'x-amz-target': 'AWSStepFunctions.Dance' },
      'UnknownOperationException',
      'SFN has no operation AWSStepFunctions.Dance',
    ],
    [
      'for an operation that is not served',
      { 'x-amz-target': 'AWSStepFunctions.CreateActivity' },
      'NotSupportedByLocalCloud',
      'CreateActivity of SFN',
    ],
  ])('%s is refused by name', async (_, headers, code, message) => {
    const response = await call('ListActivities', '{}', headers);
    const body = (await response.json()) as { __type: string; message: string };
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(body.__type).toBe(code);
    expect(body.message).toContain(message);
  });

  it('that is not signed at all needs an authentication token', async () => {
    const response = await fetch(served.gateway.endpoint, { method: 'POST', body: '{}' });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationToken');
  });

  it.each([
    ['{"colour":"blue"}', 'UnknownMember', 'colour is no member of ListActivitiesInput'],
    [
      '{"maxResults":"ten"}',
      'SerializationException',
      "STRING_VALUE can not be converted to a Number (at 'maxResults')",
    ],
    ['[]', 'SerializationException', 'LIST_VALUE can not be converted to a structure'],
    ['{"max', 'SerializationException', 'The body is not JSON'],
  ])('with the body %s is refused', async (sent, code, message) => {
    const body = (await (await call('ListActivities', sent)).json()) as Record<string, string>;
    expect(body.__type).toBe(code);
    expect(body.message).toContain(message);
  });

  it('without a required member is refused in AWS words', async () => {
    const body = await (await call('DescribeExecution', '{}')).json();
    expect(body).toEqual({
      __type: 'com.amazonaws.sfn#ValidationException',
      message:
        "1 validation error detected: Value null at 'executionArn' failed to satisfy constraint: Member must not be null",
    });
  });

  it('larger than the service takes is refused before it is read', async () => {
    const response = await call('ListActivities', ' '.repeat(2 ** 20 + 1));
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('Request must be smaller than 1048576 bytes');
  });

  it('compressed by the client is unpacked', async () => {
    const MetricData = Array.from({ length: 500 }, (_, index) => ({ MetricName: `m${index}` }));
    await new CloudWatchClient(served.config).send(
      new PutMetricDataCommand({ Namespace: 'n', MetricData }),
    );
    expect(stored).toEqual({ Namespace: 'n', MetricData });
  });

  it('in signed chunks is put together', async () => {
    const client = new S3Client({ ...served.config, requestStreamBufferSize: 65_536 });
    const { Readable } = await import('node:stream');
    const Body = Readable.from([Buffer.alloc(100_000, 'a'), Buffer.from('end')]);
    const command = new PutObjectCommand({ Bucket: 'b', Key: 'k', Body, ContentLength: 100_003 });
    await client.send(command);
    expect(Buffer.from(stored.Body as Uint8Array).toString()).toBe(`${'a'.repeat(100_000)}end`);
  });

  it('over HTTP/2 with prior knowledge is answered on the same port', async () => {
    const session = connectHttp2(served.gateway.endpoint);
    const stream = session.request({
      ':method': 'POST',
      ':path': '/',
      authorization: SIGNED,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AWSStepFunctions.ListActivities',
    });
    stream.end('{}');
    const body = Buffer.concat(await stream.toArray()).toString();
    session.close();
    expect(body).toBe('{"activities":[]}');
  });

  it('whose first bytes come one by one is answered all the same', async () => {
    const { hostname, port } = new URL(served.gateway.endpoint);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setNoDelay(true);
    for (const byte of 'PRI') {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.write('NT / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 \d+/);
  });
});

describe('who asks', () => {
  function status(
    headers: Record<string, string>,
    method = 'GET',
    path = '/_local/',
  ): Promise<number> {
    const { hostname, port } = new URL(served.gateway.endpoint);
    return new Promise((resolve, reject) => {
      const request = httpRequest({ hostname, port, method, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end();
    });
  }

  it.each([
    '127.0.0.1:4566',
    'localhost',
    'sync-127.0.0.1:4566',
    'bucket.localhost:1',
    '[::1]:4566',
  ])('by the name %s is answered', async (host) => {
    expect(await status({ host })).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1'])(
    'by the name %s is refused, against DNS rebinding',
    async (host) => {
      expect(await status({ host })).toBe(403);
    },
  );

  it('of the control endpoints to change something must show that it is no foreign page', async () => {
    expect(await status({}, 'POST')).toBe(403);
    expect(await status({ 'content-type': 'text/plain' }, 'POST')).toBe(403);
    expect(await status({ 'content-type': 'application/json' }, 'POST')).toBe(200);
    expect(await status({ 'x-local-cloud': '1' }, 'DELETE')).toBe(200);
  });

  it('below a mount is handed over as received', async () => {
    mounted = [];
    const response = await fetch(`${served.gateway.endpoint}/_aws/a%2Fb?x=1&x=2`, {
      method: 'PUT',
      body: 'text',
    });
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(mounted).toMatchObject([{ method: 'PUT', path: '/_aws/a%2Fb', query: 'x=1&x=2' }]);
    expect(Buffer.from(mounted[0]!.body).toString()).toBe('text');
  });
});

describe('a call that waits', () => {
  const receive = () => new ReceiveMessageCommand({ QueueUrl: `${served.gateway.endpoint}/1/q` });

  it('lets the clock go on meanwhile', async () => {
    polls = [];
    const client = new SQSClient(served.config);
    const sent = client.send(receive());
    const poll = await eventually(() => polls[0]);
    await served.cloud.clock.idle();
    expect(served.cloud.clock.inFlight).toBe(0);
    poll.end();
    await sent;
    expect(served.cloud.clock.inFlight).toBe(0);
  });

  it('is told when its client has gone', async () => {
    polls = [];
    const controller = new AbortController();
    const sent = new SQSClient(served.config).send(receive(), { abortSignal: controller.signal });
    const poll = await eventually(() => polls[0]);
    controller.abort();
    await expect(sent).rejects.toThrow();
    await eventually(() => (poll.context.signal?.aborted ? true : undefined));
  });
});

describe('the port', () => {
  it('that another program has is named, with what to do', async () => {
    const port = Number(new URL(served.gateway.endpoint).port);
    await expect(startGateway(served.cloud, { port })).rejects.toMatchObject({
      name: 'UserError',
      message: `Port ${port} is not free`,
      why: expect.stringContaining(`Another program listens on 127.0.0.1:${port}`),
      fix: expect.stringContaining('--port'),
    });
  });

  it('is given back when the gateway closes, and waiting calls end', async () => {
    polls = [];
    const other = await serveCloud(() => [
      serviceOf('SQS', { ReceiveMessage: (_: never, context: CallContext) => longPoll(context) }),
    ]);
    const QueueUrl = `${other.gateway.endpoint}/1/q`;
    const sent = new SQSClient(other.config).send(new ReceiveMessageCommand({ QueueUrl }));
    await eventually(() => polls[0]);
    await other.gateway.close();
    await sent.catch(() => {});
    const port = Number(new URL(other.gateway.endpoint).port);
    const again = await startGateway(other.cloud, { port });
    await again.close();
  });
});
