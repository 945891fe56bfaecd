import type { TagLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { logGroupName, tags } from '../members.ts';
import { onGroupTags } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Adds tags to a log group, given by its name. TagResource took its place.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html
 */
export function tagLogGroup(store: LogStore): Operation<TagLogGroupRequest, object> {
  return {
    members: {
      logGroupName: { ...logGroupName, required: true },
      tags: { ...tags, required: true },
    },
    permissions: ({ logGroupName }) => [onGroupTags(store, 'TagLogGroup', logGroupName)],
    handle({ logGroupName, tags }) {
      store.get(logGroupName).tag(tags);
      return {};
    },
  };
}
