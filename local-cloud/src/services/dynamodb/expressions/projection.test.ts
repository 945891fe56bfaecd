import { expect, test } from 'vitest';
import { item } from '../testing.ts';
import { Placeholders, parseProjection, project } from './index.ts';

const ITEM = item({ a: 1, m: { x: 1, y: { z: 2 } }, l: ['p', { q: 1, r: 2 }, 's'] });

function projected(expression: string) {
  return project(parseProjection(expression, new Placeholders(undefined)), ITEM);
}

test('paths keep the structure of the item', () => {
  expect(projected('a, m.y.z, l[1].r')).toEqual(item({ a: 1, m: { y: { z: 2 } }, l: [{ r: 2 }] }));
});

test('list elements close up, in the order of the list', () => {
  expect(projected('l[2], l[0]')).toEqual(item({ l: ['p', 's'] }));
});

test('what is not there is left out', () => {
  expect(projected('a, gone, m.gone, l[9], l[0].b')).toEqual(item({ a: 1 }));
  expect(projected('gone')).toEqual({});
});

test.each([
  ['', 'The expression can not be empty;'],
  ['!!! a', 'Syntax error; token: "!", near: "!!"'],
  ['a, ', 'Syntax error; token: "<EOF>", near: ", "'],
  ['size', 'Attribute name is a reserved keyword; reserved keyword: size'],
  [
    '#a',
    'An expression attribute name used in the document path is not defined; attribute name: #a',
  ],
  [
    'a, a',
    'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
  ],
])('%j is refused', (expression, problem) => {
  expect(() => projected(expression)).toThrow(`Invalid ProjectionExpression: ${problem}`);
});
