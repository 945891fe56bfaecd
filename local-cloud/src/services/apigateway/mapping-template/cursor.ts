/** How a reference begins, and goes on: its brace, its name; a property's name; an index. */
export const REFERENCE = /\$!?(\{?)([A-Za-z_][\w-]*)/y;
export const PROPERTY = /\.([A-Za-z_][\w-]*)/y;
export const INDEX = /\[(?=\s*(?:[$"'\-\d]|(?:true|false)\b))/y;
/** In quotation marks. One in it is doubled: a backslash is a character. */
export const TEXT = /"[^"]*(?:""[^"]*)*"|'[^']*(?:''[^']*)*'/y;
const SPACE = /\s*/y;

/** A text that is read from its beginning to its end, by patterns that are sticky. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether a pattern matches here. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** Goes on behind what a pattern matches. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.at = pattern.lastIndex;
    return match;
  }

  skipSpace(): void {
    this.match(SPACE);
  }

  /** Goes on behind a token and the blanks before it, if it is there. */
  take(token: string): boolean {
    this.skipSpace();
    const isThere = this.text.startsWith(token, this.at);
    if (isThere) this.at += token.length;
    return isThere;
  }
}
