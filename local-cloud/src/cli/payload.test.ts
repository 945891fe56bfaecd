import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testFolder } from '../core/testing.ts';
import { readPayload } from './payload.ts';

function fileWith(bytes: Uint8Array | string): string {
  const file = join(testFolder(), 'tea.json');
  writeFileSync(file, bytes);
  return file;
}

const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from('{"tea":"grün"}')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeff{"tea":"grün"}')],
  ['UTF-16, as PowerShell writes it', Buffer.from('\ufeff{"tea":"grün"}', 'utf16le')],
  ['UTF-16, the high bytes first', utf16be('{"tea":"grün"}')],
])('a file in %s is read', async (_, bytes) => {
  expect(await readPayload(fileWith(bytes))).toBe('{"tea":"grün"}');
});

test('bytes that are no text are refused instead of being replaced', async () => {
  const file = fileWith(Buffer.from([0x22, 0xe9, 0x22]));
  await expect(readPayload(file)).rejects.toMatchObject({
    what: `${file} is not text`,
    why: 'Not all of its bytes are UTF-8.',
  });
});

test('a folder is told to be none that can be read', async () => {
  const folder = join(testFolder(), 'teas');
  mkdirSync(folder);
  await expect(readPayload(folder)).rejects.toMatchObject({
    what: `${folder} cannot be read`,
    why: expect.stringContaining('EISDIR'),
  });
});

test('standard input is read to its end, however long that takes', async () => {
  const stdin = new PassThrough();
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin);
  onTestFinished(() => void vi.restoreAllMocks());
  const payload = readPayload('-');
  stdin.write('{"tea":');
  await new Promise(setImmediate);
  stdin.end('"green"}');
  expect(await payload).toBe('{"tea":"green"}');
});
