import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { Principal } from '../../../core/service.ts';
import { failure, fakeContext } from '../../testing.ts';
import { withBucket } from '../testing.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:123456789012:${name}`;
const FUNCTION = arn('lambda', 'function:thumbnails');
const QUEUE = arn('sqs', 'orders');
const TOPIC = arn('sns', 'orders');

/** A bucket that is configured so, and what it told since. */
async function configured(NotificationConfiguration: object, more: object = {}) {
  const world = await withBucket();
  const configure = (configuration: object, other: object = {}) =>
    world.s3.PutBucketNotificationConfiguration({
      Bucket: 'orders',
      NotificationConfiguration: configuration as NotificationConfiguration,
      ...other,
    });
  await configure(NotificationConfiguration, more);
  const tested = world.cloud.calls.splice(0);
  return {
    ...world,
    configure,
    tested,
    told: () => world.cloud.calls.map(({ operation, input }) => [operation, recordIn(input)]),
  };
}

/** The one record in what was sent. */
function recordIn(input: object): Record<string, unknown> {
  const { Payload, Message, MessageBody } = input as Record<string, string>;
  return JSON.parse(String(Payload ?? Message ?? MessageBody)).Records[0];
}

const on = (...Events: string[]) => ({ Events });
const key = (...rules: [Name: string, Value: string][]) => ({
  Filter: { Key: { FilterRules: rules.map(([Name, Value]) => ({ Name, Value })) } },
});

test('a function is called by S3 in the name of the bucket, and not to be tested', async () => {
  const { cloud, put, tested } = await configured({
    LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, ...on('s3:ObjectCreated:*') }],
  });
  expect(tested.map(({ input }) => input)).toEqual([
    { FunctionName: FUNCTION, InvocationType: 'DryRun' },
  ]);
  await put('a', '1');
  const [{ principal, sdkId, operation, input }] = cloud.calls as [(typeof cloud.calls)[number]];
  expect([sdkId, operation]).toEqual(['Lambda', 'Invoke']);
  expect(input).toMatchObject({ FunctionName: FUNCTION, InvocationType: 'Event' });
  expect(principal).toEqual({
    ...{ kind: 'service', arn: 's3.amazonaws.com', service: 's3.amazonaws.com' },
    ...{ sourceArn: 'arn:aws:s3:::orders', sourceAccount: '123456789012' },
  });
});

test('each destination is told of its own events, and a topic under a subject', async () => {
  const { s3, cloud, put, told } = await configured({
    TopicConfigurations: [{ TopicArn: TOPIC, ...on('s3:ObjectTagging:*') }],
    QueueConfigurations: [{ Id: 'queue', QueueArn: QUEUE, ...on('s3:ObjectRemoved:Delete') }],
  });
  await put('a');
  await s3.PutObjectTagging({ Bucket: 'orders', Key: 'a', Tagging: { TagSet: [] } });
  await s3.DeleteObject({ Bucket: 'orders', Key: 'a' });
  expect(told()).toMatchObject([
    ['Publish', { eventName: 'ObjectTagging:Put', eventVersion: '2.3' }],
    ['SendMessage', { eventName: 'ObjectRemoved:Delete', s3: { configurationId: 'queue' } }],
  ]);
  expect(cloud.calls[0]?.input).toMatchObject({ Subject: 'Amazon S3 Notification' });
});

test('keys are encoded like a form, but for slashes, and so are the filters that they pass', async () => {
  const { put, told } = await configured({
    QueueConfigurations: [
      {
        QueueArn: QUEUE,
        ...on('s3:ObjectCreated:*'),
        ...key(['PREFIX', 'a+b'], ['suffix', '.txt']),
      },
    ],
  });
  for (const name of ['a b/~(1).txt', 'a+b.txt', 'a b.csv', 'c/a b.txt']) await put(name);
  expect(told()).toMatchObject([
    ['SendMessage', { s3: { object: { key: 'a+b/%7E%281%29.txt' } } }],
  ]);
});

