import type { ListPoliciesCommandOutput, ListPoliciesRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { describePolicy, type ManagedPolicy } from '../managed-policy.ts';
import { marker, maxItems, policyPathPrefix } from '../members.ts';
import { page } from '../pages.ts';
import { isAws } from '../policies.ts';

/**
 * The managed policies: all, the account's own (`Local`), or AWS's (`AWS`).
 * Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
 */
export function listPolicies(
  account: Account,
): Operation<ListPoliciesRequest, Omit<ListPoliciesCommandOutput, '$metadata'>> {
  return {
    members: {
      Scope: { enum: ['All', 'AWS', 'Local'] },
      OnlyAttached: {},
      PathPrefix: policyPathPrefix,
      PolicyUsageFilter: { enum: ['PermissionsPolicy', 'PermissionsBoundary'] },
      Marker: marker,
      MaxItems: maxItems,
    },
    permissions: () => [{ action: 'iam:ListPolicies', resource: '*' }],
    handle(input) {
      const found = account.policies.all().filter((policy) => isWanted(account, policy, input));
      const { items, rest } = page(found, input);
      const shown = items.map((policy) => describePolicy(policy, account.uses(policy.arn)));
      return { Policies: shown, ...rest };
    },
  };
}

function isWanted(account: Account, policy: ManagedPolicy, request: ListPoliciesRequest): boolean {
  const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = request;
  if (Scope !== 'All' && isAws(policy.arn) !== (Scope === 'AWS')) return false;
  const { attachments, boundaries } = account.uses(policy.arn);
  if (OnlyAttached && attachments === 0) return false;
  if (PolicyUsageFilter === 'PermissionsBoundary' && boundaries === 0) return false;
  return policy.path.startsWith(PathPrefix);
}
