import { PathSyntaxError } from './errors.ts';

const BLANK = 32;
const FIRST_BEYOND_ASCII = 128;
const SINGLE_QUOTED = /[^'\\]*(?:\\[\s\S][^'\\]*)*/y;
const DOUBLE_QUOTED = /[^"\\]*(?:\\[\s\S][^"\\]*)*/y;
const WHITESPACE = /\s*/y;
const NEITHER_QUOTED_NOR_BRACKETED = /[^'"()[\]{}]*/y;

/** Reads a text from left to right. */
export class Cursor {
  readonly text: string;
  position = 0;

  /** In how many filters the text stands. */
  readonly filters: number;

  constructor(text: string, filters = 0) {
    this.text = text;
    this.filters = filters;
  }

  get done(): boolean {
    return this.position >= this.text.length;
  }

  /** The character here, or '' at the end. */
  get char(): string {
    return this.text.charAt(this.position);
  }

  skipBlanks(): this {
    while (this.text.charCodeAt(this.position) === BLANK) this.position += 1;
    return this;
  }

  skipWhitespace(): this {
    // What is no white space is mostly a letter or a sign of ASCII.
    const code = this.text.charCodeAt(this.position);
    if (code <= BLANK || code >= FIRST_BEYOND_ASCII) this.skip(WHITESPACE);
    return this;
  }

  /** Takes `expected` if the text goes on with it. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.position)) return false;
    this.position += expected.length;
    return true;
  }

  /** Takes what matches a sticky pattern here, or undefined. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.position += found[0].length;
    return found;
  }

  /** Takes what matches a sticky pattern here, whatever it is. */
  skip(pattern: RegExp): void {
    pattern.lastIndex = this.position;
    if (pattern.test(this.text)) this.position = pattern.lastIndex;
  }

  /** Takes a quoted string with backslash escapes, the opening quote being the character here. */
  quoted(): string {
    const quote = this.char;
    const start = this.position + 1;
    this.position = start;
    this.skip(quote === "'" ? SINGLE_QUOTED : DOUBLE_QUOTED);
    if (this.take(quote)) return this.text.slice(start, this.position - 1);
    this.position = start - 1;
    return this.fail(
      `Could not find matching close quote for ${quote} when parsing : ${this.text}`,
    );
  }

  /** Takes text up to the bracket that closes the one here; quotes hide brackets. */
  bracketed(open: string, close: string): string {
    const start = this.position;
    let depth = 0;
    while (!this.done) {
      this.skip(NEITHER_QUOTED_NOR_BRACKETED);
      const { char } = this;
      if (char === "'" || char === '"') {
        this.quoted();
        continue;
      }
      this.position += 1;
      if (char === open) depth += 1;
      if (char === close && --depth === 0) return this.text.slice(start, this.position);
    }
    this.position = start;
    return this.fail(`Could not find matching close for ${open} when parsing : ${this.text}`);
  }

  fail(message: string): never {
    throw new PathSyntaxError(this.text, message);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Resolves the backslash escapes of a quoted string, as Java source writes them. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_all, hex?: string, char?: string) =>
    hex === undefined ? (ESCAPES[char!] ?? char!) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
