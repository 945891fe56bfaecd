import { expect, test } from 'vitest';
import { jsonOf } from './execution.ts';

test('what JSON can say is sent as it says it', () => {
  expect(jsonOf({ at: new Date(0), left: undefined })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  expect(jsonOf(null)).toBe('null');
});

test.each([
  [() => 'tea', 'Its type is function.'],
  [undefined, 'Its type is undefined.'],
  [10n, 'BigInt'],
])('%s is refused instead of being left out', (input, why) => {
  expect(() => jsonOf(input)).toThrow(
    expect.objectContaining({
      what: 'The input of an execution is JSON, and this is not',
      why: expect.stringContaining(why),
    }),
  );
});
