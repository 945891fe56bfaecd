import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tagKey } from '../members.ts';
import { onGroupTags } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Removes tags from a log group, given by its ARN.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html
 */
export function untagResource(store: LogStore): Operation<UntagResourceRequest, object> {
  return {
    members: { resourceArn, tagKeys: { required: true, length: [0, 50], items: tagKey } },
    permissions: ({ resourceArn }) => [onGroupTags(store, 'UntagResource', resourceArn)],
    handle({ resourceArn, tagKeys = [] }) {
      store.get(resourceArn).untag(tagKeys);
      return {};
    },
  };
}
