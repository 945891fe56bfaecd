import type { GetRoleCommandOutput, GetRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { roleName } from '../members.ts';
import { onRole } from '../permissions.ts';
import { describeRole } from '../roles.ts';

/**
 * A role with its trust policy.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export function getRole(
  account: Account,
): Operation<GetRoleRequest, Omit<GetRoleCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName },
    permissions: (input) => [onRole(account, 'GetRole', input.RoleName)],
    handle(input) {
      return { Role: { ...describeRole(account.roles.get(input.RoleName)), RoleLastUsed: {} } };
    },
  };
}
