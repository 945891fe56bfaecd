import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { logGroupName } from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

const DAYS = [
  ...['1', '3', '5', '7', '14', '30', '60', '90', '120', '150', '180', '365', '400', '545', '731'],
  ...['1096', '1827', '2192', '2557', '2922', '3288', '3653'],
];

/**
 * Sets for how many days events are kept.
 * Errors: ResourceNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export function putRetentionPolicy(store: LogStore): Operation<PutRetentionPolicyRequest, object> {
  return {
    members: {
      logGroupName: { ...logGroupName, required: true },
      retentionInDays: { required: true, enum: DAYS },
    },
    permissions: ({ logGroupName }) => [onGroup(store, 'PutRetentionPolicy', logGroupName)],
    handle({ logGroupName, retentionInDays }) {
      const group = store.get(logGroupName);
      group.settings = { ...group.settings, retentionInDays };
      return {};
    },
  };
}
