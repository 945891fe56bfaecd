import { expect, test } from 'vitest';
import { restored } from './shortened.ts';

test('a text of one letter has its length again', () => {
  expect(restored({ Message: 'aaaa... (2040 characters)' })).toEqual({ Message: 'a'.repeat(2040) });
  expect(restored('<5 bytes>')).toBe('aaaaa');
});

test('a list goes on counting', () => {
  const Entries = [{ Id: 'm-0', Delay: 1 }, { Id: 'm-1', Delay: 1 }, '... (4 items)'];
  expect(restored({ Entries })).toEqual({
    Entries: ['m-0', 'm-1', 'm-2', 'm-3'].map((Id) => ({ Id, Delay: 1 })),
  });
});

test('what cannot be told stays as it is', () => {
  const policy = '{"key1": ["value0", "va... (1661 characters)';
  expect(restored(policy)).toBe(policy);
});
