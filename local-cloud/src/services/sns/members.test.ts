import { expect, test } from 'vitest';
import { checkRequest } from '../../core/service.ts';
import { fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const cloud = fakeCloud();
const sns = createSNS(cloud, new Mailbox());
const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';

test.each([
  ['Unsubscribe', { SubscriptionArn: '' }, 'SubscriptionArn'],
  ['DeleteTopic', {}, 'TopicArn'],
  ['PublishBatch', { TopicArn }, 'PublishBatchRequestEntries'],
])('%s %j tells the parameter that has no value', (operation, input, parameter) => {
  const refused = expect.objectContaining({
    code: 'InvalidParameterException',
    message: `Invalid parameter: ${parameter} Reason: no value for required parameter`,
  });
  expect(() => checkRequest(sns, operation, input)).toThrow(refused);
});

const attr1 = { StringValue: 'a' };
const dataType = "at 'messageAttributes.attr1.member.dataType'";

test.each([
  [
    'Publish',
    { TopicArn, Message: 'a', MessageAttributes: { attr1 } },
    `Value null ${dataType} failed to satisfy constraint: Member must not be null`,
  ],
  [
    'PublishBatch',
    {
      TopicArn,
      PublishBatchRequestEntries: [{ Id: '1', Message: 'a', MessageAttributes: { attr1 } }],
    },
    "Value null at 'publishBatchRequestEntries.1.member.messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
  ],
  [
    'UntagResource',
    { ResourceArn: TopicArn, TagKeys: [null] },
    "Value '[null]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
  ],
])('%s refuses %j in the words of SNS', (operation, input, message) => {
  const refused = expect.objectContaining({
    code: 'ValidationError',
    message: `1 validation error detected: ${message}`,
  });
  expect(() => checkRequest(sns, operation, input)).toThrow(refused);
});
