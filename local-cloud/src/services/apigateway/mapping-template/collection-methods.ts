import { memberOf, setMember } from '../../../core/json.ts';
import { type Budget, MappingError } from './budget.ts';
import type { Methods } from './methods.ts';
import { equal } from './operators.ts';
import {
  Entry,
  integerOf,
  itemsOf,
  JavaList,
  membersOf,
  type Value,
  type ValueMap,
} from './values.ts';
import { nameOf } from './write-value.ts';

/** Of java.util.List. `count` is AWS's: `$input.path('$.pets').count()` stands in its reference. */
export const LIST_METHODS: Methods<Value[]> = {
  served: {
    'add(any)': (items, [item]) => items.push(item!) > 0,
    'add(integer, any)': (items, [at, item], budget) => {
      budget.spend(items.length);
      items.splice(index(items.length + 1, at!), 0, item!);
      return null;
    },
    'addAll(list)': (items, [more], budget) => {
      const added = [...itemsOf(more!)!];
      budget.step(added.length);
      for (const item of added) items.push(item);
      return added.length > 0;
    },
    'clear()': (items) => {
      items.length = 0;
      return null;
    },
    'contains(any)': (items, [item], budget) => find(items, item!, budget) >= 0,
    'count()': (items) => items.length,
    'get(integer)': (items, [at]) => items[index(items.length, at!)]!,
    'indexOf(any)': (items, [item], budget) => find(items, item!, budget),
    'isEmpty()': (items) => items.length === 0,
    'remove(integer)': (items, [at], budget) => {
      budget.spend(items.length);
      return items.splice(index(items.length, at!), 1)[0]!;
    },
    'remove(any)': (items, [item], budget) => {
      budget.spend(items.length);
      const at = find(items, item!, budget);
      if (at >= 0) items.splice(at, 1);
      return at >= 0;
    },
    'set(integer, any)': (items, [where, item]) => {
      const at = index(items.length, where!);
      const before = items[at]!;
      items[at] = item!;
      return before;
    },
    'size()': (items) => items.length,
    'subList(integer, integer)': (items, [from, to], budget) => {
      budget.step(items.length);
      return new JavaList(items.slice(index(items.length + 1, from!), integerOf(to!)));
    },
    'toArray()': (items, _, budget) => {
      budget.step(items.length);
      return new JavaList([...items]);
    },
  },
  refused:
    'containsAll forEach iterator lastIndexOf listIterator removeAll removeIf replaceAll retainAll ' +
    'sort spliterator stream toJSONString',
};

function find(items: readonly Value[], wanted: Value, budget: Budget): number {
  return items.findIndex((item) => {
    budget.step();
    return typeof item === typeof wanted && equal(item, wanted, budget);
  });
}

function index(length: number, value: Value): number {
  const at = integerOf(value)!;
  if (at >= 0 && at < length) return at;
  throw new MappingError(`Index ${at} out of bounds for length ${length}`);
}

/** Of java.util.Map. What it makes of its members is a list: it knows nothing of the map any more. */
export const MAP_METHODS: Methods<ValueMap> = {
  served: {
    'clear()': (map, _, budget) => {
      for (const [name] of membersOf(map, budget)) delete map[name];
      return null;
    },
    'containsKey(any)': (map, [name], budget) => Object.hasOwn(map, nameOf(name!, budget)),
    'containsValue(any)': (map, [value], budget) =>
      membersOf(map, budget).some(([, member]) => equal(member, value!, budget)),
    'entrySet()': (map, _, budget) =>
      new JavaList(membersOf(map, budget).map(([name, value]) => new Entry(name, value))),
    'get(any)': (map, [name], budget) => memberOf(map, nameOf(name!, budget)) ?? null,
    'getOrDefault(any, any)': (map, [name, other], budget) =>
      memberOf(map, nameOf(name!, budget)) ?? other!,
    'isEmpty()': (map, _, budget) => membersOf(map, budget).length === 0,
    'keySet()': (map, _, budget) => new JavaList(membersOf(map, budget).map(([name]) => name)),
    'put(any, any)': put,
    'putAll(map)': (map, [more], budget) => {
      for (const [name, value] of membersOf(more as ValueMap, budget)) setMember(map, name, value);
      return null;
    },
    'putIfAbsent(any, any)': (map, args, budget) =>
      memberOf(map, nameOf(args[0]!, budget)) ?? put(map, args, budget),
    'remove(any)': (map, [name], budget) => {
      const key = nameOf(name!, budget);
      const before = memberOf(map, key) ?? null;
      delete map[key];
      return before;
    },
    'size()': (map, _, budget) => membersOf(map, budget).length,
    'values()': (map, _, budget) => new JavaList(membersOf(map, budget).map(([, value]) => value)),
  },
  refused: 'compute computeIfAbsent computeIfPresent forEach merge replace replaceAll toJSONString',
};

/** Gives what was there before. */
function put(map: ValueMap, [name, value]: readonly Value[], budget: Budget): Value {
  const key = nameOf(name!, budget);
  const before = memberOf(map, key) ?? null;
  setMember(map, key, value!);
  return before;
}
