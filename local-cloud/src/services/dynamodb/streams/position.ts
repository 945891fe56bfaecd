import { validation } from '../errors.ts';
import type { ChangeStream } from './change-stream.ts';
import { trimmed } from './errors.ts';
import type { GetShardIteratorInput } from './types.ts';

type Asked = Pick<GetShardIteratorInput, 'ShardIteratorType' | 'SequenceNumber'>;

/**
 * The index of the record from which on a shard is to be read. Throws ValidationException,
 * TrimmedDataAccessException.
 */
export function positionOf(
  { ShardIteratorType: type, SequenceNumber: number }: Asked,
  stream: ChangeStream,
): number {
  if (type === 'TRIM_HORIZON' || type === 'LATEST') {
    if (number === undefined) return type === 'LATEST' ? stream.next : stream.oldest;
    throw validation(
      `SequenceNumber has no meaning for the ShardIteratorType ${type}. Leave it out, or take AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER`,
    );
  }
  if (number === undefined) {
    throw validation(
      `SequenceNumber is missing: the ShardIteratorType ${type} needs it. Give that of a record, or of the shard's SequenceNumberRange`,
    );
  }
  const index = stream.indexOf(number);
  if (index === undefined) {
    throw validation(
      `Invalid SequenceNumber: ${number} is of no record of ${stream.arn}. Give that of a record, or of the shard's SequenceNumberRange`,
    );
  }
  const position = type === 'AFTER_SEQUENCE_NUMBER' ? index + 1 : index;
  // Before the first record there is nothing that could be missed.
  const first = Math.max(position, 1);
  if (first < stream.oldest) throw trimmed();
  return first;
}
