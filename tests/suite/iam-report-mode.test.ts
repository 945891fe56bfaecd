import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read, root } from '../project.ts';
import { grantsIn } from './grants.ts';
import { allowing, type IncidentCloud, incidentCloud, isQuestion } from './incidents.ts';

/**
 * iam-incident-response as it is deployed where nobody asks for more: it tells, and cannot act,
 * whatever operators set.
 */

const RESTRICTED = allowing('iam:PassRole');
const ENFORCERS = ['QuarantinePolicyRole', 'RestorePolicyRole', 'RemoveRestrictedVersionRole'];

let folder: string;
let world: IncidentCloud;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  const parts = ['package.json', 'serverless.yml', 'serverless', 'workflows', 'statemachines'];
  for (const part of [...parts, 'functions']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const config = JSON.parse(read('local-cloud.config.json'));
  const command = config.package.command.filter((word: string) => word !== '--param=mode=enforce');
  expect(command).toHaveLength(config.package.command.length - 1);
  writeFileSync(join(folder, 'local-cloud.config.json'), JSON.stringify({ package: { command } }));
  world = await incidentCloud('report', folder);
});
afterAll(async () => {
  await world?.cloud.close();
  rmSync(folder, { recursive: true });
});

const setMode = (Value: string) =>
  world.cloud.call('SSM', 'PutParameter', {
    Name: world.cloud.output('IamIncidentModeParameterName'),
    Value,
    Overwrite: true,
  });

test('a restricted policy is told of with priority, nobody is asked, and nothing changes', async () => {
  const arn = await world.create('told', RESTRICTED);
  await world.cloud.clock.settle();
  const [mail, ...others] = await world.mailsAbout('told');
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    to: 'security@example.com',
    subject: 'Restricted: IAM policy told',
    body: expect.stringMatching(/in mode report.*Allows: iam:PassRole/s),
  });
  expect(isQuestion(mail!)).toBe(false);
  expect(await world.inForce(arn)).toMatchObject({ versionId: 'v1', versions: ['v1'] });
});

test.each(ENFORCERS)('%s may not touch IAM', async (logicalId) => {
  const RoleName = world.cloud.resource(logicalId);
  const { PolicyNames } = await world.cloud.call<{ PolicyNames: string[] }>(
    'IAM',
    'ListRolePolicies',
    { RoleName },
  );
  const granted: string[] = [];
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument } = await world.cloud.call<{ PolicyDocument: string }>(
      'IAM',
      'GetRolePolicy',
      { RoleName, PolicyName },
    );
    const policy = JSON.parse(decodeURIComponent(PolicyDocument));
    granted.push(...grantsIn(RoleName, policy).map(({ action }) => action));
  }
  expect(granted).toContain('logs:PutLogEvents');
  expect(granted.filter((action) => action.startsWith('iam:'))).toEqual([]);
});

test('to set the parameter to enforce does not let it act: people are told that it could not', async () => {
  await setMode('enforce');
  const arn = await world.create('untouched', RESTRICTED);
  await world.cloud.clock.settle();
  await setMode('report');
  const { error } = await world.describe((await world.list())[0]!);
  expect(error).toBe('RemediationFailed');
  expect((await world.mailsAbout('untouched')).map(({ subject }) => subject)).toEqual([
    'HIGH PRIORITY: IAM policy untouched',
  ]);
  expect(await world.inForce(arn)).toMatchObject({ versionId: 'v1', versions: ['v1'] });
});

test('the name that one stack of an account can have is left to one that acts', () => {
  const name = world.cloud.output('IamIncidentModeParameterName');
  expect(name).toBe('/workflows-dev/iam-incident-response/mode');
});
