import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../../core/turns.ts';
import { parseJson } from '../../parse-json.ts';
import { jsonInSteps } from './json-in-steps.ts';

/** JSON with blanks between its parts, and names that every object has. */
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('1', 'null', '"a\\"],}"', '1.0', '12345678901234567890', '""', '[]', '{ }'),
    fc.array(tie('value') as fc.Arbitrary<string>).map((items) => `[ ${items.join(' ,\n')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', 'c\\"', '2', '1'), tie('value')))
      .map((members) => `\n{${members.map(([name, text]) => `"${name}" :${text}`).join(', ')} }\t`),
  ),
})).value as fc.Arbitrary<string>;

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    return { error: (error as Error).name };
  }
}

test('what is read in steps is what is read at once, long integers and doubles as they were', () => {
  fc.assert(
    fc.property(value, fc.nat(30), (text, long) => {
      const inSteps = atOnce(jsonInSteps(text, long));
      expect(JSON.stringify(inSteps)).toBe(JSON.stringify(parseJson(text)));
      expect(inSteps).toEqual(parseJson(text));
    }),
    { numRuns: 1_000 },
  );
});

test('what is no JSON does not become some', () => {
  const change = fc.tuple(
    fc.nat(),
    fc.constantFrom('', ',', ']', '}', '[', '{', '"', ':', '\uFEFF'),
  );
  fc.assert(
    fc.property(value, change, fc.nat(30), (text, [where, by], long) => {
      const at = where % (text.length + 1);
      const changed = text.slice(0, at) + by + text.slice(at + (where % 2));
      const expected = outcome(() => parseJson(changed));
      expect(outcome(() => atOnce(jsonInSteps(changed, long)))).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['[1, 2, x, 4]', 'Between its characters 7 and 8: Unexpected token'],
  ['[1, 2,, 4]', 'Between its characters 7 and 7: A member is missing'],
  ['{"a": [1, 2, x, 4]}', 'Between its characters 13 and 14: Unexpected token'],
  ['{"a": 1, b: [2, 3]}', 'Between its characters 9 and 18: A member has no name'],
  ['{"a": 1, "b": [2, 3}', 'Between its characters 14 and 19: It ends with 3'],
])('a long text that is no JSON, %s, is told of by where it is wrong', (text, message) => {
  expect(() => atOnce(jsonInSteps(text, 1))).toThrow(message);
});

test.each([
  ['an array', (items: string) => `[${items}]`],
  ['what a member has', (items: string) => `{"a": 1, "b": {"c": [${items}]}, "d": [2, 3]}`],
  ['an object', (items: string) => `{${items.replaceAll('",', '": 1,')}: 1}`],
])('there are steps enough for %s that is long', (_, whole) => {
  const items = Array.from({ length: 200 }, (_, at) => `"${at + 1_000_000}"`);
  const steps = [...jsonInSteps(whole(items.join()), 100)];
  expect(steps.length).toBeGreaterThan(20);
});

test('what is nested too deeply is refused, wherever it is long', () => {
  const deep = `${'['.repeat(995)}{"a":${'['.repeat(10)}${']'.repeat(10)}}${']'.repeat(995)}`;
  expect(() => atOnce(jsonInSteps(`[1,${deep}]`, 50))).toThrow(/nesting depth/);
});
