import type {
  GetRolePolicyResponse,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import type { ActionUse, Cloud } from 'local-cloud';
import { type Grant, grantsIn } from '../../tests/suite/grants.ts';

/** What a role may do, and what it did. */
export interface Granted {
  readonly grants: readonly Grant[];
  /** Policies that are attached to it by name: AWS's own are for everybody, and wider than anybody needs. */
  readonly attached: readonly string[];
  readonly uses: readonly ActionUse[];
}

/** @param role its logical id */
export async function grantedTo(cloud: Cloud, role: string): Promise<Granted> {
  const RoleName = cloud.resource(role);
  const call = <Output>(operation: string, input: object = {}) =>
    cloud.call<Output>('IAM', operation, { RoleName, ...input });
  const { PolicyNames } = await call<ListRolePoliciesResponse>('ListRolePolicies');
  const { AttachedPolicies } = await call<ListAttachedRolePoliciesResponse>(
    'ListAttachedRolePolicies',
  );
  const grants: Grant[] = [];
  for (const PolicyName of PolicyNames ?? []) {
    const { PolicyDocument } = await call<GetRolePolicyResponse>('GetRolePolicy', { PolicyName });
    grants.push(...grantsIn(role, JSON.parse(decodeURIComponent(PolicyDocument!))));
  }
  const uses = Object.entries(cloud.usedGrants()).find(([arn]) => arn.endsWith(`/${RoleName}`));
  return {
    grants,
    attached: (AttachedPolicies ?? []).map(({ PolicyName }) => PolicyName!),
    uses: uses?.[1] ?? [],
  };
}
