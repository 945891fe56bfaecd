import type {
  SetDefaultPolicyVersionCommandOutput,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { policyArn, policyVersionId } from '../members.ts';
import { onPolicy } from '../permissions.ts';

/**
 * Makes a version the one that is in force.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
 */
export function setDefaultPolicyVersion(
  account: Account,
): Operation<
  SetDefaultPolicyVersionRequest,
  Omit<SetDefaultPolicyVersionCommandOutput, '$metadata'>
> {
  return {
    members: { PolicyArn: policyArn, VersionId: policyVersionId },
    permissions: (input) => [onPolicy('SetDefaultPolicyVersion', input.PolicyArn)],
    handle(input) {
      account.policies.getOwn(input.PolicyArn).setDefault(input.VersionId, account.now());
      return {};
    },
  };
}
