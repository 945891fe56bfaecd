import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type Json } from '../../../core/json.ts';
import type { FieldPattern } from './compile.ts';
import { findMatch } from './match.ts';

/** A leaf of an event, and which item of each array it lies in. */
interface Leaf {
  readonly path: string;
  readonly value: Json;
  readonly items: ReadonlyMap<Json, number>;
}

/** The plain meaning: every leaf of each field with every leaf of the others. */
function naive(fields: readonly FieldPattern[], event: Json): boolean {
  const leaves = leavesOf(event, undefined, new Map());
  const candidates: Leaf[][] = [];
  const absent: Leaf[] = [];
  for (const { path, matchers } of fields) {
    const there = leaves.filter((leaf) => leaf.path === path);
    const found = there.filter(({ value }) =>
      matchers.some((matcher) => 'matches' in matcher && matcher.matches(value)),
    );
    if (found.length > 0) candidates.push(found);
    else if (matchers.some((matcher) => 'absent' in matcher)) absent.push(...there);
    else return false;
  }
  return agree(candidates, absent, new Map());
}

function agree(
  [first, ...rest]: readonly (readonly Leaf[])[],
  absent: readonly Leaf[],
  chosen: ReadonlyMap<Json, number>,
): boolean {
  const fits = ({ items }: Leaf) =>
    [...items].every(([array, index]) => (chosen.get(array) ?? index) === index);
  if (first === undefined) return !absent.some(fits);
  return first.some(
    (leaf) => fits(leaf) && agree(rest, absent, new Map([...chosen, ...leaf.items])),
  );
}

function leavesOf(value: Json, path: string | undefined, items: Leaf['items']): Leaf[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const isLeaf = typeof item !== 'object' || item === null;
      return leavesOf(item, path, isLeaf ? items : new Map([...items, [value, index]]));
    });
  }
  if (!isObject(value)) return [{ path: path ?? '', value, items }];
  return Object.entries(value).flatMap(([key, member]) =>
    leavesOf(member, path === undefined ? key : `${path}.${key}`, items),
  );
}

const keys = fc.constantFrom('a', 'b', 'c', 'a.b');
const { event } = fc.letrec<{ event: Json }>((tie) => ({
  event: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json>(1, 2, null),
    fc.dictionary(keys, tie('event'), { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<Json>,
    fc.array(tie('event'), { maxLength: 3 }) as fc.Arbitrary<Json>,
  ),
}));
const objects = fc.dictionary(keys, event, { noNullPrototype: true });
const paths = fc.array(keys, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const matchers = fc.oneof(
  fc.constantFrom(1, 2).map((wanted) => ({ matches: (value: Json) => value === wanted })),
  fc.constant({ matches: () => true }),
  fc.constant({ absent: true as const }),
);
const fields = fc.uniqueArray(
  fc.record({ path: paths, matchers: fc.array(matchers, { minLength: 1, maxLength: 2 }) }),
  { selector: ({ path }) => path, minLength: 1, maxLength: 4 },
);

test('an event matches where some choice of leaves does, one item of each array', () => {
  const property = fc.property(fields, objects, (pattern, json) => {
    expect(findMatch(pattern, json as Json)).toBe(naive(pattern, json as Json));
  });
  fc.assert(property, { numRuns: 20_000, seed: 20_300_101 });
});

/** What is asked of `x1`, `x2`, ...: none of their items has both members. */
test('many arrays of objects are no more work than the event is large', () => {
  const names = Array.from({ length: 20 }, (_, index) => `x${index}`);
  const items = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? { a: 1 } : { b: 1 }));
  const one = [{ matches: (value: Json) => value === 1 }];
  const first = names.map((name) => ({ path: `${name}.a`, matchers: one }));
  const last = { path: 'x19.b', matchers: one };
  const whole = Object.fromEntries(names.map((name) => [name, items])) as unknown as Json;
  expect(findMatch(first, whole)).toBe(true);
  expect(findMatch([...first, last], whole)).toBe(false);
});

test('an event that is nested without end is matched by what lies above', () => {
  const nested = JSON.parse(`${'['.repeat(100_000)}1${']'.repeat(100_000)}`) as Json;
  const one = [{ matches: (value: Json) => value === 1 }];
  expect(findMatch([{ path: 'b', matchers: one }], { a: nested, b: 1 })).toBe(true);
  expect(findMatch([{ path: 'a', matchers: one }], { a: nested, b: 1 })).toBe(false);
});
