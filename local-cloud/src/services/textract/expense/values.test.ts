import { describe, expect, test } from 'vitest';
import { cents, currencyIn, valueAt } from './values.ts';

describe('amounts', () => {
  test.each([
    ['1,234.56', 123_456],
    ['1.234,56', 123_456],
    ['1 234,56 €', 123_456],
    ["CHF 1'234.50", 123_450],
    ['-233,47 €', -23_347],
    ['$5,715.00', 571_500],
    ['(12.00)', -1200],
    ['2000,00', 200_000],
    ['100,00-', -10_000],
  ])('%s is one', (text, hundredths) => {
    expect(valueAt(text, 'amount')).toBe(text);
    expect(cents(text)).toBe(hundredths);
  });

  test.each(['19 %', '7%', '3m', 'EUR', '470,1 5 €'])('%s is none', (text) => {
    expect(valueAt(text, 'amount')).toBeUndefined();
  });
});

test.each([
  '05.06.2013',
  '16/11/2017',
  '2020-11-21',
  '01-Jan-2021',
  '12 March 2020',
  'June 12, 2020',
  'Thursday, 26 March 2020',
  '5. Juni 2024',
  '16 novembre 2024',
  '1er août 2024',
])('%s is a date', (text) => {
  expect(valueAt(`${text} and more`, 'date')).toBe(text);
});

test.each([
  ['RE-20201121/508 issued', 'RE-20201121/508'],
  ['9314110911/00/M/00/N', '9314110911/00/M/00/N'],
  ['FA 2017-0010', 'FA 2017-0010'],
  ['471102.', '471102'],
])('%s begins with a number of a document', (text, id) => {
  expect(valueAt(text, 'id')).toBe(id);
});

test('a date and a word are no number of a document', () => {
  expect(valueAt('05.06.2013', 'id')).toBeUndefined();
  expect(valueAt('Rechnung', 'id')).toBeUndefined();
});

test.each([
  ['12.00 €', 'EUR'],
  ['$12', 'USD'],
  ['GBP 163,16', 'GBP'],
  ['CA$ 5', 'CAD'],
  ['12.00', undefined],
])('the currency of %s is %s', (text, code) => {
  expect(currencyIn(text)).toBe(code);
});

test('CR after an amount belongs to it: it is credited', () => {
  expect(valueAt('£240.00 CR', 'amount')).toBe('£240.00 CR');
  expect(cents('£240.00 CR')).toBe(-24_000);
});
