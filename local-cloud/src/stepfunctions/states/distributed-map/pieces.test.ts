import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePieces } from './pieces.ts';

test('pieces of whole lines are the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n')), fc.nat(5), (parts, atOnce) => {
      const pieces = [...linePieces(parts.join(''), atOnce)];
      expect(pieces.join('')).toBe(parts.join(''));
      expect(pieces.slice(0, -1).every((piece) => piece.endsWith('\n'))).toBe(true);
    }),
  );
});
