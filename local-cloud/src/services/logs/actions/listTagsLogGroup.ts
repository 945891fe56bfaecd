import type {
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { logGroupName } from '../members.ts';
import { onGroupTags } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Lists the tags of a log group, given by its name. ListTagsForResource took its place.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html
 */
export function listTagsLogGroup(
  store: LogStore,
): Operation<ListTagsLogGroupRequest, ListTagsLogGroupResponse> {
  return {
    members: { logGroupName: { ...logGroupName, required: true } },
    permissions: ({ logGroupName }) => [onGroupTags(store, 'ListTagsLogGroup', logGroupName)],
    handle: ({ logGroupName }) => ({ tags: { ...store.get(logGroupName).settings.tags } }),
  };
}
