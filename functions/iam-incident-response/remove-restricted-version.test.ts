import { DeletePolicyVersionCommand } from '@aws-sdk/client-iam';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler } from './remove-restricted-version.ts';
import { POLICY, SamplePolicy } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
});

let policy: SamplePolicy;
beforeEach(() => {
  policy = new SamplePolicy();
  policy.add('{"restricted":true}');
  policy.add('{"quarantine":true}');
  captureLogs();
});

const remove = (versionId: string) => handler({ policyArn: POLICY, versionId }, lambdaContext());

test('the restricted version is deleted, and what is in force stays', async () => {
  expect(await remove('v1')).toEqual({ removed: true });
  expect([policy.ids, policy.inForce]).toEqual([['v2'], 'v2']);
});

test('a version that is gone already is no error', async () => {
  await remove('v1');
  expect(await remove('v1')).toEqual({ removed: false });
});

test('a version that is in force again is PolicyChangedSince', async () => {
  policy.inForce = 'v1';
  await expect(remove('v1')).rejects.toMatchObject({
    name: 'PolicyChangedSince',
    message: 'The restricted version v1 has been put in force again.',
    cause: { name: 'DeleteConflictException' },
  });
});

test('what IAM refuses otherwise is thrown as it is', async () => {
  const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
  policy.iam.on(DeletePolicyVersionCommand).rejects(denied);
  await expect(remove('v1')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a payload without a version is InvalidPolicyEvent', async () => {
  await expect(handler({ policyArn: POLICY }, lambdaContext())).rejects.toMatchObject({
    name: 'InvalidPolicyEvent',
  });
});
