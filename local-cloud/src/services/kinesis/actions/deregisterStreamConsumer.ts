import type { DeregisterStreamConsumerInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import type { Consumers } from '../consumers.ts';
import { consumer } from '../members.ts';

/**
 * Deregisters a consumer: its subscriptions end, and after a second in which it is DELETING it is gone.
 * Errors: ResourceNotFoundException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeregisterStreamConsumer.html
 */
export function deregisterStreamConsumer(
  consumers: Consumers,
): Operation<DeregisterStreamConsumerInput, object> {
  return {
    members: consumer,
    permissions: (input) => [consumers.permission('DeregisterStreamConsumer', input)],
    handle(input, { principal }) {
      const ms = principal.calledVia === undefined ? undefined : 0;
      consumers.deregister(consumers.get(input), ms);
      return {};
    },
  };
}
