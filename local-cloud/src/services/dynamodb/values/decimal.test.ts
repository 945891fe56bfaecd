import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  magnitude,
  parseDecimal,
  significantDigits,
  sortableDecimal,
  subtractDecimals,
} from './decimal.ts';

/** A number as an integer of 10^-20, so that plain BigInt arithmetic is the model. */
const SCALE = 20;
const numbers = fc
  .record({
    coefficient: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    exponent: fc.integer({ min: -SCALE, max: 10 }),
  })
  .map(({ coefficient, exponent }) => ({
    text: `${coefficient}E${exponent}`,
    model: coefficient * 10n ** BigInt(exponent + SCALE),
  }));

const parsed = (text: string) => parseDecimal(text)!;
const fromModel = (model: bigint) => parsed(`${model}E-${SCALE}`);

test('sums and differences are exact', () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      expect(addDecimals(parsed(a.text), parsed(b.text))).toEqual(fromModel(a.model + b.model));
      expect(subtractDecimals(parsed(a.text), parsed(b.text))).toEqual(
        fromModel(a.model - b.model),
      );
    }),
  );
});

test('numbers are ordered by their value, and so are their sortable texts', () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const order = a.model < b.model ? -1 : a.model > b.model ? 1 : 0;
      const [x, y] = [sortableDecimal(parsed(a.text)), sortableDecimal(parsed(b.text))];
      expect(compareDecimals(parsed(a.text), parsed(b.text))).toBe(order);
      expect(x < y ? -1 : x > y ? 1 : 0).toBe(order);
    }),
  );
});

test('the plain notation reads back as the same number', () => {
  fc.assert(
    fc.property(numbers, ({ text }) => {
      const plain = formatDecimal(parsed(text));
      expect(plain).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      expect(parsed(plain)).toEqual(parsed(text));
    }),
  );
});

test.each([
  ['1.50', '1.5'],
  ['-0', '0'],
  ['007', '7'],
  ['.5', '0.5'],
  ['1e3', '1000'],
  ['12E-4', '0.0012'],
  ['-3.14', '-3.14'],
])('%s is written %s', (text, plain) => {
  expect(formatDecimal(parsed(text))).toBe(plain);
});

test.each(['', '.', 'e5', '1.2.3', '0x10', 'NaN', 'Infinity', ' 1', '1 '])(
  '%j is not a number',
  (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  },
);

test('of far too many digits no more are read than tell that they are too many', () => {
  for (const text of [
    '7'.repeat(100_000),
    `-0.${'7'.repeat(100_000)}`,
    `7${'0'.repeat(99_999)}1`,
  ]) {
    const value = parsed(text);
    expect(significantDigits(value)).toBe(1_001);
    expect(magnitude(value)).toBe(text.startsWith('-') ? -1 : text.length - 1);
  }
  expect(parsed(`00${'7'.repeat(500)}`).coefficient).toBe(BigInt('7'.repeat(500)));
  expect(parseDecimal(`1E${'9'.repeat(100_000)}`)).toBeUndefined();
  expect(parsed(`1E${'0'.repeat(100_000)}2`)).toEqual(parsed('100'));
});
