import { isObject, type Json } from '../../../json.ts';
import { PathError } from './errors.ts';
import { callFunction } from './functions.ts';
import {
  fragment,
  isDefinite,
  isScanIntoFunction,
  type ParsedPath,
  type Predicate,
  type Token,
} from './tokens.ts';

/**
 * The value of a path inside a filter or an argument: undefined where a definite path leads
 * nowhere, an array of what was found for an indefinite one.
 */
export function evaluate(path: ParsedPath, document: Json, root: Json): Json | undefined {
  if (!isDefinite(path.tokens)) return findAll(path.tokens)(document, root);
  try {
    return findOne(path)(document, root);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

/** A definite path as a function of its document. Throws PathError where it leads nowhere. */
export function findOne({ text, tokens }: ParsedPath): (document: Json, root: Json) => Json {
  if (isScanIntoFunction(tokens)) return scanIntoFunction(text, tokens);
  const badMulti = tokens.findIndex(
    (token, at) => token.kind === 'properties' && at < tokens.length - 1,
  );
  return (document, root) => {
    if (badMulti >= 0) throw new PathError(text, multiPropertyReason(tokens, badMulti));
    let value = document;
    for (const [at, token] of tokens.entries()) {
      const next = definiteStep(text, tokens, at, token, value, root);
      if (next === undefined) throw new PathError(text, `No results for path: ${written(tokens)}`);
      value = next;
    }
    return value;
  };
}

/** Recorded: AWS's Jayway refuses `$['a','b'].c` when it runs, with this text. */
function multiPropertyReason(tokens: readonly Token[], at: number): string {
  return `Multi properties can only be used as path leafs: ${written(tokens.slice(0, at + 1))}`;
}

function scanIntoFunction(
  text: string,
  tokens: readonly Token[],
): (document: Json, root: Json) => Json {
  const scan = findAll(tokens.slice(0, -1));
  const last = tokens.at(-1)!;
  return (document, root) => {
    const result = last.kind === 'function' && callFunction(text, last, scan(document, root), root);
    return result as Json;
  };
}

/** The value one token on; undefined where Jayway finds no result without saying more. */
function definiteStep(
  text: string,
  tokens: readonly Token[],
  at: number,
  token: Token,
  value: Json,
  root: Json,
): Json | undefined {
  switch (token.kind) {
    case 'property': {
      if (!isObject(value)) throw new PathError(text, notAnObject(tokens, at, value));
      if (Object.hasOwn(value, token.name)) return value[token.name];
      if (at === tokens.length - 1) return undefined;
      throw new PathError(text, `Missing property in path ${written(tokens.slice(0, at + 1))}`);
    }
    case 'properties':
      if (!isObject(value)) throw new PathError(text, notAnObject(tokens, at, value));
      return pick(value, token.names);
    case 'index':
      if (!Array.isArray(value)) throw new PathError(text, notAnArray(tokens, at, value));
      return value.at(token.index);
    case 'function':
      return callFunction(text, token, value, root);
    default:
      return undefined;
  }
}

function pick(value: { [key: string]: Json }, names: readonly string[]): Json {
  const members = names.filter((name) => Object.hasOwn(value, name));
  return Object.fromEntries(members.map((name) => [name, value[name]!]));
}

function written(tokens: readonly Token[]): string {
  return `$${tokens.map(fragment).join('')}`;
}

/** Jackson's names of node classes, which Jayway's messages show. */
function nodeClass(value: Json): string {
  const name = Array.isArray(value)
    ? 'ArrayNode'
    : typeof value === 'string'
      ? 'TextNode'
      : typeof value === 'boolean'
        ? 'BooleanNode'
        : typeof value === 'number'
          ? Number.isInteger(value)
            ? 'IntNode'
            : 'DoubleNode'
          : 'NullNode';
  return `com.fasterxml.jackson.databind.node.${name}`;
}

function notAnObject(tokens: readonly Token[], at: number, value: Json): string {
  return (
    `Expected to find an object with property ${fragment(tokens[at]!)} in path ` +
    `${written(tokens.slice(0, at))} but found '${nodeClass(value)}'. This is not a json object ` +
    "according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'."
  );
}

function notAnArray(tokens: readonly Token[], at: number, value: Json): string {
  if (value === null) return `The path ${written(tokens.slice(0, at))} is null`;
  const rest = tokens.slice(at).map(fragment).join('');
  const current = JSON.stringify(value);
  return `Filter: ${rest} can only be applied to arrays. Current context is: ${current}`;
}

type Step = (value: Json, root: Json, found: Json[]) => void;

/**
 * An indefinite path as a function of its document: everything it finds, in document order.
 * Recorded: over a missing prefix AWS gives [] where Jayway alone would throw.
 */
export function findAll(tokens: readonly Token[]): (document: Json, root: Json) => Json[] {
  const step = compileSteps(tokens, 0);
  return (document, root) => {
    const found: Json[] = [];
    step(document, root, found);
    return found;
  };
}

function compileSteps(tokens: readonly Token[], at: number): Step {
  const token = tokens[at];
  if (token === undefined) {
    return (value, _root, found) => {
      found.push(value);
    };
  }
  if (token.kind === 'scan') return scanStep(tokens, at);
  return tokenStep(token, compileSteps(tokens, at + 1));
}

function tokenStep(token: Token, next: Step): Step {
  switch (token.kind) {
    case 'property':
      return memberStep([token.name], next);
    case 'properties':
      return memberStep(token.names, next);
    case 'index':
      return elementStep(() => [token.index], next);
    case 'indexes':
      return elementStep(() => token.indexes, next);
    case 'slice':
      return elementStep((length) => sliceIndexes(token.from, token.to, length), next);
    case 'wildcard':
      return (value, root, found) => {
        for (const child of children(value)) next(child, root, found);
      };
    case 'filter':
      return filterStep(token.accepts, next);
    case 'function':
      return (value, root, found) => {
        const result = callFunction(fragment(token), token, value, root);
        if (result !== undefined) next(result, root, found);
      };
    case 'scan':
      return next;
  }
}

function memberStep(names: readonly string[], next: Step): Step {
  return (value, root, found) => {
    if (!isObject(value)) return;
    for (const name of names) {
      if (Object.hasOwn(value, name)) next(value[name]!, root, found);
    }
  };
}

function elementStep(indexes: (length: number) => readonly number[], next: Step): Step {
  return (value, root, found) => {
    if (!Array.isArray(value)) return;
    for (const index of indexes(value.length)) {
      const element = value.at(index);
      if (element !== undefined) next(element, root, found);
    }
  };
}

/** Jayway's slices: a negative bound counts from the end only where the other bound is open. */
function sliceIndexes(from: number | undefined, to: number | undefined, length: number): number[] {
  const start =
    from === undefined ? 0 : from < 0 && to === undefined ? Math.max(0, length + from) : from;
  const end =
    to === undefined ? length : to < 0 && from === undefined ? length + to : Math.min(length, to);
  return Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
}

function filterStep(accepts: Predicate, next: Step): Step {
  return (value, root, found) => {
    if (isObject(value)) {
      if (accepts(value, root)) next(value, root, found);
    } else if (Array.isArray(value)) {
      for (const element of value) if (accepts(element, root)) next(element, root, found);
    }
  };
}

function scanStep(tokens: readonly Token[], at: number): Step {
  const token = tokens[at + 1];
  const apply = compileSteps(tokens, at + 1);
  const matches = scanTarget(token);
  const scan: Step = (value, root, found) => {
    if (matches(value, root)) apply(value, root, found);
    for (const child of children(value)) scan(child, root, found);
  };
  return scan;
}

/** Which values a scan applies its token to: a filter tests the value itself, so that no match is found twice. */
function scanTarget(token: Token | undefined): Predicate {
  if (token?.kind === 'filter') return token.accepts;
  if (token?.kind === 'properties') {
    return (value) => isObject(value) && token.names.every((name) => Object.hasOwn(value, name));
  }
  return () => true;
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
