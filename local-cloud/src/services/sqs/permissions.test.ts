import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { arnOf, withQueue } from './testing.ts';

test('a queue grants what AddPermission says, until RemovePermission takes it back (recorded)', async () => {
  const { sqs, url: QueueUrl } = await withQueue();
  const policy = async () => {
    const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] });
    return Attributes && JSON.parse(Attributes.Policy!);
  };
  const add = (Label: string, Actions = ['ReceiveMessage']) =>
    sqs.AddPermission({ QueueUrl, Label, AWSAccountIds: ['111122223333'], Actions });
  await add('theirs');
  expect(await policy()).toEqual({
    Version: '2008-10-17',
    Id: `${arnOf('orders')}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: 'theirs',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'SQS:ReceiveMessage',
        Resource: arnOf('orders'),
      },
    ],
  });
  expect(await failure(add('theirs'))).toMatchObject({
    message: 'Value theirs for parameter Label is invalid. Reason: Already exists.',
  });
  expect(await failure(add('owned', ['DeleteQueue']))).toMatchObject({
    message:
      'Value SQS:DeleteQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.',
  });
  await sqs.RemovePermission({ QueueUrl, Label: 'theirs' });
  expect(await policy()).toBeUndefined();
  expect(await failure(sqs.RemovePermission({ QueueUrl, Label: 'theirs' }))).toMatchObject({
    message: "Value theirs for parameter Label is invalid. Reason: can't find label.",
  });
});
