import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../values/attribute-value.ts';
import { entryKey, type KeySchema, sortable, terminated } from './keys.ts';

const sign = (order: number) => (order < 0 ? -1 : order > 0 ? 1 : 0);
const textOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

test('sort keys of strings have the order of their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const order = textOrder(terminated({ S: a }), terminated({ S: b }));
      expect(order).toBe(sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
});

test('sort keys of numbers have the order of the numbers', () => {
  const numbers = fc.integer().map((value) => ({ N: String(value / 100) }));
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      expect(textOrder(terminated(a), terminated(b))).toBe(compare(a, b));
    }),
  );
});

test('the text of a value starts with the text of what the value begins with', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (start, rest) => {
      const whole = new Uint8Array([...start, ...rest]);
      expect(sortable({ B: whole }).startsWith(sortable({ B: start }))).toBe(true);
    }),
  );
});

test('no two keys make the same entry', () => {
  const names = ['h', 'i', 'r', 's'];
  const [h, i, r, s] = names.map((name) => ({ name, type: 'B' as const }));
  const schema: KeySchema = { hash: [h!, i!], range: [r!, s!] };
  const value = fc.uint8Array({ maxLength: 2 });
  const key = fc.tuple(value, value, value, value);
  fc.assert(
    fc.property(key, key, (a, b) => {
      const [x, y] = [a, b].map((values) =>
        entryKey(Object.fromEntries(values.map((B, at) => [names[at], { B }])), schema),
      );
      const same = a.every((value, at) => Buffer.compare(value, b[at]!) === 0);
      expect(x === y).toBe(same);
      expect(x!.startsWith(y!) && !same).toBe(false);
    }),
  );
});
