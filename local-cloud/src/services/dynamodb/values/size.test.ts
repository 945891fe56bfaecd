import { expect, test } from 'vitest';
import { valueSize } from './size.ts';

test.each([
  '1',
  '9',
  '10',
  '12',
  '99',
  '100',
  '120',
  '1200',
  '12345',
  '1'.repeat(38),
  '5'.padEnd(126, '0'),
])('the whole number %s takes as much as the same number with a fraction of zero', (text) => {
  expect(valueSize({ N: text })).toBe(valueSize({ N: `${text}.0` }));
});

test('a number takes a byte for two digits, and one for what stands before them', () => {
  expect(['0', '7', '42', '-42', '123456'].map((N) => valueSize({ N }))).toEqual([1, 2, 2, 3, 4]);
});
