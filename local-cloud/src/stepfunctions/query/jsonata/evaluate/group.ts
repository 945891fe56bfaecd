import { setMember } from '../../../../core/json.ts';
import type { Pairs } from '../ast.ts';
import { compile } from './compile.ts';
import { JsonataFailure } from './failure.ts';
import { copyOf, type Tuple, tupleFrame } from './filter.ts';
import { type Code, Frame } from './frame.ts';
import { type Place, weightOf } from './place.ts';
import { append, type Marked } from './sequence.ts';

interface Pair {
  readonly key: Code;
  readonly value: Code;
}

/** The items of one key, and the pair that named it. */
interface Group {
  readonly pair: number;
  /** One item as it is, more as an array. */
  data: unknown;
  shared: boolean;
}

/**
 * `{key: value}`: the items grouped by their keys, and a value made of each group. `place` is that
 * of keys and values; `tuple`: the items may be tuples, whose frame these then see.
 * https://docs.jsonata.org/sorting-grouping#grouping
 */
export function compileGroup(pairs: Pairs, place: Place, tuple: boolean): Code {
  const compiled = pairs.map(([key, value]) => ({
    key: compile(key, place),
    value: compile(value, place),
  }));
  const weight = pairs.reduce((sum, pair) => sum + weightOf(pair[0]) + weightOf(pair[1]), 1);
  return (input, frame) => {
    const items = itemsOf(input);
    frame.run.spend(items.length * weight);
    const groups = groupsOf(compiled, items, frame, tuple);
    const result: Record<string, unknown> = {};
    for (const name of Object.keys(groups)) {
      const { pair, data } = groups[name]!;
      const value = resultOf(compiled[pair]!.value, data, items, frame, tuple);
      if (value !== undefined) setMember(result, name, value);
    }
    return result;
  };
}

/** Of no items an object is made once, so that it can be written as a literal. */
function itemsOf(input: unknown): Marked {
  if (!Array.isArray(input)) return [input];
  const items: Marked = input;
  return items.length === 0 && !items.tuples ? [undefined] : items;
}

function groupsOf(
  pairs: readonly Pair[],
  items: Marked,
  frame: Frame,
  tuple: boolean,
): Record<string, Group> {
  const groups: Record<string, Group> = Object.create(null);
  for (const item of items) {
    const context = items.tuples ? (item as Tuple)['@'] : item;
    const inner = tuple ? tupleFrame(frame, items, item) : frame;
    for (let pair = 0; pair < pairs.length; pair++) {
      const key = pairs[pair]!.key(context, inner);
      if (key === undefined) continue;
      if (typeof key !== 'string') throw new JsonataFailure('T1003', { value: key });
      const group = groups[key];
      if (group === undefined) groups[key] = { pair, data: item, shared: true };
      else if (group.pair === pair) add(group, item);
      else throw new JsonataFailure('D1009', { value: key });
    }
  }
  return groups;
}

function add(group: Group, item: unknown): void {
  const { data } = group;
  if (group.shared || Array.isArray(item) || data === undefined || item === undefined) {
    group.data = append(data, item);
    group.shared = !Array.isArray(group.data) || group.data === data || group.data === item;
  } else (data as unknown[]).push(item);
}

function resultOf(code: Code, data: unknown, items: Marked, frame: Frame, tuple: boolean): unknown {
  if (!items.tuples) return code(data, tuple ? tupleFrame(frame, items, data) : frame);
  const whole = merged(data);
  const context = whole['@'];
  // As in jsonata: of a tuple that two pairs share, the second one does not see the item.
  delete whole['@'];
  return code(context, new Frame(frame, copyOf(whole), frame.run, frame.depth));
}

/** The tuples of a group as one: under each name all that was bound to it. */
function merged(data: unknown): Tuple {
  if (!Array.isArray(data)) return data as Tuple;
  const [first, ...rest] = data as Tuple[];
  const result = copyOf(first!);
  for (const tuple of rest) {
    for (const [name, value] of Object.entries(tuple)) result[name] = append(result[name], value);
  }
  return result;
}
