import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { logGroupName } from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Deletes a log group with its streams and events.
 * Errors: ResourceNotFoundException, ValidationException (deletion protection).
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html
 */
export function deleteLogGroup(store: LogStore): Operation<DeleteLogGroupRequest, object> {
  return {
    members: { logGroupName: { ...logGroupName, required: true } },
    permissions: ({ logGroupName }) => [onGroup(store, 'DeleteLogGroup', logGroupName)],
    handle({ logGroupName }) {
      const group = store.get(logGroupName);
      if (group.settings.deletionProtection) {
        throw new AwsError(
          'ValidationException',
          'The specified log group has deletion protection enabled.',
        );
      }
      store.delete(group);
      return {};
    },
  };
}
