import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import { onGroupTags } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Lists the tags of a log group, given by its ARN.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  store: LogStore,
): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
  return {
    members: { resourceArn },
    permissions: ({ resourceArn }) => [onGroupTags(store, 'ListTagsForResource', resourceArn)],
    handle: ({ resourceArn }) => ({ tags: { ...store.get(resourceArn).settings.tags } }),
  };
}
