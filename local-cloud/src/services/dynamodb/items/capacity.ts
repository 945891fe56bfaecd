import type { Capacity, ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { type Index, isIndexed, projectedItem, type Table } from '../tables/table.ts';
import { equalItems, type Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';
import type { Change } from './writes.ts';

const READ_UNIT = 4096;
const WRITE_UNIT = 1024;

/** What was read: of a table, as the caller named it, or of one of its indexes. */
export interface Read {
  readonly table: Table;
  /** By its name or its ARN. */
  readonly named: string;
  readonly units: number;
  readonly index?: Index | undefined;
}

interface Used {
  readonly named: string;
  table: number;
  readonly indexes: Map<Index, number>;
}

export interface ReadMode {
  readonly consistent?: boolean | undefined;
  readonly transactional?: boolean;
}

/** Read units for so many bytes: half of it if eventually consistent, double in a transaction. */
export function readUnits(bytes: number, mode: ReadMode): number {
  const blocks = Math.max(1, Math.ceil(bytes / READ_UNIT));
  if (mode.transactional) return blocks * 2;
  return mode.consistent ? blocks : blocks / 2;
}

function writeUnits(bytes: number, transactional = false): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT)) * (transactional ? 2 : 1);
}

/**
 * What the requests of one call used up, by table.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export class Consumption {
  readonly #kind: 'read' | 'write';
  readonly #asked: 'TOTAL' | 'INDEXES' | undefined;
  readonly #transactional: boolean;
  readonly #tables = new Map<Table, Used>();

  constructor(
    kind: 'read' | 'write',
    asked: ReturnConsumedCapacity | undefined,
    transactional = false,
  ) {
    this.#kind = kind;
    this.#asked = asked === 'TOTAL' || asked === 'INDEXES' ? asked : undefined;
    this.#transactional = transactional;
  }

  addRead({ table, named, units, index }: Read): void {
    if (this.#asked === undefined) return;
    const used = this.#of(table, named);
    if (index === undefined) used.table += units;
    else used.indexes.set(index, (used.indexes.get(index) ?? 0) + units);
  }

  /**
   * A write counts for the larger of the item before and after, and for each index it changes;
   * a transaction doubles the former only (measured on AWS by others).
   */
  addWrite({ table, named, before, after }: Change): void {
    if (this.#asked === undefined) return;
    const used = this.#of(table, named);
    used.table += writeUnits(Math.max(sizeOf(before), sizeOf(after)), this.#transactional);
    for (const index of table.indexes.values()) {
      const units = indexUnits(index, table, before, after);
      if (units > 0) used.indexes.set(index, (used.indexes.get(index) ?? 0) + units);
    }
  }

  /** Undefined: the caller did not ask. */
  report(): ConsumedCapacity[] | undefined {
    if (this.#asked === undefined) return undefined;
    return [...this.#tables.values()].map((used) => this.#describe(used));
  }

  reportOne(): ConsumedCapacity | undefined {
    return this.report()?.[0];
  }

  #describe(used: Used): ConsumedCapacity {
    const total = [...used.indexes.values()].reduce((sum, units) => sum + units, used.table);
    const summary = { TableName: used.named, ...this.#capacity(total) };
    if (this.#asked === 'TOTAL') return summary;
    return {
      ...summary,
      Table: this.#capacity(used.table),
      ...this.#indexCapacity('LocalSecondaryIndexes', 'local', used.indexes),
      ...this.#indexCapacity('GlobalSecondaryIndexes', 'global', used.indexes),
    };
  }

  #indexCapacity(member: string, kind: Index['kind'], used: Map<Index, number>) {
    const entries = [...used].filter(([index]) => index.kind === kind);
    if (entries.length === 0) return {};
    const capacities = entries.map(([index, units]) => [index.name, this.#capacity(units)]);
    return { [member]: Object.fromEntries(capacities) };
  }

  #capacity(units: number): Capacity {
    if (!this.#transactional) return { CapacityUnits: units };
    const member = this.#kind === 'read' ? 'ReadCapacityUnits' : 'WriteCapacityUnits';
    return { CapacityUnits: units, [member]: units };
  }

  #of(table: Table, named: string): Used {
    let used = this.#tables.get(table);
    if (used === undefined) {
      used = { named, table: 0, indexes: new Map() };
      this.#tables.set(table, used);
    }
    return used;
  }
}

function indexUnits(index: Index, table: Table, before?: Item, after?: Item): number {
  const old = indexed(before, index);
  const fresh = indexed(after, index);
  if (old === undefined && fresh === undefined) return 0;
  if (old === undefined || fresh === undefined) return writeUnits(sizeOf(old ?? fresh));
  if (equalItems(old, fresh)) return 0;
  const moved = table.indexKey(old, index) !== table.indexKey(fresh, index);
  const [oldSize, size] = [sizeOf(old), sizeOf(fresh)];
  return moved ? writeUnits(oldSize) + writeUnits(size) : writeUnits(Math.max(oldSize, size));
}

function indexed(item: Item | undefined, index: Index): Item | undefined {
  return item !== undefined && isIndexed(item, index) ? projectedItem(item, index) : undefined;
}

function sizeOf(item: Item | undefined): number {
  return item === undefined ? 0 : itemSize(item);
}
