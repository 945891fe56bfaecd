import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { setMember } from '../../../core/json.ts';
import { compareDecimals, type Decimal, parseDecimal, ZERO } from './decimal.ts';

export type Item = Record<string, AttributeValue>;

export const TYPE_NAMES = ['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL'] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

/** The type of a normalised value: the one member that is set. */
export function typeOf(value: AttributeValue): TypeName {
  for (const name in value) return name as TypeName;
  return 'NULL';
}

/** The number of an `N` value, which was checked when it came in. */
export function decimal(text: string): Decimal {
  return parseDecimal(text) ?? ZERO;
}

/** The bytes of a binary value, one character each: its order is the bytes' order. */
export function bytesOf(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
}

/** The UTF-8 bytes of a text, one character each. */
export function utf8(text: string): string {
  if (Buffer.byteLength(text) === text.length) return text;
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Deep equality, whatever the order of set elements. Values of different types differ. */
export function equal(a: AttributeValue, b: AttributeValue): boolean {
  if (a.S !== undefined) return a.S === b.S;
  if (a.N !== undefined) return a.N === b.N;
  if (a.BOOL !== undefined) return a.BOOL === b.BOOL;
  if (a.NULL !== undefined) return a.NULL === b.NULL;
  if (a.B !== undefined) return b.B !== undefined && bytesOf(a.B) === bytesOf(b.B);
  if (a.L !== undefined) return b.L !== undefined && equalLists(a.L, b.L);
  if (a.M !== undefined) return b.M !== undefined && equalItems(a.M, b.M);
  return typeOf(a) === typeOf(b) && equalSets(elementsOf(a), elementsOf(b));
}

export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && equal(a[name]!, b[name]!));
}

function equalLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return a.length === b.length && a.every((element, index) => equal(element, b[index]!));
}

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const members = new Set(b);
  return a.every((element) => members.has(element));
}

/** The elements of a set as comparable texts; of anything else, none. */
export function elementsOf(value: AttributeValue): string[] {
  return value.SS ?? value.NS ?? value.BS?.map(bytesOf) ?? [];
}

/**
 * The order of two values of the same scalar type (strings by their UTF-8 bytes), or undefined
 * where DynamoDB has none: different types, or types without an order.
 */
export function compare(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined && b.S !== undefined) return order(utf8(a.S), utf8(b.S));
  if (a.N !== undefined && b.N !== undefined) return compareDecimals(decimal(a.N), decimal(b.N));
  if (a.B !== undefined && b.B !== undefined) return order(bytesOf(a.B), bytesOf(b.B));
  return undefined;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `AttributeValue: {S:text}`, as AWS shows a value in its messages. */
export function showValue(value: AttributeValue): string {
  const shown = value.S ?? value.N ?? (value.B && Buffer.from(value.B).toString('base64'));
  return `AttributeValue: {${typeOf(value)}:${shown ?? JSON.stringify(Object.values(value)[0])}}`;
}

/** A copy that shares nothing with the original: what is stored and what is answered stay apart. */
export function copyValue(value: AttributeValue): AttributeValue {
  if (value.M !== undefined) return { M: copyItem(value.M) };
  if (value.L !== undefined) return { L: value.L.map(copyValue) };
  if (value.SS !== undefined) return { SS: [...value.SS] };
  if (value.NS !== undefined) return { NS: [...value.NS] };
  if (value.B !== undefined) return { B: value.B.slice() };
  if (value.BS !== undefined) return { BS: value.BS.map((element) => element.slice()) };
  return { ...value };
}

export function copyItem(item: Item): Item {
  const copy: Item = {};
  for (const name of Object.keys(item)) setMember(copy, name, copyValue(item[name]!));
  return copy;
}
