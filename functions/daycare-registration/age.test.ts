import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn, dayAt } from './age.ts';

const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => dayOf(date.getTime()));
const inYears = (from: string, years: number) =>
  `${Number(from.slice(0, 4)) + years}${from.slice(4)}`;
const isInCalendar = (one: string) =>
  !Number.isNaN(Date.parse(one)) && dayOf(Date.parse(one)) === one;

describe('an age', () => {
  test.each([
    ['2028-05-20', '2026-05-20', 2, 'the birthday counts'],
    ['2028-05-19', '2026-05-20', 1, 'the day before does not'],
    ['2028-05-21', '2026-05-20', 2, 'the day after'],
    ['2028-01-01', '2027-12-31', 0, 'a day is not a year'],
    ['2026-05-19', '2026-05-20', -1, 'not born yet'],
    ['2026-02-28', '2024-02-29', 1, 'born on a leap day: not on the last of February'],
    ['2026-03-01', '2024-02-29', 2, 'but on the first of March'],
    ['2028-02-28', '2024-02-29', 3, 'in a leap year not before the day itself'],
    ['2028-02-29', '2024-02-29', 4, 'in a leap year on the day itself'],
    ['2028-02-29', '2026-02-28', 2, 'a leap day is a day after the 28th'],
    ['2028-02-29', '2026-03-01', 1, 'and a day before the first of March'],
  ])('on %s, born on %s, is %i: %s', (today, born, age) => {
    expect(ageOn(today, born)).toBe(age);
  });

  test('is the number of birthdays that have been', () => {
    fc.assert(
      fc.property(day, day, (born, today) => {
        fc.pre(born <= today);
        const birthdays = Array.from({ length: 101 }, (_, years) => inYears(born, years + 1));
        // A birthday that the calendar does not have, 29 February, is on the day after the 28th.
        const had = birthdays.map((one) => (isInCalendar(one) ? one : `${one.slice(0, 4)}-03-01`));
        expect(ageOn(today, born)).toBe(had.filter((one) => one <= today).length);
      }),
    );
  });

  test('never falls from one day to the next, and never rises by more than one', () => {
    fc.assert(
      fc.property(day, day, (born, today) => {
        const tomorrow = dayOf(Date.parse(today) + DAY_MS);
        expect([0, 1]).toContain(ageOn(tomorrow, born) - ageOn(today, born));
      }),
    );
  });

  test('is a year more on the same day a year later', () => {
    fc.assert(
      fc.property(day, day, (born, today) => {
        fc.pre(isInCalendar(inYears(today, 1)));
        expect(ageOn(inYears(today, 1), born)).toBe(ageOn(today, born) + 1);
      }),
    );
  });

  test('is below zero exactly for those who are not born yet', () => {
    fc.assert(
      fc.property(day, day, (born, today) => {
        expect(ageOn(today, born) < 0).toBe(today < born);
      }),
    );
  });
});

describe('the day at a moment', () => {
  test.each([
    ['2030-01-31T23:59:59.999Z', 'UTC', '2030-01-31'],
    ['2030-02-01T00:00:00Z', 'UTC', '2030-02-01'],
    ['2030-02-01T04:59:59Z', 'America/New_York', '2030-01-31'],
    ['2030-02-01T05:00:00Z', 'America/New_York', '2030-02-01'],
    ['2030-07-01T03:59:59Z', 'America/New_York', '2030-06-30'],
    ['2030-07-01T04:00:00Z', 'America/New_York', '2030-07-01'],
    ['2030-01-31T11:00:00Z', 'Pacific/Auckland', '2030-02-01'],
    ['2030-01-31T10:59:59Z', 'Pacific/Auckland', '2030-01-31'],
  ])('%s in %s is %s', (moment, timeZone, expected) => {
    expect(dayAt(moment, timeZone)).toBe(expected);
  });

  test('in UTC is the first part of the moment', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }),
        (moment) => {
          const text = moment.toISOString();
          expect(dayAt(text, 'UTC')).toBe(text.slice(0, 10));
        },
      ),
    );
  });

  test('is never more than a day from the one in UTC', () => {
    const zone = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Etc/GMT+12');
    fc.assert(
      fc.property(day, zone, (utc, timeZone) => {
        const here = Date.parse(dayAt(`${utc}T12:00:00Z`, timeZone));
        expect(Math.abs(here - Date.parse(utc))).toBeLessThanOrEqual(DAY_MS);
      }),
    );
  });
});
