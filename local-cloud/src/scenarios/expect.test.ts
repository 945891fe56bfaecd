import { describe, expect, test } from 'vitest';
import { differences, pathDifference } from './expect.ts';

describe('differences', () => {
  test('ignores members that are not expected', () => {
    expect(differences({ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }, 'x')).toEqual([]);
  });

  test('names the place of every difference', () => {
    expect(differences({ a: 1, b: [1, { c: 2 }] }, { a: 2, b: [1, {}] }, 'x')).toEqual([
      'x.a: expected 1, got 2',
      'x.b[1].c: expected 2, got nothing',
    ]);
  });

  test('a list matches only one of the same length', () => {
    expect(differences([], [1], 'x')).toEqual(['x: expected [], got [1]']);
    expect(differences([1], undefined, 'x')).toEqual(['x: expected [1], got nothing']);
  });
});

describe('pathDifference', () => {
  test('takes a list within the path as states entered in any order', () => {
    expect(pathDifference(['A', ['B', 'C'], 'D'], ['A', 'C', 'B', 'D'])).toEqual([]);
  });

  test.each([
    [['A'], ['A', 'B']],
    [['A', 'B'], ['A']],
    [
      ['A', ['B', 'C']],
      ['B', 'A', 'C'],
    ],
    [[], ['A']],
  ])('expected %j does not match %j', (expected, actual) => {
    expect(pathDifference(expected, actual)).toHaveLength(1);
  });
});
