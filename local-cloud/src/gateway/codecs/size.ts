import { AwsError } from '../../core/errors.ts';

/**
 * More values than a body of these APIs has: 10,000 log events or parts of an upload, 25 items. A
 * small body of many more would take long to read, and nobody else is served meanwhile.
 */
const MOST_VALUES = 100_000;

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, OPEN_OBJECT] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** @throws SerializationException for JSON of too many values */
export function checkJsonSize(bytes: Uint8Array): void {
  if (bytes.byteLength <= MOST_VALUES) return;
  let count = 0;
  for (let at = 0; at < bytes.byteLength; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at + 1);
    else if (byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) check(++count);
  }
}

/** Where the quote is that ends a string. */
function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) {
    let escapes = 0;
    while (bytes[at - 1 - escapes] === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return at;
  }
  return bytes.byteLength;
}

/** @throws SerializationException for a form, or XML, of too many values, each behind such a mark */
export function checkTextSize(bytes: Uint8Array, mark: '&' | '<'): void {
  const code = mark.charCodeAt(0);
  let count = 0;
  for (let at = bytes.indexOf(code); at >= 0; at = bytes.indexOf(code, at + 1)) check(++count);
}

/**
 * CBOR is a row of heads, each with a kind and a number: of the bytes that follow it, or of the items.
 * @see https://www.rfc-editor.org/rfc/rfc8949#section-3
 *
 * @throws SerializationException for too many items
 */
export function checkCborSize(bytes: Uint8Array): void {
  let count = 0;
  for (let at = 0; at < bytes.byteLength; ) {
    check(++count);
    const kind = bytes[at]! >> 5;
    const short = bytes[at]! & 31;
    const width = short < 24 || short > 27 ? 0 : 2 ** (short - 24);
    const isText = (kind === 2 || kind === 3) && short !== 31;
    at += 1 + width + (isText ? numberOf(bytes, at, short, width) : 0);
  }
}

function numberOf(bytes: Uint8Array, at: number, short: number, width: number): number {
  if (width === 0) return short;
  return bytes.subarray(at + 1, at + 1 + width).reduce((number, byte) => number * 256 + byte, 0);
}

function check(count: number): void {
  if (count <= MOST_VALUES) return;
  throw new AwsError(
    'SerializationException',
    `The body has more than ${MOST_VALUES} values, which the local cloud does not read`,
  );
}
