import { beforeEach, describe, expect, test } from 'vitest';
import { callable, failure, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';
const Endpoint = 'arn:aws:sqs:us-east-1:123456789012:tea';
const fresh = () => callable(createSNS(fakeCloud(), new Mailbox()));
let sns: ReturnType<typeof fresh>;
beforeEach(async () => {
  sns = fresh();
  await sns.CreateTopic({ Name: 'tea' });
});

const refusedFor = async (call: Promise<unknown>) => (await failure(call)).message;
const policy = async () => {
  const { Attributes } = await sns.GetTopicAttributes({ TopicArn });
  return JSON.parse(Attributes!.Policy!) as { Statement: { Sid: string }[] };
};

describe('lists', () => {
  test('have a hundred entries on a page', async () => {
    for (let index = 0; index < 101; index++) {
      await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `${Endpoint}-${index}` });
    }
    const first = await sns.ListSubscriptionsByTopic({ TopicArn });
    expect(first.Subscriptions).toHaveLength(100);
    const { NextToken } = first;
    const second = await sns.ListSubscriptions({ NextToken });
    expect(second).toMatchObject({ Subscriptions: [{ Endpoint: `${Endpoint}-100` }] });
    expect(second).not.toHaveProperty('NextToken');
    expect(await refusedFor(sns.ListTopics({ NextToken: 'x' }))).toBe(
      'Invalid parameter: NextToken',
    );
  });
});

describe('a topic', () => {
  test('has fifty tags at most', async () => {
    const tags = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Key: `${index}`, Value: '' }));
    await sns.TagResource({ ResourceArn: TopicArn, Tags: tags(50) });
    const more = sns.TagResource({ ResourceArn: TopicArn, Tags: [{ Key: 'x', Value: '' }] });
    expect(await failure(more)).toMatchObject({ code: 'TagLimitExceededException' });
    const { Tags } = await sns.ListTagsForResource({ ResourceArn: TopicArn });
    expect(Tags).toHaveLength(50);
  });

  test('that nothing was said of has what AWS gives every one (recorded)', async () => {
    const { Attributes = {} } = await sns.GetTopicAttributes({ TopicArn });
    expect(Attributes.DisplayName).toBe('');
    expect(JSON.parse(Attributes.Policy!)).toMatchObject({
      Id: '__default_policy_ID',
      Statement: [{ Condition: { StringEquals: { 'AWS:SourceOwner': '123456789012' } } }],
    });
    expect(JSON.parse(Attributes.EffectiveDeliveryPolicy!)).toMatchObject({
      http: { defaultHealthyRetryPolicy: { numRetries: 3 }, disableSubscriptionOverrides: false },
    });
  });

  test('has the delivery policy that it was given, until that is taken away', async () => {
    const set = (AttributeValue: string) =>
      sns.SetTopicAttributes({ TopicArn, AttributeName: 'DeliveryPolicy', AttributeValue });
    await set('{"http":{"defaultHealthyRetryPolicy":{"numRetries":1}}}');
    const { Attributes = {} } = await sns.GetTopicAttributes({ TopicArn });
    expect(JSON.parse(Attributes.DeliveryPolicy!)).toEqual({
      http: { defaultHealthyRetryPolicy: { numRetries: 1 }, disableSubscriptionOverrides: false },
    });
    expect(JSON.parse(Attributes.EffectiveDeliveryPolicy!)).toMatchObject({
      http: { defaultHealthyRetryPolicy: { minDelayTarget: 20, numRetries: 1 } },
    });
    await set('');
    expect((await sns.GetTopicAttributes({ TopicArn })).Attributes).not.toHaveProperty(
      'DeliveryPolicy',
    );
  });

  test.each([
    [
      { Attributes: { DisplayName: 'x' } },
      'Attributes Reason: Topic already exists with different attributes',
    ],
    [{ Tags: [{ Key: 'a', Value: 'b' }] }, 'Tags Reason: Topic already exists with different tags'],
    [
      {
        Tags: [
          { Key: 'a', Value: 'b' },
          { Key: 'a', Value: 'b' },
        ],
      },
      'Duplicated keys are not allowed.',
    ],
  ])('that is there is not made again with %j', async (more, message) => {
    expect(await refusedFor(sns.CreateTopic({ Name: 'tea', ...more }))).toBe(
      `Invalid parameter: ${message}`,
    );
  });

  test('grants what AddPermission says, until RemovePermission takes it back', async () => {
    const add = (Label: string, ActionName: string[]) =>
      sns.AddPermission({ TopicArn, Label, AWSAccountId: ['111122223333'], ActionName });
    await add('theirs', ['Publish', 'Subscribe']);
    expect((await policy()).Statement[1]).toEqual({
      Sid: 'theirs',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: ['SNS:Publish', 'SNS:Subscribe'],
      Resource: TopicArn,
    });
    expect(await refusedFor(add('theirs', ['Publish']))).toBe(
      'Invalid parameter: Statement already exists',
    );
    expect(await refusedFor(add('others', ['Drink']))).toBe(
      'Invalid parameter: Policy statement action out of service scope!',
    );
    await sns.RemovePermission({ TopicArn, Label: 'theirs' });
    expect((await policy()).Statement.map(({ Sid }) => Sid)).toEqual(['__default_statement_ID']);
  });
});

