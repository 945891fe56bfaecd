import type { UntagResourceRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import type { Rules } from '../rules.ts';
import { ownTagsOf, resourceArn } from '../tags.ts';

/**
 * Takes tags off a rule or an event bus; those that are not there are off already.
 * Errors: ResourceNotFoundException, ManagedRuleException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html
 */
export function untagResource(rules: Rules): Operation<UntagResourceRequest, object> {
  return {
    members: {
      ResourceARN: resourceArn,
      TagKeys: { required: true, items: { length: [1, 128] } },
    },
    permissions: ({ ResourceARN = '*' }) => [
      { action: 'events:UntagResource', resource: ResourceARN },
    ],
    handle({ ResourceARN = '', TagKeys = [] }) {
      const tags = ownTagsOf(rules, ResourceARN);
      for (const key of TagKeys) tags.delete(key);
      return {};
    },
  };
}
