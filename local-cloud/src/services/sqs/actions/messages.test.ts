import { describe, expect, test } from 'vitest';
import { failure, fakeContext, START } from '../../testing.ts';
import { arnOf, withQueue } from '../testing.ts';

const bodies = (messages: readonly { Body?: string | undefined }[]) =>
  messages.map(({ Body }) => Body);

describe('a message', () => {
  test('comes with its digest, and the attributes that are asked for', async () => {
    const { send, receive } = await withQueue();
    const MessageAttributes = {
      city: { DataType: 'String', StringValue: 'Any City' },
      'trip.id': { DataType: 'Number', StringValue: '7' },
    };
    const MessageSystemAttributes = {
      AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2-3' },
    };
    const sent = await send('hello', { MessageAttributes, MessageSystemAttributes });
    expect(sent).toMatchObject({
      MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592',
      MD5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
      MD5OfMessageSystemAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const [message] = await receive({
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['trip.*'],
    });
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'hello',
      MD5OfBody: sent.MD5OfMessageBody,
      MessageAttributes: { 'trip.id': MessageAttributes['trip.id'] },
      Attributes: {
        SenderId: '123456789012',
        SentTimestamp: String(START),
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: String(START),
        AWSTraceHeader: 'Root=1-2-3',
      },
    });
    expect(message?.MD5OfMessageAttributes).not.toBe(sent.MD5OfMessageAttributes);
  });

  test.each(['All', '*', '.*'])('comes with all of its attributes for %s', async (name) => {
    const { send, receive } = await withQueue();
    const MessageAttributes = { city: { DataType: 'String', StringValue: 'Any City' } };
    await send('hello', { MessageAttributes });
    const [message] = await receive({ MessageAttributeNames: [name] });
    expect(message?.MessageAttributes).toEqual(MessageAttributes);
  });

  test('is hidden while it is worked on, comes again, and is deleted with any of its handles', async () => {
    const { sqs, url, send, receive, cloud } = await withQueue({ VisibilityTimeout: '30' });
    await send('x');
    const [first] = await receive();
    expect(await receive()).toEqual([]);
    await cloud.clock.advance(30_000);
    const [second] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(second?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
    await sqs.DeleteMessage({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle });
    await cloud.clock.advance(30_000);
    expect(await receive()).toEqual([]);
    await sqs.DeleteMessage({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle });
  });

  test('is shown at once when its visibility is changed to 0, and hidden for longer otherwise', async () => {
    const { sqs, url, send, receive, cloud } = await withQueue();
    await send('x');
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      sqs.ChangeMessageVisibility({ QueueUrl: url, ReceiptHandle, VisibilityTimeout });
    const [first] = await receive();
    await change(first?.ReceiptHandle, 0);
    const [second] = await receive();
    await change(second?.ReceiptHandle, 100);
    await cloud.clock.advance(99_000);
    expect(await receive()).toEqual([]);
    await cloud.clock.advance(1000);
    expect(bodies(await receive())).toEqual(['x']);
  });

  test('is delayed by the queue, or by its own delay', async () => {
    const { send, receive, cloud } = await withQueue({ DelaySeconds: '10' });
    await send('by the queue');
    await send('by itself', { DelaySeconds: 5 });
    await send('at once', { DelaySeconds: 0 });
    expect(bodies(await receive({ MaxNumberOfMessages: 10 }))).toEqual(['at once']);
    await cloud.clock.advance(5000);
    expect(bodies(await receive())).toEqual(['by itself']);
    await cloud.clock.advance(5000);
    expect(bodies(await receive())).toEqual(['by the queue']);
  });

  test('is dropped after the retention period', async () => {
    const { sqs, url, send, receive, cloud } = await withQueue({ MessageRetentionPeriod: '60' });
    await send('old');
    await cloud.clock.advance(59_000);
    await send('new');
    await cloud.clock.advance(1000);
    expect(bodies(await receive({ MaxNumberOfMessages: 10 }))).toEqual(['new']);
    const { Attributes } = await sqs.GetQueueAttributes({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    });
    expect(Attributes).toEqual({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
  });

  test('goes to the dead-letter queue once it was received too often', async () => {
    const { sqs, url: deadUrl, cloud } = await withQueue({}, 'dead');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: arnOf('dead'),
      maxReceiveCount: 2,
    });
    const { QueueUrl } = await sqs.CreateQueue({
      QueueName: 'source',
      Attributes: { RedrivePolicy, VisibilityTimeout: '1' },
    });
    await sqs.SendMessage({ QueueUrl, MessageBody: 'poison' });
    for (const expected of [1, 1, 0]) {
      const { Messages = [] } = await sqs.ReceiveMessage({ QueueUrl });
      expect(Messages).toHaveLength(expected);
      await cloud.clock.advance(1000);
    }
    const { Messages } = await sqs.ReceiveMessage({
      QueueUrl: deadUrl,
      MessageSystemAttributeNames: ['All'],
    });
    expect(Messages).toMatchObject([
      {
        Body: 'poison',
        Attributes: {
          ApproximateReceiveCount: '3',
          DeadLetterQueueSourceArn: arnOf('source'),
          SentTimestamp: String(START),
        },
      },
    ]);
  });
});

describe('a long poll', () => {
  test('ends when a message arrives', async () => {
    const { send, receive, cloud } = await withQueue();
    const poll = receive({ WaitTimeSeconds: 20 });
    await cloud.clock.advance(5000);
    await send('at last');
    expect(bodies(await poll)).toEqual(['at last']);
    expect(cloud.clock.now()).toBe(START + 5000);
  });

  test('ends when a hidden message is shown again', async () => {
    const { send, receive, cloud } = await withQueue({ VisibilityTimeout: '3' });
    await send('x');
    await receive();
    const poll = receive({ WaitTimeSeconds: 20 });
    await cloud.clock.advance(3000);
    expect(bodies(await poll)).toEqual(['x']);
  });

  test('ends empty when its time is over, when the queue is deleted, or the caller is gone', async () => {
    const { sqs, url, receive, cloud } = await withQueue({ ReceiveMessageWaitTimeSeconds: '7' });
    const first = receive();
    await cloud.clock.advance(7000);
    expect(await first).toEqual([]);

    const caller = new AbortController();
    const context = fakeContext({ signal: caller.signal });
    const abandoned = sqs.ReceiveMessage({ QueueUrl: url }, context);
    caller.abort();
    expect(await abandoned).toEqual({});

    const last = receive();
    await sqs.DeleteQueue({ QueueUrl: url });
    expect(await last).toEqual([]);
  });

  test('leaves no message to a caller that is gone', async () => {
    const { sqs, url, send, receive } = await withQueue();
    const caller = new AbortController();
    const input = { QueueUrl: url, WaitTimeSeconds: 20 };
    const poll = sqs.ReceiveMessage(input, fakeContext({ signal: caller.signal }));
    caller.abort();
    await send('for somebody else');
    expect(await poll).toEqual({});
    expect(bodies(await receive())).toEqual(['for somebody else']);
  });
});

describe('a batch', () => {
  test('has an outcome for each entry', async () => {
    const { sqs, url, receive } = await withQueue();
    const sent = await sqs.SendMessageBatch({
      QueueUrl: url,
      Entries: [
        { Id: 'good', MessageBody: 'x' },
        { Id: 'bad', MessageBody: '\u0000' },
      ],
    });
    expect(sent).toMatchObject({
      Successful: [{ Id: 'good', MD5OfMessageBody: '9dd4e461268c8034f5c8564e155c67a6' }],
      Failed: [{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }],
    });
    const [message] = await receive();
    const { ReceiptHandle } = message!;
    const Entries = [
      { Id: 'a', ReceiptHandle },
      { Id: 'b', ReceiptHandle: 'nonsense' },
    ];
    expect(await sqs.DeleteMessageBatch({ QueueUrl: url, Entries })).toEqual({
      Successful: [{ Id: 'a' }],
      Failed: [
        {
          Id: 'b',
          Code: 'ReceiptHandleIsInvalid',
          Message: 'The input receipt handle "nonsense" is not a valid receipt handle.',
          SenderFault: true,
        },
      ],
    });
  });

  test.each([
    [
      [],
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    ],
    [
      Array.from({ length: 11 }, (_, Id) => ({ Id: `${Id}` })),
      'TooManyEntriesInBatchRequest',
      'Maximum number of entries per request are 10. You have sent 11.',
    ],
    [[{ Id: 'a' }, { Id: 'a' }], 'BatchEntryIdsNotDistinct', 'Id a repeated.'],
    [
      [{ Id: 'a' }, { Id: undefined }],
      'MissingRequiredParameterException',
      'The request must contain the parameter SendMessageBatchRequestEntry.2.Id.',
    ],
    [
      [{ Id: 'a b' }],
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    ],
    [
      [{ Id: 'a', MessageBody: 'x'.repeat(1_048_577) }],
      'BatchRequestTooLong',
      'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
    ],
  ])('is refused as a whole (%#)', async (entries, code, message) => {
    const { sqs, url } = await withQueue();
    const Entries = entries.map((entry) => ({ MessageBody: 'x', ...entry }));
    expect(await failure(sqs.SendMessageBatch({ QueueUrl: url, Entries }))).toEqual({
      code,
      message,
    });
  });
});

test('a message is hidden for twelve hours at most after it was received', async () => {
  const { sqs, url, send, receive, cloud } = await withQueue();
  await send('x');
  const [{ ReceiptHandle } = {}] = await receive({ VisibilityTimeout: 100 });
  await cloud.clock.advance(60_000);
  const change = (VisibilityTimeout: number) =>
    sqs.ChangeMessageVisibility({ QueueUrl: url, ReceiptHandle, VisibilityTimeout });
  expect(await failure(change(43_141))).toEqual({
    code: 'InvalidParameterValueException',
    message:
      'Value 43141 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
  });
  await change(43_140);
});

test('an attribute that no message and no queue has cannot be asked for', async () => {
  const { receive } = await withQueue();
  await receive({ AttributeNames: ['Policy', 'SenderId'] });
  for (const asked of [
    { AttributeNames: ['Sender'] },
    { MessageSystemAttributeNames: ['Policy'] },
  ]) {
    expect(await failure(receive(asked))).toMatchObject({ code: 'InvalidAttributeName' });
  }
});

test('a message has the trace of the call that sent it, unless it brings its own', async () => {
  const { sqs, url, receive } = await withQueue();
  const context = { ...fakeContext(), traceHeader: 'Root=1-of-the-call' };
  const own = { DataType: 'String', StringValue: 'Root=1-of-its-own' };
  await sqs.SendMessage({ QueueUrl: url, MessageBody: 'a' }, context);
  const MessageSystemAttributes = { AWSTraceHeader: own };
  await sqs.SendMessage({ QueueUrl: url, MessageBody: 'b', MessageSystemAttributes }, context);
  const messages = await receive({ MaxNumberOfMessages: 10, AttributeNames: ['AWSTraceHeader'] });
  expect(messages.map(({ Attributes }) => Attributes?.AWSTraceHeader)).toEqual([
    'Root=1-of-the-call',
    'Root=1-of-its-own',
  ]);
});

test('a batch of which all went well says nothing of failures, nor the other way round (recorded)', async () => {
  const { sqs, url } = await withQueue({ MaximumMessageSize: '1024' });
  const batch = (body: string) =>
    sqs.SendMessageBatch({ QueueUrl: url, Entries: [{ Id: 'a', MessageBody: body }] });
  expect(Object.keys(await batch('x'))).toEqual(['Successful']);
  expect(await batch('x'.repeat(1025))).toEqual({
    Failed: [
      {
        Id: 'a',
        Code: 'InvalidParameterValue',
        Message:
          'One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.',
        SenderFault: true,
      },
    ],
  });
});

describe('AWS refuses to send, in its words,', () => {
  const attribute = (DataType: string, StringValue: string) => ({
    MessageAttributes: { a: { DataType, StringValue } },
  });
  test.each<[string, object, string, string]>([
    [
      '',
      {},
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageBody.',
    ],
    [
      '\ud800',
      {},
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    ],
    [
      'x'.repeat(1025),
      {},
      'InvalidParameterValueException',
      'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    ],
    [
      'x',
      { DelaySeconds: 901 },
      'InvalidParameterValueException',
      'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
    ],
    [
      'x',
      { MessageDeduplicationId: 'd' },
      'InvalidParameterValueException',
      'Value d for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.',
    ],
    [
      'x',
      attribute('String', 'a\u0001b'),
      'InvalidParameterValueException',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    ],
    [
      'x',
      attribute('Text', 'v'),
      'InvalidParameterValueException',
      "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      'x',
      attribute('String', ''),
      'InvalidParameterValueException',
      "Message (user) attribute 'a' must contain a non-empty value of type 'String'.",
    ],
    [
      'x',
      attribute('Number', 'v'),
      'InvalidParameterValueException',
      "Can't cast the value of message attribute 'a' to a number.",
    ],
  ])('%.10j with %j', async (body, more, code, message) => {
    const { send } = await withQueue({ MaximumMessageSize: '1024' });
    expect(await failure(send(body, more))).toEqual({ code, message });
  });
});

test.each([
  [
    { MaxNumberOfMessages: 11 },
    'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { WaitTimeSeconds: 21 },
    'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ],
])('AWS refuses to receive with %j', async (input, message) => {
  const { receive } = await withQueue();
  expect(await failure(receive(input))).toEqual({
    code: 'InvalidParameterValueException',
    message,
  });
});

test('a message that is visible again can be hidden again, one that is gone cannot', async () => {
  const { sqs, url, send, receive, cloud } = await withQueue({ VisibilityTimeout: '1' });
  await send('x');
  const [message] = await receive();
  const { ReceiptHandle } = message!;
  const change = () =>
    sqs.ChangeMessageVisibility({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 9 });
  await cloud.clock.advance(1000);
  await change();
  expect(await receive()).toEqual([]);
  await cloud.clock.advance(9000);
  expect(await receive({ MaxNumberOfMessages: 10 })).toHaveLength(1);
  await sqs.DeleteMessage({ QueueUrl: url, ReceiptHandle });
  expect(await failure(change())).toMatchObject({ code: 'InvalidParameterValueException' });
});
