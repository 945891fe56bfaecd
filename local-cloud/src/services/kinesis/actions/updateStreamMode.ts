import type { UpdateStreamModeInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { streamArn, streamMode } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Changes between provisioned throughput, which a shard has 1 MiB and 1,000 records a second of, and
 * throughput on demand. The shards stay.
 * Errors: ResourceNotFoundException, ResourceInUseException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html
 */
export function updateStreamMode(streams: Streams): Operation<UpdateStreamModeInput, object> {
  return {
    members: {
      StreamARN: { required: true, ...streamArn },
      StreamModeDetails: { required: true, ...streamMode },
    },
    permissions: (input) => [streams.permission('UpdateStreamMode', input)],
    handle(input, { principal }) {
      const stream = streams.getActive(input);
      stream.settings.mode = input.StreamModeDetails!.StreamMode!;
      streams.begin(stream, 'UPDATING', principal);
      return {};
    },
  };
}
