import { DEEPEST, isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { JsonNumber } from '../../../core/json-number.ts';
import type { FieldPattern } from './compile.ts';

/** How many sets of fields are looked for at once: each walks all of an event, which may have 1 MB. */
export const AT_ONCE = 5;

/**
 * Whether an event has a leaf for every field of a pattern such that all of them lie in the same
 * item wherever they lie in one array: `{"a": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}` does not
 * match `x = 1` and `y = 4`.
 */
export function findMatch(fields: readonly FieldPattern[], event: Json): boolean {
  const wanted: Sought[] = [];
  const unwanted: Sought[] = [];
  for (const field of fields) {
    const sought = { field, path: field.path };
    if (hasLeaf(event, sought.path, (leaf) => isWanted(field, leaf))) wanted.push(sought);
    else if (field.matchers.some((matcher) => 'absent' in matcher)) unwanted.push(sought);
    else return false;
  }
  return new Search().holds(event, wanted, unwanted);
}

/** A field, and what is left of its path: undefined where the leaf itself should be. */
interface Sought {
  readonly field: FieldPattern;
  readonly path: string | undefined;
}

function isWanted({ matchers }: FieldPattern, leaf: Json): boolean {
  const value = leaf instanceof JsonNumber ? Number(leaf) : leaf;
  return matchers.some((matcher) => 'matches' in matcher && matcher.matches(value));
}

function isLeaf(value: Json): boolean {
  return !Array.isArray(value) && !isObject(value);
}

/**
 * Whether there is such a leaf at a path, whatever items of arrays it lies in. What lies deeper than
 * JSON is read is as if it were not there.
 */
function hasLeaf(
  value: Json,
  path: string | undefined,
  test: (leaf: Json) => boolean = () => true,
  depth = 0,
): boolean {
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return value.some((item) => hasLeaf(item, path, test, depth + 1));
  if (!isObject(value)) return path === undefined && test(value);
  return routes(value, path).some(([key, rest]) => hasLeaf(value[key]!, rest, test, depth + 1));
}

type Route = readonly [key: string, rest: string | undefined];

/** The members that a path can lead to. There are several where keys have dots in them. */
function routes(value: JsonObject, path: string | undefined): Route[] {
  if (path === undefined) return [];
  const found: Route[] = [];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    if (Object.hasOwn(value, key)) found.push([key, path.slice(dot + 1)]);
  }
  if (Object.hasOwn(value, path)) found.push([path, undefined]);
  return found;
}

/** How many ways are tried where keys with dots leave open which member a path means. */
const MOST_WAYS = 1000;

/**
 * Walks an event once with all the fields together. Different members of an object have no array in
 * common, so that each is asked for itself; of an array one item is chosen for all that lie in it.
 */
class Search {
  #ways = MOST_WAYS;
  #depth = 0;

  /** Whether a value has all that is wanted, in items that agree, and nothing in them that is not. */
  holds(value: Json, wanted: readonly Sought[], unwanted: readonly Sought[]): boolean {
    if (wanted.length === 0) return !unwanted.some(({ path }) => hasLeaf(value, path));
    if (!isLeaf(value)) {
      if (this.#depth >= DEEPEST) return false;
      this.#depth++;
      const holds = Array.isArray(value)
        ? this.#inArray(value, wanted, unwanted)
        : this.#inObject(value as JsonObject, wanted, unwanted);
      this.#depth--;
      return holds;
    }
    return (
      wanted.every(({ field, path }) => path === undefined && isWanted(field, value)) &&
      unwanted.every(({ path }) => path !== undefined)
    );
  }

  /** Plain items are there whichever of the others is chosen. */
  #inArray(
    items: readonly Json[],
    wanted: readonly Sought[],
    unwanted: readonly Sought[],
  ): boolean {
    const leaves = items.filter(isLeaf);
    if (leaves.length > 0 && unwanted.some(({ path }) => path === undefined)) return false;
    const others = wanted.filter(
      ({ field, path }) => path !== undefined || !leaves.some((leaf) => isWanted(field, leaf)),
    );
    if (others.length === 0 && this.holds(items as Json[], others, unwanted)) return true;
    const ways =
      others.length === wanted.length || others.length === 0 ? [wanted] : [others, wanted];
    return ways.some((way) =>
      items.some((item) => !isLeaf(item) && this.holds(item, way, unwanted)),
    );
  }

  #inObject(value: JsonObject, wanted: readonly Sought[], unwanted: readonly Sought[]): boolean {
    const open = wanted.map(({ field, path }) => ({ field, routes: routes(value, path) }));
    if (open.some((one) => one.routes.length === 0)) return false;
    const members = new Map<string, { wanted: Sought[]; unwanted: Sought[] }>();
    const member = (key: string) => {
      const there = members.get(key) ?? { wanted: [], unwanted: [] };
      members.set(key, there);
      return there;
    };
    for (const { field, path } of unwanted) {
      for (const [key, rest] of routes(value, path))
        member(key).unwanted.push({ field, path: rest });
    }
    const assign = (index: number): boolean => {
      const next = open[index];
      if (next === undefined) {
        return [...members].every(([key, all]) =>
          this.holds(value[key]!, all.wanted, all.unwanted),
        );
      }
      return next.routes.some(([key, rest], way) => {
        if (way > 0 && this.#ways-- <= 0) return false;
        member(key).wanted.push({ field: next.field, path: rest });
        const holds = assign(index + 1);
        member(key).wanted.pop();
        return holds;
      });
    };
    return assign(0);
  }
}
