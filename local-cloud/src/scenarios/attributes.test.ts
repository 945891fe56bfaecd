import { expect, test } from 'vitest';
import { type Attribute, type Attributes, fromAttributes, toAttributes } from './attributes.ts';

const plain = { id: 'a', taken: 7, open: false, none: null, days: ['Mon', { at: 0.5 }] };
const attributes: Attributes = {
  id: { S: 'a' },
  taken: { N: '7' },
  open: { BOOL: false },
  none: { NULL: true },
  days: { L: [{ S: 'Mon' }, { M: { at: { N: '0.5' } } }] },
};

test('plain values are attribute values of their type, and back', () => {
  expect(toAttributes(plain)).toEqual(attributes);
  expect(fromAttributes(attributes)).toEqual(plain);
});

test.each<Attribute>([{ SS: ['a'] }, { NS: ['1'] }, { B: 'AA==' }, { N: '12345678901234567890' }])(
  'what JSON cannot say stays as it is: %j',
  (value) => {
    expect(fromAttributes({ value })).toEqual({ value });
  },
);
