import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCents, readAmount } from './amount.ts';

test.each([
  ['1,234.56', 123_456],
  ['1.234,56', 123_456],
  ['1 234,56', 123_456],
  ["1'234.56", 123_456],
  ['1’234.56', 123_456],
  ['1\u00a0234,56', 123_456],
  ['1\u202f234,56\u00a0€', 123_456],
  ['1, 234.56', 123_456],
  ['12,345,678.90', 1_234_567_890],
  ['1234,56', 123_456],
  ['2000,00', 200_000],
  ['2.000,00', 200_000],
  ['1.234.567', 123_456_700],
  ["20'000", 2_000_000],
  ['1 234 567', 123_456_700],
  ['0.00', 0],
  ['7', 700],
  ['$5,715.00', 571_500],
  ['$899.99 S', 89_999],
  ['EUR 183,14', 18_314],
  ['183,14 EUR', 18_314],
  ['571.04 €', 57_104],
  ['€571.04', 57_104],
  ['Total: 12.00', 1200],
  ['CHF 12.-', 1200],
  ['12,--', 1200],
  ['€1.234,-', 123_400],
  ['USD1,234.56', 123_456],
  ['1.234,56EUR', 123_456],
  ['12.00 Euro', 1200],
])('%j is %i cents', (text, cents) => {
  expect(readAmount(text)).toEqual({ cents, isSure: true });
});

test.each([
  ['-233,47 €', -23_347],
  ['\u2212233,47', -23_347],
  ['- 50,00', -5000],
  ['€ -12.30', -1230],
  ['-€12.30', -1230],
  ['(12.30)', -1230],
  ['($1,012.30)', -101_230],
  ['12,30-', -1230],
  ['12,30 -', -1230],
])('%j is given back', (text, cents) => {
  expect(readAmount(text)).toEqual({ cents, isSure: true });
});

test('minus nothing is nothing', () => {
  expect(Object.is(readAmount('-0,00')!.cents, 0)).toBe(true);
});

test.each([
  ['1,234', 123_400],
  ['1.234', 123_400],
  ['$12,000', 1_200_000],
  ['-1.234', -123_400],
  ['20 000', 2_000_000],
  ['1234.5', 123_450],
  ['0,5', 50],
])('%j may be something else', (text, cents) => {
  expect(readAmount(text)).toEqual({ cents, isSure: false });
});

test.each([
  '',
  'EUR',
  '19 %',
  '19% 12,25',
  '3,3333',
  '0,025',
  '1.234,567',
  '1,23,45',
  '12.34.56',
  '1,234,56',
  '1.234.56',
  '12 34,56',
  '05.06.2013',
  '2020-06-12',
  '12.00 x 5',
  '.50',
  'EUR .50',
  'l2,00',
  '1O,00',
  '12.00A',
  '1,1 1,2',
  'DE89 3704 0044 0532 0130 00',
  '99999999999999,00',
])('%j is no amount', (text) => {
  expect(readAmount(text)).toBeUndefined();
});

const NOTATIONS = {
  en: (whole: string, cents: string) => `${grouped(whole, ',')}.${cents}`,
  de: (whole: string, cents: string) => `${grouped(whole, '.')},${cents}`,
  fr: (whole: string, cents: string) => `${grouped(whole, '\u202f')},${cents}`,
  ch: (whole: string, cents: string) => `${grouped(whole, "'")}.${cents}`,
  plain: (whole: string, cents: string) => `${whole}.${cents}`,
  comma: (whole: string, cents: string) => `${whole},${cents}`,
};

function grouped(digits: string, sign: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, sign);
}

test('every amount is read from every notation, around it what may stand there', () => {
  const amount = fc.record({
    cents: fc.integer({ min: 0, max: 999_999_999_99 }),
    notation: fc.constantFrom(...Object.values(NOTATIONS)),
    around: fc.constantFrom(
      ['', ''],
      ['€ ', ''],
      ['', ' €'],
      ['EUR ', ''],
      ['', ' EUR'],
      ['$', ''],
    ),
    sign: fc.constantFrom('', '-', '\u2212'),
  });
  const holds = fc.property(amount, ({ cents, notation, around: [before, after], sign }) => {
    const text = notation(String(Math.trunc(cents / 100)), String(cents % 100).padStart(2, '0'));
    const value = sign === '' ? cents : 0 - cents;
    expect(readAmount(`${before}${sign}${text}${after}`)).toEqual({ cents: value, isSure: true });
  });
  fc.assert(holds, { numRuns: 2000 });
});

test.each([
  [123_456, '1234.56'],
  [5, '0.05'],
  [-1230, '-12.30'],
  [0, '0.00'],
])('%i cents are written %s', (cents, text) => {
  expect(formatCents(cents)).toBe(text);
});
