import type { Permission } from '../../core/service.ts';
import { groupName, type LogStore } from './store.ts';

/**
 * The permission for an action on a log group. Its ARN ends in `:log-stream:` and the name of the
 * stream, if there is one: that is why policies say `log-group:<name>:*`.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export function onGroup(
  store: LogStore,
  action: string,
  group: string | undefined,
  stream = '',
): Permission {
  const resource = `${store.groupArn(groupName(group))}:log-stream:${stream}`;
  return { action: `logs:${action}`, resource };
}

/** Tags are granted on the log group's ARN as it is. */
export function onGroupTags(
  store: LogStore,
  action: string,
  group: string | undefined,
): Permission {
  return { action: `logs:${action}`, resource: store.groupArn(groupName(group)) };
}

export function onAnything(action: string): Permission {
  return { action: `logs:${action}`, resource: '*' };
}
