import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tags } from '../members.ts';
import { onGroupTags } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Adds tags to a log group, given by its ARN.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
 */
export function tagResource(store: LogStore): Operation<TagResourceRequest, object> {
  return {
    members: { resourceArn, tags: { ...tags, required: true } },
    permissions: ({ resourceArn }) => [onGroupTags(store, 'TagResource', resourceArn)],
    handle({ resourceArn, tags }) {
      store.get(resourceArn).tag(tags);
      return {};
    },
  };
}
