import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { AwsError } from '../core/errors.ts';
import type { StreamedBody } from '../core/streams.ts';
import { AwsChunked, isAwsChunked } from './aws-chunked.ts';
import type { BodyMemory } from './body-memory.ts';
import type { HttpRequest } from './dispatcher.ts';

const MIB = 2 ** 20;

/**
 * The most that an operation takes as it comes: an object, or a part of one.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
const STREAM_LIMIT = 5 * 1024 * MIB;

/** How long a client may pause within a body, in milliseconds of real time. */
const LONGEST_PAUSE = 30_000;

type Incoming = Readable & {
  /** All of it has come. */
  readonly complete: boolean;
  setTimeout(ms: number, callback?: () => void): unknown;
};
const NOTHING = Buffer.alloc(0);

type Headers = Readonly<Record<string, string>>;

/** What a client sends after the head of its request: to be taken once, whole or as it comes. */
export class IncomingBody {
  readonly #incoming: Incoming;
  readonly #headers: Headers;
  #isAwaited: boolean;
  #isStreamed = false;
  #isWhole = false;
  readonly #goOn: () => void;
  readonly #memory: BodyMemory;
  #held = 0;

  /**
   * @param memory that bodies which are read whole share
   * @param goOn tells a client that waits to be told (`Expect: 100-continue`)
   */
  constructor(incoming: Incoming, headers: Headers, memory: BodyMemory, goOn: () => void) {
    this.#incoming = incoming;
    this.#headers = headers;
    this.#memory = memory;
    this.#isAwaited = /^100-continue$/i.test(headers.expect ?? '');
    this.#goOn = goOn;
  }

  /**
   * All of it: it is held in memory until it is let go.
   *
   * @throws RequestEntityTooLargeException (413), RequestTimeout, ServiceUnavailable (503)
   */
  async read(limit: number): Promise<Buffer> {
    if (this.#isHere()) return this.#readAtOnce(limit);
    // Of the length that is announced, so that what comes is copied as it comes.
    let whole = Buffer.allocUnsafe(Math.min(limit, Number(this.#headers['content-length']) || 0));
    let length = 0;
    for await (const chunk of this.#chunks()) {
      const end = length + chunk.byteLength;
      if (end > limit) throw tooLarge(limit);
      this.#hold(Math.max(0, end - this.#memory.small));
      if (end > whole.byteLength) whole = Buffer.concat([whole.subarray(0, length)], 2 * end);
      chunk.copy(whole, length);
      length = end;
    }
    return whole.subarray(0, length);
  }

  /** A small one comes together with the head of its request. */
  #isHere(): boolean {
    const { complete, readableLength } = this.#incoming;
    return complete || String(readableLength) === this.#headers['content-length'];
  }

  #readAtOnce(limit: number): Buffer {
    const body: Buffer = this.#incoming.read() ?? NOTHING;
    if (body.byteLength > limit) throw tooLarge(limit);
    this.#hold(Math.max(0, body.byteLength - this.#memory.small));
    this.#isWhole = true;
    this.#incoming.resume();
    return body;
  }

  /** Nothing of it is still to come. */
  get isWhole(): boolean {
    return this.#isWhole || this.#incoming.complete;
  }

  #hold(bytes: number): void {
    this.#memory.take(bytes - this.#held);
    this.#held = bytes;
  }

  /** The request is answered, or nobody waits for its answer any more. */
  letGo(): void {
    this.#memory.giveBack(this.#held);
    this.#held = 0;
  }

  /** As it comes. It fails with EntityTooLarge, IncompleteBody or RequestTimeout. */
  stream(): StreamedBody {
    this.#isStreamed = true;
    const chunked = isAwsChunked(this.#headers) ? new AwsChunked(this.#headers) : undefined;
    const sent = this.#bounded();
    const content = chunked === undefined ? sent : chunked.decode(sent);
    return Object.assign(Readable.from(content, { objectMode: false }), {
      announced: chunked?.announced ?? [],
      trailers: chunked?.trailers ?? new Map<string, string>(),
    });
  }

  /**
   * Reads away what nobody took of a stream, so that a client that is still sending gets to its
   * answer. One that waits to be told to send is not told.
   */
  async discard(): Promise<void> {
    if (!this.#isStreamed || this.#isAwaited || this.#incoming.destroyed) return;
    try {
      for await (const _ of this.#bounded());
    } catch {
      this.#incoming.pause();
    }
  }

  async *#bounded(): AsyncIterable<Buffer> {
    let length = 0;
    for await (const chunk of this.#chunks()) {
      length += chunk.byteLength;
      if (length > STREAM_LIMIT) throw entityTooLarge();
      yield chunk;
    }
  }

  /** Leaves the connection open when its reader stops. */
  async *#chunks(): AsyncIterable<Buffer> {
    if (this.#isAwaited) this.#goOn();
    this.#isAwaited = false;
    const incoming = this.#incoming;
    incoming.setTimeout(LONGEST_PAUSE, () => incoming.destroy(slowClient()));
    try {
      yield* incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    } catch (cause) {
      throw cause instanceof AwsError ? cause : incompleteBody(cause);
    } finally {
      incoming.setTimeout(0);
    }
  }
}

function slowClient(): AwsError {
  return new AwsError(
    'RequestTimeout',
    'Your socket connection to the server was not read from or written to within the timeout period.',
  );
}

function incompleteBody(cause: unknown): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
    { cause },
  );
}

function entityTooLarge(): AwsError {
  return new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    members: { MaxSizeAllowed: String(STREAM_LIMIT) },
  });
}

function tooLarge(limit: number): AwsError {
  return new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${limit} bytes`,
    { status: 413 },
  );
}

/** Takes off the gzip that clients of CloudWatch wrap around a body. */
export function unwrapped(request: HttpRequest, limit: number): HttpRequest {
  const { headers, body } = request;
  const isProtocol = headers['x-amz-target'] ?? headers['smithy-protocol'];
  if (!isProtocol || headers['content-encoding'] === undefined) return request;
  const encodings = headers['content-encoding'].split(',').map((name) => name.trim());
  return encodings.includes('gzip') ? { ...request, body: gunzip(body, limit) } : request;
}

function gunzip(body: Uint8Array, limit: number): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not gzip, or too large', { cause });
  }
}
