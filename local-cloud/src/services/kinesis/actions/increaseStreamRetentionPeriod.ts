import type { IncreaseStreamRetentionPeriodInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { required, stream } from '../members.ts';
import { checkRetention } from '../retention.ts';
import type { Streams } from '../streams.ts';

/**
 * Keeps records longer, up to 365 days; also those that are there.
 * Errors: ResourceNotFoundException, ResourceInUseException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html
 */
export function increaseStreamRetentionPeriod(
  streams: Streams,
): Operation<IncreaseStreamRetentionPeriodInput, object> {
  return {
    members: { ...stream, RetentionPeriodHours: required },
    permissions: (input) => [streams.permission('IncreaseStreamRetentionPeriod', input)],
    handle(input) {
      const { name, settings } = streams.getActive(input);
      const hours = checkRetention(input.RetentionPeriodHours!);
      if (hours < settings.retentionHours) {
        throw invalidArgument(
          `Requested retention period (${hours} hours) for stream ${name} can not be shorter than ` +
            `existing retention period (${settings.retentionHours} hours). Use DecreaseRetentionPeriod API.`,
        );
      }
      settings.retentionHours = hours;
      return {};
    },
  };
}
