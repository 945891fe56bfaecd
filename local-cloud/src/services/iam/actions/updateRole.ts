import type { UpdateRoleCommandOutput, UpdateRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { maxSessionDuration, roleDescription, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * Changes the description and the longest session of a role.
 * Errors: NoSuchEntity, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
export function updateRole(
  account: Account,
): Operation<UpdateRoleRequest, Omit<UpdateRoleCommandOutput, '$metadata'>> {
  return {
    members: {
      RoleName: roleName,
      Description: roleDescription,
      MaxSessionDuration: maxSessionDuration,
    },
    permissions: (input) => [onRole(account, 'UpdateRole', input.RoleName)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      role.description = input.Description ?? role.description;
      role.maxSessionDuration = input.MaxSessionDuration ?? role.maxSessionDuration;
      return {};
    },
  };
}
