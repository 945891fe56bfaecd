import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf } from './fields.ts';
import { parseFilterPattern } from './filter-pattern.ts';

/** The plain meaning, which takes as long as it likes where nothing is closed. */
function naive(message: string): string[] {
  const found = message.match(/"[^"]*"|\[[^\]]*\]|\S+/g) ?? [];
  return found.map((field) => (/^(?:".*"|\[.*\])$/.test(field) ? field.slice(1, -1) : field));
}

test('fields are words, and what stands in quotes or brackets', () => {
  const messages = fc.string({ unit: fc.constantFrom('a', ' ', '"', '[', ']'), maxLength: 14 });
  const property = fc.property(messages, (message) => {
    expect(fieldsOf(message)).toEqual(naive(message));
  });
  fc.assert(property, { numRuns: 5000, seed: 20_300_101 });
});

test('a message of brackets that nothing closes, or of endless digits, is read all the same', () => {
  expect(parseFilterPattern('[a, b]')('[ '.repeat(300_000))).toBe(false);
  expect(parseFilterPattern('{ $.a > 1 }')(`{"a":"${'1'.repeat(300_000)}x"}`)).toBe(false);
});
