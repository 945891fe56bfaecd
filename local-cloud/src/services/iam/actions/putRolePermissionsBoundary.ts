import type {
  PutRolePermissionsBoundaryCommandOutput,
  PutRolePermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { permissionsBoundary, roleName } from '../members.ts';
import { boundaryCondition, onRole } from '../permissions.ts';

/**
 * Sets the most that a role may do, whatever its policies allow.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
 */
export function putRolePermissionsBoundary(
  account: Account,
): Operation<
  PutRolePermissionsBoundaryRequest,
  Omit<PutRolePermissionsBoundaryCommandOutput, '$metadata'>
> {
  return {
    members: {
      RoleName: roleName,
      PermissionsBoundary: { ...permissionsBoundary, required: true },
    },
    permissions: (input) => [
      {
        ...onRole(account, 'PutRolePermissionsBoundary', input.RoleName),
        ...boundaryCondition(input.PermissionsBoundary),
      },
    ],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      role.boundary = account.policies.getAttachable(input.PermissionsBoundary, 'Scope ARN:').arn;
      return {};
    },
  };
}
