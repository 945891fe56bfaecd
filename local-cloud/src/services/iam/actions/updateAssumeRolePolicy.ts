import type {
  UpdateAssumeRolePolicyCommandOutput,
  UpdateAssumeRolePolicyRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { storeTrust } from '../documents.ts';
import { policyDocument, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * Replaces the trust policy of a role.
 * Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
export function updateAssumeRolePolicy(
  account: Account,
): Operation<
  UpdateAssumeRolePolicyRequest,
  Omit<UpdateAssumeRolePolicyCommandOutput, '$metadata'>
> {
  return {
    members: { RoleName: roleName, PolicyDocument: policyDocument },
    permissions: (input) => [onRole(account, 'UpdateAssumeRolePolicy', input.RoleName)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      role.trust = storeTrust(input.PolicyDocument ?? '');
      return {};
    },
  };
}
