import type { Json } from '../../../json.ts';
import type { Scope } from '../scope.ts';
import { PathError } from './errors.ts';
import { findAll, findOne } from './evaluate.ts';
import { parsePath } from './parsePath.ts';
import { isDefinite, type ParsedPath, type Root, type Token } from './tokens.ts';

/** A compiled path. */
export interface PathReader {
  /** The path as written. */
  readonly text: string;
  /** A definite path gives one value or throws; an indefinite one gives an array. */
  readonly definite: boolean;
  /** What it starts from: the input, the context object, or the variable of this name. */
  readonly source: 'input' | 'context' | { readonly variable: string };
  /** The value in a scope. Throws PathError where a definite path leads nowhere. */
  read(scope: Scope): Json;
  /** The same, but undefined where a definite path leads nowhere. */
  find(scope: Scope): Json | undefined;
}

/**
 * Compiles `$...`, `$$...` or `$name...` once, so that reading it is a walk over properties.
 * Throws PathSyntaxError. Source: Jayway JsonPath, with what AWS was recorded to do differently.
 */
export function compilePath(text: string): PathReader {
  const path = parsePath(text);
  const document = documentOf(path.root);
  const source = sourceOf(path.root);
  if (!isDefinite(path.tokens)) {
    const all = findAll(path.tokens);
    const read = (scope: Scope): Json => {
      const start = document(scope);
      return start === undefined ? [] : all(start, start);
    };
    return { text: path.text, definite: false, source, read, find: read };
  }
  const find = finder(path, document);
  const explain = findOne(path);
  const read = (scope: Scope): Json => {
    const value = find(scope);
    if (value !== undefined) return value;
    const start = document(scope);
    if (start === undefined) throw new PathError(path.text, `No results for path: ${path.text}`);
    return explain(start, start);
  };
  return { text: path.text, definite: true, source, read, find };
}

type DocumentOf = (scope: Scope) => Json | undefined;

function documentOf(root: Root): DocumentOf {
  if (root.kind === 'context') return (scope) => scope.context;
  if (root.kind !== 'variable') return (scope) => scope.input;
  const { name } = root;
  return ({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
}

function sourceOf(root: Root): PathReader['source'] {
  if (root.kind === 'variable') return { variable: root.name };
  return root.kind === 'context' ? 'context' : 'input';
}

function finder(path: ParsedPath, document: DocumentOf): (scope: Scope) => Json | undefined {
  const keys = plainKeys(path.tokens);
  if (keys?.length === 0) return document;
  if (keys !== undefined) return (scope) => walk(document(scope), keys);
  const find = findOne(path);
  return (scope) => {
    const start = document(scope);
    if (start === undefined) return undefined;
    try {
      return find(start, start);
    } catch (error) {
      if (error instanceof PathError) return undefined;
      throw error;
    }
  };
}

/** Member names and indexes, where that is all the path has. */
function plainKeys(tokens: readonly Token[]): readonly (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (const token of tokens) {
    if (token.kind === 'property') keys.push(token.name);
    else if (token.kind === 'index') keys.push(token.index);
    else return undefined;
  }
  return keys;
}

/** Names every object inherits: they are data only where the object has them itself. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Follows names and indexes through a value; undefined where they lead nowhere. */
export function walk(
  start: Json | undefined,
  keys: readonly (string | number)[],
): Json | undefined {
  let value = start;
  for (let at = 0; at < keys.length; at++) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = keys[at]!;
    if (Array.isArray(value)) {
      if (typeof key !== 'number') return undefined;
      value = value.at(key);
    } else {
      if (typeof key !== 'string') return undefined;
      if (INHERITED.has(key) && !Object.hasOwn(value, key)) return undefined;
      value = value[key];
    }
  }
  return value;
}
