import { expect, test } from 'vitest';
import { Choices } from './choices.ts';

test('every combination of decisions comes up once, the first ones first', () => {
  const read: string[] = [];
  for (let choices: Choices | undefined = new Choices(); choices; choices = choices.next()) {
    const letter = choices.among(['a', 'b']);
    read.push(`${letter}${letter === 'a' ? choices.among([1, 2, 3]) : ''}`);
  }
  expect(read).toEqual(['a1', 'a2', 'a3', 'b']);
});

test('what leaves nothing open is no decision', () => {
  const choices = new Choices();
  expect([choices.among([]), choices.among(['only'])]).toEqual([undefined, 'only']);
  expect(choices.next()).toBeUndefined();
});
