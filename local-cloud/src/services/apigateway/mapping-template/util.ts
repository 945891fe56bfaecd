import { type Budget, MappingError } from './budget.ts';
import { readPayload } from './input.ts';
import type { Functions, Value } from './values.ts';
import { textOf } from './write-value.ts';

type Convert = (text: string, budget: Budget) => Value;

/**
 * `$util`. Those of AppSync (`toJson`, `qr`, ...) are not there: what they are to give is nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export class Util implements Functions {
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  property(): undefined {}

  call(method: string, args: readonly Value[]): Value | undefined {
    const call = Object.hasOwn(FUNCTIONS, method) ? FUNCTIONS[method] : undefined;
    if (call === undefined || args.length !== 1) return undefined;
    const text = textOf(args[0]!, this.#budget);
    this.#budget.spend(text.length);
    return call(text, this.#budget);
  }
}

/** What takes longer for each byte, or each that is added, than to read a character. */
const [CODING, ESCAPING] = [2, 2];
const [BASE64, BYTES] = [4, 3];

const FUNCTIONS: Readonly<Record<string, Convert>> = {
  base64Decode: (text, budget) => {
    budget.spend(CODING * text.length);
    return Buffer.from(text, 'base64').toString();
  },
  base64Encode: (text, budget) => {
    const length = BASE64 * Math.ceil(Buffer.byteLength(text) / BYTES);
    budget.allow(length, CODING * length);
    return Buffer.from(text).toString('base64');
  },
  escapeJavaScript,
  parseJson: readPayload,
  urlDecode,
  urlEncode,
};

const [PERCENT, BLANK, PLUS] = [0x25, 0x20, 0x2b];
const DIGITS = Buffer.from('0123456789ABCDEF');
/** What Java's URLEncoder leaves as it is, and what becomes `+`. */
const KEPT = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(code < 128 && /[\w.* -]/.test(String.fromCharCode(code))),
);

const PLAIN = /^[\w.*-]*$/;

/** As Java's URLEncoder: for a form, where a blank is `+`. Throws MappingError for more than the budget. */
function urlEncode(text: string, budget: Budget): string {
  if (PLAIN.test(text)) return text;
  const bytes = Buffer.from(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) length += KEPT[bytes[at]!] === 1 ? 1 : 3;
  budget.allow(length, length + CODING * bytes.length);
  const encoded = Buffer.allocUnsafe(length);
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (KEPT[byte] === 1) encoded[end++] = byte === BLANK ? PLUS : byte;
    else {
      encoded[end++] = PERCENT;
      end = writeHex(encoded, end, byte, 2);
    }
  }
  return encoded.toString('latin1');
}

/** Gives where it ends. */
function writeHex(bytes: Uint8Array, start: number, code: number, digits: number): number {
  for (let at = 0; at < digits; at++) {
    bytes[start + at] = DIGITS[(code >> (4 * (digits - 1 - at))) & 15]!;
  }
  return start + digits;
}

/** Throws MappingError where Java's URLDecoder throws. */
function urlDecode(text: string, budget: Budget): string {
  const bytes = Buffer.from(text);
  budget.spend(CODING * bytes.length);
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === PLUS) bytes[at] = BLANK;
  try {
    return decodeURIComponent(bytes.toString());
  } catch (error) {
    throw new MappingError(`${text.slice(0, 80)} is no URL-encoded text`, { cause: error });
  }
}

/** What has an escape of its own, and the letter of it. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['\b', 'b'],
  ['\n', 'n'],
  ['\t', 't'],
  ['\f', 'f'],
  ['\r', 'r'],
  ["'", "'"],
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
]);

/** How long each ASCII character becomes. */
const LENGTHS = Uint8Array.from({ length: 128 }, (_, code) => {
  if (SHORT.has(String.fromCharCode(code))) return 2;
  return code < 32 ? 6 : 1;
});

const [BACKSLASH, LETTER_U] = [0x5c, 0x75];
const LETTERS = Uint8Array.from({ length: 128 }, (_, code) =>
  (SHORT.get(String.fromCharCode(code)) ?? '').charCodeAt(0),
);

/**
 * As StringEscapeUtils.escapeJavaScript of Java's commons-lang: `'` becomes `\'`, which is no JSON (as
 * AWS says itself), `/` becomes `\/`, and what is not ASCII `\u00E9`. Throws MappingError for more than
 * the budget. It makes bytes, as a payload's quotation marks are too many for texts in texts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
function escapeJavaScript(text: string, budget: Budget): string {
  let length = 0;
  for (let at = 0; at < text.length; at++) length += lengthOf(text.charCodeAt(at));
  if (length === text.length) return text;
  budget.allow(length, ESCAPING * (length - text.length));
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const long = lengthOf(code);
    if (long === 1) bytes[end] = code;
    else if (long === 2) {
      bytes[end] = BACKSLASH;
      bytes[end + 1] = LETTERS[code]!;
    } else {
      bytes[end] = BACKSLASH;
      bytes[end + 1] = LETTER_U;
      writeHex(bytes, end + 2, code, 4);
    }
    end += long;
  }
  return bytes.toString('latin1');
}

function lengthOf(code: number): number {
  return code < LENGTHS.length ? LENGTHS[code]! : 6;
}
