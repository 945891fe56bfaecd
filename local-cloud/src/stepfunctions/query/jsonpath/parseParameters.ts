import type { Json } from '../../../json.ts';
import { Cursor } from './cursor.ts';
import { evaluate } from './evaluate.ts';
import { parseInnerPath } from './parsePath.ts';
import type { Parameter } from './tokens.ts';

const BARE = /[^,]+/y;

/** The arguments of a path function: JSON values, and paths (`$` is the root, `@` the item). */
export function parseParameters(list: string): Parameter[] {
  const cursor = new Cursor(list);
  const parameters: Parameter[] = [];
  while (!cursor.skipBlanks().done) {
    parameters.push(readParameter(cursor));
    cursor.skipBlanks();
    if (!cursor.done && !cursor.take(',')) {
      cursor.fail(`Arguments to function are not closed properly: '${list}'`);
    }
  }
  return parameters;
}

function readParameter(cursor: Cursor): Parameter {
  if (cursor.char === '$' || cursor.char === '@') return pathParameter(readBalanced(cursor));
  const value = readJson(cursor);
  return () => value;
}

function pathParameter(text: string): Parameter {
  const path = parseInnerPath(text);
  return (item, root) => evaluate(path, path.root.kind === 'item' ? item : root, root);
}

function readBalanced(cursor: Cursor): string {
  const start = cursor.position;
  while (!cursor.done && cursor.char !== ',') {
    if (cursor.char === '[') cursor.bracketed('[', ']');
    else if (cursor.char === '(') cursor.bracketed('(', ')');
    else cursor.position += 1;
  }
  return cursor.text.slice(start, cursor.position);
}

function readJson(cursor: Cursor): Json {
  const text = jsonText(cursor);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return cursor.fail(`Arguments to function are not valid JSON: '${text}'`);
  }
}

function jsonText(cursor: Cursor): string {
  if (cursor.char === '{') return cursor.bracketed('{', '}');
  if (cursor.char === '[') return cursor.bracketed('[', ']');
  if (cursor.char === '"') return `"${cursor.quoted()}"`;
  return (cursor.match(BARE)?.[0] ?? '').trim();
}
