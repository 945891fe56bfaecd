import { createHash } from 'node:crypto';
import { AwsError } from '../../core/errors.ts';
import type { StreamedBody } from '../../core/streams.ts';
import { type Blobs, type Content, sizeOf } from './blobs.ts';
import { type Algorithm, type Checksum, FORMS } from './checksums/algorithms.ts';
import type { Digest } from './checksums/crc.ts';
import { badChecksum, type Expected } from './checksums/expected.ts';

/** What a client sends as the bytes of an object. */
export type Body = string | Uint8Array | AsyncIterable<Uint8Array | string> | object | undefined;

/** What was made of the bytes on their way to disk. */
export interface Digested {
  readonly md5: Buffer;
  readonly checksums: Readonly<Partial<Record<Algorithm, Checksum>>>;
}

export interface Received extends Digested {
  readonly content: Content;
  readonly size: number;
  /** With the algorithm that was expected. */
  readonly checksum: Checksum;
}

/**
 * Writes the bytes of an object or a part to disk, and holds them to what was said of them.
 *
 * @param also an algorithm to make a checksum with besides
 */
export async function receive(
  blobs: Blobs,
  body: Body,
  expected: Expected,
  also?: Algorithm,
): Promise<Received> {
  const { algorithm } = expected;
  const digests = new Digests(also === undefined ? [algorithm] : [algorithm, also]);
  const content = await blobs.write(bytesOf(body), (bytes) => digests.update(bytes));
  const digested = digests.end();
  const checksum = digested.checksums[algorithm]!;
  const received = { content, size: sizeOf(content), checksum, ...digested };
  blobs.owning(content, () => check(received, expected, body));
  return received;
}

/** The digests of bytes that are on disk already. */
export async function digestOf(
  blobs: Blobs,
  content: Content,
  algorithm: Algorithm,
): Promise<Digested> {
  const digests = new Digests([algorithm]);
  for await (const bytes of blobs.read(content)) digests.update(bytes);
  return digests.end();
}

/** What makes ETags, and checksums. */
class Digests {
  readonly #md5 = createHash('md5');
  readonly #digests: ReadonlyMap<Algorithm, Digest>;

  constructor(algorithms: readonly Algorithm[]) {
    this.#digests = new Map(algorithms.map((name) => [name, FORMS[name].begin()]));
  }

  update(bytes: Uint8Array): void {
    this.#md5.update(bytes);
    for (const digest of this.#digests.values()) digest.update(bytes);
  }

  end(): Digested {
    const checksums = [...this.#digests].map(([algorithm, digest]) => {
      const value = digest.digest().toString('base64');
      return [algorithm, { algorithm, value, type: 'FULL_OBJECT' }];
    });
    return { md5: this.#md5.digest(), checksums: Object.fromEntries(checksums) };
  }
}

function check({ size, md5, checksum }: Received, expected: Expected, body: Body): void {
  if (expected.length !== undefined && expected.length !== size) throw incompleteBody();
  if (expected.md5 !== undefined && expected.md5 !== md5.toString('base64')) {
    throw badDigest(expected.isPart ? expected.md5 : hex(expected.md5), md5);
  }
  const told = expected.value ?? trailing(expected, body);
  if (told !== undefined && told !== checksum.value) throw badChecksum(checksum.algorithm);
}

function trailing({ trailer }: Expected, body: Body): string | undefined {
  return trailer && (body as StreamedBody).trailers.get(trailer);
}

async function* bytesOf(body: Body): AsyncIterable<Uint8Array> {
  if (body === undefined) return;
  if (typeof body === 'string') yield Buffer.from(body);
  else if (body instanceof Uint8Array) yield body;
  else if (body instanceof Blob) yield* bytesOf(body.stream());
  else {
    for await (const chunk of body as AsyncIterable<Uint8Array | string>) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    }
  }
}

function incompleteBody(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
}

function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

/** The digest that was expected of a part is told as it came, that of an object in hex (recorded). */
function badDigest(ExpectedDigest: string, md5: Buffer): AwsError {
  return new AwsError(
    'BadDigest',
    'The Content-MD5 you specified did not match what we received.',
    { members: { CalculatedDigest: md5.toString('base64'), ExpectedDigest } },
  );
}
