import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { logGroupName, logStreamName } from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Deletes a log stream with its events.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html
 */
export function deleteLogStream(store: LogStore): Operation<DeleteLogStreamRequest, object> {
  return {
    members: {
      logGroupName: { ...logGroupName, required: true },
      logStreamName: { ...logStreamName, required: true },
    },
    permissions: ({ logGroupName, logStreamName }) => [
      onGroup(store, 'DeleteLogStream', logGroupName, logStreamName),
    ],
    handle({ logGroupName, logStreamName }) {
      const group = store.get(logGroupName);
      const stream = group.stream(logStreamName);
      stream.clear();
      group.streams.delete(stream.name);
      return {};
    },
  };
}
