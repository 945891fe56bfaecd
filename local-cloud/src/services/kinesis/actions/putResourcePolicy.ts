import type { PutResourcePolicyInput } from '@aws-sdk/client-kinesis';
import { parsePolicy } from '../../../authorization/index.ts';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { required, resourceArn } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Sets the resource policy of a stream or a consumer, by which others than its account's roles may use it.
 * Errors: ResourceNotFoundException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html
 */
export function putResourcePolicy(streams: Streams): Operation<PutResourcePolicyInput, object> {
  return {
    members: { ResourceARN: resourceArn, Policy: required },
    permissions: ({ ResourceARN }) => [
      streams.permission('PutResourcePolicy', { StreamARN: ResourceARN }),
    ],
    handle({ ResourceARN, Policy = '' }) {
      const { settings } = streams.resource(ResourceARN!);
      check(Policy);
      settings.policy = Policy;
      return {};
    },
  };
}

function check(policy: string): void {
  try {
    parsePolicy(policy, 'resource');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidArgument(`The resource policy is not valid: ${error.explained}`);
  }
}
