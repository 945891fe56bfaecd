import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { normalise } from './normalise.ts';

const invalid = 'One or more parameter values were invalid: ';

test.each<[string, unknown, string]>([
  [
    'a value without a type',
    {},
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
  [
    'a value of two types',
    { S: 'a', N: '1' },
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  ],
  [
    'NULL that is false',
    { NULL: false },
    `${invalid}Null attribute value types must have the value of true`,
  ],
  ['an empty string set', { SS: [] }, `${invalid}An string set  may not be empty`],
  ['an empty number set', { NS: [] }, `${invalid}An number set  may not be empty`],
  ['an empty binary set', { BS: [] }, `${invalid}Binary sets should not be empty`],
  [
    'a set with duplicates',
    { SS: ['a', 'a'] },
    `${invalid}Input collection [a, a] contains duplicates.`,
  ],
  ['a set with equal numbers', { NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
  ['an empty number', { N: '' }, 'The parameter cannot be converted to a numeric value'],
  ['text as a number', { N: 'ten' }, 'The parameter cannot be converted to a numeric value: ten'],
  [
    'a number of 39 digits',
    { N: '1'.repeat(39) },
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    'a number that is too large',
    { N: '1E126' },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    'a number that is too small',
    { N: '1E-131' },
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  ],
  ['a JSON number where text must be', { S: 5 }, 'NUMBER_VALUE cannot be converted to String'],
  ['a number with a monstrous exponent', { N: '1e100000000' }, 'Number overflow.'],
  ['an empty attribute name', { M: { '': { S: 'x' } } }, `${invalid}Empty attribute name`],
  [
    'an attribute name that is too long',
    { M: { ['x'.repeat(65_536)]: { S: 'x' } } },
    'Attribute name is too large, must be less than 65536 bytes',
  ],
  [
    'a value deep inside',
    { M: { a: { L: [{ SS: [] }] } } },
    `${invalid}An string set  may not be empty`,
  ],
])('%s is refused', (_, value, message) => {
  expect(() => normalise(value as AttributeValue)).toThrow(message);
});

test('numbers become canonical, wherever they are', () => {
  expect(normalise({ M: { a: { L: [{ N: '1.0' }, { NS: ['2e1', '03'] }] } } })).toEqual({
    M: { a: { L: [{ N: '1' }, { NS: ['3', '20'] }] } },
  });
});

test('the copy shares nothing with what was given', () => {
  const given = { L: [{ B: new Uint8Array([1]) }] };
  const copy = normalise(given);
  given.L[0]!.B[0] = 2;
  expect(copy).toEqual({ L: [{ B: new Uint8Array([1]) }] });
});

test('empty strings and binaries are values', () => {
  expect(normalise({ S: '' })).toEqual({ S: '' });
  expect(normalise({ B: new Uint8Array() })).toEqual({ B: new Uint8Array() });
});

test('with the item itself, maps and lists are nested 32 levels deep at most', () => {
  const nested = (levels: number): AttributeValue =>
    levels === 0 ? { S: 'x' } : { L: [nested(levels - 1)] };
  expect(normalise(nested(31))).toEqual(nested(31));
  expect(() => normalise(nested(32))).toThrow('Nesting Levels have exceeded supported limits');
});

test('members of a set are put in order, strings by their bytes and numbers by value', () => {
  expect(normalise({ SS: ['b', 'é', '', 'Z', 'a'] })).toEqual({ SS: ['', 'Z', 'a', 'b', 'é'] });
  expect(normalise({ NS: ['10', '9.5', '-1', '9'] })).toEqual({ NS: ['-1', '9', '9.5', '10'] });
  const BS = [[255], [1, 0], [1]].map((bytes) => new Uint8Array(bytes));
  expect(normalise({ BS })).toEqual({ BS: BS.toReversed() });
});

test.each([
  ['0e126', 'Number overflow'],
  ['-0E-131', 'Number underflow'],
  ['1e99999999999', 'Number overflow'],
  ['1e-99999999999', 'Number underflow'],
  ['1e9223372036854775808', 'cannot be converted to a numeric value'],
])('the exponent that %s is written with is read in full', (N, problem) => {
  expect(() => normalise({ N })).toThrow(problem);
  expect(normalise({ N: '0e125' })).toEqual({ N: '0' });
});
