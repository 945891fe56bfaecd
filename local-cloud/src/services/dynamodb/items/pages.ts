import type { Select } from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import { type Condition, matches, type Path } from '../expressions/index.ts';
import type { KeySchema } from '../tables/keys.ts';
import { keyAttributes } from '../tables/keys.ts';
import type { SortedMap } from '../tables/sorted-map.ts';
import { type Index, projectedItem, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';
import { type Consumption, readUnits } from './capacity.ts';
import { shown } from './reads.ts';

/** A page ends once it has read this many bytes, before filters and projections. */
const MAX_PAGE_SIZE = 1024 * 1024;

/** What a Query or Scan reads: a table, or one of its indexes. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly schema: KeySchema;
  readonly entries: SortedMap<Item>;
}

/** Throws ValidationException if there is no such index, or it cannot be read as asked. */
export function sourceOf(
  table: Table,
  indexName: string | undefined,
  consistent: boolean | undefined,
): Source {
  if (indexName === undefined) {
    return { table, index: undefined, schema: table.schema, entries: table.entries };
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
  return { table, index, schema: index.schema, entries: index.entries };
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
 * reasons has a LastEvaluatedKey, even if nothing follows.
 */
export function readPage(
  source: Source,
  entries: Iterable<Item>,
  options: PageOptions,
  consumption: Consumption,
): Page {
  const page = { items: [] as Item[], scanned: 0, bytes: 0, last: undefined as Item | undefined };
  const whole = readsWholeItems(source, options);
  for (const entry of entries) {
    const seen = source.index === undefined || whole ? entry : projectedItem(entry, source.index);
    page.scanned += 1;
    page.bytes += itemSize(seen);
    if (options.filter === undefined || matches(options.filter, seen)) page.items.push(seen);
    if (page.scanned < (options.limit ?? Infinity) && page.bytes < MAX_PAGE_SIZE) continue;
    page.last = entry;
    break;
  }
  consumption.addRead(source.table, readUnits(page.bytes, options), source.index);
  const items = options.select === 'COUNT' ? undefined : page.items;
  return {
    ...(items && { Items: items.map((item) => shown(item, options.paths)) }),
    Count: page.items.length,
    ScannedCount: page.scanned,
    LastEvaluatedKey: page.last && pageKey(source, page.last),
  };
}

function pageKey(source: Source, item: Item): Item {
  const key = pageKeyNames(source).map((name) => [name, item[name]!]);
  return shown(Object.fromEntries(key), undefined);
}

/** A local index fetches from the table what it does not hold. */
function readsWholeItems({ index }: Source, options: PageOptions): boolean {
  if (index?.kind !== 'local' || index.projected === undefined) return false;
  const { projected } = index;
  if (options.select === 'ALL_ATTRIBUTES') return true;
  return options.paths?.some(([name]) => !projected.has(String(name))) ?? false;
}

/** Throws ValidationException if Select, the projection and the index do not go together. */
export function checkSelect({ index }: Source, options: PageOptions): void {
  const { select, paths } = options;
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw invalidValues(
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  }
  if (paths !== undefined && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    const what = select === 'COUNT' ? 'only the Count' : select;
    throw validation(`Cannot specify the ProjectionExpression when choosing to get ${what}`);
  }
  if (paths === undefined && select === 'SPECIFIC_ATTRIBUTES') {
    throw invalidValues(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (index?.kind === 'global' && index.projected !== undefined) {
    checkProjected(index.name, index.projected, options);
  }
}

/** A global index knows only what it holds. */
function checkProjected(
  name: string,
  projected: ReadonlySet<string>,
  { select, paths }: PageOptions,
): void {
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
