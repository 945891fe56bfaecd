import { describe, expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { arnOf, freshSQS, withQueue } from '../testing.ts';

describe('a queue', () => {
  test('has a URL at the endpoint, and tells its attributes', async () => {
    const { sqs, url } = await withQueue({ VisibilityTimeout: '60' });
    expect(url).toBe('http://127.0.0.1:4566/123456789012/orders');
    expect(await sqs.GetQueueUrl({ QueueName: 'orders' })).toEqual({ QueueUrl: url });
    const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] });
    expect(Attributes).toEqual({
      QueueArn: arnOf('orders'),
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: '1767268800',
      LastModifiedTimestamp: '1767268800',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      VisibilityTimeout: '60',
      SqsManagedSseEnabled: 'true',
    });
  });

  test('is created again only as it is', async () => {
    const { sqs, url } = await withQueue({ DelaySeconds: '5' });
    const again = (Attributes: Record<string, string>) =>
      sqs.CreateQueue({ QueueName: 'orders', Attributes });
    expect(await again({ DelaySeconds: '5' })).toEqual({ QueueUrl: url });
    expect(await again({})).toEqual({ QueueUrl: url });
    expect(await failure(again({ DelaySeconds: '6' }))).toEqual({
      code: 'QueueNameExists',
      message:
        'A queue already exists with the same name and a different value for attribute DelaySeconds',
    });
  });

  test('tells the encryption it was given', async () => {
    const { sqs, url } = await withQueue({ KmsMasterKeyId: 'alias/aws/sqs' });
    const read = async () =>
      (await sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] })).Attributes;
    expect(await read()).toMatchObject({
      KmsMasterKeyId: 'alias/aws/sqs',
      KmsDataKeyReusePeriodSeconds: '300',
      SqsManagedSseEnabled: 'false',
    });
    await sqs.SetQueueAttributes({ QueueUrl: url, Attributes: { SqsManagedSseEnabled: 'true' } });
    expect(await read()).not.toHaveProperty('KmsMasterKeyId');
  });

  test('tells no reuse of a key where it has none', async () => {
    const { sqs, url } = await withQueue({ KmsMasterKeyId: 'alias/aws/sqs' });
    const Attributes = { KmsMasterKeyId: '', KmsDataKeyReusePeriodSeconds: '300' };
    await sqs.SetQueueAttributes({ QueueUrl: url, Attributes });
    const read = await sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] });
    expect(read.Attributes).not.toHaveProperty('KmsDataKeyReusePeriodSeconds');
  });

  test('loses an attribute that is set to nothing', async () => {
    const { sqs, url } = await withQueue({ Policy: '{}', DelaySeconds: '9' });
    await sqs.SetQueueAttributes({ QueueUrl: url, Attributes: { Policy: '', DelaySeconds: '' } });
    const { Attributes } = await sqs.GetQueueAttributes({
      QueueUrl: url,
      AttributeNames: ['Policy', 'DelaySeconds'],
    });
    expect(Attributes).toEqual({ DelaySeconds: '0' });
  });

  test('is gone once it is deleted', async () => {
    const { sqs, url, send } = await withQueue();
    await sqs.DeleteQueue({ QueueUrl: url });
    expect(await failure(send('x'))).toEqual({
      code: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
  });

  test('leaves its name free for a minute', async () => {
    const { sqs, url, cloud } = await withQueue();
    await sqs.DeleteQueue({ QueueUrl: url });
    const again = () => sqs.CreateQueue({ QueueName: 'orders' });
    await cloud.clock.advance(59_000);
    expect(await failure(again())).toEqual({
      code: 'QueueDeletedRecently',
      message:
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    });
    await cloud.clock.advance(1_000);
    expect(await again()).toEqual({ QueueUrl: url });
  });

  test('is purged at most once a minute', async () => {
    const { sqs, url, send, receive, cloud } = await withQueue();
    await send('x');
    await sqs.PurgeQueue({ QueueUrl: url });
    expect(await receive()).toEqual([]);
    expect(await failure(sqs.PurgeQueue({ QueueUrl: url }))).toEqual({
      code: 'PurgeQueueInProgress',
      message: 'Only one PurgeQueue operation on orders is allowed every 60 seconds.',
    });
    await cloud.clock.advance(60_000);
    await sqs.PurgeQueue({ QueueUrl: url });
  });

  test('has tags', async () => {
    const { sqs, url } = await withQueue();
    await sqs.TagQueue({ QueueUrl: url, Tags: { a: '1', b: '2' } });
    await sqs.UntagQueue({ QueueUrl: url, TagKeys: ['a'] });
    expect(await sqs.ListQueueTags({ QueueUrl: url })).toEqual({ Tags: { b: '2' } });
  });
});

test('queues are listed by name, in pages if asked for', async () => {
  const { sqs } = freshSQS();
  const urls: string[] = [];
  for (const QueueName of ['b-2', 'a-1', 'b-1']) {
    urls.push((await sqs.CreateQueue({ QueueName })).QueueUrl!);
  }
  const [b2, , b1] = urls;
  expect(await sqs.ListQueues({ QueueNamePrefix: 'b-' })).toEqual({ QueueUrls: [b1, b2] });
  const page = await sqs.ListQueues({ QueueNamePrefix: 'b-', MaxResults: 1 });
  expect(page).toEqual({ QueueUrls: [b1], NextToken: 'b-1' });
  expect(
    await sqs.ListQueues({ QueueNamePrefix: 'b-', MaxResults: 1, NextToken: page.NextToken }),
  ).toEqual({ QueueUrls: [b2] });
});

