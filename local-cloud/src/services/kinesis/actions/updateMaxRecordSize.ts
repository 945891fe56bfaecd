import type { UpdateMaxRecordSizeInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { recordSize, streamArn } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * How large a record may be with its partition key: 1 to 10 MiB.
 * Errors: ResourceNotFoundException, ResourceInUseException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateMaxRecordSize.html
 */
export function updateMaxRecordSize(streams: Streams): Operation<UpdateMaxRecordSizeInput, object> {
  return {
    members: { StreamARN: streamArn, MaxRecordSizeInKiB: { required: true, ...recordSize } },
    permissions: (input) => [streams.permission('UpdateMaxRecordSize', input)],
    handle(input, { principal }) {
      const stream = streams.getActive(input);
      stream.settings.maxRecordKiB = input.MaxRecordSizeInKiB!;
      streams.begin(stream, 'UPDATING', principal);
      return {};
    },
  };
}
