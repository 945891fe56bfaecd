import { MappingError } from './budget.ts';
import { Cursor, INDEX, PROPERTY, REFERENCE, TEXT } from './cursor.ts';

/** A part of a template; `source` is what stands in a directive's parentheses. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly source: string; readonly at: number }
  | Directive;

export interface Directive {
  readonly kind: 'directive';
  readonly name: string;
  readonly source: string;
  readonly at: number;
}

const WITHOUT_ARGUMENTS: ReadonlySet<string> = new Set(['else', 'end', 'break', 'stop']);
const WITH_ARGUMENTS: ReadonlySet<string> = new Set(['if', 'elseif', 'foreach', 'define', 'macro']);
/** They read files of the server, or make templates: API Gateway has none of them. */
const REFUSED: ReadonlySet<string> = new Set(['include', 'parse', 'evaluate']);

const BLANKS = /^[ \t]*$/;
const PLAIN = /[^$#\\]+/y;
const BACKSLASHES = /\\+/y;
const FORMAL_END = /\s*\}/y;
const DIRECTIVE = /#(?:\{([A-Za-z]\w*)\}|([A-Za-z]\w*))/y;
const BLOCK_MACRO = /#@\w*/y;
const PARENTHESIS = /[ \t]*(?=\()/y;
const REST_OF_LINE = /[ \t]*(?:\r\n|\n|\r)/y;
const COMMENT = /##[^\r\n]*(?:\r\n|\n|\r)?/y;
const INSIDE = /[^"'()[\]{}]+/y;
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
/** What messages show of a template. */
const SHOWN = /[^\n]{1,20}/y;
const MACRO_NAMES = /#(?:macro|\{macro\})[ \t]*\(\s*([A-Za-z_][\w-]*)/g;

/**
 * Divides a template, as Velocity 1.7 does: a `$` or `#` that begins nothing is text, a directive takes
 * the rest of its line with it if that is blank, and a backslash keeps what follows it as it is. The
 * longest name counts: `#endfor` ends nothing, `#{end}for` does.
 * https://velocity.apache.org/engine/1.7/user-guide.html
 *
 * @param macros names of all macros
 * @param where says where in its template something is, for messages
 * @throws MappingError for brackets, comments and the like that do not end, and refused directives
 */
export function scan(
  template: string,
  macros: ReadonlySet<string>,
  where: (at: number) => string,
): Piece[] {
  return new Scanner(template, macros, where).scan();
}

/** The names of the macros that a template defines. */
export function macroNames(template: string): string[] {
  return Array.from(template.matchAll(MACRO_NAMES), ([, name]) => name!);
}

class Scanner {
  readonly #cursor: Cursor;
  readonly #macros: ReadonlySet<string>;
  readonly #where: (at: number) => string;
  readonly #pieces: Piece[] = [];
  #text = '';

  constructor(template: string, macros: ReadonlySet<string>, where: (at: number) => string) {
    this.#cursor = new Cursor(template);
    this.#macros = macros;
    this.#where = where;
  }

  scan(): Piece[] {
    while (!this.#cursor.isAtEnd) {
      const char = this.#cursor.text[this.#cursor.at];
      if (char === '$') this.#reference();
      else if (char === '#') this.#hash();
      else if (char === '\\') this.#backslashes();
      else this.#text += this.#taken(PLAIN);
    }
    this.#endText();
    return this.#pieces;
  }

  #reference(): void {
    const { at, text } = this.#cursor;
    const formal = this.#cursor.match(REFERENCE)?.[1];
    if (formal === undefined) this.#char();
    else {
      this.#steps();
      if (formal !== '' && !this.#cursor.match(FORMAL_END)) this.#fail(at, 'has no }');
      this.#endText();
      this.#pieces.push({ kind: 'reference', source: text.slice(at, this.#cursor.at), at });
    }
  }

  #steps(): void {
    for (;;) {
      const isProperty = this.#cursor.match(PROPERTY) !== undefined;
      const isMethod = isProperty && this.#cursor.text[this.#cursor.at] === '(';
      if (isMethod || this.#cursor.sees(INDEX)) this.#skipBrackets();
      else if (!isProperty) return;
    }
  }

  #hash(): void {
    const { at, text } = this.#cursor;
    if (this.#cursor.match(COMMENT)) return;
    if (text.startsWith('#*', at)) this.#upTo('*#');
    else if (text.startsWith('#[[', at)) this.#raw();
    else if (this.#cursor.sees(BLOCK_MACRO)) this.#fail(at, 'is not served', BLOCK_MACRO);
    else this.#directive();
  }

  #raw(): void {
    this.#text += this.#upTo(']]#').slice(3, -3);
    this.#endText();
  }

  #directive(): void {
    const { at } = this.#cursor;
    const match = this.#cursor.match(DIRECTIVE);
    const name = match?.[1] ?? match?.[2] ?? '';
    const hasArguments = this.#cursor.sees(PARENTHESIS);
    if (REFUSED.has(name) && hasArguments) this.#fail(at, 'is not served', DIRECTIVE);
    if (WITH_ARGUMENTS.has(name) && !hasArguments) this.#fail(at, 'has no (');
    const isCall = name === 'set' || WITH_ARGUMENTS.has(name) || this.#macros.has(name);
    if (WITHOUT_ARGUMENTS.has(name)) this.#push({ kind: 'directive', name, source: '', at });
    else if (hasArguments && isCall) {
      this.#push({ kind: 'directive', name, source: this.#arguments(), at });
    } else {
      this.#cursor.at = at;
      this.#char();
    }
  }

  #arguments(): string {
    this.#cursor.match(PARENTHESIS);
    const { at, text } = this.#cursor;
    this.#skipBrackets();
    return text.slice(at + 1, this.#cursor.at - 1);
  }

  /** `\$name` is `$name`, `\\$name` a backslash and the value. */
  #backslashes(): void {
    const slashes = this.#taken(BACKSLASHES);
    const escapes = this.#cursor.sees(REFERENCE) || this.#cursor.sees(DIRECTIVE);
    if (!escapes) this.#text += slashes;
    else {
      this.#text += '\\'.repeat(slashes.length >> 1);
      if (slashes.length % 2 === 1) this.#char();
    }
  }

  #char(): void {
    this.#text += this.#cursor.text[this.#cursor.at];
    this.#cursor.at += 1;
  }

  #endText(): void {
    if (this.#text !== '') this.#pieces.push({ kind: 'text', text: this.#text });
    this.#text = '';
  }

  #push(directive: Directive): void {
    // It takes the blanks before it, too, that are behind another piece.
    if (directive.name === 'set' && BLANKS.test(this.#text)) this.#text = '';
    this.#endText();
    if (!this.#macros.has(directive.name)) this.#cursor.match(REST_OF_LINE);
    this.#pieces.push(directive);
  }

  /** Goes on behind where the bracket is closed that opens here. */
  #skipBrackets(): void {
    const { at, text } = this.#cursor;
    const open: string[] = [];
    do {
      if (this.#cursor.match(INSIDE) || this.#cursor.match(TEXT)) continue;
      const char = text.charAt(this.#cursor.at);
      const end = PAIRS.get(char);
      if (end !== undefined) open.push(end);
      else if (open.pop() !== char) this.#fail(at, 'is not closed');
      this.#cursor.at += 1;
    } while (open.length > 0);
  }

  #upTo(end: string): string {
    const { at, text } = this.#cursor;
    const found = text.indexOf(end, at + 2);
    if (found < 0) this.#fail(at, `has no ${end}`);
    this.#cursor.at = found + end.length;
    return text.slice(at, this.#cursor.at);
  }

  #taken(pattern: RegExp): string {
    return this.#cursor.match(pattern)?.[0] ?? '';
  }

  #fail(at: number, what: string, shown = SHOWN): never {
    this.#cursor.at = at;
    throw new MappingError(`${this.#where(at)}: ${this.#taken(shown)} ${what}`);
  }
}
