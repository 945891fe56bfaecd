import type { DeleteResourcePolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { onAnything } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Deletes a policy for log delivery.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html
 */
export function deleteResourcePolicy(
  store: LogStore,
): Operation<DeleteResourcePolicyRequest, object> {
  return {
    members: { policyName: {} },
    permissions: () => [onAnything('DeleteResourcePolicy')],
    handle({ policyName = '' }) {
      if (store.resourcePolicies.delete(policyName)) return {};
      throw new AwsError(
        'ResourceNotFoundException',
        `Policy with name [${policyName}] does not exist`,
      );
    },
  };
}
