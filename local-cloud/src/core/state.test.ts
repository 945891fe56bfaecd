import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readJson } from './json-number.ts';
import { fromJson, shape, stateOf, toJson } from './state.ts';

const anything = z.custom<unknown>(() => true);

/** Whatever services hold, members that look like the words of the format included. */
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    fc.double(),
    fc.bigInt(),
    fc.constantFrom('9007199254740993', '-1.0').map(readJson),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.uniqueArray(fc.string()).map((values) => new Set(values)),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$map', '$date')), tie('value')),
  ),
})).value;

test('whatever was saved comes back as it was, by way of JSON text', () => {
  fc.assert(
    fc.property(value, (held) => {
      const text = JSON.stringify(toJson(held));
      const back = fromJson(JSON.parse(text), anything);
      expect(toJson(back)).toEqual(toJson(held));
      expect(back).toEqual(held);
    }),
    { numRuns: 1000 },
  );
});

test('what cannot be saved is refused', () => {
  expect(() => toJson({ call: () => {} })).toThrow('A function cannot be saved');
});

describe('loading', () => {
  const schema = z.array(
    shape<{ name: string; size: number }>({ name: z.string(), size: z.number() }),
  );

  test.each([
    ['a member that is missing', [{ name: 'a' }], 'at [0].size'],
    ['a member that nobody saves', [{ name: 'a', size: 1, colour: 'red' }], 'colour'],
    ['a value of another type', [{ name: 'a', size: 'big' }], 'at [0].size'],
  ])('refuses %s, and says where', (_, json, why) => {
    expect(() => fromJson(json, schema)).toThrow(
      expect.objectContaining({ why: expect.stringContaining(why) }),
    );
  });

  test('says in which part of a service something was wrong', () => {
    const part = { save: () => [], load: (json: never) => void fromJson(json, schema) };
    const state = stateOf({ things: part });
    expect(() => state.load({ things: [1] })).toThrow(
      expect.objectContaining({ why: expect.stringContaining('in things') }),
    );
    expect(() => state.load({ things: [], others: [] })).toThrow(
      expect.objectContaining({ why: expect.stringContaining('others') }),
    );
  });
});
