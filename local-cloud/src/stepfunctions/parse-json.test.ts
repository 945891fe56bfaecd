import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test('JSON as deep as AWS reads it is parsed', () => {
  expect(JSON.stringify(parseJson(nested(1000)))).toBe(nested(1000));
});

test.each([1001, 100_000])('JSON nested %i deep is refused', (depth) => {
  expect(() => parseJson(nested(depth))).toThrow(
    'Document nesting depth (1001) exceeds the maximum allowed (1000)',
  );
  expect(() => parseJson(`{"a":${nested(depth - 1)}}`)).toThrow('nesting depth');
});

test('what stands beside each other, or in texts, is not nested', () => {
  const wide = JSON.stringify(Array.from({ length: 2000 }, () => [{}]));
  const quoted = JSON.stringify({ text: `"\\${nested(2000)}`, [nested(2000)]: '\\' });
  for (const text of [wide, quoted]) expect(JSON.stringify(parseJson(text))).toBe(text);
});

test('a text that is no JSON is a SyntaxError', () => {
  expect(() => parseJson('{')).toThrow(SyntaxError);
  expect(() => parseJson(`${']'.repeat(3000)}`)).toThrow(SyntaxError);
});
