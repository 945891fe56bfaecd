import type { Select } from '@aws-sdk/client-dynamodb';
import { nextTurn } from '../../../core/turns.ts';
import { invalidValues, validation } from '../errors.ts';
import { type Condition, matches, type Path } from '../expressions/index.ts';
import type { KeySchema } from '../tables/keys.ts';
import { keyAttributes } from '../tables/keys.ts';
import type { SortedMap } from '../tables/sorted-map.ts';
import { type Index, projectedItem, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { type PackedItem, unpacked } from '../values/packed-item.ts';
import { itemSize, LARGE_ITEM } from '../values/size.ts';
import { type Consumption, readUnits } from './capacity.ts';
import { shown } from './reads.ts';

/** A page ends once it has read this many bytes, before filters and projections. */
const MAX_PAGE_SIZE = 1024 * 1024;
/** The smallest item: a name and a value of its key. */
const MIN_ITEM_SIZE = 2;
/** Others have their turn after so many items, and after each large one. */
const AT_ONCE = 500;

/** What a Query or Scan reads: a table, or one of its indexes. */
export interface Source {
  readonly table: Table;
  /** As the request names the table: by its name or its ARN. */
  readonly named: string;
  readonly index: Index | undefined;
  readonly schema: KeySchema;
  readonly entries: SortedMap<PackedItem>;
}

interface Named {
  readonly TableName?: string | undefined;
  readonly IndexName?: string | undefined;
  readonly ConsistentRead?: boolean | undefined;
}

/** Throws ValidationException if there is no such index, or it cannot be read as asked. */
export function sourceOf(
  table: Table,
  { TableName: named = '', IndexName: indexName, ConsistentRead: consistent }: Named,
): Source {
  if (indexName === undefined) {
    return { table, named, index: undefined, schema: table.schema, entries: table.entries };
  }
  const index = table.indexes.get(indexName);
  if (index === undefined) {
    throw validation(`The table does not have the specified index: ${indexName}`);
  }
  if (consistent && index.kind === 'global') {
    throw validation('Consistent reads are not supported on global secondary indexes');
  }
  if (table.settings.indexChange?.index.IndexName === indexName) {
    throw validation(`Cannot read from backfilling global secondary index: ${indexName}`);
  }
  return { table, named, index, schema: index.schema, entries: index.entries };
}

/** The attributes of LastEvaluatedKey and ExclusiveStartKey. */
export function pageKeyNames({ table, schema }: Source): string[] {
  const names = [...keyAttributes(table.schema), ...keyAttributes(schema)].map(({ name }) => name);
  return [...new Set(names)];
}

export interface PageOptions {
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  readonly paths: readonly Path[] | undefined;
  readonly select: Select | undefined;
  readonly consistent: boolean | undefined;
}

export interface Page {
  readonly Items?: Item[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey: Item | undefined;
}

/**
 * Reads on until `Limit` items or 1 MB have been looked at. A page that ends for one of these
 * reasons has a LastEvaluatedKey, even if nothing follows. Others have their turn meanwhile: what they
 * write is not in the page.
 */
export async function readPage(
  source: Source,
  entries: Iterable<PackedItem>,
  options: PageOptions,
  consumption: Consumption,
): Promise<Page> {
  const page = { items: [] as Item[], scanned: 0, bytes: 0, last: undefined as Item | undefined };
  const { table, named, index } = source;
  const whole = readsWholeItems(source, options);
  for (const entry of firstOf(entries, options.limit ?? MAX_PAGE_SIZE / MIN_ITEM_SIZE)) {
    const item = unpacked(entry);
    const held = index === undefined ? item : projectedItem(item, index);
    const seen = whole ? item : held;
    page.scanned += 1;
    page.bytes += itemSize(held);
    if (page.scanned % AT_ONCE === 0 || itemSize(held) > LARGE_ITEM) await nextTurn();
    if (whole) consumption.addRead({ table, named, units: readUnits(itemSize(item), options) });
    if (options.filter === undefined || matches(options.filter, seen)) page.items.push(seen);
    if (page.scanned < (options.limit ?? Infinity) && page.bytes < MAX_PAGE_SIZE) continue;
    page.last = item;
    break;
  }
  consumption.addRead({ table, named, units: readUnits(page.bytes, options), index });
  const items = options.select === 'COUNT' ? undefined : page.items;
  return {
    ...(items && { Items: items.map((item) => shown(item, options.paths)) }),
    Count: page.items.length,
    ScannedCount: page.scanned,
    LastEvaluatedKey: page.last && pageKey(source, page.last),
  };
}

/** They are taken at once, since what they are taken from may change between two turns. */
function firstOf(entries: Iterable<PackedItem>, count: number): PackedItem[] {
  const first: PackedItem[] = [];
  for (const entry of entries) {
    if (first.push(entry) >= count) break;
  }
  return first;
}

function pageKey(source: Source, item: Item): Item {
  const key = pageKeyNames(source).map((name) => [name, item[name]!]);
  return shown(Object.fromEntries(key), undefined);
}

/** A local index fetches from the table what it does not hold: a read of its own for each item. */
function readsWholeItems({ index }: Source, options: PageOptions): boolean {
  if (index?.kind !== 'local' || index.projected === undefined) return false;
  const { projected } = index;
  if (options.select === 'ALL_ATTRIBUTES') return true;
  return options.paths?.some(([name]) => !projected.has(String(name))) ?? false;
}

/** Throws ValidationException if a global index, which knows only what it holds, is asked for more. */
export function checkProjection({ index }: Source, { select, paths }: PageOptions): void {
  if (index?.kind !== 'global' || index.projected === undefined) return;
  const { name, projected } = index;
  if (select === 'ALL_ATTRIBUTES') {
    throw invalidValues(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`,
    );
  }
  const missing = (paths ?? [])
    .map(([head]) => String(head))
    .filter((head) => !projected.has(head));
  if (missing.length === 0) return;
  throw invalidValues(`Global secondary index ${name} does not project [${missing.join(', ')}]`);
}
