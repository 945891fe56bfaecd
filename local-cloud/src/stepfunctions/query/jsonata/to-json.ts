import { type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { isLambda } from './marks.ts';

/** A result that JSON cannot hold: a function. */
export class UnsupportedResult extends Error {}

/**
 * jsonata's result as a plain JSON value: the marks on its arrays taken off, numbers that JSON
 * cannot write turned to null. Parts that are plain already are given as they are, not copied.
 * Throws UnsupportedResult for functions.
 */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value + 0 : null;
    case 'function':
      throw new UnsupportedResult();
    case 'object':
      return value === null ? null : objectToJson(value);
    case 'string':
    case 'boolean':
      return value;
    default:
      return null;
  }
}

function objectToJson(value: object): Json {
  if (Array.isArray(value)) return arrayToJson(value);
  if (isLambda(value)) throw new UnsupportedResult();
  if (value instanceof Boolean) return value.valueOf();
  let copy: JsonObject | undefined;
  for (const [name, member] of Object.entries(value)) {
    const plain = toJson(member);
    if (Object.is(plain, member)) continue;
    copy ??= { ...(value as JsonObject) };
    if (member === undefined) delete copy[name];
    else setMember(copy, name, plain);
  }
  return copy ?? (value as JsonObject);
}

function arrayToJson(value: readonly unknown[]): Json[] {
  const plain = value.map(toJson);
  const unmarked = Object.keys(value).length === value.length && !('cons' in value);
  return unmarked && plain.every((item, index) => Object.is(item, value[index]))
    ? (value as Json[])
    : plain;
}
