import { expect, test } from 'vitest';
import { awsCaller } from './aws-caller.ts';

/** Nobody listens there: what is refused is refused before it is sent. */
const aws = awsCaller('http://127.0.0.1:9');

test.each([
  ['SQS', 'SendMessage', { QueueUrl: 'q', MesageBody: 'm' }, ['MesageBody', '"MessageBody"']],
  [
    'DynamoDB',
    'PutItem',
    { TableName: 't', Item: { id: { S: 'a' }, tags: { L: [{ M: { one: { s: 'b' } } }] } } },
    ['Item.tags.L[0].M.one.s', '"S"'],
  ],
  ['IAM', 'ListRoles', { MaxItem: 1 }, ['MaxItem', '"MaxItems"']],
])(
  '%s %s is not called with a member that it does not have',
  async (service, operation, input, [path, meant]) => {
    await expect(aws.call(service, operation, input)).rejects.toMatchObject({
      what: `${service} ${operation} does not have every member of this input`,
      why: `${path}. Did you mean ${meant}?`,
    });
  },
);

test('every such member is named', async () => {
  const input = { QueueName: 'q', Atributes: {}, tags: {}, Nonsense: 1 };
  await expect(aws.call('SQS', 'CreateQueue', input)).rejects.toMatchObject({
    why: 'Atributes. Did you mean "Attributes"?\nNonsense.',
  });
});

test('members that are known, bytes, and what is undefined are sent', async () => {
  const input = {
    Bucket: 'b',
    Key: 'k',
    Body: Buffer.from('x'),
    Metadata: { a: 'b' },
    Tag: undefined,
  };
  await expect(aws.call('S3', 'PutObject', input)).rejects.toThrow('No local cloud answers');
});

test('an operation that is not there is answered with the one that was meant', async () => {
  await expect(aws.call('SQS', 'SendMesage', {})).rejects.toMatchObject({
    what: 'SQS has no operation "SendMesage"',
    fix: 'Did you mean "SendMessage"?',
  });
});
