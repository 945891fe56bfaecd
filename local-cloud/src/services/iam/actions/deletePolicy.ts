import type { DeletePolicyCommandOutput, DeletePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { deleteConflict } from '../errors.ts';
import { policyArn } from '../members.ts';
import { onPolicy } from '../permissions.ts';

/**
 * Deletes a managed policy that is attached to nothing and has no other versions.
 * Errors: NoSuchEntity, DeleteConflict.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export function deletePolicy(
  account: Account,
): Operation<DeletePolicyRequest, Omit<DeletePolicyCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn },
    permissions: (input) => [onPolicy('DeletePolicy', input.PolicyArn)],
    handle(input) {
      const policy = account.policies.getOwn(input.PolicyArn);
      const { attachments, boundaries } = account.uses(policy.arn);
      if (attachments > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
      if (boundaries > 0) {
        throw deleteConflict(
          'Cannot delete a policy that is the permissions boundary of entities.',
        );
      }
      if (policy.versions.length > 1) {
        throw deleteConflict(
          'This policy has more than one version. Before you delete a policy, you must delete ' +
            "the policy's versions. The default version is deleted with the policy.",
        );
      }
      account.policies.delete(policy.arn);
      return {};
    },
  };
}
