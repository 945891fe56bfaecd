import type { ItemCollectionMetrics, ReturnItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import { AFTER, partitionKey, valuesOf } from '../tables/keys.ts';
import { isIndexed, projectedItem } from '../tables/table.ts';
import { copyItem } from '../values/attribute-value.ts';
import { unpacked } from '../values/packed-item.ts';
import { itemSize } from '../values/size.ts';
import type { Change } from './writes.ts';

const GB = 1024 ** 3;

/** Which item a write has changed. */
export type Changed = Pick<Change, 'table' | 'named' | 'key'>;

/**
 * The item collection that a write changed: what a table with local indexes, and these, hold under
 * one partition key.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections
 */
export function collectionOf(
  { table, key }: Changed,
  asked: ReturnItemCollectionMetrics | undefined,
): ItemCollectionMetrics | undefined {
  const indexes = [...table.indexes.values()].filter(({ kind }) => kind === 'local');
  if (asked !== 'SIZE' || indexes.length === 0) return undefined;
  const { hash } = table.schema;
  const partition = partitionKey(valuesOf(key, hash));
  let bytes = 0;
  for (const entry of table.entries.range(partition, partition + AFTER)) {
    const item = unpacked(entry);
    bytes += itemSize(item);
    for (const index of indexes) {
      if (isIndexed(item, index)) bytes += itemSize(projectedItem(item, index));
    }
  }
  const least = Math.floor(bytes / GB);
  return {
    ItemCollectionKey: copyItem(Object.fromEntries(hash.map(({ name }) => [name, key[name]!]))),
    SizeEstimateRangeGB: [least, least + 1],
  };
}

/** Of several writes, by table; each collection once. */
export function collectionsOf(
  changes: readonly Changed[],
  asked: ReturnItemCollectionMetrics | undefined,
): Record<string, ItemCollectionMetrics[]> | undefined {
  const found: Record<string, ItemCollectionMetrics[]> = {};
  const seen = new Set<string>();
  for (const change of changes) {
    const { table, named, key } = change;
    const position = `${table.name} ${partitionKey(valuesOf(key, table.schema.hash))}`;
    const metrics = seen.has(position) ? undefined : collectionOf(change, asked);
    seen.add(position);
    if (metrics !== undefined) found[named] = [...(found[named] ?? []), metrics];
  }
  return asked === 'SIZE' ? found : undefined;
}
