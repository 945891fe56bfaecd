import { beforeEach, expect, test } from 'vitest';
import { callable, failure, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';
const fresh = () => callable(createSNS(fakeCloud(), new Mailbox()));
let sns: ReturnType<typeof fresh>;
beforeEach(async () => {
  sns = fresh();
  await sns.CreateTopic({ Name: 'tea' });
});

/** All recorded on AWS. */
test.each([
  [
    'attr1',
    { DataType: 'String', StringValue: '' },
    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
  ],
  [
    'attr1',
    { DataType: 'Number', BinaryValue: Buffer.from('a') },
    "The message attribute 'attr1' with type 'Number' must use field 'String'.",
  ],
  [
    'attr1',
    { DataType: 'Binary', StringValue: 'a' },
    "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
  ],
  [
    'attr1',
    { DataType: 'String.', StringValue: 'a' },
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  [
    'a^b',
    { DataType: 'String', StringValue: 'a' },
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ],
  [
    '.a',
    { DataType: 'String', StringValue: 'a' },
    "Invalid message attribute name starting with character '.' was found.",
  ],
  [
    'a..b',
    { DataType: 'String', StringValue: 'a' },
    "Message attribute name can not have successive '.' character.",
  ],
])('the attribute %s that is %j is refused, in a batch, too', async (name, attribute, message) => {
  const wrong = { Message: 'x', MessageAttributes: { [name]: attribute } };
  const refused = { code: 'InvalidParameterValueException', message };
  expect(await failure(sns.Publish({ TopicArn, ...wrong }))).toEqual(refused);
  const PublishBatchRequestEntries = [
    { Id: '1', Message: 'right' },
    { Id: '2', ...wrong },
  ];
  expect(await failure(sns.PublishBatch({ TopicArn, PublishBatchRequestEntries }))).toEqual(
    refused,
  );
});

test('a type may say more behind a dot', async () => {
  const MessageAttributes = { a: { DataType: 'String.prefixed', StringValue: 'x' } };
  expect(await sns.Publish({ TopicArn, Message: 'x', MessageAttributes })).toHaveProperty(
    'MessageId',
  );
});

test('attributes count for the size of a message, and messages for that of a batch', async () => {
  const MessageAttributes = { a: { DataType: 'String', StringValue: 'x'.repeat(10) } };
  const Message = 'x'.repeat(262_140);
  expect(await failure(sns.Publish({ TopicArn, Message, MessageAttributes }))).toMatchObject({
    message: 'Invalid parameter: Message too long',
  });
  const entries = ['1', '2'].map((Id) => ({ Id, Message: 'x'.repeat(131_073) }));
  const batch = sns.PublishBatch({ TopicArn, PublishBatchRequestEntries: entries });
  expect(await failure(batch)).toEqual({
    code: 'BatchRequestTooLongException',
    message: 'The length of all the messages put together is more than the limit.',
  });
});

test.each([
  ['message.id', 'contains an impermissible character'],
  ['a'.repeat(81), 'is too long'],
])('an entry is not called %s', async (Id, problem) => {
  const entries = [{ Id, Message: 'x' }];
  const batch = sns.PublishBatch({ TopicArn, PublishBatchRequestEntries: entries });
  expect(await failure(batch)).toEqual({
    code: 'InvalidBatchEntryIdException',
    message: `The Id of a batch entry in the batch request ${problem}: ${Id}`,
  });
});

test('an endpoint of a platform application is not found: there are none', async () => {
  const TargetArn = 'arn:aws:sns:us-east-1:123456789012:endpoint/APNS/app/1';
  expect(await failure(sns.Publish({ TargetArn, Message: 'x' }))).toMatchObject({
    message: 'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
  });
});