test('a dead-letter queue knows its sources', async () => {
  const { sqs, url: QueueUrl } = await withQueue({}, 'dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 3 });
  const source = await sqs.CreateQueue({ QueueName: 'source', Attributes: { RedrivePolicy } });
  expect(await sqs.ListDeadLetterSourceQueues({ QueueUrl })).toEqual({
    queueUrls: [source.QueueUrl],
  });
  const other = await sqs.CreateQueue({ QueueName: 'other', Attributes: { RedrivePolicy } });
  const first = await sqs.ListDeadLetterSourceQueues({ QueueUrl, MaxResults: 1 });
  expect(first.queueUrls).toEqual([other.QueueUrl]);
  const { NextToken } = first;
  expect(await sqs.ListDeadLetterSourceQueues({ QueueUrl, MaxResults: 1, NextToken })).toEqual({
    queueUrls: [source.QueueUrl],
  });
});

test('Python writes True: a FIFO queue is one all the same, and stays one (recorded)', async () => {
  const { sqs, url: QueueUrl } = await withQueue({ FifoQueue: 'True' }, 'orders.fifo');
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['FifoQueue'] });
  expect(Attributes).toEqual({ FifoQueue: 'true' });
  const set = (FifoQueue: string) =>
    sqs.SetQueueAttributes({ QueueUrl, Attributes: { FifoQueue } });
  expect(await set('true')).toEqual({});
  expect(await failure(set('false'))).toEqual({
    code: 'InvalidAttributeValue',
    message:
      'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  });
});

describe('AWS refuses, in its words,', () => {
  const redrive = (policy: unknown) => ({ RedrivePolicy: JSON.stringify(policy) });
  test.each<[string, Record<string, string>, string, string]>([
    [
      'a b',
      {},
      'InvalidParameterValueException',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    ],
    [
      'orders',
      { FifoQueue: 'true' },
      'InvalidParameterValueException',
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    ],
    ['orders', { Colour: 'red' }, 'InvalidAttributeName', 'Unknown Attribute Colour.'],
    [
      'orders',
      { ContentBasedDeduplication: 'true' },
      'InvalidAttributeName',
      'Unknown Attribute ContentBasedDeduplication.',
    ],
    [
      'orders',
      { VisibilityTimeout: '43201' },
      'InvalidAttributeValue',
      'Invalid value for the parameter VisibilityTimeout.',
    ],
    [
      'orders',
      { DeduplicationScope: 'queue' },
      'InvalidAttributeName',
      'You can specify the DeduplicationScope only when FifoQueue is set to true.',
    ],
    ['orders', { Policy: 'x' }, 'InvalidAttributeValue', 'Invalid value for the parameter Policy.'],
    [
      'orders',
      redrive({ deadLetterTargetArn: arnOf('gone'), maxReceiveCount: 1 }),
      'InvalidParameterValueException',
      `Value {"deadLetterTargetArn":"${arnOf('gone')}","maxReceiveCount":1} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    ],
    [
      'orders',
      redrive({ maxReceiveCount: 1 }),
      'InvalidParameterValueException',
      'Value {"maxReceiveCount":1} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: deadLetterTargetArn.',
    ],
    [
      'orders',
      redrive({ deadLetterTargetArn: 'x', maxReceiveCount: 0 }),
      'InvalidParameterValueException',
      'Value {"deadLetterTargetArn":"x","maxReceiveCount":0} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.',
    ],
  ])('the queue %j with %j', async (QueueName, Attributes, code, message) => {
    const { sqs } = freshSQS();
    expect(await failure(sqs.CreateQueue({ QueueName, Attributes }))).toEqual({ code, message });
  });

  test('dead letters that the target does not allow', async () => {
    const deny = JSON.stringify({ redrivePermission: 'denyAll' });
    const { sqs } = await withQueue({ RedriveAllowPolicy: deny }, 'dead');
    const Attributes = redrive({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 1 });
    expect(await failure(sqs.CreateQueue({ QueueName: 'source', Attributes }))).toMatchObject({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining('does not allow the source queue'),
    });
  });

  test('an attribute it does not know, when attributes are read', async () => {
    const { sqs, url } = await withQueue();
    const call = sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ['Colour' as 'All'] });
    expect(await failure(call)).toMatchObject({ code: 'InvalidAttributeName' });
  });
});

test('calls are allowed by the queue itself too: its policy goes with the permission', async () => {
  const policy = { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage' }] };
  const { service, url } = await withQueue({ Policy: JSON.stringify(policy) });
  const input = { QueueUrl: url, MessageBody: 'x' };
  expect(service.operations.SendMessage.permissions(input, {} as never)).toEqual([
    { action: 'sqs:SendMessage', resource: arnOf('orders'), resourcePolicy: policy },
  ]);
  const batch = { QueueUrl: url, Entries: [] };
  expect(service.operations.SendMessageBatch.permissions(batch, {} as never)).toMatchObject([
    { action: 'sqs:SendMessage' },
  ]);
});
