import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import type { Rules } from '../rules.ts';
import { resourceArn, tagsOf } from '../tags.ts';

/**
 * Lists the tags of a rule or an event bus. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  rules: Rules,
): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
  return {
    members: { ResourceARN: resourceArn },
    permissions: ({ ResourceARN = '*' }) => [
      { action: 'events:ListTagsForResource', resource: ResourceARN },
    ],
    handle: ({ ResourceARN = '' }) => ({
      Tags: [...tagsOf(rules, ResourceARN)].map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}
