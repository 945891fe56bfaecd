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
  const schema: KeySchema = { hash: { name: 'h', type: 'B' }, range: { name: 'r', type: 'B' } };
  const key = fc.record({ h: fc.uint8Array({ maxLength: 3 }), r: fc.uint8Array({ maxLength: 3 }) });
  fc.assert(
    fc.property(key, key, (a, b) => {
      const [x, y] = [a, b].map(({ h, r }) => entryKey({ h: { B: h }, r: { B: r } }, schema));
      const same = Buffer.compare(a.h, b.h) === 0 && Buffer.compare(a.r, b.r) === 0;
      expect(x === y).toBe(same);
      expect(x!.startsWith(y!) && !same).toBe(false);
    }),
  );
});
