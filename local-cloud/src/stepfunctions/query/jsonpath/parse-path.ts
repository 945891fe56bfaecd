import { Cursor, unescaped } from './cursor.ts';
import { parseFilter } from './parse-filter.ts';
import type { ParsedPath, Root, Token } from './tokens.ts';

/**
 * Parses a path of the Amazon States Language: `$...` (the input), `$$...` (the context object),
 * `$name...` (a variable). The grammar is Jayway JsonPath's, which is what AWS runs.
 * Throws PathSyntaxError.
 */
export function parsePath(text: string): ParsedPath {
  const cursor = new Cursor(text.trim());
  if (cursor.char !== '$') cursor.fail("Path must start with '$'");
  return readPath(cursor, readRoot(cursor));
}

/**
 * Parses a path inside a filter, where `@` is the current item.
 *
 * @param filters in how many it stands: a path may have filters of its own
 */
export function parseInnerPath(text: string, filters: number): ParsedPath {
  const cursor = new Cursor(text.trim(), filters);
  if (cursor.take('@')) return readPath(cursor, { kind: 'item' });
  if (cursor.take('$')) return readPath(cursor, { kind: 'input' });
  return cursor.fail("Path must start with '$' or '@'");
}

/** Names of variables are Unicode identifiers (developer guide, "Passing data with variables"). */
const VARIABLE = /[\p{ID_Start}][\p{ID_Continue}]*/uy;

const INPUT: Root = { kind: 'input' };

function readRoot(cursor: Cursor): Root {
  if (cursor.take('$$')) return { kind: 'context' };
  cursor.take('$');
  if (cursor.done || cursor.char === '.' || cursor.char === '[') return INPUT;
  const name = cursor.match(VARIABLE)?.[0];
  return name === undefined ? INPUT : { kind: 'variable', name };
}

function readPath(cursor: Cursor, root: Root): ParsedPath {
  if (cursor.text.endsWith('.')) cursor.fail("Path must not end with a '.' or '..'");
  if (!cursor.done && cursor.char !== '.' && cursor.char !== '[') {
    cursor.fail(`Illegal character at position ${cursor.position} expected '.' or '['`);
  }
  const tokens: Token[] = [];
  while (!cursor.done) readToken(cursor, tokens);
  return { text: cursor.text, root, tokens };
}

function readToken(cursor: Cursor, tokens: Token[]): void {
  if (cursor.take('..')) tokens.push({ kind: 'scan' });
  else cursor.take('.');
  if (cursor.char === '.')
    cursor.fail(`Character '.' on position ${cursor.position} is not valid.`);
  if (cursor.char === '[') tokens.push(readBracket(cursor));
  else if (cursor.take('*')) tokens.push({ kind: 'wildcard' });
  else tokens.push(readName(cursor));
}

const NAME = /[^ .[(]+/y;

function readName(cursor: Cursor): Token {
  const start = cursor.position;
  const word = cursor.match(NAME)?.[0] ?? '';
  const name = cursor.char === '(' ? word + readArguments(cursor, word) : word;
  if (name === '') return cursor.fail(`Could not parse token starting at position ${start}`);
  if (cursor.char === ' ') {
    cursor.fail(
      "Use bracket notion ['my prop'] if your property contains blank characters. " +
        `position: ${start}`,
    );
  }
  return { kind: 'property', name };
}

/** To Jayway a name with parentheses is a function, whose arguments have to end. */
function readArguments(cursor: Cursor, name: string): string {
  try {
    return cursor.bracketed('(', ')');
  } catch {
    return cursor.fail(`Arguments to function: '${name}' are not closed properly.`);
  }
}

const WILDCARD = /\[ *\* *\]/y;
const FILTER = /\[ *\? *(?=\()/y;
const FILTER_END = / *\]/y;
const NUMBERS = /\[ *(-?\d+(?: *, *-?\d+)*) *\]/y;
/** `[(@.length - 1)]`, the older way to say `[-1]`. */
const FROM_END = /\[ *\( *@\.(?:length|size\(\)) *- *(\d+) *\) *\]/y;
const SLICE = /\[ *(-?\d+)? *: *(-?\d+)? *(?:: *-?\d* *)?\]/y;

function readBracket(cursor: Cursor): Token {
  const start = cursor.position;
  if (cursor.match(WILDCARD)) return { kind: 'wildcard' };
  const numbers = cursor.match(NUMBERS)?.[1]?.split(',').map(Number);
  if (numbers?.length === 1) return { kind: 'index', index: numbers[0]! };
  if (numbers !== undefined) return { kind: 'indexes', indexes: numbers };
  const fromEnd = cursor.match(FROM_END)?.[1];
  if (fromEnd !== undefined) return { kind: 'index', index: -Number(fromEnd) };
  const slice = cursor.match(SLICE);
  if (slice) return readSlice(cursor, slice);
  if (cursor.match(FILTER)) return readFilter(cursor);
  const names = readQuotedNames(cursor);
  if (names === undefined) {
    return cursor.fail(
      `Could not parse token starting at position ${start}. Expected ?, ', 0-9, * `,
    );
  }
  return names.length === 1 ? { kind: 'property', name: names[0]! } : { kind: 'properties', names };
}

function readSlice(cursor: Cursor, [all, from, to]: RegExpExecArray): Token {
  if (from === undefined && to === undefined) {
    cursor.fail(`Failed to parse SliceOperation: ${all.slice(1, -1).trim()}`);
  }
  return { kind: 'slice', from: toNumber(from), to: toNumber(to) };
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Each is read as often as there are filters around it. */
const MOST_FILTERS = 10;

function readFilter(cursor: Cursor): Token {
  const filters = cursor.filters + 1;
  if (filters > MOST_FILTERS) cursor.fail(`Filters must not be nested deeper than ${MOST_FILTERS}`);
  const criteria = cursor.bracketed('(', ')');
  if (!cursor.match(FILTER_END)) cursor.fail(`Filter must end with ')]'. ${cursor.text}`);
  return { kind: 'filter', accepts: parseFilter(criteria.slice(1, -1), filters) };
}

function readQuotedNames(cursor: Cursor): string[] | undefined {
  cursor.take('[');
  const names: string[] = [];
  do {
    cursor.skipBlanks();
    if (cursor.char !== "'" && cursor.char !== '"') return undefined;
    names.push(unescaped(cursor.quoted()));
    cursor.skipBlanks();
  } while (cursor.take(','));
  if (!cursor.take(']')) {
    cursor.fail(
      'Property must be separated by comma or Property must be terminated close square bracket ' +
        `at index ${cursor.position}`,
    );
  }
  return names;
}
