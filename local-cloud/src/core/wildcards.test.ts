import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finder, inOrder } from './wildcards.ts';

/** The plain meaning of pieces, by every way to lay them out. */
function naive([piece, ...rest]: readonly string[], text: string): boolean {
  const stands = (start: string) =>
    [...start].every((character, index) => piece![index] === '?' || piece![index] === character);
  if (piece === undefined) return text === '';
  if (text.length < piece.length || !stands(text.slice(0, piece.length))) return false;
  const left = text.slice(piece.length);
  if (rest.length === 0) return left === '';
  return Array.from({ length: left.length + 1 }).some((_, skip) => naive(rest, left.slice(skip)));
}

const letters = fc.constantFrom('a', 'b');
const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '?'), maxLength: 3 }), {
  ...{ minLength: 1, maxLength: 5 },
});

test('pieces match as their definition says', () => {
  const texts = fc.string({ unit: letters, maxLength: 12 });
  const property = fc.property(pieces, texts, (all, text) => {
    expect(inOrder(all, '?')(text)).toBe(naive(all, text));
  });
  fc.assert(property, { numRuns: 5000, seed: 20_300_101 });
});

test('a text is found where indexOf finds it', () => {
  const wanted = fc.string({ unit: letters, maxLength: 40 });
  const around = fc.string({ unit: letters, maxLength: 100 });
  const property = fc.property(wanted, around, around, fc.nat(50), (text, before, after, from) => {
    for (const whole of [before + text + after, before + after]) {
      expect(finder(text)(whole, from)).toBe(whole.indexOf(text, from));
    }
  });
  fc.assert(property, { numRuns: 2000, seed: 20_300_101 });
});

test('many stars on a long text are no more work than the text is long', () => {
  const stars = Array.from({ length: 500 }, () => 'a');
  expect(inOrder([...stars, 'b'])('a'.repeat(1_000_000))).toBe(false);
  const hard = `${'a'.repeat(500)}b${'a'.repeat(500)}`;
  expect(inOrder(['', hard, ''])('a'.repeat(1_000_000))).toBe(false);
});
