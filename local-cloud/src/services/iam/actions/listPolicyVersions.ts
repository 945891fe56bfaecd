import type {
  ListPolicyVersionsCommandOutput,
  ListPolicyVersionsRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { describeVersion } from '../managed-policy.ts';
import { marker, maxItems, policyArn } from '../members.ts';
import { page } from '../pages.ts';
import { onPolicy } from '../permissions.ts';

/**
 * The versions of a managed policy, the newest first.
 * Errors: NoSuchEntity, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
 */
export function listPolicyVersions(
  account: Account,
): Operation<ListPolicyVersionsRequest, Omit<ListPolicyVersionsCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn, Marker: marker, MaxItems: maxItems },
    permissions: (input) => [onPolicy('ListPolicyVersions', input.PolicyArn)],
    handle(input) {
      const policy = account.policies.get(input.PolicyArn);
      const { items, rest } = page(policy.versions, input);
      return { Versions: items.map((version) => describeVersion(policy, version)), ...rest };
    },
  };
}
