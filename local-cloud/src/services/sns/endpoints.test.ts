import { beforeEach, expect, test } from 'vitest';
import { callable, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';

let sns: ReturnType<typeof callable<ReturnType<typeof createSNS>['operations']>>;
beforeEach(async () => {
  sns = callable(createSNS(fakeCloud(), new Mailbox()));
  await sns.CreateTopic({ Name: 'tea' });
});

const refused = (message: string) =>
  expect.objectContaining({ code: 'InvalidParameterException', message });

test.each([
  ['sqs', 'unknown', 'SQS endpoint ARN'],
  ['sqs', 'https://sqs.us-east-1.amazonaws.com/123456789012/tea', 'SQS endpoint ARN'],
  ['lambda', 'arn:aws:sqs:us-east-1:123456789012:tea', 'Lambda endpoint ARN'],
  ['email', 'nobody', 'Email address'],
  ['email-json', 'a b@example.com', 'Email address'],
])('the protocol %s takes no endpoint %s', async (Protocol, Endpoint, name) => {
  const subscribing = sns.Subscribe({ TopicArn, Protocol, Endpoint });
  await expect(subscribing).rejects.toEqual(refused(`Invalid parameter: ${name}`));
  expect(await sns.ListSubscriptions({})).toMatchObject({ Subscriptions: [] });
});

test.each([
  ['sqs', 'arn:aws:sqs:us-east-1:123456789012:not-there'],
  ['lambda', 'arn:aws:lambda:us-east-1:123456789012:function:tea:live'],
  ['email', 'sam+tea@example.com'],
])('the protocol %s takes %s, there or not', async (Protocol, Endpoint) => {
  await sns.Subscribe({ TopicArn, Protocol, Endpoint });
  expect(await sns.ListSubscriptions({})).toMatchObject({ Subscriptions: [{ Endpoint }] });
});

// https://github.com/localstack/localstack: tests/aws/services/sns/test_sns.snapshot.json
test.each([
  ['random', 'SubscriptionArn Reason: An ARN must have at least 6 elements, not 1'],
  [
    'arn:aws:sns:us-east-1:random',
    'SubscriptionArn Reason: An ARN must have at least 6 elements, not 5',
  ],
  ['arn:aws:sns:us-east-1:123456789012:random', 'SubscriptionId'],
])('Unsubscribe refuses the ARN %s', async (SubscriptionArn, message) => {
  const ending = sns.Unsubscribe({ SubscriptionArn });
  await expect(ending).rejects.toEqual(refused(`Invalid parameter: ${message}`));
});

test('an ARN of a topic that is none is told with how many elements it has', async () => {
  const publishing = sns.Publish({ TopicArn: 'random:1', Message: 'Ready' });
  await expect(publishing).rejects.toEqual(
    refused('Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2'),
  );
});
