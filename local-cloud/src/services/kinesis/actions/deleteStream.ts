import type { DeleteStreamInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { stream } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Deletes a stream with its records: DELETING for a second, then gone. There are no consumers that
 * deletion would have to be enforced against.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html
 */
export function deleteStream(streams: Streams): Operation<DeleteStreamInput, object> {
  return {
    members: { ...stream, EnforceConsumerDeletion: {} },
    permissions: (input) => [streams.permission('DeleteStream', input)],
    handle(input, { principal }) {
      const deleted = streams.get(input);
      streams.begin(deleted, 'DELETING', principal.calledVia === undefined ? undefined : 0);
      return {};
    },
  };
}
