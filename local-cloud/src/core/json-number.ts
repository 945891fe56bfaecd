import { addEffort } from './effort.ts';
import type { Json } from './json.ts';
import { endOfString, QUOTE } from './json-scan.ts';

/**
 * A number that JavaScript would not write again as it stands in a JSON text: an integer of more
 * digits than a double holds (9007199254740993), or a double that is whole (1.0). AWS's parser
 * (Jackson) tells integers, of any length, from doubles, and writes each as what it is. As an
 * operand it is the double next to it.
 */
export class JsonNumber extends Number {
  readonly #text: string;

  constructor(text: string) {
    super(text);
    this.#text = text;
  }

  override toString(): string {
    return this.#text;
  }

  toJSON(): unknown {
    return rawJSON(this.#text);
  }

  /** As exactly as it is known. */
  get exact(): number | bigint {
    addEffort(READING * this.#text.length);
    return INTEGER.test(this.#text) ? BigInt(this.#text) : Number(this.#text);
  }
}

export function isNumber(value: unknown): value is number | JsonNumber {
  return typeof value === 'number' || value instanceof JsonNumber;
}

/** Negative, zero, positive: how two numbers compare, as exactly as they are known. */
export function compareNumbers(left: number | JsonNumber, right: number | JsonNumber): number {
  const [a, b] = [exact(left), exact(right)];
  return a < b ? -1 : Number(a > b);
}

function exact(value: number | JsonNumber): number | bigint {
  return typeof value === 'number' ? value : value.exact;
}

/** The digits of a long integer take so many times as long to read as other characters. */
const READING = 16;

/** `JSON.parse`, with numbers that are written again as they were. Throws SyntaxError. */
export function readJson(text: string): Json {
  addEffort(text.length);
  const isPlain = !hasLongInteger(text) && !(text.includes('.0') && WHOLE_DOUBLE.test(text));
  if (isPlain) return JSON.parse(text) as Json;
  return MARKS.test(text) ? (parse(text, exactly) as Json) : readMarked(text);
}

/** The number that a text spells, of the syntax of JSON. */
export function numberIn(text: string): number | JsonNumber {
  const value = Number(text);
  if (INTEGER.test(text)) return Number.isSafeInteger(value) ? value : new JsonNumber(text);
  if (!WHOLE_DOUBLE.test(text) || Math.abs(value) >= LONGEST_WHOLE) return value;
  return new JsonNumber(Object.is(value, -0) ? '-0.0' : `${value}.0`);
}

/** From here on JavaScript writes an exponent. */
const LONGEST_WHOLE = 1e21;
const WHOLE_DOUBLE = /\.0+(?=[\s,}\]]|$)/;
const INTEGER = /^-?\d+$/;
/** Fewer are held by a double. */
const MANY_DIGITS = 16;
/** What a number may stand behind; not `.` and `"`: fractions and texts have many digits, too. */
const BEFORE = ' \t\n\r:,[-';

/** Looks at every sixteenth character: a run of so many digits cannot be missed. */
function hasLongInteger(text: string): boolean {
  for (let at = MANY_DIGITS - 1; at < text.length; at += MANY_DIGITS) {
    if (!isDigit(text, at)) continue;
    let first = at;
    while (isDigit(text, first - 1)) first -= 1;
    while (isDigit(text, at)) at += 1;
    if (at - first >= MANY_DIGITS && BEFORE.includes(text.charAt(first - 1))) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** A character that nobody writes, and that does not double the bytes of a text; its forms in JSON. */
const MARK = '\u0080';
const MARKS = /\u0080|\\u0080/;
const [MINUS, ZERO, NINE] = [45, 48, 57];
const IN_NUMBERS = /[-+.eE0-9]*/y;
/** The numbers that JavaScript would not write again, and some that it would. */
const TO_KEEP = /^-?(?:0|[1-9]\d*)\.0+$|^-?[1-9]\d{15,}$/;
const COLON = /\s*:/y;

/**
 * With each number that is to be kept as a text behind a mark, which becomes a number afterwards: a
 * reviver that sees every member takes five times as long.
 */
function readMarked(text: string): Json {
  try {
    const holder = { value: JSON.parse(marked(text)) as Json };
    unmark(holder);
    return holder.value;
  } catch {
    return JSON.parse(text) as Json;
  }
}

function marked(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOf(IN_NUMBERS, text, at);
      const number = text.slice(at, end);
      // As a name it is no JSON, and would be one as a text.
      if (TO_KEEP.test(number) && endOf(COLON, text, end) === end) {
        parts.push(text.slice(done, at), '"', MARK, number, '"');
        done = end;
      }
      at = end - 1;
    }
  }
  return parts.join('') + text.slice(done);
}

/** Where what the sticky pattern finds at a place ends: there, if it finds nothing. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Without recursion, so that depth costs no stack. */
function unmark(holder: object): void {
  const open = [holder as Record<string, unknown>];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const name of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
      const value = parent[name];
      if (typeof value === 'object' && value !== null) open.push(value as Record<string, unknown>);
      else if (typeof value === 'string' && value.startsWith(MARK)) {
        parent[name] = numberIn(value.slice(1));
      }
    }
  }
}

function exactly(_name: string, value: unknown, { source }: Context): unknown {
  return typeof value === 'number' ? numberIn(source!) : value;
}

/** What the reviver is told of a primitive: the text it was read from. */
interface Context {
  readonly source?: string;
}

/** https://tc39.es/proposal-json-parse-with-source: Node has it, TypeScript's library does not yet. */
const { parse, rawJSON } = JSON as unknown as {
  parse(text: string, revive: (name: string, value: unknown, context: Context) => unknown): unknown;
  rawJSON(text: string): unknown;
};
