import type { TagResourceRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import type { Rules } from '../rules.ts';
import { ownTagsOf, resourceArn, setTags, tags } from '../tags.ts';

/**
 * Tags a rule or an event bus; a key that is there gets the new value.
 * Errors: ResourceNotFoundException, ManagedRuleException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html
 */
export function tagResource(rules: Rules): Operation<TagResourceRequest, object> {
  return {
    members: { ResourceARN: resourceArn, Tags: { ...tags, required: true } },
    permissions: ({ ResourceARN = '*' }) => [
      { action: 'events:TagResource', resource: ResourceARN },
    ],
    handle({ ResourceARN = '', Tags }) {
      setTags(ownTagsOf(rules, ResourceARN), Tags);
      return {};
    },
  };
}
