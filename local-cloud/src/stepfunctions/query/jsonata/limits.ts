import type { Scope } from '../scope.ts';
import { EvaluationFailure, OUT_OF_MEMORY } from './errors.ts';
import { isLambda } from './marks.ts';

/** The longest evaluation, in milliseconds of real time. */
export const LONGEST_EVALUATION = 3_000;

/** The deepest nesting of expressions and calls; measured on AWS by others. */
export const DEEPEST_NESTING = 100;

/** The largest value, in bytes (8 a number, 2 a character); measured on AWS by others. */
export const LARGEST_VALUE = 6_990_256;

/** A variable name that no expression can spell: what an evaluation knows of itself. */
export const EVALUATION = 'evaluation of this expression';

export interface Evaluation {
  readonly scope: Scope;
  /** The sizes of values seen so far. */
  readonly sizes: WeakMap<object, number>;
}

/** Refuses a value that is too large. Shared parts count each time, as they would in JSON. */
export function limitSize(value: unknown, sizes: WeakMap<object, number>): void {
  if (sizeOf(value, sizes) > LARGEST_VALUE) throw new EvaluationFailure(OUT_OF_MEMORY);
}

function sizeOf(value: unknown, sizes: WeakMap<object, number>): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value === 'number') return 8;
  if (typeof value !== 'object' || value === null || isLambda(value)) return 4;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = Array.isArray(value) ? sizeOfArray(value, sizes) : sizeOfObject(value, sizes);
  sizes.set(value, size);
  return size;
}

function sizeOfArray(value: readonly unknown[], sizes: WeakMap<object, number>): number {
  let size = 0;
  for (const item of value) {
    size += sizeOf(item, sizes);
    if (size > LARGEST_VALUE) break;
  }
  return size;
}

function sizeOfObject(value: object, sizes: WeakMap<object, number>): number {
  return Object.entries(value).reduce(
    (size, [name, member]) => size + 2 * name.length + sizeOf(member, sizes),
    0,
  );
}
