import { expect, test } from 'vitest';
import { jsonPieces, longText } from './long-text.ts';
import { turnsDuring } from './testing.ts';

test.each([
  [{}],
  [{ a: 1, b: undefined, c: null, d: 'text "quoted"' }],
  [{ list: [], others: [1, undefined, { x: [2] }], nested: { list: [3] } }],
])('an object is written in pieces as JSON.stringify writes it: %j', (value) => {
  expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value));
});

test('a text that is short is there at once', () => {
  expect(longText(['a', 'b'].values())).toBe('ab');
});

test('a text that is long comes bit by bit, and others have their turn between', async () => {
  const piece = 'x'.repeat(50_000);
  const pieces = [...Array.from({ length: 20 }, () => piece), 'end'];
  let text = '';
  const turns = await turnsDuring(async () => {
    for await (const part of longText(pieces.values()) as AsyncIterable<string>) text += part;
  });
  expect(text).toBe(`${piece.repeat(20)}end`);
  expect(turns).toBeGreaterThanOrEqual(5);
});
