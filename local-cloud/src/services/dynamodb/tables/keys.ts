import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { bytesOf, decimal, type Item, utf8 } from '../values/attribute-value.ts';
import { sortableDecimal } from '../values/decimal.ts';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range: KeyAttribute | undefined;
}

export function keyAttributes(schema: KeySchema): KeyAttribute[] {
  return schema.range === undefined ? [schema.hash] : [schema.hash, schema.range];
}

/** Greater than every key that starts with the same text. */
export const AFTER = '\uffff';

/**
 * Where items stand in a table or index: by the hash of the partition key, as in AWS, so that a
 * scan's order says nothing; then by the partition key and the sort key.
 */
export function entryKey(item: Item, schema: KeySchema): string {
  const range = schema.range === undefined ? '' : terminated(item[schema.range.name]!);
  return partitionKey(item[schema.hash.name]!) + range;
}

/** What the keys of all entries of one partition start with. */
export function partitionKey(value: AttributeValue): string {
  const sortable = terminated(value);
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

/** A sort key's text with an end mark, so that no key is the start of another. */
export function terminated(value: AttributeValue): string {
  return `${sortable(value)}\x00\x00`;
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
