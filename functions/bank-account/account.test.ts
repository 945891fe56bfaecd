import { expect, test } from 'vitest';
import { accountFor } from './account.ts';

const typeOf = (name: string) => accountFor({ applicationId: 'sample-1', name }).accountType;

test('an application leads to the same account however often it is asked', () => {
  const application = { applicationId: 'sample-opened', name: 'Sam Sample' };
  expect(accountFor(application)).toEqual(accountFor(application));
  expect(accountFor(application).accountId).toBe('acct-49291cf11f08bcf8a8a9');
});

test('two applications lead to two accounts, even of the same person', () => {
  const [one, two] = ['sample-1', 'sample-2'].map((applicationId) =>
    accountFor({ applicationId, name: 'Sam Sample' }),
  );
  expect(one!.accountId).not.toBe(two!.accountId);
});

test.each(['Sample Goods Ltd', 'Sample Inc.', 'Muster GmbH', 'SAMPLE LLC '])(
  '%s gets a business account',
  (name) => {
    expect(typeOf(name)).toBe('BUSINESS');
  },
);

test.each(['Sam Sample', 'Ltd Sample', 'Sam Scoltd', 'Lincoln Princ'])(
  '%s gets a personal account',
  (name) => {
    expect(typeOf(name)).toBe('PERSONAL');
  },
);
