import { AwsError } from '../../core/errors.ts';

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes that a Range header asks for. Undefined: all of them, for a header that is none of a
 * single range is passed over (RFC 9110, and so does S3).
 *
 * @throws InvalidRange (416)
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  if (first === '') {
    const count = Number(last);
    if (count === 0 || size === 0) throw invalidRange(header!, size);
    return { start: Math.max(size - count, 0), end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Number(last) + 1;
  if (end <= start && last !== '') return undefined;
  if (start >= size) throw invalidRange(header!, size);
  return { start, end: Math.min(end, size) };
}

function invalidRange(RangeRequested: string, size: number): AwsError {
  return new AwsError('InvalidRange', 'The requested range is not satisfiable', {
    status: 416,
    members: { RangeRequested, ActualObjectSize: String(size) },
  });
}
