import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  LogGroup as LogGroupDescription,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { LogGroup } from '../log-group.ts';
import {
  describeLimit,
  logGroupClass,
  logGroupIdentifier,
  logGroupName,
  nextToken,
} from '../members.ts';
import { onGroup } from '../permissions.ts';
import { groupName, type LogStore } from '../store.ts';

const PAGE_SIZE = 50;

/**
 * Describes log groups by name, a page at a time. A pattern is a part of the name, in any case.
 * Errors: InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export function describeLogGroups(
  store: LogStore,
): Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> {
  return {
    members: {
      logGroupNamePrefix: logGroupName,
      logGroupNamePattern: { pattern: '[\\.\\-_/#A-Za-z0-9]*', length: [0, 512] },
      nextToken,
      limit: describeLimit,
      logGroupClass,
      logGroupIdentifiers: { length: [1, 50], items: logGroupIdentifier },
    },
    permissions: () => [onGroup(store, 'DescribeLogGroups', '')],
    handle(input) {
      const { limit = PAGE_SIZE, nextToken: token = '' } = input;
      if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
        throw invalidParameter(
          'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
        );
      }
      const found = store.groups().filter((group) => isAsked(group, input) && group.name > token);
      const page = found.slice(0, limit);
      return {
        logGroups: page.map(describe),
        ...(page.length < found.length && { nextToken: page.at(-1)?.name }),
      };
    },
  };
}

function isAsked(group: LogGroup, input: DescribeLogGroupsRequest): boolean {
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '' } = input;
  const { logGroupClass: wanted, logGroupIdentifiers: identifiers } = input;
  return (
    group.name.startsWith(prefix) &&
    group.name.toLowerCase().includes(pattern.toLowerCase()) &&
    (wanted === undefined || group.settings.class === wanted) &&
    (identifiers === undefined || identifiers.map(groupName).includes(group.name))
  );
}

function describe(group: LogGroup): LogGroupDescription {
  const { settings } = group;
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    retentionInDays: settings.retentionInDays,
    metricFilterCount: 0,
    arn: `${group.arn}:*`,
    storedBytes: group.storedBytes,
    kmsKeyId: settings.kmsKeyId,
    logGroupClass: settings.class,
    logGroupArn: group.arn,
    deletionProtectionEnabled: settings.deletionProtection,
  };
}
