import type { DetachRolePolicyCommandOutput, DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { noSuchEntity } from '../errors.ts';
import { policyArn, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * Detaches a managed policy from a role.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
 */
export function detachRolePolicy(
  account: Account,
): Operation<DetachRolePolicyRequest, Omit<DetachRolePolicyCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, PolicyArn: policyArn },
    permissions: (input) => [onRole(account, 'DetachRolePolicy', input.RoleName, input.PolicyArn)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      if (!role.attached.delete(input.PolicyArn ?? '')) {
        throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
      }
      return {};
    },
  };
}
