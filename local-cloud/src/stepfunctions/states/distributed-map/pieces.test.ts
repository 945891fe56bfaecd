import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayPieces, isLongArray, linePieces } from './pieces.ts';

const blank = fc.constantFrom('', ' ', '\n');
const item = fc.json({ depthSize: 'small' });

test('the pieces of an array have its members, in order', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 4 }), blank, fc.nat(20), (items, gap, atOnce) => {
      const text = `${gap}[${items.join(`${gap},${gap}`)}]${gap}`;
      const pieces = [...arrayPieces(text, atOnce)];
      expect(pieces.flatMap((piece) => JSON.parse(piece))).toEqual(JSON.parse(text));
    }),
  );
});

test('they are about as long as they may be', () => {
  const text = `[${Array.from({ length: 100 }, () => '"12345678"').join()}]`;

  expect([...arrayPieces(text, 50)].map((piece) => piece.length)).toEqual(
    Array.from({ length: 20 }, () => 56),
  );
});

test.each([
  '[1,2,,3]',
  '[,,1,2]',
  '[1,2,3,]',
  '[1,2,3',
  '[1,{2,3}]',
  '[1],[2,3]',
  '[1],2,[3,4]',
  '[1,2]]',
  '[1,2,]]',
])('%s, which is no JSON, does not become one', (text) => {
  expect(() => [...arrayPieces(text, 3)].map((piece) => JSON.parse(piece))).toThrow();
});

test.each([
  ['[1, 2, 3]', true],
  [' \n[1, 2, 3] ', true],
  ['[1]', false],
  ['{"a": [1, 2, 3]}', false],
  ['"[1, 2, 3]"', false],
  ['[1, 2, 3], 4', false],
  ['\uFEFF[1, 2, 3]', false],
])('%j is a long array: %s', (text, isOne) => {
  expect(isLongArray(text, 5)).toBe(isOne);
});

test('pieces of whole lines are the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n')), fc.nat(5), (parts, atOnce) => {
      const pieces = [...linePieces(parts.join(''), atOnce)];
      expect(pieces.join('')).toBe(parts.join(''));
      expect(pieces.slice(0, -1).every((piece) => piece.endsWith('\n'))).toBe(true);
    }),
  );
});
