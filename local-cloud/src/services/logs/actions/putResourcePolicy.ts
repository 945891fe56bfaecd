import type {
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { onAnything } from '../permissions.ts';
import type { LogStore } from '../store.ts';

const MAX_POLICIES = 10;
const MAX_DOCUMENT_SIZE = 5120;

/**
 * Creates or replaces a policy that lets AWS services deliver logs.
 * Errors: InvalidParameterException, LimitExceededException (ten per region).
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 */
export function putResourcePolicy(
  store: LogStore,
): Operation<PutResourcePolicyRequest, PutResourcePolicyResponse> {
  return {
    members: { policyName: {}, policyDocument: { length: [1, 51_200] } },
    permissions: () => [onAnything('PutResourcePolicy')],
    handle({ policyName: name = '', policyDocument: document = '' }) {
      checkDocument(name, document);
      const policies = store.resourcePolicies;
      if (!policies.has(name) && policies.size >= MAX_POLICIES) {
        throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
      }
      const updatedAt = store.cloud.clock.now();
      policies.set(name, { document, updatedAt });
      return {
        resourcePolicy: { policyName: name, policyDocument: document, lastUpdatedTime: updatedAt },
      };
    },
  };
}

function checkDocument(name: string, document: string): void {
  if (name === '') throw invalidParameter('policyName must not be empty');
  const valid = Buffer.byteLength(document) <= MAX_DOCUMENT_SIZE && isJsonObject(document);
  if (!valid)
    throw invalidParameter('Policy document is not a valid policy of up to 5120 characters.');
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
