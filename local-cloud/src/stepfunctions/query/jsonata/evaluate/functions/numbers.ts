import { isNumber, type JsonNumber } from '../../../../../core/json-number.ts';
import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { Native } from '../native.ts';
import { isTrue } from '../values.ts';

type Numbers = readonly number[] | undefined;

/** https://docs.jsonata.org/numeric-functions, aggregation-functions and boolean-functions */
export const NUMBERS: Readonly<Record<string, Native>> = {
  sum: new Native('<a<n>:n>', 1, (_run, numbers: Numbers) => numbers && sumOf(numbers)),
  max: ofSome((numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  min: ofSome((numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  average: ofSome((numbers) => sumOf(numbers) / numbers.length),
  number: new Native('<(nsb)-:n>', 1, toNumber),
  abs: ofNumber(Math.abs),
  floor: ofNumber(Math.floor),
  ceil: ofNumber(Math.ceil),
  round: new Native('<n-n?:n>', 2, (_run, number?: number, places?: number) =>
    number === undefined ? undefined : round(number, places),
  ),
  sqrt: ofNumber((number) => {
    if (number < 0) throw new JsonataFailure('D3060', { value: number });
    return Math.sqrt(number);
  }),
  power: new Native('<n-n:n>', 2, power),
  formatBase: new Native('<n-n?:s>', 2, formatBase),
  boolean: new Native('<x-:b>', 1, (run: Run, value: unknown) =>
    value === undefined ? undefined : isTrue(run, value),
  ),
  not: new Native('<x-:b>', 1, (run: Run, value: unknown) =>
    value === undefined ? undefined : !isTrue(run, value),
  ),
  exists: new Native('<x:b>', 1, (_run, value: unknown) => value !== undefined),
};

function ofNumber(compute: (number: number) => number): Native {
  return new Native('<n-:n>', 1, (_run, number?: number) =>
    number === undefined ? undefined : compute(number),
  );
}

/** Of no numbers there is no greatest, least or average. */
function ofSome(compute: (numbers: readonly number[]) => number): Native {
  return new Native('<a<n>:n>', 1, (_run, numbers: Numbers) =>
    numbers === undefined || numbers.length === 0 ? undefined : compute(numbers),
  );
}

function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

const DECIMAL = /^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/;
const OTHER_BASE = /^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)$/;

function toNumber(
  _run: Run,
  value?: number | JsonNumber | string | boolean,
): number | JsonNumber | undefined {
  if (value === undefined || isNumber(value)) return value;
  const isNumeral =
    typeof value === 'boolean' ||
    (DECIMAL.test(value) && Number.isFinite(Number(value))) ||
    OTHER_BASE.test(value);
  if (isNumeral) return Number(value);
  throw new JsonataFailure('D3030', { value });
}

/** To so many decimal places, a half to the even neighbour. */
function round(number: number, places = 0): number {
  const shifted = places === 0 ? number : shift(number, places);
  const up = Math.round(shifted);
  const isWrongHalf = Math.abs(up - shifted) === 0.5 && Math.abs(up % 2) === 1;
  const rounded = isWrongHalf ? up - 1 : up;
  return (places === 0 ? rounded : shift(rounded, -places)) + 0;
}

/** Moves the decimal point in the text of a number: a multiplication would not be exact. */
function shift(number: number, places: number): number {
  const [digits, exponent = '0'] = String(number).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

function power(_run: Run, base?: number, exponent?: number): number | undefined {
  if (base === undefined) return undefined;
  const result = base ** Number(exponent);
  if (Number.isFinite(result)) return result;
  throw new JsonataFailure('D3061', { value: base, exp: exponent });
}

function formatBase(_run: Run, number?: number, base = 10): string | undefined {
  if (number === undefined) return undefined;
  const radix = round(base);
  if (radix < 2 || radix > 36) throw new JsonataFailure('D3100', { value: radix });
  return round(number).toString(radix);
}
