import type { DeleteStreamInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import type { Consumers } from '../consumers.ts';
import { inUse } from '../errors.ts';
import { stream } from '../members.ts';
import type { Stream } from '../stream.ts';

/**
 * Deletes a stream with its records: DELETING for a second, then gone; with its consumers only where that is
 * enforced.
 * Errors: ResourceNotFoundException, ResourceInUseException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html
 */
export function deleteStream(consumers: Consumers): Operation<DeleteStreamInput, object> {
  const { streams } = consumers;
  return {
    members: { ...stream, EnforceConsumerDeletion: {} },
    permissions: (input) => [streams.permission('DeleteStream', input)],
    handle(input, { principal }) {
      const deleted = streams.get(input);
      const ms = principal.calledVia === undefined ? undefined : 0;
      if (input.EnforceConsumerDeletion !== true) checkConsumers(deleted);
      for (const consumer of deleted.consumers.values()) consumers.deregister(consumer, ms);
      streams.begin(deleted, 'DELETING', principal);
      return {};
    },
  };
}

/** In the words of production. One that is being deregistered does not count. */
function checkConsumers({ arn, name, consumers }: Stream): void {
  if ([...consumers.values()].every(({ status }) => status === 'DELETING')) return;
  throw inUse(
    `DeleteStream can't delete ${arn} because there are consumers associated with this data stream. ` +
      `To delete ${name} anyway, set the EnforceConsumerDeletion parameter to true to force the ` +
      'deletion of all the consumers that are associated with it.',
  );
}
