import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AwsError } from '../core/errors.ts';
import { checkArchive, unpack, writeWhole } from './code.ts';
import { testFunction, zip } from './testing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where the directory of an archive tells of its first file. */
const directory = (archive: Buffer) => archive.indexOf('PK\u0001\u0002');
const SIZE = 24;

describe('an archive', () => {
  it('is unpacked once, whole, by its hash', async () => {
    const fn = testFunction({ 'a/b.txt': 'text', 'index.js': '' });
    const [first, second] = await Promise.all([unpack([fn], folder), unpack([fn], folder)]);
    expect(second).toBe(first);
    expect(readFileSync(path.join(first, 'a/b.txt'), 'utf8')).toBe('text');
    expect(readdirSync(path.dirname(first))).toEqual([path.basename(first)]);
  });

  it('of any files is read as it was written', async () => {
    const names = fc.stringMatching(/^[a-c](\/[a-c]){0,2}\.txt$/);
    const contents = fc.string({ maxLength: 300 });
    const files = fc.dictionary(names, contents, { noNullPrototype: true });
    const property = fc.asyncProperty(files, async (written) => {
      const fn = testFunction(written);
      const unpacked = await unpack([fn], folder);
      for (const [name, content] of Object.entries(written)) {
        expect(readFileSync(path.join(unpacked, name), 'utf8')).toBe(content);
      }
    });
    await fc.assert(property, { numRuns: 30, seed: 20_300_101 });
  });

  it.each([
    ['../out.js', 'lies outside of the archive'],
    ['a/../../out.js', 'lies outside of the archive'],
    ['/etc/out.js', 'lies outside of the archive'],
    ['a\\..\\out.js', 'lies outside of the archive'],
    ['.', 'has no name'],
    [`a/${'n'.repeat(256)}`, 'has a name that is too long'],
    ['a/'.repeat(2_000).concat('b'), 'has a name that is too long'],
  ])('with the entry %s is refused', async (name, problem) => {
    const fn = testFunction({ 'index.js': '', [name]: 'x' });
    const refused = unpack([fn], path.join(folder, 'deep'));
    await expect(refused).rejects.toMatchObject({
      ...{ code: 'InvalidParameterValueException', message: expect.stringContaining(problem) },
    });
    expect(readdirSync(path.join(folder, 'deep', 'code'))).toEqual([]);
    expect(existsSync(path.join(folder, 'out.js'))).toBe(false);
  });

  it('in which a file is where a folder is, is refused', async () => {
    const clash = checkArchive(zip({ 'lib/index.js': 'x', lib: 'x' }));
    await expect(clash).rejects.toThrow('"lib" is a file, and the folder of others');
  });

  it('that is none is refused', async () => {
    await expect(checkArchive(Buffer.from('no zip'))).rejects.toThrow('Could not unzip');
  });

  it('that grows too large is refused before it is unpacked', async () => {
    const archive = Buffer.from(zip({ 'index.js': 'x' }));
    archive.writeUInt32LE(300 * 2 ** 20, directory(archive) + SIZE);
    await expect(checkArchive(archive)).rejects.toThrow(
      'Unzipped size must be smaller than 262144000 bytes',
    );
  });

  it.each([
    ['less', 10],
    ['more', 100_000_000],
  ])('that says of a file that it is %s than it is, is refused', async (_, size) => {
    const archive = Buffer.from(zip({ 'index.js': 'x'.repeat(1_000_000) }));
    archive.writeUInt32LE(size, directory(archive) + SIZE);
    await expect(checkArchive(archive)).rejects.toThrow('Could not unzip uploaded file');
  });

  it('with any of its bytes changed is refused, or read as it is', async () => {
    const archive = zip({ 'a/b.txt': 'text '.repeat(100), 'index.js': 'x', 'c.js': '' });
    const changes = fc.array(fc.tuple(fc.nat(archive.byteLength - 1), fc.nat(255)), {
      ...{ minLength: 1, maxLength: 4 },
    });
    const property = fc.asyncProperty(changes, async (all) => {
      const changed = Buffer.from(archive);
      for (const [at, byte] of all) changed[at] = byte;
      await checkArchive(changed).catch((error: unknown) => {
        if (!(error instanceof AwsError)) throw error;
      });
    });
    await fc.assert(property, { numRuns: 2000, seed: 20_300_101 });
  });
});

it('nothing is left of files that could not all be written', async () => {
  const whole = path.join(folder, 'half', 'whole');
  await expect(writeWhole(whole, { a: 'x', 'a/b': 'x' })).rejects.toThrow();
  expect(readdirSync(path.join(folder, 'half'))).toEqual([]);
});