describe('a subscription', () => {
  const subscribe = (Attributes: Record<string, string> = {}, Protocol = 'sqs') =>
    sns.Subscribe({ TopicArn, Protocol, Endpoint, Attributes });

  test('tells who made it, and the scope of its filter once it has one', async () => {
    const { SubscriptionArn } = await subscribe({ RawMessageDelivery: 'True' });
    const told = async () => (await sns.GetSubscriptionAttributes({ SubscriptionArn })).Attributes;
    expect(await told()).toMatchObject({
      RawMessageDelivery: 'true',
      SubscriptionPrincipal: 'arn:aws:iam::123456789012:root',
    });
    const set = (AttributeName: string, AttributeValue: string) =>
      sns.SetSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue });
    await set('FilterPolicyScope', 'MessageBody');
    expect(await told()).not.toHaveProperty('FilterPolicyScope');
    await set('FilterPolicy', '{"a":{"b":["c"]}}');
    expect(await told()).toMatchObject({ FilterPolicyScope: 'MessageBody' });
  });

  test('is there once: the same again gives it, another is refused', async () => {
    const first = await subscribe({ RawMessageDelivery: 'true' });
    expect(await subscribe({ FilterPolicyScope: 'MessageAttributes' })).toEqual(first);
    expect(await refusedFor(subscribe({ RawMessageDelivery: 'false' }))).toBe(
      'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
    );
  });

  test.each([
    ['RawMessageDelivery', 'x', 'RawMessageDelivery: Invalid value [x]. Must be true or false.'],
    [
      'RedrivePolicy',
      '{"deadLetterTargetArn":"x"}',
      'RedrivePolicy: deadLetterTargetArn is an invalid arn',
    ],
    [
      'FilterPolicyScope',
      'x',
      'FilterPolicyScope: Invalid value [x]. Please use either MessageBody or MessageAttributes',
    ],
  ])('has no %s that is %s', async (AttributeName, AttributeValue, reason) => {
    expect(await refusedFor(subscribe({ [AttributeName]: AttributeValue }))).toBe(
      `Invalid parameter: Attributes Reason: ${reason}`,
    );
    const { SubscriptionArn } = await subscribe();
    const set = sns.SetSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue });
    expect(await refusedFor(set)).toBe(`Invalid parameter: ${reason}`);
  });

  test('has no attribute and no protocol that AWS does not know', async () => {
    expect(await refusedFor(subscribe({ Colour: 'red' }))).toBe('Invalid parameter: AttributeName');
    expect(await refusedFor(subscribe({}, 'pigeon'))).toBe(
      'Invalid parameter: Amazon SNS does not support this protocol string: pigeon',
    );
  });
});
