import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { logGroupName } from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * From now on events are kept for ever.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html
 */
export function deleteRetentionPolicy(
  store: LogStore,
): Operation<DeleteRetentionPolicyRequest, object> {
  return {
    members: { logGroupName: { ...logGroupName, required: true } },
    permissions: ({ logGroupName }) => [onGroup(store, 'DeleteRetentionPolicy', logGroupName)],
    handle({ logGroupName }) {
      const group = store.get(logGroupName);
      group.expire();
      group.settings = { ...group.settings, retentionInDays: undefined };
      return {};
    },
  };
}
