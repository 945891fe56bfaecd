import type { DeleteRolePolicyCommandOutput, DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { noSuchEntity } from '../errors.ts';
import { policyName, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * Deletes an inline policy of a role.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
 */
export function deleteRolePolicy(
  account: Account,
): Operation<DeleteRolePolicyRequest, Omit<DeleteRolePolicyCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, PolicyName: policyName },
    permissions: (input) => [onRole(account, 'DeleteRolePolicy', input.RoleName)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      const { PolicyName: name = '' } = input;
      if (!role.inline.delete(name)) {
        throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
      }
      return {};
    },
  };
}
