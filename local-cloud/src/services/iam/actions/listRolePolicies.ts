import type { ListRolePoliciesCommandOutput, ListRolePoliciesRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { marker, maxItems, roleName } from '../members.ts';
import { page } from '../pages.ts';
import { onRole } from '../permissions.ts';

/**
 * The names of the inline policies of a role.
 * Errors: NoSuchEntity, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
 */
export function listRolePolicies(
  account: Account,
): Operation<ListRolePoliciesRequest, Omit<ListRolePoliciesCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, Marker: marker, MaxItems: maxItems },
    permissions: (input) => [onRole(account, 'ListRolePolicies', input.RoleName)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      const { items, rest } = page([...role.inline.keys()], input);
      return { PolicyNames: [...items], ...rest };
    },
  };
}
