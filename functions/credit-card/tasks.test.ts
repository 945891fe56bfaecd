import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as getCreditLimit } from './get-credit-limit.ts';
import { handler as getCreditScore } from './get-credit-score.ts';
import { scoreOf } from './score.ts';
import { handler as verifyAddress } from './verify-address.ts';
import { handler as verifyIdentity } from './verify-identity.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

let logs: () => string;
beforeEach(() => {
  logs = captureLogs();
});

const identity = { ssn: '123-45-6789', email: 'sam@example.com' };
const address = { street: '123 Sample Street', city: 'Seattle', state: 'WA', zip: '98101' };
const applicant = { name: 'Sam Sample', identity, address };
const application = { id: 'sample-1', requestedLimit: 7550, applicant };
const ofApplication = { applicationId: 'sample-1', name: 'Sam Sample', identity, address };

test('Get Credit Limit answers with the limit in whole hundreds', async () => {
  expect(await getCreditLimit({ application }, lambdaContext())).toEqual({ limit: 7500 });
});

test.each([
  ['nothing', null, 'must be an object with an application'],
  ['no application', {}, 'must be an object of id'],
  ['no id', { application: { ...application, id: undefined } }, 'application.id must be text'],
  ['an id with spaces', { application: { ...application, id: 'a b' } }, 'application.id must be 1'],
  ['a limit in words', { application: { ...application, requestedLimit: 'a lot' } }, 'a number'],
  ['a limit of 99', { application: { ...application, requestedLimit: 99 } }, '100 or more'],
  ['a limit of 100001', { application: { ...application, requestedLimit: 100_001 } }, 'or less'],
  [
    'a nameless applicant',
    { application: { ...application, applicant: { ...applicant, name: '' } } },
    'application.applicant.name must not be empty',
  ],
  ['a member too many', { application, note: 'private' }, 'unknown: note'],
])('Get Credit Limit refuses %s as InvalidApplication', async (_, input, message) => {
  await expect(getCreditLimit(input, lambdaContext())).rejects.toMatchObject({
    name: 'InvalidApplication',
    message: expect.stringContaining(message),
  });
});

test('Verify Identity answers, or fails with IdentityNotVerified', async () => {
  expect(await verifyIdentity(ofApplication, lambdaContext())).toEqual({ verified: true });
  const nobody = { ...ofApplication, identity: { ...identity, ssn: '000-45-6789' } };
  await expect(verifyIdentity(nobody, lambdaContext())).rejects.toMatchObject({
    name: 'IdentityNotVerified',
  });
});

test('Verify Address answers, or fails with AddressNotVerified', async () => {
  expect(await verifyAddress(ofApplication, lambdaContext())).toEqual({ verified: true });
  const nowhere = { ...ofApplication, address: { ...address, zip: '10001' } };
  await expect(verifyAddress(nowhere, lambdaContext())).rejects.toMatchObject({
    name: 'AddressNotVerified',
  });
});

test('Get Credit Score answers for the bureau, however the list was typed', async () => {
  expect(
    await getCreditScore({ bureau: ' northern ', ssn: identity.ssn }, lambdaContext()),
  ).toEqual(scoreOf('northern', identity.ssn));
});

test.each([
  ['Verify Identity', verifyIdentity, { applicationId: 'sample-1' }],
  ['Verify Address', verifyAddress, { address: 'here' }],
  ['Get Credit Score', getCreditScore, { bureau: ' ', ssn: identity.ssn }],
])(
  '%s fails with UnexpectedPayload for what its state never sends',
  async (_, handler, payload) => {
    await expect(handler(payload, lambdaContext())).rejects.toMatchObject({
      name: 'UnexpectedPayload',
    });
  },
);

test('nothing personal is logged, whatever fails', async () => {
  const nobody = { ...ofApplication, identity: { ssn: '000-45-6789', email: 'sam@example.com' } };
  const nowhere = { ...ofApplication, address: { ...address, zip: '10001' } };
  const wrong = { application: { ...application, requestedLimit: 'a lot', note: 'Sam' } };
  await verifyIdentity(nobody, lambdaContext()).catch(() => undefined);
  await verifyAddress(nowhere, lambdaContext()).catch(() => undefined);
  await getCreditLimit(wrong, lambdaContext()).catch(() => undefined);
  expect(logs()).toContain('Task failed');
  expect(logs()).not.toMatch(/Sam|sam@|000-45|10001|Sample|a lot/);
});
