import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { setMember } from '../../../core/json.ts';
import { invalidValues, serialization, validation } from '../errors.ts';
import { bytesOf, type Item, TYPE_NAMES, type TypeName } from './attribute-value.ts';
import {
  type Decimal,
  formatDecimal,
  MAX_DIGITS,
  MAX_MAGNITUDE,
  MIN_MAGNITUDE,
  magnitude,
  parseDecimal,
  significantDigits,
  writtenExponent,
} from './decimal.ts';
import { sortedBinaries, sortedNumbers, sortedStrings } from './sets.ts';

/** An item is one level, its maps and lists are the others. */
const MAX_DEPTH = 32;
const MAX_NAME_SIZE = 65_535;

/** Checks the attributes of an item or key and copies them, numbers in canonical notation. */
export function normaliseItem(item: Item, depth = 0): Item {
  const normal: Item = {};
  for (const name of Object.keys(item)) {
    const problem = nameProblem(name);
    if (problem !== undefined) throw name === '' ? invalidValues(problem) : validation(problem);
    setMember(normal, name, normalise(item[name]!, depth));
  }
  return normal;
}

/** What is wrong with an attribute's name, if anything. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'Empty attribute name';
  return Buffer.byteLength(name) > MAX_NAME_SIZE
    ? 'Attribute name is too large, must be less than 65536 bytes'
    : undefined;
}

/** Checks one value and copies it. Throws ValidationException with AWS's text. */
export function normalise(value: AttributeValue, depth = 0): AttributeValue {
  if (typeof value !== 'object' || value === null) {
    throw serialization('Unexpected value type in payload');
  }
  const types = TYPE_NAMES.filter((name) => value[name] !== undefined);
  if (types.length === 0) {
    throw validation(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  if (types.length > 1) {
    throw validation(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return NORMALISERS[types[0]!](value, depth);
}

const NORMALISERS: Record<TypeName, (value: AttributeValue, depth: number) => AttributeValue> = {
  S: (value) => ({ S: text(value.S) }),
  N: (value) => ({ N: numeral(value.N) }),
  B: (value) => ({ B: binary(value.B).slice() }),
  BOOL: (value) => ({ BOOL: boolean(value.BOOL) }),
  NULL: (value) => {
    if (boolean(value.NULL)) return { NULL: true };
    throw invalidValues('Null attribute value types must have the value of true');
  },
  SS: (value) => ({ SS: stringSet(list(value.SS)) }),
  NS: (value) => ({ NS: numberSet(list(value.NS)) }),
  BS: (value) => ({ BS: binarySet(list(value.BS)) }),
  L: (value, depth) => ({
    L: list(value.L).map((element) => normalise(element as AttributeValue, deeper(depth))),
  }),
  M: (value, depth) => ({ M: normaliseItem(map(value.M), deeper(depth)) }),
};

function deeper(depth: number): number {
  if (depth < MAX_DEPTH - 1) return depth + 1;
  throw validation(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  );
}

const OVERFLOW =
  'Number overflow. Attempting to store a number with magnitude larger than supported range';

/** The canonical notation of a result of arithmetic; AWS takes lost digits for an overflow. */
export function resultNumeral(value: Decimal): string {
  if (significantDigits(value) > MAX_DIGITS) throw validation(OVERFLOW);
  return checkedNumeral(value);
}

/** The canonical notation. Throws if the number is out of range. */
function checkedNumeral(value: Decimal): string {
  if (value.coefficient === 0n) return '0';
  checkMagnitude(magnitude(value));
  if (significantDigits(value) > MAX_DIGITS) {
    throw validation('Attempting to store more than 38 significant digits in a Number');
  }
  return formatDecimal(value);
}

function checkMagnitude(power: number): void {
  if (power > MAX_MAGNITUDE) throw validation(OVERFLOW);
  if (power >= MIN_MAGNITUDE) return;
  throw validation(
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  );
}

function numeral(given: unknown): string {
  const digits = text(given);
  if (digits === '') throw validation('The parameter cannot be converted to a numeric value');
  const value = parseDecimal(digits);
  if (value === undefined) {
    throw validation(`The parameter cannot be converted to a numeric value: ${digits}`);
  }
  if (value.coefficient === 0n) checkMagnitude(writtenExponent(digits));
  return checkedNumeral(value);
}

function stringSet(given: readonly unknown[]): string[] {
  if (given.length === 0) throw invalidValues('An string set  may not be empty');
  const elements = given.map(text);
  if (new Set(elements).size < elements.length) {
    throw invalidValues(`Input collection [${elements.join(', ')}] contains duplicates.`);
  }
  return sortedStrings(elements);
}

function numberSet(given: readonly unknown[]): string[] {
  if (given.length === 0) throw invalidValues('An number set  may not be empty');
  const elements = given.map(numeral);
  if (new Set(elements).size < elements.length) {
    throw validation('Input collection contains duplicates');
  }
  return sortedNumbers(elements);
}

function binarySet(given: readonly unknown[]): Uint8Array[] {
  if (given.length === 0) throw invalidValues('Binary sets should not be empty');
  const elements = given.map((element) => binary(element).slice());
  if (new Set(elements.map(bytesOf)).size < elements.length) {
    const shown = elements.map((element) => Buffer.from(element).toString('base64'));
    throw invalidValues(`Input collection [${shown.join(', ')}]of type BS contains duplicates.`);
  }
  return sortedBinaries(elements);
}

function text(given: unknown): string {
  if (typeof given === 'string') return given;
  throw serialization(`${jsonToken(given)} cannot be converted to String`);
}

function boolean(given: unknown): boolean {
  if (typeof given === 'boolean') return given;
  throw serialization(`${jsonToken(given)} cannot be converted to Boolean`);
}

function binary(given: unknown): Uint8Array {
  if (given instanceof Uint8Array) return given;
  throw serialization('only base-64-encoded strings are convertible to bytes');
}

function list(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  throw serialization('Unexpected field type');
}

function map(given: unknown): Item {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Item;
  throw serialization('Unexpected field type');
}

/** How AWS's JSON reader names what it found. */
function jsonToken(given: unknown): string {
  if (typeof given === 'number') return Number.isInteger(given) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof given === 'boolean') return given ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof given === 'string' ? 'STRING_VALUE' : 'START_OBJECT';
}
