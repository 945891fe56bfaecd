import { cbor } from '@smithy/core/cbor';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCborSize, checkJsonSize, checkTextSize } from './size.ts';

const TOO_MANY = 'more than 100000 values';
const many = (value: unknown) => Array.from({ length: 100_001 }, () => value);
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

test.each([[[]], [{}], [{ a: 1 }], ['text'], [0]])(
  'too many values like %j are refused',
  (value) => {
    expect(() => checkJsonSize(json({ list: many(value) }))).toThrow(TOO_MANY);
    expect(() => checkCborSize(cbor.serialize({ list: many(value) }))).toThrow(TOO_MANY);
  },
);

test('too many fields of a form, or elements of XML, are refused', () => {
  expect(() => checkTextSize(Buffer.from('a=1&'.repeat(100_001)), '&')).toThrow(TOO_MANY);
  expect(() => checkTextSize(Buffer.from('<a/>'.repeat(100_001)), '<')).toThrow(TOO_MANY);
});

test('what is in texts is not counted, whatever it looks like', () => {
  const texts = fc.string({ unit: fc.constantFrom('"', '\\', ',', '{', 'a'), maxLength: 8 });
  const property = fc.property(fc.array(texts, { maxLength: 5 }), (parts) => {
    const long = parts.map((part) => `${part}${','.repeat(30_000)}`);
    checkJsonSize(json({ long }));
    checkCborSize(cbor.serialize({ long, bytes: new Uint8Array(300_000) }));
  });
  fc.assert(property, { numRuns: 30, seed: 20_300_101 });
});

test('bytes that are no CBOR come to an end', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => checkCborSize(bytes));
  fc.assert(property, { numRuns: 2000, seed: 20_300_101 });
});
