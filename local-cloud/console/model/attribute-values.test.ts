import { expect, test } from 'vitest';
import { readJson } from '../../src/core/json-number.ts';
import { plainOf, typedOf } from './attribute-values.ts';

test.each([
  ['a text', { S: '1' }, '1'],
  ['a number', { N: '1.5' }, 1.5],
  ['a number that JSON would round', { N: '12345678901234567890.1' }, '12345678901234567890.1'],
  ['nothing', { NULL: true }, null],
  ['a list of maps', { L: [{ M: { ok: { BOOL: false } } }] }, [{ ok: false }]],
  ['sets', { M: { names: { SS: ['a'] }, numbers: { NS: ['1'] } } }, { names: ['a'], numbers: [1] }],
])('%s is shown as plain JSON', (_, value, plain) => {
  expect(plainOf(value)).toEqual(plain);
});

test('an item is written as plain JSON', () => {
  const item = { id: 'x', count: 2, open: true, none: null, lines: [{ S: 'y' }] };
  expect(typedOf(item)).toEqual({
    id: { S: 'x' },
    count: { N: '2' },
    open: { BOOL: true },
    none: { NULL: true },
    lines: { L: [{ M: { S: { S: 'y' } } }] },
  });
});

test('a number of an item keeps its digits', () => {
  const item = '{"id":12345678901234567890,"cents":9007199254740993,"rate":0.1}';
  expect(typedOf(readJson(item))).toEqual({
    id: { N: '12345678901234567890' },
    cents: { N: '9007199254740993' },
    rate: { N: '0.1' },
  });
});

test('an item in DynamoDB JSON is taken as it is, and nothing else than an item', () => {
  const item = { id: { S: 'x' }, tags: { SS: ['a', 'b'] } };
  expect(typedOf(item)).toBe(item);
  for (const none of [null, 'x', [item]]) expect(() => typedOf(none)).toThrow('is a JSON object');
});
