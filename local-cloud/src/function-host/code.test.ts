import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unpack, unzip } from './code.ts';
import { testFunction, zip } from './testing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an archive', () => {
  it('is unpacked once, whole, by its hash', async () => {
    const { code, codeSha256 } = testFunction({ 'a/b.txt': 'text', 'index.js': '' });
    const [first, second] = await Promise.all([
      unpack(code, codeSha256, folder),
      unpack(code, codeSha256, folder),
    ]);
    expect(second).toBe(first);
    expect(readFileSync(path.join(first, 'a/b.txt'), 'utf8')).toBe('text');
    expect(readdirSync(path.dirname(first))).toEqual([path.basename(first)]);
  });

  it.each(['../out.js', 'a/../../out.js', '/etc/out.js', 'a\\..\\out.js'])(
    'with the entry %s is refused',
    async (name) => {
      const { code, codeSha256 } = testFunction({ [name]: 'x' });
      await expect(unpack(code, codeSha256, path.join(folder, 'deep'))).rejects.toMatchObject({
        code: 'InvalidParameterValueException',
        message: expect.stringContaining('lies outside of the archive'),
      });
      expect(existsSync(path.join(folder, 'out.js'))).toBe(false);
    },
  );

  it('that is none is refused', () => {
    expect(() => unzip(Buffer.from('no zip'))).toThrow('Could not unzip uploaded file');
  });

  it('that grows too large is refused before it is unpacked', () => {
    const archive = Buffer.from(zip({ 'index.js': 'x' }));
    // The uncompressed size in the central directory: four bytes, 24 after its signature.
    archive.writeUInt32LE(300 * 2 ** 20, archive.indexOf('PK\u0001\u0002') + 24);
    expect(() => unzip(archive)).toThrow('Unzipped size must be smaller than 262144000 bytes');
  });
});
