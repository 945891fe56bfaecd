import type { ListPolicyTagsCommandOutput, ListPolicyTagsRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { marker, maxItems, policyArn } from '../members.ts';
import { page } from '../pages.ts';
import { onPolicy } from '../permissions.ts';
import { listTags } from '../tags.ts';

/**
 * The tags of a managed policy.
 * Errors: NoSuchEntity, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html
 */
export function listPolicyTags(
  account: Account,
): Operation<ListPolicyTagsRequest, Omit<ListPolicyTagsCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn, Marker: marker, MaxItems: maxItems },
    permissions: (input) => [onPolicy('ListPolicyTags', input.PolicyArn)],
    handle(input) {
      const { items, rest } = page(listTags(account.policies.get(input.PolicyArn).tags), input);
      return { Tags: [...items], ...rest };
    },
  };
}
