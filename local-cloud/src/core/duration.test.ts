import { describe, expect, test } from 'vitest';
import { formatDuration, formatMoment, parseDuration, untilTimeOfDay } from './duration.ts';

describe('parseDuration', () => {
  test.each([
    ['P3D', 259_200_000],
    ['PT24H', 86_400_000],
    ['PT1H30M', 5_400_000],
    ['P1W', 604_800_000],
    ['PT0.5S', 500],
    ['3d', 259_200_000],
    ['90m', 5_400_000],
    ['500ms', 500],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', 'P', 'PT', 'P1DT', '3', 'three days', '-P1D', 'P1Y', '1e3s'])(
    'refuses "%s" as wrong usage',
    (text) => {
      expect(() => parseDuration(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
    },
  );
});

test.each([
  [420, '420 ms'],
  [1500, '1.5 s'],
  [90_000, '1m 30s'],
  [259_200_000, '3d'],
  [266_400_000, '3d 2h'],
])('formatDuration writes %i as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, '0.000 s'],
  [59_999, '59.999 s'],
  [60_000, '00:01:00.000'],
  [86_399_999, '23:59:59.999'],
  [259_200_468, '3d 00:00:00.468'],
])('formatMoment writes %i as %s', (ms, text) => {
  expect(formatMoment(ms)).toBe(text);
});

describe('untilTimeOfDay', () => {
  const NOON = Date.parse('2030-01-31T12:00:00Z');

  test.each([
    ['T13:30Z', 90 * 60_000],
    ['T11:59Z', 24 * 3_600_000 - 60_000],
    ['T12:00Z', 24 * 3_600_000],
  ])('%s comes next after noon in %i ms', (text, ms) => {
    expect(untilTimeOfDay(text, NOON)).toBe(ms);
  });

  test.each(['T24:00Z', 'T12:60Z', 'T12:00', '12:00Z', 'PT12H'])('%s is no time of day', (text) => {
    expect(untilTimeOfDay(text, NOON)).toBeUndefined();
  });
});
