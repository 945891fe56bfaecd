import { validation } from '../errors.ts';
import { entryKey, keyAttributes } from '../tables/keys.ts';
import type { Item } from '../values/attribute-value.ts';
import { normaliseItem } from '../values/normalise.ts';
import { pageKeyNames, type Source } from './pages.ts';

/**
 * Checks an ExclusiveStartKey. Throws ValidationException, whose message says more where a table is
 * scanned than for an index and for any Query.
 */
export function checkedStartKey(
  given: Item | undefined,
  source: Source,
  operation: 'Query' | 'Scan',
): Item | undefined {
  if (given === undefined) return undefined;
  const key = normaliseItem(given);
  const names = pageKeyNames(source);
  const attributes = [...keyAttributes(source.table.schema), ...keyAttributes(source.schema)];
  const fits = attributes.every(({ name, type }) => key[name]?.[type] !== undefined);
  if (fits && Object.keys(key).length === names.length) return key;
  throw validation(
    operation === 'Scan' && source.index === undefined
      ? 'The provided starting key is invalid: The provided key element does not match the schema'
      : 'The provided starting key is invalid',
  );
}

/** Where the item with this key stands, or would stand, in the table or index. */
export function positionOf(key: Item, source: Source): string {
  return source.index === undefined
    ? entryKey(key, source.schema)
    : source.table.indexKey(key, source.index);
}
