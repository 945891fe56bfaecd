import type { Json } from '../../../json.ts';
import { BoundedRegex } from '../regex.ts';
import { Cursor, unescaped } from './cursor.ts';
import { evaluate } from './evaluate.ts';
import { comparison, isOperator, type Operand } from './operators.ts';
import { parseInnerPath } from './parsePath.ts';
import { isDefinite, type Predicate } from './tokens.ts';

/**
 * Parses the criteria of a filter, what stands between `?(` and `)`:
 * `or := and ('||' and)*`, `and := operand ('&&' operand)*`,
 * `operand := '!' operand | '(' or ')' | value [operator value]`.
 */
export function parseFilter(criteria: string): Predicate {
  const cursor = new Cursor(criteria);
  const predicate = readOr(cursor);
  if (!cursor.skipBlanks().done) {
    const rest = criteria.slice(cursor.position);
    cursor.fail(`Expected end of filter expression instead of: ${rest}`);
  }
  return predicate;
}

function readOr(cursor: Cursor): Predicate {
  const terms = [readAnd(cursor)];
  while (cursor.skipBlanks().take('||')) terms.push(readAnd(cursor));
  return terms.length === 1 ? terms[0]! : (item, root) => terms.some((term) => term(item, root));
}

function readAnd(cursor: Cursor): Predicate {
  const terms = [readOperand(cursor)];
  while (cursor.skipBlanks().take('&&')) terms.push(readOperand(cursor));
  return terms.length === 1 ? terms[0]! : (item, root) => terms.every((term) => term(item, root));
}

function readOperand(cursor: Cursor): Predicate {
  if (cursor.skipBlanks().take('!')) {
    const operand = readOperand(cursor);
    return (item, root) => !operand(item, root);
  }
  if (cursor.take('(')) {
    const inner = readOr(cursor);
    if (!cursor.skipBlanks().take(')')) cursor.fail('Expected character: )');
    return inner;
  }
  return readRelation(cursor);
}

const OPERATOR = /===|!==|==|!=|<=|>=|<|>|=~|[A-Za-z]+/y;

function readRelation(cursor: Cursor): Predicate {
  const start = cursor.position;
  const left = readValue(cursor);
  cursor.skipBlanks();
  const operator = cursor.match(OPERATOR)?.[0];
  if (operator === undefined) return readExistence(cursor, start);
  if (!isOperator(operator)) cursor.fail(`Filter operator ${operator} is not supported!`);
  return comparison(operator, left, readValue(cursor.skipBlanks()));
}

/** `@.a` alone asks whether there is an `a`. An indefinite path always has a result, if an empty one. */
function readExistence(cursor: Cursor, start: number): Predicate {
  const text = cursor.text.slice(start, cursor.position).trim();
  if (!text.startsWith('@') && !text.startsWith('$')) {
    cursor.fail(`Failed to parse filter: ${cursor.text}, error on position: ${cursor.position}`);
  }
  const path = parseInnerPath(text);
  if (!isDefinite(path.tokens)) return () => true;
  return (item, root) =>
    evaluate(path, path.root.kind === 'item' ? item : root, root) !== undefined;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s)&|,]|$)/y;
const PATTERN = /\/((?:[^\\/]|\\.)*)\/([a-zA-Z]*)/y;
const WORD = /[^\s)&|=!<>~]+/y;
const LITERALS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readValue(cursor: Cursor): Operand {
  const { char } = cursor;
  if (char === '@' || char === '$') return readPathValue(cursor);
  if (char === '/') return readPattern(cursor);
  const value = readLiteral(cursor);
  return () => value;
}

function readLiteral(cursor: Cursor): Json {
  const { char } = cursor;
  if (char === "'" || char === '"') return unescaped(cursor.quoted());
  if (char === '[' || char === '{') return readJson(cursor);
  const number = cursor.match(NUMBER)?.[0];
  if (number !== undefined) return Number(number);
  const word = cursor.match(WORD)?.[0];
  if (word === undefined) {
    return cursor.fail(
      `Failed to parse filter: ${cursor.text}, error on position: ${cursor.position}`,
    );
  }
  // AWS's Jayway takes an unquoted word for a string: `[?(@.status==Failure)]`.
  return LITERALS.has(word) ? LITERALS.get(word)! : word;
}

function readPathValue(cursor: Cursor): Operand {
  const path = parseInnerPath(readPathText(cursor));
  return (item, root) => evaluate(path, path.root.kind === 'item' ? item : root, root);
}

const PATH_END = /[\s)&|=!<>~]/;

function readPathText(cursor: Cursor): string {
  const start = cursor.position;
  while (!cursor.done && !PATH_END.test(cursor.char)) {
    if (cursor.char === '[') cursor.bracketed('[', ']');
    else if (cursor.char === '(') cursor.bracketed('(', ')');
    else cursor.position += 1;
  }
  return cursor.text.slice(start, cursor.position);
}

/** A JSON literal; Jayway reads it leniently, with single quotes too. */
function readJson(cursor: Cursor): Json {
  const text = cursor.char === '[' ? cursor.bracketed('[', ']') : cursor.bracketed('{', '}');
  const strict = text.replace(/'((?:[^'\\]|\\.)*)'/g, (_all, inner: string) =>
    JSON.stringify(unescaped(inner)),
  );
  try {
    return JSON.parse(strict) as Json;
  } catch {
    return cursor.fail(`Failed to parse filter: ${cursor.text}, not JSON: ${text}`);
  }
}

function readPattern(cursor: Cursor): Operand {
  const found = cursor.match(PATTERN);
  if (!found) return cursor.fail(`Pattern not closed. Expected / in ${cursor.text}`);
  const pattern = wholeMatch(cursor, found[1]!, found[2]!);
  return () => pattern;
}

/** Java's `matches()`: the pattern must match all of the text. */
function wholeMatch(cursor: Cursor, source: string, flags: string): BoundedRegex {
  const inline = /^\(\?([imsu]+)\)/.exec(source);
  const pattern = source.slice(inline?.[0].length ?? 0);
  const allFlags = new Set(`${flags}${inline?.[1] ?? ''}`.replace(/[^imsu]/g, ''));
  try {
    return new BoundedRegex(`^(?:${pattern})$`, [...allFlags].join(''));
  } catch {
    return cursor.fail(
      `Failed to parse filter: ${cursor.text}, not a pattern: /${source}/${flags}`,
    );
  }
}
