import type { GetPolicyVersionCommandOutput, GetPolicyVersionRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { describeVersion } from '../managed-policy.ts';
import { policyArn, policyVersionId } from '../members.ts';
import { onPolicy } from '../permissions.ts';

/**
 * A version of a managed policy with its document.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export function getPolicyVersion(
  account: Account,
): Operation<GetPolicyVersionRequest, Omit<GetPolicyVersionCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn, VersionId: policyVersionId },
    permissions: (input) => [onPolicy('GetPolicyVersion', input.PolicyArn)],
    handle(input) {
      const policy = account.policies.get(input.PolicyArn);
      const version = policy.version(input.VersionId);
      return { PolicyVersion: describeVersion(policy, version, true) };
    },
  };
}
