import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feeFor, isAccepted, startDateFrom } from './fee.ts';

test.each([
  [2, 800],
  [3, 750],
  [4, 700],
  [5, 650],
])('a child of %i is accepted, for %i a month', (age, fee) => {
  expect(isAccepted(age)).toBe(true);
  expect(feeFor(age)).toBe(fee);
});

test.each([-1, 0, 1, 6, 7, 2.5])('a child of %d is not accepted', (age) => {
  expect(isAccepted(age)).toBe(false);
});

test('nobody outside of 2 to 5 is accepted', () => {
  fc.assert(
    fc.property(fc.integer(), (age) => {
      expect(isAccepted(age)).toBe(age >= 2 && age <= 5);
    }),
  );
});

test.each([
  ['2030-01-01', '2030-01-15'],
  ['2030-12-25', '2031-01-08'],
  ['2028-02-15', '2028-02-29'],
  ['2028-02-16', '2028-03-01'],
  ['2030-02-15', '2030-03-01'],
])('who registers on %s starts on %s', (today, start) => {
  expect(startDateFrom(today)).toBe(start);
});

test('the first day is the same day of the week, two weeks later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
      const today = new Date(days * 86_400_000);
      const start = new Date(startDateFrom(today.toISOString().slice(0, 10)));
      expect(start.getUTCDay()).toBe(today.getUTCDay());
      expect(start.getTime() - today.getTime()).toBe(14 * 86_400_000);
    }),
  );
});
