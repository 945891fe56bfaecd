/**
 * DynamoDB's numbers: up to 38 significant digits, magnitude 1E-130 to 9.99E+125, exact.
 * Value = coefficient x 10^exponent; the coefficient has no trailing zeros, so equal numbers look alike.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

export const ZERO: Decimal = { coefficient: 0n, exponent: 0 };

export const MAX_DIGITS = 38;
export const MAX_MAGNITUDE = 125;
export const MIN_MAGNITUDE = -130;
const MAX_EXPONENT = 1_000_000;
/** So many digits are read exactly: it takes the square of their number. */
const MOST_READ = 1_000;
/** An exponent that no 64 bits hold makes no number. */
const MAX_WRITTEN_EXPONENT = String(2n ** 63n - 1n);

const NUMERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

const parsed = new Map<string, Decimal>();
const MOST_PARSED = 10_000;
const LONGEST_PARSED = 64;

/** Undefined: the text is not a number. A number is asked for several times while it is written. */
export function parseDecimal(text: string): Decimal | undefined {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const value = parse(text);
  if (value === undefined || text.length > LONGEST_PARSED) return value;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, value);
  return value;
}

function parse(text: string): Decimal | undefined {
  const match = NUMERAL.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', power] = match;
  const digits = whole + fraction;
  if (digits === '' || (power !== undefined && isBeyond(power))) return undefined;
  const exponent = clamp(Number(power ?? 0)) - fraction.length;
  return ofDigits(sign === '-' ? '-' : '', digits, exponent);
}

/** Of far more digits than a number may have it is only told that they are too many. */
function ofDigits(sign: string, digits: string, exponent: number): Decimal {
  let start = 0;
  let end = digits.length;
  while (digits[start] === '0') start += 1;
  while (end > start && digits[end - 1] === '0') end -= 1;
  if (start === end) return ZERO;
  const dropped = Math.max(0, end - start - MOST_READ);
  const kept = digits.slice(start, end - dropped);
  return {
    coefficient: BigInt(`${sign}${kept}${dropped === 0 ? '' : '1'}`),
    exponent: exponent + digits.length - end + dropped - (dropped === 0 ? 0 : 1),
  };
}

function isBeyond(power: string): boolean {
  const digits = power.replace(/^[+-]?0*/, '');
  return (
    digits.length > MAX_WRITTEN_EXPONENT.length || BigInt(digits) > BigInt(MAX_WRITTEN_EXPONENT)
  );
}

/** The exponent of a number's text: zero has none otherwise, and must have one in range, too. */
export function writtenExponent(text: string): number {
  return clamp(Number(/[eE](.*)$/.exec(text)?.[1] ?? 0));
}

/** The plain notation DynamoDB answers with: no exponent, no superfluous zeros. */
export function formatDecimal(value: Decimal): string {
  const { negative, digits } = parts(value);
  const point = digits.length + value.exponent;
  const sign = negative ? '-' : '';
  if (value.exponent >= 0) return `${sign}${digits}${'0'.repeat(value.exponent)}`;
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return normalise(scaled(a, exponent) + scaled(b, exponent), exponent);
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { coefficient: -b.coefficient, exponent: b.exponent });
}

/** Below zero, zero or above zero, as a is less than, equal to or greater than b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The power of ten of the first significant digit: 2 for 123, -1 for 0.5. */
export function magnitude(value: Decimal): number {
  return parts(value).digits.length + value.exponent - 1;
}

export function significantDigits(value: Decimal): number {
  return parts(value).digits.length;
}

/**
 * Text whose order by code units is the numbers' order: sign, magnitude, digits; for negative
 * numbers each complemented, with an end mark so that -1.2 comes before -1.
 */
export function sortableDecimal(value: Decimal): string {
  if (value.coefficient === 0n) return '\x01';
  const { negative, digits } = parts(value);
  const power = magnitude(value) - MIN_MAGNITUDE;
  if (!negative) return `\x02${String.fromCharCode(power)}${digits}`;
  const complement = Array.from(digits, (digit) => 9 - Number(digit)).join('');
  return `\x00${String.fromCharCode(255 - power)}${complement}\xff`;
}

function parts(value: Decimal): { negative: boolean; digits: string } {
  const negative = value.coefficient < 0n;
  return { negative, digits: String(negative ? -value.coefficient : value.coefficient) };
}

/** Far beyond DynamoDB's range, and harmless to calculate with. */
function clamp(exponent: number): number {
  return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent));
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function normalise(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return ZERO;
  const text = String(coefficient);
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return { coefficient: BigInt(text.slice(0, end)), exponent: exponent + text.length - end };
}
