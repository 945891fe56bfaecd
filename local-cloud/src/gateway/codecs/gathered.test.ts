import { expect, test } from 'vitest';
import { turnsDuring } from '../../core/testing.ts';
import { gathered } from './gathered.ts';

test('a short answer is a text, written at once', async () => {
  expect(await gathered(['{"a":', '1', '}'])).toBe('{"a":1}');
});

test('while a long answer is written others have their turn', async () => {
  const pieces = Array.from({ length: 100 }, (_, index) => `${index}é`.repeat(5_000));
  let answer: string | Uint8Array = '';
  const turns = await turnsDuring(async () => {
    answer = await gathered(pieces);
  });
  expect(turns).toBeGreaterThan(8);
  expect(Buffer.from(answer).toString()).toBe(pieces.join(''));
});
