import type {
  DeleteRolePermissionsBoundaryCommandOutput,
  DeleteRolePermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * Lets a role do again what its policies allow, without a boundary.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
 */
export function deleteRolePermissionsBoundary(
  account: Account,
): Operation<
  DeleteRolePermissionsBoundaryRequest,
  Omit<DeleteRolePermissionsBoundaryCommandOutput, '$metadata'>
> {
  return {
    members: { RoleName: roleName },
    permissions: (input) => [onRole(account, 'DeleteRolePermissionsBoundary', input.RoleName)],
    handle(input) {
      account.roles.get(input.RoleName).boundary = undefined;
      return {};
    },
  };
}
