import type { Json } from '../../../core/json.ts';
import type { Scope } from '../scope.ts';

/** Says that only jsonata itself can tell the value. */
export const UNSURE = Symbol('unsure');

/** A value, undefined for nothing, or UNSURE. */
export type DirectValue = Json | undefined | typeof UNSURE;

export type Direct = (scope: Scope) => DirectValue;

/** JSONata's $boolean, for what is not an array. */
export function truthOf(value: DirectValue): boolean | typeof UNSURE {
  if (typeof value === 'boolean') return value;
  if (value === UNSURE || Array.isArray(value)) return UNSURE;
  if (typeof value !== 'object') return Boolean(value);
  return value !== null && Object.keys(value).length > 0;
}

/** JSONata's $string, for scalars; nothing is ''. */
export function textOf(value: DirectValue): string | typeof UNSURE {
  switch (typeof value) {
    case 'string':
      return value;
    case 'undefined':
      return '';
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isInteger(value) ? String(value) : UNSURE;
    default:
      return value === null ? 'null' : UNSURE;
  }
}
