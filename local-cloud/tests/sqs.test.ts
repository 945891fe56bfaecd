import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSQS } from '../src/services/sqs/index.ts';
import { type ServedCloud, serveCloud } from './support/gateway.ts';

let served: ServedCloud;
let sqs: SQSClient;
let QueueUrl: string;

beforeEach(async () => {
  served = await serveCloud((cloud) => [createSQS(cloud)]);
  sqs = new SQSClient(served.config);
  const created = await sqs.send(new CreateQueueCommand({ QueueName: 'parking' }));
  QueueUrl = created.QueueUrl!;
});
afterEach(() => served.gateway.close());

test('the SDK finds every digest in order', async () => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'grüße',
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: 'später' },
        attempt: { DataType: 'Number', StringValue: '3' },
        raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 1, 255]) },
      },
    }),
  );
  const Entries = [
    { Id: 'a', MessageBody: 'x' },
    { Id: 'b', MessageBody: 'y' },
  ];
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  expect(Messages?.map(({ Body }) => Body)).toEqual(['grüße', 'x', 'y']);
  expect(Messages?.[0]?.MessageAttributes?.raw?.BinaryValue).toEqual(new Uint8Array([0, 1, 255]));
  const handles = Messages!.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
  const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
  expect(deleted.Successful).toHaveLength(3);
});

test('a long poll lets time pass, and ends with the message', async () => {
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await expect.poll(() => served.cloud.clock.nextDue).toBeDefined();
  expect(served.cloud.clock.inFlight).toBe(0);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'at last' }));
  expect((await poll).Messages).toMatchObject([{ Body: 'at last' }]);
});

test('a client that hangs up takes no message', async () => {
  const caller = new AbortController();
  const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 });
  const poll = sqs
    .send(command, { abortSignal: caller.signal })
    .catch((error: Error) => error.name);
  await expect.poll(() => served.cloud.clock.nextDue).toBeDefined();
  caller.abort();
  expect(await poll).toBe('AbortError');
  await expect.poll(() => served.cloud.clock.nextDue).toBeUndefined();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'still here' }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toMatchObject([{ Body: 'still here' }]);
});

test('an unknown queue is known by its name in both of its protocols', async () => {
  const command = new SendMessageCommand({ QueueUrl: `${QueueUrl}-gone`, MessageBody: 'x' });
  const error = await sqs.send(command).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(QueueDoesNotExist);
  expect(error).toMatchObject({
    name: 'QueueDoesNotExist',
    Code: 'AWS.SimpleQueueService.NonExistentQueue',
  });
  const body = new URLSearchParams({ Action: 'GetQueueAttributes', QueueUrl: `${QueueUrl}-gone` });
  const answer = await fetch(served.gateway.endpoint, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=A/20300101/us-east-1/sqs/aws4_request' },
    body,
  });
  expect(await answer.text()).toContain(
    '<Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist for this wsdl version.</Message><Detail></Detail>',
  );
});

test('what no shape of the model says goes by the code that it has in Query', async () => {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 });
  expect(await sqs.send(command).catch((thrown: unknown) => thrown)).toMatchObject({
    name: 'InvalidParameterValue',
    Code: 'InvalidParameterValue',
  });
});
