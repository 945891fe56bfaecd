import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import type { KeyAttribute } from '../tables/keys.ts';
import { keyAttributes } from '../tables/keys.ts';
import type { Table } from '../tables/table.ts';
import { type Item, typeOf } from '../values/attribute-value.ts';
import { itemSize, MAX_ITEM_SIZE, valueSize } from '../values/size.ts';

const MAX_HASH_KEY_SIZE = 2048;
const MAX_RANGE_KEY_SIZE = 1024;

/** A Key must hold the table's key attributes, of their types, and nothing else. */
export function checkKey(key: Item, table: Table): void {
  const attributes = keyAttributes(table.schema);
  const fits = attributes.every(({ name, type }) => key[name]?.[type] !== undefined);
  if (!fits || Object.keys(key).length !== attributes.length) {
    throw validation('The provided key element does not match the schema');
  }
  for (const attribute of attributes) checkKeyValue(key, attribute, table);
}

/** An item to be stored: the table's key complete, index keys of their types where present. */
export function checkItem(item: Item, table: Table): void {
  for (const { name, type } of keyAttributes(table.schema)) {
    const value = own(item, name);
    if (value === undefined) throw invalidValues(`Missing the key ${name} in the item`);
    if (value[type] === undefined) {
      throw invalidValues(
        `Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      );
    }
  }
  for (const attribute of keyAttributes(table.schema)) checkKeyValue(item, attribute, table);
  checkIndexKeys(item, table);
  checkItemSize(item);
}

export function checkItemSize(item: Item): void {
  if (itemSize(item) <= MAX_ITEM_SIZE) return;
  throw validation('Item size has exceeded the maximum allowed size');
}

/** Calls back for each index key whose value in the item is of another type or empty. */
export function checkIndexKeys(item: Item, table: Table): void {
  for (const index of table.indexes.values()) {
    for (const { name, type } of keyAttributes(index.schema)) {
      const value = own(item, name);
      if (value === undefined) continue;
      if (value[type] === undefined) {
        throw invalidValues(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
        );
      }
      checkKeySize(value, name === index.schema.hash.name);
      if (!isEmpty(value)) continue;
      throw validation(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${emptyKind(value)} value. IndexName: ${index.name}, IndexKey: ${name}`,
      );
    }
  }
}

/** An attribute may be called `constructor`, too, which every object inherits. */
function own(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

function checkKeyValue(item: Item, { name }: KeyAttribute, table: Table): void {
  const value = item[name]!;
  if (isEmpty(value)) {
    throw validation(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${emptyKind(value)} value. Key: ${name}`,
    );
  }
  checkKeySize(value, name === table.schema.hash.name);
}

function checkKeySize(value: AttributeValue, isHash: boolean): void {
  if (isHash && valueSize(value) > MAX_HASH_KEY_SIZE) {
    throw invalidValues('Size of hashkey has exceeded the maximum size limit of2048 bytes');
  }
  if (!isHash && valueSize(value) > MAX_RANGE_KEY_SIZE) {
    throw invalidValues(
      'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
  }
}

function isEmpty(value: AttributeValue): boolean {
  return value.S === '' || value.B?.length === 0;
}

function emptyKind(value: AttributeValue): string {
  return value.S === undefined ? 'binary' : 'string';
}
