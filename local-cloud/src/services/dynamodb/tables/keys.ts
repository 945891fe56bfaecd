import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { bytesOf, decimal, type Item, utf8 } from '../values/attribute-value.ts';
import { sortableDecimal } from '../values/decimal.ts';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/**
 * A table and a local index have one attribute to the partition key and at most one to the sort key;
 * a global index may have up to four to each.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 */
export interface KeySchema {
  readonly hash: readonly KeyAttribute[];
  readonly range: readonly KeyAttribute[];
}

export function keyAttributes({ hash, range }: KeySchema): KeyAttribute[] {
  return [...hash, ...range];
}

/** The values of these attributes, all of which the item must have. */
export function valuesOf(item: Item, attributes: readonly KeyAttribute[]): AttributeValue[] {
  return attributes.map(({ name }) => item[name]!);
}

/** Greater than every key that starts with the same text. */
export const AFTER = '\uffff';

/**
 * Where items stand in a table or index: by the hash of the partition key, as in AWS, so that a
 * scan's order says nothing; then by the partition key and the sort key.
 */
export function entryKey(item: Item, { hash, range }: KeySchema): string {
  return partitionKey(valuesOf(item, hash)) + terminated(...valuesOf(item, range));
}

/** What the keys of all entries of one partition start with. */
export function partitionKey(values: readonly AttributeValue[]): string {
  const sortable = terminated(...values);
  return bytes(hash(sortable)) + sortable;
}

/** FNV-1a with a final mix, so that keys that differ little spread over all segments. */
function hash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Four bytes, the most significant first, one character each. */
function bytes(word: number): string {
  return String.fromCharCode(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
}

/** The key at which segment `segment` of `total` starts in a parallel scan. */
export function segmentStart(segment: number, total: number): string {
  if (segment === total) return AFTER;
  return bytes(Math.ceil((segment * 2 ** 32) / total));
}

/** The text of values, each with an end mark, so that no value's is the start of another's. */
export function terminated(...values: readonly AttributeValue[]): string {
  return values.map((value) => `${sortable(value)}\x00\x00`).join('');
}

/** Text in the order of the values; begins with the text of what the value begins with. */
export function sortable(value: AttributeValue): string {
  return plain(value).replaceAll('\x00', '\x00\xff');
}

function plain(value: AttributeValue): string {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return sortableDecimal(decimal(value.N));
  return value.B === undefined ? '' : bytesOf(value.B);
}
