import type {
  PutRecordsInput,
  PutRecordsOutput,
  PutRecordsRequestEntry,
  PutRecordsResultEntry,
} from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { record, stream } from '../members.ts';
import type { Streams } from '../streams.ts';
import { checkRecord, sizeOf, type Written, write } from '../write.ts';

const MIB = 2 ** 20;
/** The most of a request, with partition keys. */
const LARGEST_REQUEST = 10 * MIB;

/**
 * Puts up to 500 records. Those for which their shard has no throughput left are told in the answer,
 * and the others are in the stream.
 * Errors: ResourceNotFoundException, InvalidArgumentException, ValidationException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
export function putRecords(streams: Streams): Operation<PutRecordsInput, PutRecordsOutput> {
  return {
    members: {
      ...stream,
      Records: { required: true, length: [1, 500], items: { members: record } },
    },
    permissions: (input) => [streams.permission('PutRecords', input)],
    handle(input) {
      const { Records = [] } = input;
      const target = streams.getThere(input);
      checkSize(Records);
      for (const [index, entry] of Records.entries()) {
        checkRecord(target, entry, `records.${index + 1}.member.data`);
      }
      const written = Records.map((entry) => write(streams, target, entry));
      const bytes = Records.filter((_, index) => !('refused' in written[index]!)).map(sizeOf);
      const refused = written.length - bytes.length;
      const total = bytes.reduce((sum, size) => sum + size, 0);
      const counts = { records: bytes.length, bytes: total, refused };
      streams.metrics.written(target, 'PutRecords', counts);
      const shards = new Set(written.flatMap((one) => ('refused' in one ? [] : [one.shard])));
      for (const shard of shards) streams.tell(target, shard);
      return {
        FailedRecordCount: refused,
        Records: written.map(resultOf),
        ...(target.settings.keyId !== undefined && { EncryptionType: 'KMS' }),
      };
    },
  };
}

function checkSize(records: readonly PutRecordsRequestEntry[]): void {
  const size = records.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size > LARGEST_REQUEST) throw invalidArgument('Records size exceeds 10 MB limit');
}

function resultOf(written: Written): PutRecordsResultEntry {
  if ('refused' in written) {
    const { code, message } = written.refused;
    return { ErrorCode: code, ErrorMessage: message };
  }
  return { SequenceNumber: `${written.sequenceNumber}`, ShardId: written.shard.id };
}
