import { expect, test } from 'vitest';
import { keptOf } from './keep.ts';

test('--keep takes whole megabytes, and where it is not given what is usual is kept', () => {
  expect(keptOf('2048')).toBe(2048);
  expect(keptOf(undefined)).toBeUndefined();
});

test.each(['0', '-1', '1.5', 'much', ''])('--keep refuses "%s"', (flag) => {
  expect(() => keptOf(flag)).toThrow(`"${flag}" is no number of megabytes to keep`);
});
