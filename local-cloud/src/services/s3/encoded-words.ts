/** A word of RFC 2047: `=?UTF-8?Q?caf=C3=A9?=`. */
const WORD = /^=\?utf-8\?([bq])\?([^?]*)\?=$/i;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

type Metadata = Readonly<Record<string, string>>;

/**
 * User metadata as S3 gives it back: what is no ASCII as an encoded word of its own making, and
 * what was encoded without need plain (recorded).
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
export function withEncodedWords(metadata: Metadata): Metadata {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [name, recoded(value)]),
  );
}

function recoded(value: string): string {
  const [, encoding, text] = WORD.exec(value) ?? [];
  if (encoding === undefined || text === undefined) {
    // What comes in a header is of ISO 8859-1; tasks of Step Functions give any text.
    return /^[\0-\xff]*$/.test(value) ? value : encoded(value);
  }
  const bytes = /b/i.test(encoding) ? fromBase64(text) : fromQuoted(text);
  return encoded(bytes.toString('utf8'));
}

/** In base64 unless most characters are ASCII. */
function encoded(text: string): string {
  const characters = [...text];
  const plain = characters.filter((character) => /[\x20-\x7e\t\r\n]/.test(character)).length;
  if (plain === characters.length && !/[\r\n]/.test(text)) return text;
  if (plain <= characters.length - plain) {
    return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
  }
  return `=?UTF-8?Q?${[...Buffer.from(text)].map(quoted).join('')}?=`;
}

function quoted(byte: number): string {
  if (byte === 0x20) return '_';
  const character = String.fromCharCode(byte);
  if (/[\x21-\x7e]/.test(character) && !/[=_?]/.test(character)) return character;
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function fromQuoted(text: string): Buffer {
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** As lenient as S3: a character that is none of base64's counts as all ones. */
function fromBase64(text: string): Buffer {
  const bytes = [...text.replace(/=+$/, '').matchAll(/.{1,4}/g)].flatMap(([group]) => {
    const bits = [...group.padEnd(4, 'A')].reduce(
      (sum, character) => (sum << 6) | (BASE64.indexOf(character) & 63),
      0,
    );
    return [bits >> 16, bits >> 8, bits].map((byte) => byte & 255).slice(0, group.length - 1);
  });
  return Buffer.from(bytes);
}
