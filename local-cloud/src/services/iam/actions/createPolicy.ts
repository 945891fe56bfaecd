import type { CreatePolicyCommandOutput, CreatePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { storeManaged } from '../documents.ts';
import { describePolicy } from '../managed-policy.ts';
import { policyDocument, policyName, policyPath, tagList } from '../members.ts';
import { onPolicy } from '../permissions.ts';
import { addTags, listTags, type Tags } from '../tags.ts';

/**
 * Makes a managed policy; its first version, `v1`, is the default.
 * Errors: EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export function createPolicy(
  account: Account,
): Operation<CreatePolicyRequest, Omit<CreatePolicyCommandOutput, '$metadata'>> {
  return {
    members: {
      PolicyName: policyName,
      Path: policyPath,
      PolicyDocument: policyDocument,
      Description: { length: [0, 1000] },
      Tags: tagList,
    },
    permissions: (input) => [
      onPolicy('CreatePolicy', account.policies.arn(input.PolicyName, input.Path)),
    ],
    handle(input) {
      const { PolicyName: name = '', Path: path = '/', PolicyDocument: text = '' } = input;
      const stored = storeManaged(text);
      const tags: Tags = new Map();
      addTags(tags, input.Tags ?? []);
      const policy = account.policies.create({
        name,
        path,
        description: input.Description,
        stored,
        tags,
      });
      const given = tags.size > 0 ? { Tags: listTags(tags) } : {};
      return { Policy: { ...describePolicy(policy, account.uses(policy.arn)), ...given } };
    },
  };
}
