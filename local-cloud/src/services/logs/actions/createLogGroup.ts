import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { alreadyExists, invalidParameter } from '../errors.ts';
import { logGroupClass, logGroupName, tags } from '../members.ts';
import { onGroup, onGroupTags } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Creates a log group whose events never expire, until PutRetentionPolicy.
 * Errors: ResourceAlreadyExistsException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
export function createLogGroup(store: LogStore): Operation<CreateLogGroupRequest, object> {
  return {
    members: {
      logGroupName: { ...logGroupName, required: true },
      kmsKeyId: { length: [0, 256] },
      tags,
      logGroupClass,
      deletionProtectionEnabled: {},
    },
    permissions: ({ logGroupName, tags }) => [
      onGroup(store, 'CreateLogGroup', logGroupName),
      ...(tags === undefined ? [] : [onGroupTags(store, 'TagResource', logGroupName)]),
    ],
    handle(input) {
      const name = input.logGroupName!;
      if (/^aws\//i.test(name)) {
        throw invalidParameter('Log groups starting with AWS/ are reserved for AWS.');
      }
      if (store.find(name) !== undefined) throw alreadyExists('log group');
      store.create(name, {
        class: input.logGroupClass ?? 'STANDARD',
        kmsKeyId: input.kmsKeyId,
        deletionProtection: input.deletionProtectionEnabled ?? false,
        retentionInDays: undefined,
        tags: input.tags ?? {},
      });
      return {};
    },
  };
}
