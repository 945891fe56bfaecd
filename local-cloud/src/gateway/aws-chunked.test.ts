import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../core/errors.ts';
import { AwsChunked } from './aws-chunked.ts';

/** What one chunk says of itself, and what it holds. */
interface Chunk {
  readonly length: string;
  readonly content: string;
}

const TRAILER = 'x-amz-checksum-crc32';

function written(chunks: readonly Chunk[], end = `0\r\n${TRAILER}:AAAAAA==\r\n\r\n`): Buffer {
  const lines = chunks.map(({ length, content }) => `${length}\r\n${content}\r\n`);
  return Buffer.from(`${lines.join('')}${end}`, 'latin1');
}

const honest = fc
  .string({ minLength: 1, maxLength: 40, unit: fc.constantFrom('a', '\r', '\n', '0', ';') })
  .map((content) => ({ length: content.length.toString(16), content }));
const lying = fc.record({
  length: fc.oneof(
    fc.constantFrom('-1', '-5', '', ' 5', '+3', '0x5', '1e3', '5.0', 'NaN', '0', '00', '1;'),
    fc.constantFrom('ffffffff', 'ffffffffffff', 'fffffffffffff', '7fffffffffffffff', '-ffffffff'),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((length) => length.toString(16)),
    fc.string({ maxLength: 20 }),
  ),
  content: fc.string({ maxLength: 40, unit: fc.constantFrom('a', '\r', '\n', '0', ';', ':') }),
});
const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });

/** The bytes as a socket hands them over: in pieces, of the sizes given over and over. */
async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncIterable<Buffer> {
  let taken = 0;
  for (let piece = 0; taken < bytes.byteLength; piece++) {
    const size = sizes[piece % sizes.length]!;
    yield bytes.subarray(taken, taken + size);
    taken += size;
  }
}

/** What is read of the chunks; a refusal by its code. Anything but an AwsError is thrown. */
async function decoded(bytes: Buffer, sizes: readonly number[], length?: number) {
  const chunked = new AwsChunked({
    'x-amz-trailer': TRAILER,
    ...(length !== undefined && { 'x-amz-decoded-content-length': String(length) }),
  });
  const read: Buffer[] = [];
  try {
    for await (const part of chunked.decode(inPieces(bytes, sizes))) read.push(part);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { status: error.status, read: Buffer.concat(read) };
  }
  return { status: 200, read: Buffer.concat(read) };
}

test('what the chunks hold is read whole, however it is cut and however it arrives', async () => {
  const property = fc.asyncProperty(
    fc.array(honest, { maxLength: 8 }),
    cuts,
    async (all, sizes) => {
      const content = all.map((chunk) => chunk.content).join('');
      const { status, read } = await decoded(written(all), sizes, content.length);
      expect([status, read.toString('latin1')]).toEqual([200, content]);
    },
  );
  await fc.assert(property, { numRuns: 1000, seed: 20_300_101 });
});

test('chunks that lie about their length are refused, or read as what they are: they end', async () => {
  const chunks = fc.array(fc.oneof(honest, lying), { minLength: 1, maxLength: 6 });
  const ends = fc.constantFrom('', '0\r\n', '0\r\n\r\n', `0\r\n${TRAILER}:1\r\n`, '-0\r\n\r\n');
  const property = fc.asyncProperty(chunks, ends, cuts, async (all, end, sizes) => {
    const bytes = written(all, end);
    const { status, read } = await decoded(bytes, sizes);
    expect([200, 400]).toContain(status);
    expect(read.byteLength).toBeLessThanOrEqual(bytes.byteLength);
  });
  await fc.assert(property, { numRuns: 4000, seed: 20_300_101 });
});

test.each(['-1', '-ffffffff', 'fffffffffffff', '7fffffffffffffff', '5.0', ''])(
  'a chunk of the length %j is refused',
  async (length) => {
    const { status } = await decoded(written([{ length, content: 'hello' }]), [1000]);
    expect(status).toBe(400);
  },
);

test('a chunk of more than was said to come is refused before it comes', async () => {
  const lengths = Buffer.from('ffffffffffff\r\n');
  let asked = 0;
  async function* endless(): AsyncIterable<Buffer> {
    yield lengths;
    for (; ; asked++) yield Buffer.alloc(1000);
  }
  const chunked = new AwsChunked({ 'x-amz-decoded-content-length': '5' });
  const reading = (async () => {
    for await (const _ of chunked.decode(endless()));
  })();
  await expect(reading).rejects.toThrow('its chunks do not add up');
  expect(asked).toBe(0);
});
