import type { PutRecordInput, PutRecordOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { record, sequenceNumber, stream } from '../members.ts';
import type { Streams } from '../streams.ts';
import { checkRecord, sizeOf, write } from '../write.ts';

/**
 * Puts a record into the shard of its partition key. Sequence numbers rise within a shard whatever
 * `SequenceNumberForOrdering` says.
 * Errors: ResourceNotFoundException, ProvisionedThroughputExceededException,
 * InvalidArgumentException, ValidationException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 */
export function putRecord(streams: Streams): Operation<PutRecordInput, PutRecordOutput> {
  return {
    members: { ...stream, ...record, SequenceNumberForOrdering: sequenceNumber },
    permissions: (input) => [streams.permission('PutRecord', input)],
    handle(input) {
      const target = streams.getThere(input);
      checkRecord(target, input, 'data');
      const written = write(streams, target, input);
      const isRefused = 'refused' in written;
      const counts = isRefused
        ? { records: 0, bytes: 0, refused: 1 }
        : { records: 1, bytes: sizeOf(input), refused: 0 };
      streams.metrics.written(target, 'PutRecord', counts);
      if (isRefused) throw written.refused;
      streams.tell(target, written.shard);
      return {
        ShardId: written.shard.id,
        SequenceNumber: `${written.sequenceNumber}`,
        ...(target.settings.keyId !== undefined && { EncryptionType: 'KMS' }),
      };
    },
  };
}
