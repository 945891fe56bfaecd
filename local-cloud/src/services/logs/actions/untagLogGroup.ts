import type { UntagLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { logGroupName, tagKey } from '../members.ts';
import { onGroupTags } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Removes tags from a log group, given by its name. UntagResource took its place.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html
 */
export function untagLogGroup(store: LogStore): Operation<UntagLogGroupRequest, object> {
  return {
    members: {
      logGroupName: { ...logGroupName, required: true },
      tags: { required: true, length: [1], items: tagKey },
    },
    permissions: ({ logGroupName }) => [onGroupTags(store, 'UntagLogGroup', logGroupName)],
    handle({ logGroupName, tags = [] }) {
      store.get(logGroupName).untag(tags);
      return {};
    },
  };
}
