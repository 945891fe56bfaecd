import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/**
 * Sets for how many days events are kept.
 * Errors: ResourceNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export function putRetentionPolicy(store: LogStore): Operation<PutRetentionPolicyRequest, object> {
  return {
    members: { logGroupName: { required: true }, retentionInDays: { required: true } },
    permissions: ({ logGroupName }) => [onGroup(store, 'PutRetentionPolicy', logGroupName)],
    handle({ logGroupName, retentionInDays }) {
      const group = store.get(logGroupName);
      if (retentionInDays === undefined || !DAYS.includes(retentionInDays)) {
        throw invalidParameter(
          `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${DAYS.join(', ')}]`,
        );
      }
      group.settings = { ...group.settings, retentionInDays };
      return {};
    },
  };
}
