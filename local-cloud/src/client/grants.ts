import type {
  GetPolicyCommandOutput,
  GetPolicyVersionCommandOutput,
  GetRolePolicyCommandOutput,
  ListAttachedRolePoliciesCommandOutput,
  ListRolePoliciesCommandOutput,
  ListRolesCommandOutput,
} from '@aws-sdk/client-iam';
import { matchesAction, matchesArn } from '../authorization/wildcard.ts';
import type { AwsCaller } from './aws-caller.ts';

/** One action that a policy of a role speaks of, on one resource. */
export interface Grant {
  /** The role's name. */
  readonly role: string;
  readonly effect: 'Allow' | 'Deny';
  readonly action: string;
  readonly resource: string;
  readonly isConditional: boolean;
  /** How many calls it allowed; undefined for a Deny, which is not counted. */
  readonly used: number | undefined;
}

/** By role ARN: which actions were allowed on what, and how often. */
export type Uses = Readonly<
  Record<
    string,
    readonly { readonly action: string; readonly resource: string; readonly count: number }[]
  >
>;

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: object;
}

/** What the roles of the account are granted by their policies, and how often it was used. */
export async function readGrants(aws: AwsCaller, uses: Uses): Promise<Grant[]> {
  const roles = await readRoles(aws);
  const grants = roles.map(async ({ RoleName, Arn }) => {
    const documents = await readDocuments(aws, RoleName!);
    return documents.flatMap((document) => grantsIn(document, RoleName!, uses[Arn!] ?? []));
  });
  return (await Promise.all(grants)).flat();
}

async function readRoles(aws: AwsCaller) {
  const roles: NonNullable<ListRolesCommandOutput['Roles']> = [];
  let Marker: string | undefined;
  do {
    const page = await aws.call<ListRolesCommandOutput>('IAM', 'ListRoles', { Marker });
    roles.push(...(page.Roles ?? []));
    Marker = page.Marker;
  } while (Marker !== undefined);
  return roles;
}

/** The policies of a role: a role has few, so each list is one page. */
async function readDocuments(aws: AwsCaller, RoleName: string): Promise<string[]> {
  const call = <Output>(operation: string, input: object) =>
    aws.call<Output>('IAM', operation, input);
  const [inline, attached] = await Promise.all([
    call<ListRolePoliciesCommandOutput>('ListRolePolicies', { RoleName }),
    call<ListAttachedRolePoliciesCommandOutput>('ListAttachedRolePolicies', { RoleName }),
  ]);
  const own = (inline.PolicyNames ?? []).map(async (PolicyName) => {
    const input = { RoleName, PolicyName };
    return (await call<GetRolePolicyCommandOutput>('GetRolePolicy', input)).PolicyDocument!;
  });
  const shared = (attached.AttachedPolicies ?? []).map(async ({ PolicyArn }) => {
    const { Policy } = await call<GetPolicyCommandOutput>('GetPolicy', { PolicyArn });
    const input = { PolicyArn, VersionId: Policy!.DefaultVersionId };
    const version = await call<GetPolicyVersionCommandOutput>('GetPolicyVersion', input);
    return version.PolicyVersion!.Document!;
  });
  return Promise.all([...own, ...shared]);
}

/** @param document as IAM gives it: JSON, percent-encoded */
export function grantsIn(document: string, role: string, uses: Uses[string]): Grant[] {
  const { Statement } = JSON.parse(decodeURIComponent(document)) as {
    Statement: Statement | Statement[];
  };
  return [Statement].flat().flatMap((one) => {
    const actions = one.Action ? [one.Action].flat() : not(one.NotAction);
    const resources = one.Resource ? [one.Resource].flat() : not(one.NotResource);
    return actions.flatMap((action) =>
      resources.map((resource) => ({
        ...{ role, action, resource, effect: one.Effect },
        isConditional: one.Condition !== undefined,
        used: one.Effect === 'Allow' ? usesOf(action, resource, uses) : undefined,
      })),
    );
  });
}

const NOT = 'all but ';

function not(names: string | readonly string[] = []): string[] {
  return [`${NOT}${[names].flat().join(', ')}`];
}

function usesOf(action: string, resource: string, uses: Uses[string]): number {
  const fits = (pattern: string, value: string, match: typeof matchesArn) =>
    pattern.startsWith(NOT)
      ? !pattern
          .slice(NOT.length)
          .split(', ')
          .some((one) => match(one, value))
      : match(pattern, value);
  return uses
    .filter(
      (use) => fits(action, use.action, matchesAction) && fits(resource, use.resource, matchesArn),
    )
    .reduce((sum, { count }) => sum + count, 0);
}
