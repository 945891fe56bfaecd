import type { GetPolicyCommandOutput, GetPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { describePolicy } from '../managed-policy.ts';
import { policyArn } from '../members.ts';
import { onPolicy } from '../permissions.ts';
import { listTags } from '../tags.ts';

/**
 * A managed policy, without its document: that is its version's.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
 */
export function getPolicy(
  account: Account,
): Operation<GetPolicyRequest, Omit<GetPolicyCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn },
    permissions: (input) => [onPolicy('GetPolicy', input.PolicyArn)],
    handle(input) {
      const policy = account.policies.get(input.PolicyArn);
      const description =
        policy.description === undefined ? {} : { Description: policy.description };
      const shown = describePolicy(policy, account.uses(policy.arn));
      return { Policy: { ...shown, ...description, Tags: listTags(policy.tags) } };
    },
  };
}
