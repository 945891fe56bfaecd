import { beforeEach, describe, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler } from './restore-policy.ts';
import { POLICY, SamplePolicy } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
});

let policy: SamplePolicy;
beforeEach(() => {
  policy = new SamplePolicy();
  captureLogs();
});

const restore = (inForceVersionId: string, formerVersionId: string) =>
  handler({ policyArn: POLICY, inForceVersionId, formerVersionId }, lambdaContext());

function quarantined() {
  policy.add('{"restricted":true}');
  policy.add('{"quarantine":true}');
}

test('the former version is put in force, and the quarantine is cleared away', async () => {
  quarantined();
  expect(await restore('v2', 'v1')).toEqual({ inForceVersionId: 'v1' });
  expect([policy.ids, policy.inForce]).toEqual([['v1'], 'v1']);
});

test('a second attempt goes on where the first one stopped', async () => {
  quarantined();
  policy.failOnce('DeletePolicyVersion');
  await expect(restore('v2', 'v1')).rejects.toThrow('failed once');
  expect(await restore('v2', 'v1')).toEqual({ inForceVersionId: 'v1' });
  expect(policy.ids).toEqual(['v1']);
});

test('a second attempt after all is done answers alike', async () => {
  quarantined();
  await restore('v2', 'v1');
  expect(await restore('v2', 'v1')).toEqual({ inForceVersionId: 'v1' });
});

test('where nothing was quarantined there is nothing to put back', async () => {
  policy.add('{"harmless":true}');
  policy.add('{"restricted":true}', false);
  expect(await restore('v1', 'v1')).toEqual({ inForceVersionId: 'v1' });
  expect(policy.changes).toEqual([]);
});

describe('PolicyChangedSince', () => {
  test('when another version was put in force meanwhile, which stays', async () => {
    quarantined();
    policy.add('{"newer":true}');
    await expect(restore('v2', 'v1')).rejects.toMatchObject({
      name: 'PolicyChangedSince',
      message: 'Version v3 is in force, not v2.',
    });
    expect([policy.changes, policy.inForce]).toEqual([[], 'v3']);
  });

  test('when the former version was deleted meanwhile', async () => {
    quarantined();
    policy.versions.delete('v1');
    await expect(restore('v2', 'v1')).rejects.toMatchObject({
      name: 'PolicyChangedSince',
      message: 'Version v1 has been deleted.',
      cause: { name: 'NoSuchEntityException' },
    });
    expect(policy.inForce).toBe('v2');
  });

  test('when the policy was deleted meanwhile', async () => {
    policy.delete();
    await expect(restore('v2', 'v1')).rejects.toMatchObject({
      name: 'PolicyChangedSince',
      message: 'The policy has been deleted.',
    });
  });
});

test.each([{ policyArn: POLICY, inForceVersionId: 'v2' }, {}])(
  'a payload of %j is InvalidPolicyEvent',
  async (payload) => {
    await expect(handler(payload, lambdaContext())).rejects.toMatchObject({
      name: 'InvalidPolicyEvent',
    });
  },
);
