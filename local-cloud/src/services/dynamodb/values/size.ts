import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { decimal, type Item } from './attribute-value.ts';
import { magnitude, significantDigits } from './decimal.ts';

/** An item's names and values together may take this many bytes. */
export const MAX_ITEM_SIZE = 400 * 1024;
/** In bytes: others have their turn between two items that are larger. */
export const LARGE_ITEM = 16 * 1024;

let lastItem: Item | undefined;
let lastSize = 0;
/** Of large items, which nobody changes any more. */
const sizes = new WeakMap<Item, number>();

/**
 * Bytes that an item counts for limits and capacity: names and values in UTF-8.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  // It is asked for several times while an item is written, which nobody changes meanwhile.
  if (item === lastItem) return lastSize;
  const size = sizes.get(item) ?? measured(item);
  lastItem = item;
  lastSize = size;
  return size;
}

function measured(item: Item): number {
  let size = 0;
  for (const name of Object.keys(item)) {
    size += Buffer.byteLength(name) + valueSize(item[name]!);
  }
  if (size > LARGE_ITEM) sizes.set(item, size);
  return size;
}

export function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.SS !== undefined) return sum(value.SS, (element) => Buffer.byteLength(element));
  if (value.NS !== undefined) return sum(value.NS, numberSize);
  if (value.BS !== undefined) return sum(value.BS, (element) => element.length);
  if (value.L !== undefined) return 3 + sum(value.L, (element) => 1 + valueSize(element));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/** Two digits to a byte, a byte for the exponent, a byte for a minus sign. */
function numberSize(text: string): number {
  if (WHOLE.test(text)) return wholeSize(text);
  const value = decimal(text);
  if (value.coefficient === 0n) return 1;
  const digits = significantDigits(value);
  const unaligned = digits % 2 === 0 && magnitude(value) % 2 === 0 ? 1 : 0;
  return 1 + Math.ceil(digits / 2) + unaligned + (value.coefficient < 0n ? 1 : 0);
}

const WHOLE = /^[1-9][0-9]*$/;

/** The same for most numbers, by their digits. */
function wholeSize(text: string): number {
  let digits = text.length;
  while (text.charCodeAt(digits - 1) === ZERO_DIGIT) digits -= 1;
  const unaligned = digits % 2 === 0 && text.length % 2 === 1 ? 1 : 0;
  return 1 + Math.ceil(digits / 2) + unaligned;
}

const ZERO_DIGIT = 48;

function sum<Element>(elements: readonly Element[], size: (element: Element) => number): number {
  return elements.reduce((total, element) => total + size(element), 0);
}
