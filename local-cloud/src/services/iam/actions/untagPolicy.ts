import type { UntagPolicyCommandOutput, UntagPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { policyArn, tagKey } from '../members.ts';
import { onPolicy } from '../permissions.ts';
import { removeTags } from '../tags.ts';

/**
 * Removes tags of a managed policy of the account by their keys.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html
 */
export function untagPolicy(
  account: Account,
): Operation<UntagPolicyRequest, Omit<UntagPolicyCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn, TagKeys: { required: true, length: [0, 50], items: tagKey } },
    permissions: (input) => [onPolicy('UntagPolicy', input.PolicyArn)],
    handle(input) {
      removeTags(account.policies.getOwn(input.PolicyArn).tags, input.TagKeys ?? []);
      return {};
    },
  };
}
