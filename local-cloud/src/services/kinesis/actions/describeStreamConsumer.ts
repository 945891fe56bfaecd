import type {
  DescribeStreamConsumerInput,
  DescribeStreamConsumerOutput,
} from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import type { Consumers } from '../consumers.ts';
import { consumer } from '../members.ts';

/**
 * Describes a consumer, by its ARN or by its stream and its name.
 * Errors: ResourceNotFoundException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamConsumer.html
 */
export function describeStreamConsumer(
  consumers: Consumers,
): Operation<DescribeStreamConsumerInput, DescribeStreamConsumerOutput> {
  return {
    members: consumer,
    permissions: (input) => [consumers.permission('DescribeStreamConsumer', input)],
    handle(input) {
      const described = consumers.get(input);
      return {
        ConsumerDescription: { ...described.describe(), StreamARN: described.streamArn },
      };
    },
  };
}
