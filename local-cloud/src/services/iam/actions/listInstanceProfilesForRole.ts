import type {
  ListInstanceProfilesForRoleCommandOutput,
  ListInstanceProfilesForRoleRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { marker, maxItems, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * No role has an instance profile here: there are no instances.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export function listInstanceProfilesForRole(
  account: Account,
): Operation<
  ListInstanceProfilesForRoleRequest,
  Omit<ListInstanceProfilesForRoleCommandOutput, '$metadata'>
> {
  return {
    members: { RoleName: roleName, Marker: marker, MaxItems: maxItems },
    permissions: (input) => [onRole(account, 'ListInstanceProfilesForRole', input.RoleName)],
    handle(input) {
      account.roles.get(input.RoleName);
      return { InstanceProfiles: [], IsTruncated: false };
    },
  };
}
