import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { setMember } from '../../../core/json.ts';
import type { Item } from './attribute-value.ts';
import { packed, unpacked } from './packed-item.ts';

const bytes = new Uint8Array([0, 127, 255]);
const awkward: Item = {
  text: { S: 'Grüße, 世界 \ud800' },
  empty: { S: '' },
  number: { N: '-1.5E-30' },
  nothing: { NULL: true },
  no: { BOOL: false },
  sets: { L: [{ SS: ['b', 'a'] }, { NS: ['1'] }] },
  constructor: { M: { B: { S: 'B' } } },
};
setMember<AttributeValue>(awkward, '__proto__', { S: 'a name like any other' });

test.each<[string, Item]>([
  ['no attributes', {}],
  ['all kinds of values but binary ones', awkward],
  [
    'binary values, wherever they are',
    { ...awkward, a: { B: bytes }, b: { M: { c: { L: [{ BS: [bytes] }] } } } },
  ],
])('an item with %s is the same once it is unpacked', (_, item) => {
  const kept = packed(item);
  packed({});
  const read = unpacked(kept);
  expect(read).toEqual(item);
  expect(Object.keys(read)).toEqual(Object.keys(item));
});
