import type { Json } from '../../../core/json.ts';
import { StatesError } from '../../errors.ts';
import type { Scope } from '../scope.ts';
import { counted } from '../visits.ts';
import { PathError } from './errors.ts';
import { findAll } from './find-all.ts';
import { findOne, findOrNothing } from './find-one.ts';
import { parsePath } from './parse-path.ts';
import {
  type DefinitePath,
  type DefiniteToken,
  isDefinite,
  type ParsedPath,
  type Root,
} from './tokens.ts';
import { compileWalk } from './walk.ts';

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
 * Throws PathSyntaxError. The language is Jayway JsonPath's, without functions: `$.list.length()`
 * asks for a member of that name, as AWS says in "Paths" and in its messages.
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
export function compilePath(text: string): PathReader {
  const path = parsePath(text);
  const source = sourceOf(path.root);
  const document = documentOf(path.root);
  if (!isDefinite(path)) {
    const read = indefinite(path, document);
    return { text: path.text, source, definite: false, read, find: read };
  }
  const find = definite(path, document);
  return { text: path.text, source, definite: true, read: explained(path, document, find), find };
}

type DocumentOf = (scope: Scope) => Json | undefined;

function documentOf(root: Root): DocumentOf {
  if (root.kind === 'context') return (scope) => scope.context;
  if (root.kind !== 'variable') return inputOf;
  const { name } = root;
  return ({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
}

/** Throws States.Runtime for a state that has nothing to apply a path to, whatever the path. */
function inputOf({ input }: Scope): Json {
  if (input !== null) return input;
  throw new StatesError(
    'States.Runtime',
    'Unable to apply Path transformation to null or empty input.',
  );
}

function sourceOf(root: Root): PathReader['source'] {
  if (root.kind === 'variable') return { variable: root.name };
  return root.kind === 'context' ? 'context' : 'input';
}

function indefinite({ tokens }: ParsedPath, document: DocumentOf): (scope: Scope) => Json {
  const find = findAll(tokens);
  return (scope) => {
    const start = document(scope);
    return start === undefined ? [] : counted(scope, () => find(start, start));
  };
}

function definite(path: DefinitePath, document: DocumentOf): DocumentOf {
  const keys = plainKeys(path.tokens);
  if (keys === undefined) return (scope) => findOrNothing(path, document(scope));
  if (keys.length === 0) return document;
  const walk = compileWalk(keys);
  return (scope) => walk(document(scope));
}

/** Member names and indexes, where that is all the path has. */
function plainKeys(tokens: readonly DefiniteToken[]): readonly (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (const token of tokens) {
    if (token.kind === 'property') keys.push(token.name);
    else if (token.kind === 'index') keys.push(token.index);
    else return undefined;
  }
  return keys;
}

/** Reads as `find` does; a path that leads nowhere is gone through again to say why. */
function explained(
  path: DefinitePath,
  document: DocumentOf,
  find: DocumentOf,
): (scope: Scope) => Json {
  return (scope) => {
    const value = find(scope);
    if (value !== undefined) return value;
    const start = document(scope);
    if (start !== undefined) return findOne(path, start);
    throw new PathError(path.text, `No results for path: ${path.text}`);
  };
}
