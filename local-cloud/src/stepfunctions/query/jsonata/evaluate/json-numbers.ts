import { JsonNumber } from '../../../../core/json-number.ts';

const LONG = 2n ** 63n;

/**
 * A number of a JSON text as JSONata has it: AWS keeps the digits of an integer as long as a `long`
 * of Java holds it (measured by others); a longer one, or one with a fraction, is a double.
 */
export function numberOf(value: JsonNumber): number | JsonNumber {
  const { exact } = value;
  const isLong = typeof exact === 'bigint' && exact >= -LONG && exact < LONG;
  return isLong ? value : Number(value);
}

/** `JSON.stringify`, with numbers as JSONata has them. */
export function jsonWithNumbers(value: unknown): string | undefined {
  return JSON.stringify(value, function (this: Record<string, unknown>, name, member: unknown) {
    const own = this[name];
    if (!(own instanceof JsonNumber)) return member;
    const number = numberOf(own);
    return typeof number === 'number' ? number : member;
  });
}
