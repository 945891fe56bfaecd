import { compareNumbers, isNumber } from '../../../../core/json-number.ts';
import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { JsonataFailure } from './failure.ts';
import { type Tuple, tupleFrame } from './filter.ts';
import type { Code, Frame } from './frame.ts';
import { mergeSort } from './merge-sort.ts';
import { type Place, weightOf } from './place.ts';
import type { Marked } from './sequence.ts';

interface Term {
  readonly code: Code;
  readonly weight: number;
  readonly descending: boolean;
}

/** An item with what its terms came to, as far as they were asked for. */
interface Sorted {
  readonly item: unknown;
  readonly keys: unknown[];
}

/**
 * `^(<a, >b)`: the items in order; what lacks a term comes last. `place` is that of the terms;
 * `tuple`: the items may be tuples, whose frame the terms then see.
 */
export function compileSort(node: Node, place: Place, tuple = false): Code {
  const terms = (node.terms ?? []).map(({ expression, descending }) => ({
    code: compile(expression, tuple ? place.inTuple : place),
    weight: weightOf(expression),
    descending: descending === true,
  }));
  return (input, frame) => {
    const items: Marked = input as unknown[];
    if (items.length <= 1) return items;
    const keyOf = keysBy(terms, items, frame, tuple);
    const isAfter = (left: Sorted, right: Sorted): boolean => {
      for (let at = 0; at < terms.length; at++) {
        const order = orderOf(terms[at]!, keyOf(left, at), keyOf(right, at));
        if (order !== 0) return order > 0;
      }
      return false;
    };
    const entries = items.map((item): Sorted => ({ item, keys: [] }));
    return mergeSort(frame.run, entries, isAfter).map(({ item }) => item);
  };
}

function keysBy(
  terms: readonly Term[],
  items: Marked,
  frame: Frame,
  tuple: boolean,
): (entry: Sorted, at: number) => unknown {
  return ({ item, keys }, at) => {
    if (at < keys.length) return keys[at];
    const { code, weight } = terms[at]!;
    frame.run.spend(weight);
    const context = items.tuples ? (item as Tuple)['@'] : item;
    const key = code(context, tuple ? tupleFrame(frame, items, item) : frame);
    keys.push(key);
    return key;
  };
}

/** Positive where the left one comes after the right one. */
function orderOf({ descending }: Term, left: unknown, right: unknown): number {
  if (left === undefined) return right === undefined ? 0 : 1;
  if (right === undefined) return -1;
  if (!isSortable(left) || !isSortable(right)) throw new JsonataFailure('T2008');
  if (isNumber(left) && isNumber(right)) {
    const order = compareNumbers(left, right);
    return descending ? -order : order;
  }
  if (typeof left !== typeof right) {
    throw new JsonataFailure('T2007', { value: left, value2: right });
  }
  if (left === right) return 0;
  return left < right === descending ? 1 : -1;
}

function isSortable(value: unknown): value is string | number {
  return typeof value === 'string' || isNumber(value);
}
