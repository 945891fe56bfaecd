import { isObject, type Json } from '../../../core/json.ts';
import type { FieldPattern } from './compile.ts';

/** A leaf of an event, and which item of each array it lies in. */
interface Leaf {
  readonly value: Json;
  /** By array (each array of the event has a number): the index of the item. */
  readonly items: ReadonlyMap<number, number>;
}

/**
 * Whether an event has a leaf for every field of a pattern such that all of them lie in the same
 * item wherever they lie in one array: `{"a": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}` does not
 * match `x = 1` and `y = 4`.
 */
export function findMatch(fields: readonly FieldPattern[], event: Json): boolean {
  const leaves = flatten(event);
  const candidates: Leaf[][] = [];
  const absent: Leaf[][] = [];
  for (const { path, matchers } of fields) {
    const there = leaves.get(path) ?? [];
    const found = there.filter(({ value }) =>
      matchers.some((matcher) => 'matches' in matcher && matcher.matches(value)),
    );
    if (found.length > 0) candidates.push(found);
    else if (matchers.some((matcher) => 'absent' in matcher)) absent.push(there);
    else return false;
  }
  return agree(candidates, absent, new Map());
}

/** Picks one leaf for each field, going back where the arrays do not agree. */
function agree(
  candidates: readonly (readonly Leaf[])[],
  absent: readonly (readonly Leaf[])[],
  chosen: ReadonlyMap<number, number>,
): boolean {
  const [first, ...rest] = candidates;
  if (first === undefined) return !absent.flat().some(({ items }) => liesIn(items, chosen));
  return first.some(
    ({ items }) => liesIn(items, chosen) && agree(rest, absent, new Map([...chosen, ...items])),
  );
}

/** Whether a leaf can lie in the items chosen so far. */
function liesIn(items: ReadonlyMap<number, number>, chosen: ReadonlyMap<number, number>): boolean {
  for (const [array, index] of items) {
    const other = chosen.get(array);
    if (other !== undefined && other !== index) return false;
  }
  return true;
}

function isLeaf(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function flatten(event: Json): Map<string, Leaf[]> {
  const leaves = new Map<string, Leaf[]>();
  let arrays = 0;
  const visit = (value: Json, path: string, items: ReadonlyMap<number, number>): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      for (const [index, item] of value.entries()) {
        visit(item, path, isLeaf(item) ? items : new Map([...items, [array, index]]));
      }
    } else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        visit(member, path === '' ? key : `${path}.${key}`, items);
      }
    } else {
      const there = leaves.get(path);
      if (there === undefined) leaves.set(path, [{ value, items }]);
      else there.push({ value, items });
    }
  };
  visit(event, '', new Map());
  return leaves;
}
