import { describe, expect, test } from 'vitest';
import { parseSchedule } from './schedule.ts';

/** The next times of an expression, to the minute. */
function times(expression: string, from: string, count = 3): string[] {
  const schedule = parseSchedule(expression)!;
  const began = Date.parse(`${from}:00Z`);
  const found: string[] = [];
  let ms: number | undefined = began;
  while (found.length < count) {
    ms = schedule.next(ms, began);
    if (ms === undefined) break;
    found.push(new Date(ms).toISOString().slice(0, 16));
  }
  return found;
}

describe('the examples of the EventBridge user guide', () => {
  test.each([
    ['cron(0 10 * * ? *)', ['2026-11-28T10:00', '2026-11-29T10:00', '2026-11-30T10:00']],
    ['cron(15 12 * * ? *)', ['2026-11-28T12:15', '2026-11-29T12:15', '2026-11-30T12:15']],
    // 28 November 2026 is a Saturday.
    ['cron(0 18 ? * MON-FRI *)', ['2026-11-30T18:00', '2026-12-01T18:00', '2026-12-02T18:00']],
    ['cron(0 8 1 * ? *)', ['2026-12-01T08:00', '2027-01-01T08:00', '2027-02-01T08:00']],
    ['cron(0/15 * * * ? *)', ['2026-11-28T06:15', '2026-11-28T06:30', '2026-11-28T06:45']],
    ['cron(0/10 * ? * MON-FRI *)', ['2026-11-30T00:00', '2026-11-30T00:10', '2026-11-30T00:20']],
    ['cron(0/5 8-17 ? * MON-FRI *)', ['2026-11-30T08:00', '2026-11-30T08:05', '2026-11-30T08:10']],
    ['cron(0 9 ? * 2#1 *)', ['2026-12-07T09:00', '2027-01-04T09:00', '2027-02-01T09:00']],
    ['cron(0/30 20-2 ? * MON-FRI *)', ['2026-11-30T00:00', '2026-11-30T00:30', '2026-11-30T01:00']],
    ['cron(15 10 ? * 6L 2026-2027)', ['2026-12-25T10:15', '2027-01-29T10:15', '2027-02-26T10:15']],
    ['cron(1/10 * * * ? *)', ['2026-11-28T06:11', '2026-11-28T06:21', '2026-11-28T06:31']],
  ])('%s', (expression, expected) => {
    expect(times(expression, '2026-11-28T06:01')).toEqual(expected);
  });
});

describe('the wildcards of days', () => {
  test('L is the last day of the month, and of the week', () => {
    expect(times('cron(0 2 L * ? *)', '2028-01-31T03:00')).toEqual([
      '2028-02-29T02:00',
      '2028-03-31T02:00',
      '2028-04-30T02:00',
    ]);
    expect(times('cron(0 0 ? * L *)', '2026-11-23T00:00', 1)).toEqual(['2026-11-28T00:00']);
  });

  test('W is the weekday closest to a day, in the same month', () => {
    const closest = (day: number, from: string) => times(`cron(0 0 ${day}W * ? *)`, from, 1)[0];
    // 15 August 2026 is a Saturday, 16 August a Sunday, 1 August a Saturday, 31 May a Sunday.
    expect(closest(15, '2026-08-01T00:00')).toBe('2026-08-14T00:00');
    expect(closest(16, '2026-08-01T00:00')).toBe('2026-08-17T00:00');
    expect(closest(1, '2026-07-31T00:00')).toBe('2026-08-03T00:00');
    expect(closest(31, '2026-05-01T00:00')).toBe('2026-05-29T00:00');
    // February has no 30th.
    expect(closest(30, '2027-02-01T00:00')).toBe('2027-03-30T00:00');
  });

  test('# is the day of the week by its number in the month', () => {
    expect(times('cron(0 0 ? * 3#2 *)', '2026-10-01T00:00', 2)).toEqual([
      '2026-10-13T00:00',
      '2026-11-10T00:00',
    ]);
    expect(times('cron(0 0 ? * FRI#5 *)', '2026-11-01T00:00', 1)).toEqual(['2027-01-29T00:00']);
  });

  test('1 is Sunday', () => {
    expect(times('cron(0 0 ? * 1 *)', '2026-11-28T00:00', 1)).toEqual(['2026-11-29T00:00']);
  });
});

test('a range of hours may run over midnight', () => {
  expect(times('cron(0 23-1 * * ? *)', '2026-11-28T01:30')).toEqual([
    '2026-11-28T23:00',
    '2026-11-29T00:00',
    '2026-11-29T01:00',
  ]);
});

test('29 February waits for a leap year, and years that have passed fire no more', () => {
  expect(times('cron(0 0 29 2 ? *)', '2026-11-28T00:00', 1)).toEqual(['2028-02-29T00:00']);
  expect(times('cron(0 0 1 1 ? 2020-2026)', '2026-11-28T00:00')).toEqual([]);
  expect(times('cron(0 0 31 2 ? *)', '2026-11-28T00:00')).toEqual([]);
});

test('a rate counts from when the schedule began', () => {
  expect(times('rate(1 hour)', '2026-11-28T06:01', 2)).toEqual([
    '2026-11-28T07:01',
    '2026-11-28T08:01',
  ]);
  expect(times('rate(5 minutes)', '2026-11-28T06:01', 1)).toEqual(['2026-11-28T06:06']);
  expect(times('rate(7 days)', '2026-11-28T06:01', 1)).toEqual(['2026-12-05T06:01']);
});

test.each([
  ...['rate(1 hours)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(5 seconds)', 'rate(1.5 hours)'],
  ...['every hour', 'at(2026-11-28T00:00:00)', 'cron(0 0 * * ?)', 'cron(0 0 * * * *)'],
  ...['cron(0 0 ? * ? *)', 'cron(60 0 * * ? *)', 'cron(0 24 * * ? *)', 'cron(0 0 0 * ? *)'],
  ...['cron(0 0 32 * ? *)', 'cron(0 0 * 13 ? *)', 'cron(0 0 ? * 0 *)', 'cron(0 0 ? * 8 *)'],
  ...['cron(0 0 ? * 3#6 *)', 'cron(0 0 ? * 3#1,6#3 *)', 'cron(0 0 * * ? 2200)'],
  ...['cron(*/0 * * * ? *)', 'cron(0 0 15-1 * ? *)', 'cron(a * * * ? *)', 'cron(0 0 ? * FOO *)'],
  ...['cron(0 0 40W * ? *)', 'cron(, * * * ? *)', 'cron(0 0 ? * 2/2 *)'],
])('%s is no schedule', (expression) => {
  expect(parseSchedule(expression)).toBeUndefined();
});
