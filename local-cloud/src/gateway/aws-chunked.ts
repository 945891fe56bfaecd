import { AwsError } from '../core/errors.ts';

type Headers = Readonly<Record<string, string>>;

/** No line between chunks is longer: a length and a signature, or a trailing checksum. */
const LONGEST_LINE = 8192;

/** Whether the body of a request is in `aws-chunked` encoding. */
export function isAwsChunked(headers: Headers): boolean {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((name) => name.trim());
  const hash = headers['x-amz-content-sha256'] ?? '';
  return encodings.includes('aws-chunked') || hash.startsWith('STREAMING-');
}

/** The headers of a request as they are of what the chunks hold. */
export function contentHeaders(headers: Headers): Headers {
  if (!isAwsChunked(headers)) return headers;
  const { 'content-encoding': encodings, 'content-length': _, ...rest } = headers;
  const length = headers['x-amz-decoded-content-length'];
  const encoding = (encodings ?? '')
    .replace(/(?:^|,)\s*aws-chunked\s*(?=,|$)/, '')
    .replace(/^,\s*/, '');
  return {
    ...rest,
    ...(encoding !== '' && { 'content-encoding': encoding }),
    ...(length !== undefined && { 'content-length': length }),
  };
}

/**
 * A body in `aws-chunked` encoding: each chunk after its length in hexadecimal and perhaps its
 * signature, and trailing headers after the last, empty one. Signatures are not verified.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class AwsChunked {
  readonly announced: readonly string[];
  readonly trailers = new Map<string, string>();
  readonly #decodedLength: number | undefined;

  constructor(headers: Headers) {
    const names = (headers['x-amz-trailer'] ?? '').toLowerCase().split(',');
    this.announced = names.map((name) => name.trim()).filter((name) => name !== '');
    const length = headers['x-amz-decoded-content-length'];
    this.#decodedLength = length === undefined ? undefined : Number(length);
  }

  /** Throws IncompleteBody when the chunks do not add up, as soon as that is known. */
  async *decode(sent: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    const reader = new Reader(sent);
    let total = 0;
    for (let left = await chunkLength(reader); left > 0; left = await chunkLength(reader)) {
      total += left;
      if (total > (this.#decodedLength ?? total)) throw incompleteBody();
      for await (const bytes of reader.take(left)) yield bytes;
      if ((await reader.line()) !== '') throw incompleteBody();
    }
    if (total !== (this.#decodedLength ?? total)) throw incompleteBody();
    await this.#readTrailers(reader);
  }

  async #readTrailers(reader: Reader): Promise<void> {
    for (let line = await reader.line(); line !== ''; line = await reader.line()) {
      const [name = '', ...value] = line.split(':');
      if (this.announced.includes(name.trim().toLowerCase())) {
        this.trailers.set(name.trim().toLowerCase(), value.join(':').trim());
      } else if (name !== 'x-amz-trailer-signature') {
        throw malformedTrailer();
      }
    }
    if (this.announced.some((name) => !this.trailers.has(name))) throw malformedTrailer();
  }
}

async function chunkLength(reader: Reader): Promise<number> {
  const [, digits] = /^([0-9a-f]{1,12})(?:;|$)/i.exec(await reader.line()) ?? [];
  if (digits === undefined) throw incompleteBody();
  return Number.parseInt(digits, 16);
}

function incompleteBody(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'The request body terminated unexpectedly: its chunks do not add up',
  );
}

function malformedTrailer(): AwsError {
  return new AwsError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}

/** Lines and runs of bytes of a stream. */
class Reader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Up to the next line break, or to the end. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end >= 0) return this.#shift(end + 2).toString('latin1', 0, end);
      if (this.#rest.byteLength > LONGEST_LINE) throw incompleteBody();
      if (!(await this.#more())) return this.#shift(this.#rest.byteLength).toString('latin1');
    }
  }

  async *take(count: number): AsyncIterable<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.#rest.byteLength === 0 && !(await this.#more())) throw incompleteBody();
      const bytes = this.#shift(Math.min(left, this.#rest.byteLength));
      left -= bytes.byteLength;
      yield bytes;
    }
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done) return false;
    this.#rest = this.#rest.byteLength === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }

  #shift(count: number): Buffer {
    const bytes = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return bytes;
  }
}
