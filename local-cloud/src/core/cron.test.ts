import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCron } from './cron.ts';
import { parseScheduleExpression } from './schedule.ts';
import { timeZone } from './time-zone.ts';

const MINUTE = 60_000;
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** A cron expression, and whether it names a minute: said twice, in words and as a question. */
interface Named {
  readonly text: string;
  readonly names: (date: Date) => boolean;
}

/** A field of numbers: its text, and the question put to one number. */
interface Asked {
  readonly text: string;
  readonly asks: (value: number) => boolean;
}

const any: Asked = { text: '*', asks: () => true };

/** Lists, ranges and steps between two numbers. */
function numbers(least: number, most: number, words?: readonly string[]): fc.Arbitrary<Asked> {
  const number = fc.integer({ min: least, max: most });
  const word = (value: number) => words?.[value - 1] ?? String(value);
  const one = number.map((value) => ({ text: word(value), asks: (n: number) => n === value }));
  const range = fc.tuple(number, number).map(([a, b]) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    return { text: `${word(from)}-${word(to)}`, asks: (n: number) => n >= from && n <= to };
  });
  const step = fc.tuple(number, fc.integer({ min: 1, max: 20 })).map(([from, by]) => ({
    text: `${from}/${by}`,
    asks: (n: number) => n >= from && (n - from) % by === 0,
  }));
  const list = fc.array(fc.oneof(one, range), { minLength: 1, maxLength: 3 }).map((items) => ({
    text: items.map(({ text }) => text).join(','),
    asks: (n: number) => items.some(({ asks }) => asks(n)),
  }));
  return fc.oneof(fc.constant(any), list, words === DAYS ? list : step);
}

/** A day, with the question put to the whole date. */
type DayNamed = { readonly days: readonly [string, string]; readonly names: Named['names'] };

const lastOf = (date: Date) =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
const weekdayOf = (date: Date) => date.getUTCDay() + 1;

/** Of the weekdays of a month, the one that is nearest to a day. */
function nearestWeekday(date: Date, wanted: number): number | undefined {
  if (wanted > lastOf(date)) return undefined;
  const all = Array.from({ length: lastOf(date) }, (_, index) => index + 1);
  const weekdays = all.filter((day) => {
    const at = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
    return at !== 0 && at !== 6;
  });
  return weekdays.reduce((best, day) =>
    Math.abs(day - wanted) < Math.abs(best - wanted) ? day : best,
  );
}

const dayNamed: fc.Arbitrary<DayNamed> = fc.oneof(
  numbers(1, 31).map(({ text, asks }) => ({
    days: [text, '?'] as const,
    names: (date: Date) => asks(date.getUTCDate()),
  })),
  fc.constant({
    days: ['L', '?'] as const,
    names: (date: Date) => date.getUTCDate() === lastOf(date),
  }),
  fc.integer({ min: 1, max: 31 }).map((day) => ({
    days: [`${day}W`, '?'] as const,
    names: (date: Date) => date.getUTCDate() === nearestWeekday(date, day),
  })),
  numbers(1, 7, DAYS).map(({ text, asks }) => ({
    days: ['?', text] as const,
    names: (date: Date) => asks(weekdayOf(date)),
  })),
  fc.integer({ min: 1, max: 7 }).map((day) => ({
    days: ['?', `${day}L`] as const,
    names: (date: Date) => weekdayOf(date) === day && date.getUTCDate() + 7 > lastOf(date),
  })),
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([day, nth]) => ({
    days: ['?', `${day}#${nth}`] as const,
    names: (date: Date) => {
      const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
      const offset = (day - weekdayOf(first) + 7) % 7;
      return date.getUTCDate() === 1 + offset + 7 * (nth - 1);
    },
  })),
);

const expression: fc.Arbitrary<Named> = fc
  .tuple(numbers(0, 59), numbers(0, 23), dayNamed, numbers(1, 12, MONTHS))
  .map(([minutes, hours, { days, names }, months]) => ({
    text: `${minutes.text} ${hours.text} ${days[0]} ${months.text} ${days[1]} *`,
    names: (date) =>
      minutes.asks(date.getUTCMinutes()) &&
      hours.asks(date.getUTCHours()) &&
      months.asks(date.getUTCMonth() + 1) &&
      names(date),
  }));

test('the next minute is the one that looking at every minute finds', () => {
  const start = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
  const property = fc.property(expression, start, ({ text, names }, ms) => {
    const found = parseCron(text)!.next(ms);
    // What is further away than five days is shown not to be named within them.
    const end = Math.min(found ?? Number.POSITIVE_INFINITY, ms + 5 * 24 * 60 * MINUTE);
    let minute = (Math.floor(ms / MINUTE) + 1) * MINUTE;
    while (minute < end && !names(new Date(minute))) minute += MINUTE;
    expect(minute).toBeGreaterThanOrEqual(end);
    if (found !== undefined) expect(names(new Date(found))).toBe(true);
  });
  fc.assert(property, { numRuns: 200, seed: 20_261_128 });
});

/** The next times of an expression in a zone. */
function times(text: string, zone: string, from: string, count: number): string[] {
  const schedule = parseScheduleExpression(text, timeZone(zone)!)!;
  const began = Date.parse(from);
  const found: string[] = [];
  for (let ms = schedule.next(began - 1, began); found.length < count; ) {
    if (ms === undefined) break;
    found.push(new Date(ms).toISOString().slice(0, 16));
    ms = schedule.next(ms, began);
  }
  return found;
}

