import type {
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { describeLimit } from '../members.ts';
import { onAnything } from '../permissions.ts';
import type { LogStore } from '../store.ts';

/**
 * Describes the policies for log delivery, in one page: there are ten at most.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html
 */
export function describeResourcePolicies(
  store: LogStore,
): Operation<DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse> {
  return {
    members: { limit: describeLimit },
    permissions: () => [onAnything('DescribeResourcePolicies')],
    handle({ limit }) {
      const policies = [...store.resourcePolicies].map(([policyName, { document, updatedAt }]) => ({
        policyName,
        policyDocument: document,
        lastUpdatedTime: updatedAt,
      }));
      return { resourcePolicies: policies.slice(0, limit) };
    },
  };
}
