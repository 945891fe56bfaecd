import type { AttachRolePolicyCommandOutput, AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { checkQuota } from '../documents.ts';
import { policyArn, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ATTACHED = 10;

/**
 * Attaches a managed policy to a role; nothing happens when it is attached already.
 * Errors: NoSuchEntity, LimitExceeded (10 policies).
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export function attachRolePolicy(
  account: Account,
): Operation<AttachRolePolicyRequest, Omit<AttachRolePolicyCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, PolicyArn: policyArn },
    permissions: (input) => [onRole(account, 'AttachRolePolicy', input.RoleName, input.PolicyArn)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      const policy = account.policies.getAttachable(input.PolicyArn);
      if (!role.attached.has(policy.arn)) {
        checkQuota('PoliciesPerRole', role.attached.size + 1, MOST_ATTACHED);
      }
      role.attached.add(policy.arn);
      return {};
    },
  };
}
