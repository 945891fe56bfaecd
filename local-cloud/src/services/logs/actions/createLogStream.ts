import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { alreadyExists } from '../errors.ts';
import { logGroupName, logStreamName } from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Creates a log stream in a log group.
 * Errors: ResourceNotFoundException, ResourceAlreadyExistsException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
 */
export function createLogStream(store: LogStore): Operation<CreateLogStreamRequest, object> {
  return {
    members: {
      logGroupName: { ...logGroupName, required: true },
      logStreamName: { ...logStreamName, required: true },
    },
    permissions: ({ logGroupName, logStreamName }) => [
      onGroup(store, 'CreateLogStream', logGroupName, logStreamName),
    ],
    handle({ logGroupName, logStreamName }) {
      const name = logStreamName!;
      const group = store.get(logGroupName);
      if (group.streams.has(name)) throw alreadyExists('log stream');
      group.addStream(name);
      return {};
    },
  };
}
