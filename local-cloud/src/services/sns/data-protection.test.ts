import { expect, test } from 'vitest';
import { callable, failure, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const POLICY = {
  Name: 'no-mail',
  Version: '2021-06-01',
  Statement: [
    {
      DataDirection: 'Outbound',
      Principal: ['*'],
      DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/EmailAddress'],
      Operation: { Deny: {} },
    },
  ],
};

test('a data protection policy is described back as it was given', async () => {
  const sns = callable(createSNS(fakeCloud(), new Mailbox()));
  const { TopicArn: ResourceArn } = await sns.CreateTopic({ Name: 'tides' });
  expect(await sns.GetDataProtectionPolicy({ ResourceArn })).toEqual({});
  const DataProtectionPolicy = JSON.stringify(POLICY, null, 1);
  await sns.PutDataProtectionPolicy({ ResourceArn, DataProtectionPolicy });
  expect(await sns.GetDataProtectionPolicy({ ResourceArn })).toEqual({ DataProtectionPolicy });
});

test.each([
  ['what is no JSON', '{'],
  ['another version', { ...POLICY, Version: '2012-10-17' }],
  ['no statement', { ...POLICY, Statement: [] }],
  [
    'an operation that is none',
    { ...POLICY, Statement: [{ ...POLICY.Statement[0], Operation: {} }] },
  ],
])('a data protection policy is refused: %s', async (_, policy) => {
  const sns = callable(createSNS(fakeCloud(), new Mailbox()));
  const DataProtectionPolicy = typeof policy === 'string' ? policy : JSON.stringify(policy);
  const made = sns.CreateTopic({ Name: 'tides', DataProtectionPolicy });
  expect((await failure(made)).code).toBe('InvalidParameterException');
});
