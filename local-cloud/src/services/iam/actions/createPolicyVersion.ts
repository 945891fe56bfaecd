import type {
  CreatePolicyVersionCommandOutput,
  CreatePolicyVersionRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { storeManaged } from '../documents.ts';
import { describeVersion } from '../managed-policy.ts';
import { policyArn, policyDocument } from '../members.ts';
import { onPolicy } from '../permissions.ts';

/**
 * Adds a version to a managed policy, five at most.
 * Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 */
export function createPolicyVersion(
  account: Account,
): Operation<CreatePolicyVersionRequest, Omit<CreatePolicyVersionCommandOutput, '$metadata'>> {
  return {
    members: { PolicyArn: policyArn, PolicyDocument: policyDocument, SetAsDefault: {} },
    permissions: (input) => [onPolicy('CreatePolicyVersion', input.PolicyArn)],
    handle(input) {
      const policy = account.policies.getOwn(input.PolicyArn);
      const stored = storeManaged(input.PolicyDocument ?? '');
      const version = policy.addVersion(stored, account.now(), input.SetAsDefault ?? false);
      return { PolicyVersion: describeVersion(policy, version) };
    },
  };
}
