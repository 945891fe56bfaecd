import type {
  DescribeStreamSummaryInput,
  DescribeStreamSummaryOutput,
} from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { stream } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Describes a stream without its shards.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html
 */
export function describeStreamSummary(
  streams: Streams,
): Operation<DescribeStreamSummaryInput, DescribeStreamSummaryOutput> {
  return {
    members: stream,
    permissions: (input) => [streams.permission('DescribeStreamSummary', input)],
    handle(input) {
      const described = streams.get(input);
      return {
        StreamDescriptionSummary: {
          ...described.describe(),
          OpenShardCount: described.isThere ? described.openShards.length : 0,
          ConsumerCount: described.consumers.size,
          MaxRecordSizeInKiB: described.settings.maxRecordKiB,
        },
      };
    },
  };
}
