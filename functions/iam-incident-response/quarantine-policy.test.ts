import { CreatePolicyVersionCommand, DeletePolicyVersionCommand } from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler } from './quarantine-policy.ts';
import { POLICY, SamplePolicy } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
});

let policy: SamplePolicy;
let logs: () => string;
beforeEach(() => {
  policy = new SamplePolicy();
  logs = captureLogs();
});

const quarantine = (versionId: string) =>
  handler({ policyArn: POLICY, versionId }, lambdaContext());

test('a version that allows nothing takes the place of the restricted one, which stays', async () => {
  policy.add('{}');
  expect(await quarantine('v1')).toEqual({
    inForceVersionId: 'v2',
    formerVersionId: 'v1',
    deletedVersionId: null,
  });
  expect([policy.ids, policy.inForce]).toEqual([['v1', 'v2'], 'v2']);
  expect(JSON.parse(policy.versions.get('v2')!).Statement).toMatchObject([
    { Effect: 'Allow', Action: 'sts:GetCallerIdentity' },
  ]);
});

test('of five versions the oldest that is not in force makes room, and that is said', async () => {
  for (let count = 1; count <= 5; count++) policy.add('{}');
  expect(await quarantine('v5')).toEqual({
    inForceVersionId: 'v6',
    formerVersionId: 'v5',
    deletedVersionId: 'v1',
  });
  expect(policy.changes).toEqual(['DeletePolicyVersion v1', 'CreatePolicyVersion']);
  expect(JSON.parse(logs())).toMatchObject({ message: 'Deleted', versionId: 'v1' });
});

test('room that somebody else takes is made again, so that the version does not stay in force', async () => {
  for (let count = 1; count <= 4; count++) policy.add('{}');
  policy.crowd(2);
  const { inForceVersionId } = await quarantine('v4');
  expect(policy.inForce).toBe(inForceVersionId);
  expect(policy.inForce).not.toBe('v4');
  expect(logs()).toContain('The room for a version was taken');
});

test('a policy whose room is always taken is given up on', async () => {
  for (let count = 1; count <= 4; count++) policy.add('{}');
  policy.crowd(20);
  await expect(quarantine('v4')).rejects.toMatchObject({ name: 'LimitExceededException' });
});

describe('a second attempt', () => {
  test('finds the work of the first and answers alike', async () => {
    for (let count = 1; count <= 5; count++) policy.add('{}');
    const first = await quarantine('v5');
    const before = policy.changes;
    expect(await quarantine('v5')).toEqual(first);
    expect(policy.changes).toEqual(before);
  });

  test('goes on where the first one stopped, and deletes no second version', async () => {
    for (let count = 1; count <= 5; count++) policy.add('{}');
    policy.failOnce('CreatePolicyVersion');
    await expect(quarantine('v5')).rejects.toThrow('failed once');
    expect(await quarantine('v5')).toMatchObject({ inForceVersionId: 'v6' });
    expect(policy.ids).toEqual(['v2', 'v3', 'v4', 'v5', 'v6']);
  });
});

test('a restricted version that is not in force is left as it is, and so is what is in force', async () => {
  policy.add('{"harmless":true}');
  policy.add('{}', false);
  expect(await quarantine('v2')).toEqual({
    inForceVersionId: 'v1',
    formerVersionId: 'v1',
    deletedVersionId: null,
  });
  expect(policy.changes).toEqual([]);
});

test('the quarantine of another version is not taken for its own', async () => {
  policy.add('{}');
  await quarantine('v1');
  policy.add('{}', false);
  expect(await quarantine('v3')).toMatchObject({ inForceVersionId: 'v2', formerVersionId: 'v2' });
});

test('what IAM refuses is thrown as it is', async () => {
  policy.add('{}');
  policy.iam
    .on(CreatePolicyVersionCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(quarantine('v1')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a policy that is gone is an error, and nothing is changed', async () => {
  policy.delete();
  await expect(quarantine('v1')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  expect(policy.iam.commandCalls(DeletePolicyVersionCommand)).toEqual([]);
});

test.each([{ policyArn: POLICY }, { policyArn: 'sample', versionId: 'v1' }, null])(
  'a payload of %j is InvalidPolicyEvent',
  async (payload) => {
    await expect(handler(payload, lambdaContext())).rejects.toMatchObject({
      name: 'InvalidPolicyEvent',
    });
  },
);
