import type {
  DeletePolicyVersionCommandOutput,
  DeletePolicyVersionRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { policyArn, policyVersionId } from '../members.ts';
import { onPolicy } from '../permissions.ts';

/**
 * Deletes a version that is not the default.
 * Errors: NoSuchEntity, DeleteConflict.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html
 */
export function deletePolicyVersion(
  account: Account,
): Operation<DeletePolicyVersionRequest, Omit<DeletePolicyVersionCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn, VersionId: policyVersionId },
    permissions: (input) => [onPolicy('DeletePolicyVersion', input.PolicyArn)],
    handle(input) {
      account.policies.getOwn(input.PolicyArn).deleteVersion(input.VersionId, account.now());
      return {};
    },
  };
}
