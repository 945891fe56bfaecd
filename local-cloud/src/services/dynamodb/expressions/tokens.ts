import { SyntaxProblem } from './problems.ts';

export type TokenKind = 'name' | 'nameRef' | 'valueRef' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /[ \t\r\n]*(?:([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([0-9]+)|(<>|<=|>=|[=<>(),.[\]+-]))/y;
const KINDS: readonly TokenKind[] = ['name', 'nameRef', 'valueRef', 'number', 'symbol'];

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
  const rest = source.slice(position);
  if (rest.trim() !== '') throw unreadable(source, position, tokens.at(-1));
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

function unreadable(source: string, position: number, previous: Token | undefined): SyntaxProblem {
  const start = position + source.slice(position).search(/\S/);
  const length = source.slice(start).search(/\s|$/);
  const near = source.slice(previous?.start ?? start, start + length);
  return new SyntaxProblem(`token: "${source[start]}", near: "${near}"`);
}
