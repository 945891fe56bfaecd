import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { UserError } from '../core/errors.ts';

/** What a file begins with that is not in UTF-8: as PowerShell writes it. */
const UTF_16: readonly (readonly [encoding: string, mark: readonly [number, number]])[] = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text of a file that somebody wrote, in UTF-8 or UTF-16, without its byte order mark.
 *
 * @throws UserError when it cannot be read, or is no text
 */
export function readUserFile(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new UserError(`${file} cannot be read`, { why: (cause as Error).message, cause });
  }
  return textOf(bytes, file);
}

/** The same of standard input, which may take its time. */
export async function readStandardInput(): Promise<string> {
  return textOf(await buffer(process.stdin), 'Standard input');
}

function textOf(bytes: Uint8Array, source: string): string {
  const utf16 = UTF_16.find(([, [first, second]]) => bytes[0] === first && bytes[1] === second);
  const encoding = utf16?.[0] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${source} is not text`, {
      why: `Not all of its bytes are ${encoding.toUpperCase()}.`,
      fix: 'Save it as UTF-8.',
      cause,
    });
  }
}
