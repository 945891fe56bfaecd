import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNumbers, isNumber, type JsonNumber, readJson } from './json-number.ts';

/** Integers of up to 30 digits, of either sign. */
const integer = fc.stringMatching(/^(0|-?[1-9][0-9]{0,29})$/);
const whole = fc.integer().map((value) => `${value}.0`);
const scalar = fc.oneof(integer, whole, fc.constantFrom('0.5', 'null', 'true', '"1.0"', '"é"'));
const text = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('json')).map((items) => `[${items}]`),
    fc
      .dictionary(fc.stringMatching(/^(__proto__|[a-z]{1,3})$/), tie('json'))
      .map(
        (members) => `{${Object.entries(members).map(([name, value]) => `"${name}":${value}`)}}`,
      ),
  ),
})).json;

test('a JSON text is written again with the numbers it had', () => {
  fc.assert(fc.property(text, (json) => JSON.stringify(readJson(json)) === json));
});

test.each([
  ['1.00', '1.0'],
  ['-0.0', '-0.0'],
  ['-0', '0'],
  ['1.50', '1.5'],
  ['9007199254740993.0', '9007199254740992.0'],
  ['1e2', '100'],
  ['"v1.0, 12345678901234567890"', '"v1.0, 12345678901234567890"'],
])('%s is the number %s', (json, written) => {
  expect(JSON.stringify(readJson(json))).toBe(written);
});

test('what JavaScript writes as it was read is a number of JavaScript', () => {
  expect(readJson('[1, 1.5, 9007199254740991, 1E3, 0.1234567890123456789]')).toEqual([
    1, 1.5, 9007199254740991, 1000, 0.12345678901234568,
  ]);
});

test('numbers are compared as exactly as they are known', () => {
  fc.assert(
    fc.property(integer, integer, (left, right) => {
      const [a, b] = [readJson(left), readJson(right)] as [number | JsonNumber, number];
      const order = BigInt(left) < BigInt(right) ? -1 : Number(BigInt(left) > BigInt(right));
      expect(compareNumbers(a, b)).toBe(order);
    }),
  );
});

test('as an operand it is the double next to it', () => {
  const number = readJson('9007199254740993') as number;

  expect(isNumber(number)).toBe(true);
  expect(number - 1).toBe(9007199254740991);
  expect(`${number}`).toBe('9007199254740993');
});

test('what is no JSON is a SyntaxError', () => {
  expect(() => readJson('[1.0, 01]')).toThrow(SyntaxError);
});

test.each([
  '{"a": 12345678901234567890, "b": "x, 12345678901234567890, \\" 1.0 ]", "1.0": [-1.0]}',
  '[12345678901234567890, "\u0080", "\\u00801.0"]',
  '{"__proto__": {"a": 1.0}}',
])('%s keeps its texts and names beside its numbers', (json) => {
  const compact = JSON.stringify(
    JSON.parse(json.replaceAll(/(?<=[[: ,-])-?\d+(\.0)?(?=[\],}])/g, '0')),
  );
  const read = JSON.stringify(readJson(json)).replaceAll(/-?\d+(\.0)?(?=[\],}])/g, '0');

  expect(read).toBe(compact);
});

test.each([
  '{1.0: 1}',
  '{12345678901234567890 :1}',
  '[01.0]',
  '[1.0 1.0]',
  '["a"1.0]',
  '[-]',
  '[1.0',
])('%s is no JSON', (json) => {
  expect(() => readJson(json)).toThrow(SyntaxError);
});
