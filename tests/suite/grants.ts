import {
  GetRolePolicyCommand,
  IAMClient,
  paginateListRolePolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { matchesAction, matchesArn } from 'local-cloud/inspect';

/** One action that a role is allowed, on which resources. */
export interface Grant {
  /** The role's logical id in a template, its ARN where it is deployed. */
  readonly role: string;
  readonly action: string;
  /** ARN patterns where deployed; intrinsic functions in a template. */
  readonly resources: readonly unknown[];
}

/** One use of an action by a role's session. */
export interface Use {
  readonly action: string;
  readonly resource: string;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
}

/** A statement that a role has on a condition of the template. */
interface Conditional {
  readonly 'Fn::If': readonly [condition: string, then: Statement, otherwise: unknown];
}

type Stated = Statement | Conditional;

export interface PolicyDocument {
  readonly Statement: Stated | readonly Stated[];
}

export interface RoleProperties {
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly Record<string, unknown>[] };
  readonly Policies?: readonly { readonly PolicyDocument: PolicyDocument }[];
  readonly ManagedPolicyArns?: readonly unknown[];
}

export interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: object }>
  >;
}

/** The roles of a template by their logical ids. */
export function rolesOf(template: Template): [string, RoleProperties][] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([role, { Properties }]) => [role, Properties as RoleProperties]);
}

/** What the roles of a template are granted, action by action. */
export function grantsOf(template: Template): Grant[] {
  return rolesOf(template).flatMap(([role, { Policies = [] }]) =>
    Policies.flatMap(({ PolicyDocument }) => grantsIn(role, PolicyDocument)),
  );
}

/** What one policy of a role allows, action by action. */
export function grantsIn(role: string, { Statement }: PolicyDocument): Grant[] {
  return [Statement]
    .flat()
    .map((stated) => ('Fn::If' in stated ? stated['Fn::If'][1] : stated))
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action = [], Resource = [] }) =>
      [Action].flat().map((action) => ({ role, action, resources: [Resource].flat() })),
    );
}

/** The grants, resource by resource, that no use needs: `role: action on resource`. */
export function unneeded(
  grants: readonly Grant[],
  uses: Readonly<Record<string, readonly Use[]>>,
): string[] {
  return grants.flatMap(({ role, action, resources }) =>
    resources
      .map(String)
      .filter((resource) => !uses[role]?.some((use) => isWithin(use, action, resource)))
      .map((resource) => `${role}: ${action} on ${resource}`),
  );
}

function isWithin(use: Use, action: string, resource: string): boolean {
  return matchesAction(action, use.action) && matchesArn(resource, use.resource);
}

/** What the deployed roles were granted and no call needed, read through the IAM API. */
export async function unusedGrants(
  { endpoint }: { readonly endpoint: string },
  uses: Readonly<Record<string, readonly Use[]>>,
): Promise<string[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new IAMClient({ endpoint, region: 'us-east-1', credentials });
  const grants: Grant[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
    for (const { RoleName, Arn } of Roles)
      grants.push(...(await inlineGrants(client, RoleName!, Arn!)));
  }
  return unneeded(grants, uses);
}

async function inlineGrants(client: IAMClient, RoleName: string, arn: string): Promise<Grant[]> {
  const grants: Grant[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName })) {
    for (const PolicyName of PolicyNames) {
      const policy = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      grants.push(...grantsIn(arn, JSON.parse(decodeURIComponent(policy.PolicyDocument!))));
    }
  }
  return grants;
}
