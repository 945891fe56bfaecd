import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { EmptyKeyValue, invalidValues, validation } from '../errors.ts';
import type { UpdateAction } from '../expressions/index.ts';
import { type KeyAttribute, keyAttributes } from '../tables/keys.ts';
import type { Index, Table } from '../tables/table.ts';
import { equal, type Item, typeOf } from '../values/attribute-value.ts';
import { emptyKind, oversized, own } from './key-values.ts';

const UPDATES = 'The update expression attempted to update';

/**
 * Where an item to be stored has attributes that are keys of indexes, they must be of the index's
 * types, not empty, and not too long. Throws ValidationException for the first index by name.
 */
export function checkIndexKeys(item: Item, table: Table): void {
  for (const index of byName(table)) {
    for (const attribute of keyAttributes(index.schema)) {
      const value = own(item, attribute.name);
      if (value === undefined) continue;
      if (value[attribute.type] === undefined) throw typeMismatch(attribute, value, index);
      const kind = emptyKind(value);
      if (kind === undefined) continue;
      throw new EmptyKeyValue(
        `A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${index.name}, IndexKey: ${attribute.name}`,
      );
    }
    const problem = oversized(item, index.schema);
    if (problem !== undefined) throw invalidValues(problem);
  }
}

/**
 * The same for an update, in words of its own, and of what it changes alone: an item that was there
 * before the index may have other types.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function checkUpdatedIndexKeys(
  item: Item,
  before: Item,
  updates: readonly UpdateAction[],
  table: Table,
): void {
  for (const index of byName(table)) {
    const changed = keyAttributes(index.schema).filter(({ name }) => isChanged(name, item, before));
    for (const attribute of changed) checkUpdated(attribute, item[attribute.name]!, index, updates);
    if (changed.length === 0 || oversized(item, index.schema) === undefined) continue;
    throw validation(`${UPDATES} the secondary index key beyond allowed size limits`);
  }
}

function checkUpdated(
  attribute: KeyAttribute,
  value: AttributeValue,
  index: Index,
  updates: readonly UpdateAction[],
): void {
  if (value[attribute.type] === undefined) {
    if (isAssigned(attribute.name, updates)) throw typeMismatch(attribute, value, index);
    throw validation(`${UPDATES} the secondary index key to unsupported type`);
  }
  const kind = emptyKind(value);
  if (kind === undefined) return;
  throw new EmptyKeyValue(
    `${UPDATES} a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value.`,
  );
}

function isChanged(name: string, item: Item, before: Item): boolean {
  const [old, value] = [own(before, name), own(item, name)];
  return value !== undefined && (old === undefined || !equal(old, value));
}

/** A value that the request itself gives the attribute, not one that is worked out from the item. */
function isAssigned(name: string, updates: readonly UpdateAction[]): boolean {
  return updates.some(
    (update) =>
      update.action === 'SET' &&
      update.path.length === 1 &&
      update.path[0] === name &&
      update.value.kind === 'value',
  );
}

function typeMismatch({ name, type }: KeyAttribute, value: AttributeValue, index: Index): Error {
  return invalidValues(
    `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
  );
}

function byName({ indexes }: Table): Index[] {
  return [...indexes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
