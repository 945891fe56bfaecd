import type { GetPolicyVersionCommandOutput, GetPolicyVersionRequest } from '@aws-sdk/client-iam';
import type { Served } from '../../members.ts';
import type { Account } from '../account.ts';
import { onPolicy } from '../permissions.ts';
import { describeVersion } from '../policies.ts';

/**
 * A version of a managed policy with its document.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export function getPolicyVersion(
  account: Account,
): Served<GetPolicyVersionRequest, Omit<GetPolicyVersionCommandOutput, '$metadata'>> {
  return {
    members: ['PolicyArn', 'VersionId'],
    permissions: (input) => [onPolicy('GetPolicyVersion', input.PolicyArn)],
    handle(input) {
      const policy = account.policies.get(input.PolicyArn);
      const version = policy.version(input.VersionId);
      return { PolicyVersion: describeVersion(policy, version, true) };
    },
  };
}
