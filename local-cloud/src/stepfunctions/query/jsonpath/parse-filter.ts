import { BoundedRegex } from '../../../core/bounded-regex.ts';
import type { Json } from '../../../core/json.ts';
import { isNumber, numberIn, readJson } from '../../../core/json-number.ts';
import { Cursor, unescaped } from './cursor.ts';
import { findAll } from './find-all.ts';
import { findOrNothing } from './find-one.ts';
import { operator } from './operators.ts';
import { parseInnerPath } from './parse-path.ts';
import { isDefinite, type Predicate } from './tokens.ts';

/**
 * Parses the criteria of a filter, what stands between `?(` and `)`:
 * `or := and ('||' and)*`, `and := operand ('&&' operand)*`,
 * `operand := '!' operand | '(' or ')' | value [operator value]`.
 *
 * @param filters how many there are, with this one, within each other
 */
export function parseFilter(criteria: string, filters: number): Predicate {
  const cursor = new Cursor(criteria, filters);
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

/** A comparison with something that is not there does not hold, not even `!=`. */
function readRelation(cursor: Cursor): Predicate {
  const left = readValue(cursor);
  const name = cursor.skipBlanks().match(OPERATOR)?.[0];
  // `@.a` alone asks whether there is an `a`.
  if (name === undefined) return (item, root) => left(item, root) !== undefined;
  if (name === '=~') return readMatch(cursor.skipBlanks(), left);
  const compare = operator(name) ?? cursor.fail(`Filter operator ${name} is not supported!`);
  const right = readValue(cursor.skipBlanks());
  return (item, root) => {
    const [one, other] = [left(item, root), right(item, root)];
    return one !== undefined && other !== undefined && compare(one, other);
  };
}

/** One side of a comparison: undefined where its path leads nowhere. */
type Operand = (item: Json, root: Json) => Json | undefined;

function readValue(cursor: Cursor): Operand {
  if (cursor.char === '@' || cursor.char === '$') return readPath(cursor);
  const value = readLiteral(cursor);
  return () => value;
}

const IN_PATH = /[^\s)&|=!<>~[]*/y;

function readPath(cursor: Cursor): Operand {
  const start = cursor.position;
  cursor.skip(IN_PATH);
  while (cursor.char === '[') {
    cursor.bracketed('[', ']');
    cursor.skip(IN_PATH);
  }
  const path = parseInnerPath(cursor.text.slice(start, cursor.position), cursor.filters);
  const find = isDefinite(path)
    ? (document: Json) => findOrNothing(path, document)
    : findAll(path.tokens);
  return path.root.kind === 'item' ? find : (_item, root) => find(root, root);
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s)&|]|$)/y;
const WORD = /[^\s)&|=!<>~]+/y;
const LITERALS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readLiteral(cursor: Cursor): Json {
  const { char } = cursor;
  if (char === "'" || char === '"') return unescaped(cursor.quoted());
  if (char === '[' || char === '{') return readStructure(cursor);
  const number = cursor.match(NUMBER)?.[0];
  if (number !== undefined) return numberIn(number);
  const word = cursor.match(WORD)?.[0];
  if (word === undefined) {
    return cursor.fail(
      `Failed to parse filter: ${cursor.text}, error on position: ${cursor.position}`,
    );
  }
  // AWS takes an unquoted word for a string: `[?(@.status==Failure)]`.
  return LITERALS.has(word) ? LITERALS.get(word)! : word;
}

const SINGLE_QUOTED = /'((?:[^'\\]|\\.)*)'/g;

/** A JSON literal, in single quotes too. */
function readStructure(cursor: Cursor): Json {
  const text = cursor.char === '[' ? cursor.bracketed('[', ']') : cursor.bracketed('{', '}');
  const strict = text.replace(SINGLE_QUOTED, (_all, inner: string) =>
    JSON.stringify(unescaped(inner)),
  );
  try {
    return readJson(strict);
  } catch {
    return cursor.fail(`Failed to parse filter: ${cursor.text}, not JSON: ${text}`);
  }
}

const PATTERN = /\/((?:[^\\/]|\\.)*)\/([imsu]*)/y;
const INLINE_FLAGS = /^\(\?([imsu]+)\)/;

/** `left =~ /pattern/flags`: the pattern has to match all of the text, or of one of the texts. */
function readMatch(cursor: Cursor, left: Operand): Predicate {
  const [all, pattern = '', flags = ''] =
    cursor.match(PATTERN) ?? cursor.fail(`Pattern not closed. Expected / in ${cursor.text}`);
  const inline = INLINE_FLAGS.exec(pattern);
  const source = `^(?:${pattern.slice(inline?.[0].length ?? 0)})$`;
  const regex = compileRegex(source, new Set(flags + (inline?.[1] ?? '')));
  if (regex === undefined) {
    return cursor.fail(`Failed to parse filter: ${cursor.text}, not a pattern: ${all}`);
  }
  return (item, root) => [left(item, root)].flat().some((text) => matches(regex, text));
}

function compileRegex(source: string, flags: ReadonlySet<string>): BoundedRegex | undefined {
  try {
    return new BoundedRegex(source, [...flags].join(''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function matches(regex: BoundedRegex, value: Json | undefined): boolean {
  if (value === undefined || (typeof value === 'object' && !isNumber(value))) return false;
  return regex.exec(String(value)) !== null;
}
