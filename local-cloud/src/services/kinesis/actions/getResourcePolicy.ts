import type { GetResourcePolicyInput, GetResourcePolicyOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * The resource policy of a stream or a consumer; `{}` where there is none (recorded).
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetResourcePolicy.html
 */
export function getResourcePolicy(
  streams: Streams,
): Operation<GetResourcePolicyInput, GetResourcePolicyOutput> {
  return {
    members: { ResourceARN: resourceArn },
    permissions: ({ ResourceARN }) => [
      streams.permission('GetResourcePolicy', { StreamARN: ResourceARN }),
    ],
    handle: ({ ResourceARN }) => ({
      Policy: streams.resource(ResourceARN!).settings.policy ?? '{}',
    }),
  };
}
