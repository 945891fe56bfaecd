import type { DecreaseStreamRetentionPeriodInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { required, stream } from '../members.ts';
import { checkRetention } from '../retention.ts';
import type { Streams } from '../streams.ts';

/**
 * Keeps records less long, down to 24 hours. What is older is gone at once.
 * Errors: ResourceNotFoundException, ResourceInUseException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html
 */
export function decreaseStreamRetentionPeriod(
  streams: Streams,
): Operation<DecreaseStreamRetentionPeriodInput, object> {
  return {
    members: { ...stream, RetentionPeriodHours: required },
    permissions: (input) => [streams.permission('DecreaseStreamRetentionPeriod', input)],
    handle(input) {
      const { name, settings } = streams.getActive(input);
      const hours = checkRetention(input.RetentionPeriodHours!);
      if (hours > settings.retentionHours) {
        throw invalidArgument(
          `Requested retention period (${hours} hours) for stream ${name} can not be longer than ` +
            `existing retention period (${settings.retentionHours} hours). Use IncreaseRetentionPeriod API.`,
        );
      }
      settings.retentionHours = hours;
      return {};
    },
  };
}
