import type { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { AwsError } from '../core/errors.ts';

const MIB = 2 ** 20;

/**
 * The largest body of a request by signing name, in bytes. Limits of single operations (a
 * message, an invocation's payload) are their services' own.
 */
const LIMITS: Readonly<Record<string, number>> = {
  // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
  states: MIB,
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
  dynamodb: 16 * MIB,
  // 10 MiB in base 64. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
  kinesis: 16 * MIB,
  // A 50 MB deployment package in base 64.
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  lambda: 70 * MIB,
  // 5 GB on AWS; here objects are kept in memory.
  s3: 1024 * MIB,
};
/** As API Gateway's, and more than any other API takes. */
const DEFAULT_LIMIT = 10 * MIB;

/** How long a client may pause within a body, in milliseconds of real time. */
const LONGEST_PAUSE = 30_000;

export function bodyLimit(signingName: string | undefined): number {
  return LIMITS[signingName ?? ''] ?? DEFAULT_LIMIT;
}

type Incoming = Readable & { setTimeout(ms: number, callback?: () => void): unknown };

/**
 * The whole body of a request.
 *
 * @throws RequestEntityTooLargeException (413), RequestTimeout
 */
export async function readBody(incoming: Incoming, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.setTimeout(LONGEST_PAUSE, () => incoming.destroy(slowClient()));
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  incoming.setTimeout(0);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
}

function slowClient(): AwsError {
  return new AwsError(
    'RequestTimeout',
    'Your socket connection to the server was not read from or written to within the timeout period.',
  );
}

export function tooLarge(limit: number): AwsError {
  return new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${limit} bytes`,
    { status: 413 },
  );
}

/** Takes off what clients wrap around a body: gzip (CloudWatch), signed chunks (S3). */
export function unwrapBody(
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  limit: number,
): Uint8Array {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((name) => name.trim());
  const isChunked =
    encodings.includes('aws-chunked') ||
    (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  const content = isChunked ? joinChunks(body) : body;
  const isProtocol = headers['x-amz-target'] ?? headers['smithy-protocol'];
  return encodings.includes('gzip') && isProtocol ? gunzip(content, limit) : content;
}

function gunzip(body: Buffer, limit: number): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not gzip, or too large', { cause });
  }
}

/**
 * `aws-chunked`: each chunk after its length in hexadecimal, and trailing checksums after the
 * last, empty one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
function joinChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = body.indexOf('\r\n', position);
    const length = Number.parseInt(body.toString('latin1', position, Math.max(end, position)), 16);
    if (end < 0 || Number.isNaN(length) || end + 2 + length > body.byteLength) {
      throw new AwsError('IncompleteBody', 'The chunks of the body do not add up');
    }
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + length));
    position = end + 2 + length + 2;
  }
}
