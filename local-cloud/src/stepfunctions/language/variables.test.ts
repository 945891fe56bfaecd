import { afterEach, expect, test, vi } from 'vitest';
import type { Definition } from './definition.ts';
import { reusedVariables } from './variables.ts';

afterEach(() => vi.restoreAllMocks());

/** So many Maps within each other, around a state that assigns `inner`; the machine assigns `outer`. */
function nested(levels: number, outer: string[], inner: string[]): Definition {
  const assign = (names: string[]) => Object.fromEntries(names.map((name) => [name, 1]));
  const pass = (names: string[]) => ({ Type: 'Pass', End: true, Assign: assign(names) });
  let states: object = { Inner: pass(inner) };
  for (let level = 0; level < levels; level++) {
    const ItemProcessor = { StartAt: 'Inner', States: states };
    states = { [`Map${level}`]: { Type: 'Map', End: true, Assign: { own: 1 }, ItemProcessor } };
  }
  return { StartAt: 'Outer', States: { Outer: pass(outer), ...states } } as unknown as Definition;
}

test('variables around many Maps are counted once, not copied for each of them', () => {
  const names = Array.from({ length: 100 }, (_, at) => `variable${at}`);
  const added = [vi.spyOn(Set.prototype, 'add'), vi.spyOn(Map.prototype, 'set')];

  expect(reusedVariables(nested(100, names, ['other']))).toEqual([]);

  const calls = added.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  expect(calls).toBeLessThan(2_000);
});

test('a variable of the outermost level is seen in the innermost, save in its own state', () => {
  const found = reusedVariables(nested(3, ['total'], ['total']));

  expect(found.map(({ message }) => message)).toEqual([
    "Variable 'total' is already assigned in an outer scope",
  ]);
  expect(reusedVariables(nested(3, ['total'], ['own']))).toEqual([]);
});
