import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as approveApplication } from './approve-application.ts';
import { handler as checkAddress } from './check-address.ts';
import { handler as checkName } from './check-name.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

let logs: () => string;
beforeEach(() => {
  logs = captureLogs();
});

test('Check Name answers with the reasons against the name', async () => {
  const check = (name: string) => checkName({ applicationId: 'sample-1', name }, lambdaContext());
  expect(await check('Sam Sample')).toEqual({ reasons: [] });
  expect(await check('Evil Sample')).toEqual({ reasons: ['NAME_FLAGGED'] });
});

test('Check Name fails with UnprocessableApplication for a name that cannot be read', async () => {
  const check = checkName(
    { applicationId: 'sample-1', name: 'UNPROCESSABLE_DATA' },
    lambdaContext(),
  );
  await expect(check).rejects.toMatchObject({ name: 'UnprocessableApplication' });
});

test('Check Address answers with the reasons against the address', async () => {
  const check = (address: string) =>
    checkAddress({ applicationId: 'sample-1', address }, lambdaContext());
  expect(await check('123 Sample Street')).toEqual({ reasons: [] });
  expect(await check('Sample Street')).toEqual({ reasons: ['ADDRESS_FLAGGED'] });
});

test('Approve Application answers with the account to open', async () => {
  const application = { applicationId: 'sample-opened', name: 'Sample Goods Ltd' };
  expect(await approveApplication(application, lambdaContext())).toEqual({
    accountId: 'acct-49291cf11f08bcf8a8a9',
    accountType: 'BUSINESS',
  });
});

test.each([
  ['Check Name', checkName, { applicationId: 'sample-1', name: 7 }],
  ['Check Name', checkName, { name: 'Sam Sample' }],
  ['Check Address', checkAddress, { applicationId: 'sample-1' }],
  ['Check Address', checkAddress, { applicationId: 'sample-1', address: '' }],
  ['Approve Application', approveApplication, { applicationId: '', name: 'Sam Sample' }],
  ['Approve Application', approveApplication, null],
])('%s fails with UnprocessableApplication for a wrong payload', async (_, handler, payload) => {
  await expect(handler(payload, lambdaContext())).rejects.toMatchObject({
    name: 'UnprocessableApplication',
    cause: { issues: expect.any(Array) },
  });
  expect(logs()).not.toContain('Sam');
});