test('who brought an event about is told: a session of a role, or the account', async () => {
  const { s3, put, told } = await configured({
    QueueConfigurations: [{ QueueArn: QUEUE, ...on('s3:ObjectCreated:*') }],
  });
  const role: Principal = {
    kind: 'role',
    arn: 'arn:aws:sts::123456789012:assumed-role/writer/one',
    roleArn: 'arn:aws:iam::123456789012:role/writer',
  };
  await put('a');
  const context = fakeContext({ principal: role });
  await s3.PutObject({ Bucket: 'orders', Key: 'b', Body: '' }, context);
  expect(told()).toMatchObject([
    ['SendMessage', { userIdentity: { principalId: 'AWS:123456789012' } }],
    ['SendMessage', { userIdentity: { principalId: 'AWS:AROAWRITER:one' } }],
  ]);
});

test('what is kept has an id, and filters in the words of S3', async () => {
  const { s3, configure } = await configured({
    QueueConfigurations: [
      { QueueArn: QUEUE, ...on('s3:ObjectCreated:*'), ...key(['suffix', ''], ['PREFIX', 'in/']) },
    ],
    EventBridgeConfiguration: {},
  });
  const get = () => s3.GetBucketNotificationConfiguration({ Bucket: 'orders' });
  expect(await get()).toEqual({
    EventBridgeConfiguration: {},
    QueueConfigurations: [
      {
        Id: expect.stringMatching(/^[A-Za-z0-9]{48}$/),
        QueueArn: QUEUE,
        ...on('s3:ObjectCreated:*'),
        ...key(['Prefix', 'in/'], ['Suffix', '']),
      },
    ],
  });
  await configure({});
  expect(await get()).toEqual({});
});

test('configurations may share an event type where no key passes both filters', async () => {
  const queue = (prefix: string, suffix: string) => ({
    QueueArn: QUEUE,
    ...on('s3:ObjectCreated:*'),
    ...key(['prefix', prefix], ['suffix', suffix]),
  });
  const { tested } = await configured({
    QueueConfigurations: [queue('in/', '.txt'), queue('in/', '.csv'), queue('out/', '.txt')],
  });
  expect(tested.filter(({ operation }) => operation === 'SendMessage')).toHaveLength(3);
});

test('nobody is asked where destinations are not to be validated', async () => {
  const QueueConfigurations = [{ QueueArn: QUEUE, ...on('s3:ObjectCreated:*') }];
  const { tested } = await configured({ QueueConfigurations }, { SkipDestinationValidation: true });
  expect(tested).toEqual([]);
});

const queues = (...parts: object[]) => ({
  QueueConfigurations: parts.map((part) => ({
    QueueArn: QUEUE,
    ...on('s3:ObjectCreated:*'),
    ...part,
  })),
});

test.each([
  ['The ARN could not be parsed', queues({ QueueArn: 'orders' })],
  ['The ARN could not be parsed', queues({ QueueArn: TOPIC })],
  ['The event is not supported for notifications', queues(on('s3:ObjectCreated'))],
  ['filter rule name must be either prefix or suffix', queues(key(['middle', 'a']))],
  ['more than one prefix rule', queues(key(['prefix', 'a'], ['Prefix', 'b']))],
  ['Configurations overlap.', queues(on('s3:ObjectCreated:Put'), {})],
  ['Configuration is ambiguously defined.', queues(key(['prefix', 'a/']), key(['prefix', 'a/b']))],
  ['Same ID used', queues({ Id: 'one' }, { Id: 'one', ...on('s3:ObjectRemoved:*') })],
])('%s: InvalidArgument, and nothing changes', async (message, wrong) => {
  const { s3, configure } = await configured({ EventBridgeConfiguration: {} });
  const error = await failure(configure(wrong));
  expect(error.code).toBe('InvalidArgument');
  expect(error.message).toContain(message);
  expect(await s3.GetBucketNotificationConfiguration({ Bucket: 'orders' })).toEqual({
    EventBridgeConfiguration: {},
  });
});
