import type { DeleteResourcePolicyInput } from '@aws-sdk/client-kinesis';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Takes the resource policy off a stream.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteResourcePolicy.html
 */
export function deleteResourcePolicy(
  streams: Streams,
): Operation<DeleteResourcePolicyInput, object> {
  return {
    members: { ResourceARN: resourceArn },
    permissions: ({ ResourceARN }) => [
      streams.permission('DeleteResourcePolicy', { StreamARN: ResourceARN }),
    ],
    handle({ ResourceARN }) {
      const { settings } = streams.resource(ResourceARN!);
      if (settings.policy === undefined) {
        const message = `No resource policy is attached to ${ResourceARN}.`;
        throw new AwsError('ResourceNotFoundException', message);
      }
      settings.policy = undefined;
      return {};
    },
  };
}
