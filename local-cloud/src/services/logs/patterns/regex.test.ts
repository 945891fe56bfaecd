import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRegex } from './regex.ts';

const atoms = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\W',
  '\\.',
  '[0-9]',
  '-',
);
const often = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,3}', '{0,2}', '{1,}');
const branches = fc.tuple(
  fc.constantFrom('', '', '^'),
  fc.array(fc.tuple(atoms, often).map((parts) => parts.join(''))).map((items) => items.join('')),
  fc.constantFrom('', '', '$'),
);
const expressions = fc
  .array(
    branches.map((parts) => parts.join('')),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => all.join('|'));
const texts = fc.string({
  unit: fc.constantFrom('a', 'b', '1', '.', '-', ' ', 'é'),
  maxLength: 12,
});

test('an expression matches as JavaScript reads it', () => {
  const property = fc.property(expressions, texts, (expression, text) => {
    expect(compileRegex(expression)(text)).toBe(new RegExp(expression).test(text));
  });
  fc.assert(property, { numRuns: 5000, seed: 20_300_101 });
});

test.each([
  ['colou?r', 'the color', true],
  ['^[hc]at', 'that', false],
  ['[hc]at$', 'a hat', true],
  ['[Ee]rror|[Ff]ail', 'it Failed', true],
  ['\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}', 'from 10.1.20.3', true],
  ['\\x41B', 'AB', true],
])('%s on %j: %s', (expression, text, matches) => {
  expect(compileRegex(expression)(text)).toBe(matches);
});

test.each(['(a)', 'a!', 'é', '[a', 'a{3,1}', '[z-a]', 'a**', '\\q', 'a^b', 'a{500}', 'a\\'])(
  'CloudWatch Logs takes no %s',
  (expression) => {
    expect(() => compileRegex(expression)).toThrow('Invalid filter pattern');
  },
);

test('an expression that other engines would try for ever ends', () => {
  const many = `${'a*'.repeat(60)}b`;
  expect(compileRegex(many)('a'.repeat(20_000))).toBe(false);
});
