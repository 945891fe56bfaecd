import { expect, test, vi } from 'vitest';
import { environment, MissingEnvironment } from './environment.ts';

test('a setting is read from the environment', () => {
  vi.stubEnv('SOME_TABLE', 'table-1');
  expect(environment('SOME_TABLE')).toBe('table-1');
});

test.each([undefined, ''])('a setting that is %j is an error with its name', (value) => {
  vi.stubEnv('SOME_TABLE', value);
  expect(() => environment('SOME_TABLE')).toThrow(MissingEnvironment);
  expect(() => environment('SOME_TABLE')).toThrow('SOME_TABLE');
});
