import { isObject, type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { StatesError } from '../../errors.ts';
import { PathSyntaxError } from './errors.ts';
import { parsePath } from './parse-path.ts';

/** A compiled reference path: a place in a document, for ResultPath. */
export interface ReferencePath {
  readonly text: string;
  /**
   * A copy of `target` with `value` at the path; `target` itself is never changed. Missing
   * objects on the way are made. Throws States.ResultPathMatchFailure where the way leads through
   * something that is not an object, or to an array element that does not exist.
   */
  write(target: Json, value: Json): Json;
}

/**
 * Compiles a reference path: `$` followed by member names and array indexes alone, so that it
 * names one place. Throws PathSyntaxError.
 * Source: https://states-language.net/spec.html#ref-paths
 */
export function compileReferencePath(text: string): ReferencePath {
  const { root, tokens } = parsePath(text);
  if (root.kind !== 'input')
    throw new PathSyntaxError(text, `${text} is not a reference path: it must start with '$'`);
  const keys = tokens.map((token) => {
    if (token.kind === 'property') return token.name;
    if (token.kind === 'index' && token.index >= 0) return token.index;
    throw new PathSyntaxError(
      text,
      `${text} is not a reference path: it must name exactly one place`,
    );
  });
  const write = (target: Json, value: Json): Json => {
    const written = put(target, keys, 0, value);
    if (written === undefined) throw mismatch(text, target);
    return written;
  };
  return { text, write };
}

function mismatch(text: string, target: Json): StatesError {
  return new StatesError(
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath ${text} to input ${JSON.stringify(target)}`,
  );
}

/** A copy of `target` with `value` at keys[at...]; undefined where the path does not fit. */
function put(
  target: Json | undefined,
  keys: readonly (string | number)[],
  at: number,
  value: Json,
): Json | undefined {
  const key = keys[at];
  if (key === undefined) return value;
  if (typeof key === 'number') return putElement(target, key, keys, at, value);
  if (target !== undefined && !isObject(target)) return undefined;
  const old = target !== undefined && Object.hasOwn(target, key) ? target[key] : undefined;
  const inner = put(old, keys, at + 1, value);
  return inner === undefined ? undefined : withMember(target, key, inner);
}

function putElement(
  target: Json | undefined,
  index: number,
  keys: readonly (string | number)[],
  at: number,
  value: Json,
): Json | undefined {
  if (!Array.isArray(target) || index >= target.length) return undefined;
  const inner = put(target[index], keys, at + 1, value);
  return inner === undefined ? undefined : target.with(index, inner);
}

function withMember(target: JsonObject | undefined, name: string, value: Json): Json {
  const copy = { ...target };
  setMember(copy, name, value);
  return copy;
}
