import { EmptyKeyValue, invalidValues, validation } from '../errors.ts';
import { keyAttributes } from '../tables/keys.ts';
import type { Table } from '../tables/table.ts';
import { type Item, typeOf } from '../values/attribute-value.ts';
import { itemSize, MAX_ITEM_SIZE } from '../values/size.ts';
import { checkIndexKeys } from './index-keys.ts';
import { emptyKind, oversized, own } from './key-values.ts';

/** A Key must hold the table's key attributes, of their types, and nothing else. */
export function checkKey(key: Item, table: Table): void {
  const attributes = keyAttributes(table.schema);
  const fits = attributes.every(({ name, type }) => key[name]?.[type] !== undefined);
  if (!fits || Object.keys(key).length !== attributes.length) {
    throw validation('The provided key element does not match the schema');
  }
  checkKeyValues(key, table);
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
  checkKeyValues(item, table);
  checkIndexKeys(item, table);
  checkItemSize(item);
}

export function checkItemSize(item: Item): void {
  if (itemSize(item) <= MAX_ITEM_SIZE) return;
  throw validation('Item size has exceeded the maximum allowed size');
}

function checkKeyValues(item: Item, { schema }: Table): void {
  for (const { name } of keyAttributes(schema)) {
    const kind = emptyKind(item[name]!);
    if (kind === undefined) continue;
    throw new EmptyKeyValue(
      `The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
    );
  }
  const problem = oversized(item, schema);
  if (problem !== undefined) throw invalidValues(problem);
}
