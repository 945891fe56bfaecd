import { expect, test, vi } from 'vitest';
import { Cursor } from '../jsonpath/cursor.ts';
import { testScope } from '../testing.ts';
import { compileCall } from './known-calls.ts';

test('a path that is an argument of one call again and again is read once', () => {
  const take = vi.spyOn(Cursor.prototype, 'take');
  const call = compileCall(`States.Array(${Array(1_000).fill('$.a,$.b').join()})`);
  const taken = take.mock.calls.length;
  take.mockRestore();

  // A comma for each argument, and little else.
  expect(taken).toBeLessThan(2_050);
  expect(call(testScope({ input: { a: 1, b: 2 } }))).toEqual(Array(1_000).fill([1, 2]).flat());
});
