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

const FUNCTIONS: Readonly<Record<string, Convert>> = {
  base64Decode: (text) => Buffer.from(text, 'base64').toString(),
  base64Encode: (text) => Buffer.from(text).toString('base64'),
  escapeJavaScript,
  parseJson: readPayload,
  urlDecode,
  urlEncode,
};

/** What Java's URLEncoder escapes, and encodeURIComponent does not. */
const LEFT = /[!'()~]|%20/g;

/** As Java's URLEncoder: for a form, where a blank is `+`. */
function urlEncode(text: string, budget: Budget): string {
  budget.spend(2 * text.length);
  const encoded = encodeURIComponent(text.toWellFormed());
  return encoded.replace(LEFT, (found) =>
    found === '%20' ? '+' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Throws MappingError where Java's URLDecoder throws. */
function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
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

const BACKSLASH = 92;
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
  budget.allow(length);
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const long = lengthOf(code);
    if (long === 1) bytes[end] = code;
    else if (long === 2) {
      bytes[end] = BACKSLASH;
      bytes[end + 1] = LETTERS[code]!;
    } else bytes.write(`\\u${hex(code)}`, end, 'latin1');
    end += long;
  }
  return bytes.toString('latin1');
}

function lengthOf(code: number): number {
  return code < LENGTHS.length ? LENGTHS[code]! : 6;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
