import type { TagPolicyCommandOutput, TagPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { policyArn, tagList } from '../members.ts';
import { onPolicy } from '../permissions.ts';
import { addTags } from '../tags.ts';

/**
 * Adds tags to a managed policy of the account; a tag of the same key is replaced.
 * Errors: NoSuchEntity, InvalidInput, LimitExceeded (50 tags).
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html
 */
export function tagPolicy(
  account: Account,
): Operation<TagPolicyRequest, Omit<TagPolicyCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn, Tags: { ...tagList, required: true } },
    permissions: (input) => [onPolicy('TagPolicy', input.PolicyArn)],
    handle(input) {
      addTags(account.policies.getOwn(input.PolicyArn).tags, input.Tags ?? []);
      return {};
    },
  };
}
