import type { DeleteRoleCommandOutput, DeleteRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { deleteConflict } from '../errors.ts';
import { roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * Deletes a role that has no policies any more.
 * Errors: NoSuchEntity, DeleteConflict.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export function deleteRole(
  account: Account,
): Operation<DeleteRoleRequest, Omit<DeleteRoleCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName },
    permissions: (input) => [onRole(account, 'DeleteRole', input.RoleName)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      if (role.attached.size > 0) {
        throw deleteConflict('Cannot delete entity, must detach all policies first.');
      }
      if (role.inline.size > 0) {
        throw deleteConflict('Cannot delete entity, must delete policies first.');
      }
      account.roles.delete(role.name);
      return {};
    },
  };
}
