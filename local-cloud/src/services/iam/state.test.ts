import { expect, test } from 'vitest';
import { LocalCloud } from '../../cloud.ts';
import { CloudClock } from '../../core/cloud-clock.ts';
import { SeededRandom } from '../../core/random.ts';
import { createSSM } from '../ssm/index.ts';
import { createSts, Sessions } from '../sts/index.ts';
import { goOnAs, START } from '../testing.ts';
import { createIam } from './index.ts';

/** IAM and STS, and a service to be denied. */
function identities() {
  const clock = new CloudClock({ frozen: true, start: START });
  const cloud = new LocalCloud({ clock, random: new SeededRandom('iam'), report: () => {} });
  const iam = createIam(cloud);
  const sessions = new Sessions(clock, cloud.random);
  cloud.identifyBy({
    principalOf: (key) => sessions.principalOf(key),
    policiesOf: (roleArn) => iam.roles.policiesOf(roleArn),
  });
  for (const service of [iam, createSts(cloud, { roles: iam.roles, sessions }), createSSM(cloud)]) {
    cloud.register(service);
  }
  const call = (sdkId: string, operation: string, input: object) =>
    cloud.call<Record<string, never>>(cloud.root, sdkId, operation, input);
  return { cloud, call };
}

const may = (...actions: string[]) => {
  const Statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement });
};

async function saved() {
  const before = identities();
  const Statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await before.call('IAM', 'CreateRole', { RoleName: 'cook', AssumeRolePolicyDocument });
  const RoleName = 'cook';
  const inline = { RoleName, PolicyName: 'reads', PolicyDocument: may('ssm:GetParameters') };
  await before.call('IAM', 'PutRolePolicy', inline);
  const managed = { PolicyName: 'writes', PolicyDocument: may('ssm:PutParameter') };
  await before.call('IAM', 'CreatePolicy', managed);
  const PolicyArn = 'arn:aws:iam::123456789012:policy/writes';
  await before.call('IAM', 'AttachRolePolicy', { RoleName, PolicyArn });
  const RoleArn = 'arn:aws:iam::123456789012:role/cook';
  const session = { RoleArn, RoleSessionName: 'me', DurationSeconds: 900 };
  const { Credentials } = await before.call('STS', 'AssumeRole', session);
  const { AccessKeyId } = Credentials as unknown as { AccessKeyId: string };
  const after = identities();
  await goOnAs(before.cloud, after.cloud);
  return { before, after, AccessKeyId };
}

test('roles and policies are there after a load, and decide as they did', async () => {
  const { before, after, AccessKeyId } = await saved();
  for (const [operation, input] of [
    ['ListRoles', {}],
    ['ListPolicies', { Scope: 'All' }],
    ['GetRolePolicy', { RoleName: 'cook', PolicyName: 'reads' }],
    ['ListAttachedRolePolicies', { RoleName: 'cook' }],
  ] as const) {
    const known = await before.call('IAM', operation, input);
    expect(await after.call('IAM', operation, input)).toEqual(known);
  }
  const cook = after.cloud.principalOf(AccessKeyId);
  const parameter = { Name: 'tea', Value: 'green', Type: 'String' };
  await after.cloud.call(cook, 'SSM', 'PutParameter', parameter);
  await after.cloud.call(cook, 'SSM', 'GetParameters', { Names: ['tea'] });
  await expect(after.cloud.call(cook, 'SSM', 'DeleteParameter', { Name: 'tea' })).rejects.toThrow(
    'not authorized',
  );
});

test('the key of a session still stands for its principal, until it expires', async () => {
  const { after, AccessKeyId } = await saved();
  expect(after.cloud.principalOf(AccessKeyId)).toMatchObject({
    arn: 'arn:aws:sts::123456789012:assumed-role/cook/me',
  });
  await after.cloud.clock.advance(900_000);
  expect(() => after.cloud.principalOf(AccessKeyId)).toThrow('expired');
});

test('what is made after a load has the ids it would have had', async () => {
  const { before, after } = await saved();
  const AssumeRolePolicyDocument = may('sts:AssumeRole').replace(
    '"Resource":"*"',
    '"Principal":"*"',
  );
  const role = { RoleName: 'waiter', AssumeRolePolicyDocument };
  const made = await after.call('IAM', 'CreateRole', role);
  expect(await before.call('IAM', 'CreateRole', role)).toEqual(made);
});

const saves = async () => (await identities().cloud.save()) as Record<string, never>;

test.each([
  ['another format', { format: 1 }, 'It was saved in format 1, and this version reads format'],
  ['another account', { accountId: '210987654321' }, 'It is of 210987654321 in us-east-1'],
  ['a service it does not have', { services: { Glacier: {} } }, 'It has no Glacier'],
  ['something that a service did not save', { services: { SSM: [{ name: 1 }] } }, 'in SSM'],
  ['something else', { random: undefined }, 'random'],
])('a cloud refuses %s', async (_, other, why) => {
  const text = JSON.stringify({ ...(await saves()), ...other });
  expect(() => identities().cloud.load(JSON.parse(text))).toThrow(
    expect.objectContaining({ why: expect.stringContaining(why) }),
  );
});
