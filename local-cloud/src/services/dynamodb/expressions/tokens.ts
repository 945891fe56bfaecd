import { SyntaxProblem } from './problems.ts';

/** `unknown`: a character that no expression has. */
export type TokenKind = 'name' | 'nameRef' | 'valueRef' | 'number' | 'symbol' | 'unknown' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /[ \t\r\n]*(?:([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([0-9]+)|(<>|<=|>=|[=<>(),.[\]+-])|(\S))/y;
const KINDS: readonly TokenKind[] = ['name', 'nameRef', 'valueRef', 'number', 'symbol', 'unknown'];

/** Cuts an expression into tokens; the last one is `<EOF>`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(source);
    if (match === null) break;
    const group = KINDS.findIndex((_, index) => match[index + 1] !== undefined);
    const text = match[group + 1]!;
    position = TOKEN.lastIndex;
    tokens.push({ kind: KINDS[group]!, text, start: position - text.length, end: position });
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: source.length, end: source.length });
  return tokens;
}

/** AWS shows the offending token, and the text from the token before it to the token after it. */
export function unexpected(source: string, tokens: readonly Token[], index: number): SyntaxProblem {
  const token = tokens[index]!;
  const start = (tokens[index - 1] ?? token).start;
  const end = (tokens[index + 1] ?? token).end;
  return new SyntaxProblem(`token: "${token.text}", near: "${source.slice(start, end)}"`);
}