describe('time zones', () => {
  test.each([
    // The clocks go from 2:00 to 3:00 on 29 March 2026, in New York on 8 March.
    ['Europe/Berlin', '2026-03-28T00:00Z', ['2026-03-28T01:30', '2026-03-30T00:30']],
    ['America/New_York', '2026-03-07T00:00Z', ['2026-03-07T07:30', '2026-03-09T06:30']],
    // From 3:00 to 2:00 on 25 October 2026, from 2:00 to 1:00 on 1 November.
    [
      'Europe/Berlin',
      '2026-10-24T00:00Z',
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'America/New_York',
      '2026-10-31T00:00Z',
      ['2026-10-31T06:30', '2026-11-01T07:30', '2026-11-02T07:30'],
    ],
    // By half an hour only: from 2:00 to 2:30 on 4 October 2026, from 2:00 to 1:30 on 5 April.
    ['Australia/Lord_Howe', '2026-10-02T15:45Z', ['2026-10-02T16:00', '2026-10-03T15:30']],
  ])('half past two in %s from %s', (zone, from, expected) => {
    expect(times('cron(30 2 * * ? *)', zone, from, expected.length)).toEqual(expected);
  });

  test('a time in the gap of half an hour is skipped', () => {
    expect(times('cron(15 2 * * ? *)', 'Australia/Lord_Howe', '2026-10-02T16:00Z', 2)).toEqual([
      '2026-10-04T15:15',
      '2026-10-05T15:15',
    ]);
  });

  test.each([
    ['Europe/Berlin', 'cron(30 2 25 10 ? 2026)', ['2026-10-25T00:30']],
    ['America/New_York', 'cron(30 1 1 11 ? 2026)', ['2026-11-01T05:30']],
    ['Australia/Lord_Howe', 'cron(45 1 5 4 ? 2026)', ['2026-04-04T14:45']],
  ])('what the clocks of %s show twice fires the first time only', (zone, text, expected) => {
    expect(times(text, zone, '2026-01-01T00:00Z', 2)).toEqual(expected);
  });

  test('in the second pass nothing fires that has fired in the first', () => {
    expect(times('cron(0/30 * * * ? *)', 'Europe/Berlin', '2026-10-25T00:00Z', 4)).toEqual([
      ...['2026-10-25T00:00', '2026-10-25T00:30'],
      ...['2026-10-25T02:00', '2026-10-25T02:30'],
    ]);
    expect(times('cron(0/30 * * * ? *)', 'Europe/Berlin', '2026-10-25T01:10Z', 1)).toEqual([
      '2026-10-25T02:00',
    ]);
  });

  test('a day of a rate has 24 hours, whatever the clocks do', () => {
    expect(times('rate(1 days)', 'Europe/Berlin', '2026-03-28T12:00Z', 3)).toEqual([
      ...['2026-03-28T12:00', '2026-03-29T12:00', '2026-03-30T12:00'],
    ]);
  });

  test('a single time is read off the clocks on the wall', () => {
    const at = (zone: string) => times('at(2026-11-20T13:00:00)', zone, '2026-01-01T00:00Z', 2);
    expect(at('America/Los_Angeles')).toEqual(['2026-11-20T21:00']);
    expect(at('UTC')).toEqual(['2026-11-20T13:00']);
    expect(at('Asia/Kathmandu')).toEqual(['2026-11-20T07:15']);
  });

  test.each(['Mars/Phobos', '+01:00', '', 'Local', 'europe/berlin'])('%j is none', (name) => {
    expect(timeZone(name)).toBeUndefined();
  });
});

describe('the examples of the Scheduler user guide', () => {
  test.each([
    [
      'cron(15 10 ? * 6L 2022-2023)',
      '2022-01-01T00:00Z',
      ['2022-01-28T10:15', '2022-02-25T10:15', '2022-03-25T10:15'],
    ],
    [
      'cron(30 8 * * ? *)',
      '2026-11-28T00:00Z',
      ['2026-11-28T08:30', '2026-11-29T08:30', '2026-11-30T08:30'],
    ],
    ['rate(5 minutes)', '2026-11-28T00:02Z', ['2026-11-28T00:02', '2026-11-28T00:07']],
    ['cron(1/10 * * * ? *)', '2026-11-28T00:00Z', ['2026-11-28T00:01', '2026-11-28T00:11']],
    ['cron(0 0 3W * ? *)', '2026-10-01T00:00Z', ['2026-10-02T00:00', '2026-11-03T00:00']],
    ['cron(0 0 ? * 3#2 *)', '2026-10-01T00:00Z', ['2026-10-13T00:00', '2026-11-10T00:00']],
    // The year is optional.
    ['cron(0 0 1-15 JAN,FEB,MAR ?)', '2026-03-15T00:00Z', ['2026-03-15T00:00', '2027-01-01T00:00']],
  ])('%s', (text, from, expected) => {
    expect(times(text, 'UTC', from, expected.length)).toEqual(expected);
  });

  test.each([
    ...['cron(0 0 ? * 3#1,6#3 *)', 'cron(0 0 * * * *)', 'cron(0 0 * * MON *)', 'rate(5 weeks)'],
    ...[
      'at(2026-02-30T00:00:00)',
      'at(2026-01-01T24:00:00)',
      'at(2026-01-01T00:00)',
      'rate(0 days)',
    ],
  ])('%s is none', (text) => {
    expect(parseScheduleExpression(text, timeZone('UTC')!)).toBeUndefined();
  });
});
