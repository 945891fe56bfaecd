import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedMap } from './sorted-map.ts';

const keys = fc.string({ maxLength: 3 });
const changes = fc.array(
  fc.oneof(fc.record({ set: keys, to: fc.integer() }), fc.record({ delete: keys })),
  { maxLength: 60 },
);

test('it holds what a plain map holds, in order, from either end and between any bounds', () => {
  fc.assert(
    fc.property(changes, keys, keys, (list, lower, upper) => {
      const map = new SortedMap<number>();
      const model = new Map<string, number>();
      for (const change of list) {
        if ('set' in change) {
          map.set(change.set, change.to);
          model.set(change.set, change.to);
        } else {
          expect(map.delete(change.delete)).toBe(model.delete(change.delete));
        }
      }
      const between = [...model]
        .filter(([key]) => key >= lower && key < upper)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, value]) => value);
      expect(map.size).toBe(model.size);
      expect([...map.range(lower, upper)]).toEqual(between);
      expect([...map.range(lower, upper, true)]).toEqual(between.toReversed());
      for (const [key, value] of model) expect(map.get(key)).toBe(value);
    }),
  );
});

test('it stays in order over many chunks', () => {
  const map = new SortedMap<number>();
  const order = Array.from({ length: 5000 }, (_, index) => (index * 7919) % 5000);
  for (const value of order) map.set(String(value).padStart(4, '0'), value);
  for (const value of order) if (value % 3 === 0) map.delete(String(value).padStart(4, '0'));
  const left = order.filter((value) => value % 3 !== 0).sort((a, b) => a - b);
  expect([...map.values()]).toEqual(left);
  expect([...map.range('1000', '2000', true)]).toEqual(
    left.filter((value) => value >= 1000 && value < 2000).reverse(),
  );
});
