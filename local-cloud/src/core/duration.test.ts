import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

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
