import * as z from 'zod';
import { given, shape } from '../../../core/state.ts';
import { Turns } from '../../../core/turns.ts';
import type { ChangeStream } from '../streams/change-stream.ts';
import type { Item } from '../values/attribute-value.ts';
import { type PackedItem, packed, unpacked } from '../values/packed-item.ts';
import { itemSize } from '../values/size.ts';
import { entryKey, type KeySchema, keyAttributes } from './keys.ts';
import { SAVED_SETTINGS, type TableSettings } from './settings.ts';
import { SortedMap } from './sorted-map.ts';
import type { TimeToLive } from './time-to-live.ts';

/** A table as it is saved. Its indexes follow from its settings and items. */
export interface SavedTable {
  readonly name: string;
  readonly settings: TableSettings;
  /** The attribute that items expire by. */
  readonly timeToLive: string | undefined;
  readonly items: readonly Item[];
}

export const SAVED_TABLE = shape<SavedTable>({
  name: z.string(),
  settings: SAVED_SETTINGS,
  timeToLive: z.string().optional(),
  items: z.array(given<Item>()),
});

export interface Index {
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly schema: KeySchema;
  /** Undefined: every attribute. */
  readonly projected: ReadonlySet<string> | undefined;
  /** The table's own items, in the order of the index. */
  readonly entries: SortedMap<PackedItem>;
  /** Bytes of all items, as the index holds them. */
  size: number;
}

/** Others have their turn after so many items. */
const AT_ONCE = 500;

/** Items and their indexes. Stored items are never changed, only replaced. */
export class Table {
  readonly name: string;
  readonly schema: KeySchema;
  readonly entries = new SortedMap<PackedItem>();
  readonly timeToLive: TimeToLive;
  settings: TableSettings;
  /** Takes a record of each change; undefined: none is kept. */
  stream: ChangeStream | undefined;
  /** It is not to be written to any more: not by requests either that had found it before. */
  isDeleted = false;
  readonly #indexes: Map<string, Index>;
  #size = 0;

  constructor(
    name: string,
    schema: KeySchema,
    indexes: readonly Index[],
    settings: TableSettings,
    timeToLive: TimeToLive,
  ) {
    this.name = name;
    this.schema = schema;
    this.#indexes = new Map(indexes.map((index) => [index.name, index]));
    this.settings = settings;
    this.timeToLive = timeToLive;
    timeToLive.onExpiry((key) => this.#expire(key));
  }

  save(): SavedTable {
    const { name, settings, timeToLive, entries } = this;
    return {
      name,
      settings,
      timeToLive: timeToLive.attribute,
      items: [...entries.values()].map(unpacked),
    };
  }

  load({ timeToLive, items }: SavedTable): void {
    this.timeToLive.set(timeToLive);
    for (const item of items) this.put(item);
  }

  get indexes(): ReadonlyMap<string, Index> {
    return this.#indexes;
  }

  /** Items whose attributes have other types than the index's keys stay out of it. */
  addIndex(index: Index): void {
    this.#indexes.set(index.name, index);
    for (const entry of this.entries.values()) this.#addTo(index, unpacked(entry), entry);
  }

  removeIndex(name: string): void {
    this.#indexes.delete(name);
  }

  /** Bytes of all items. */
  get size(): number {
    return this.#size;
  }

  get(key: Item): Item | undefined {
    const entry = this.entries.get(entryKey(key, this.schema));
    return entry && unpacked(entry);
  }

  /** @param before what is there, where the caller has it */
  put(item: Item, before?: Item): void {
    const key = entryKey(item, this.schema);
    this.#forget(key, before);
    const entry = packed(item);
    this.entries.set(key, entry);
    this.#size += itemSize(item);
    for (const index of this.indexes.values()) this.#addTo(index, item, entry);
    this.timeToLive.track(key, item);
  }

  delete(key: Item, before?: Item): void {
    this.#forget(entryKey(key, this.schema), before);
  }

  /** Index keys need not be unique: the table's key makes the entry so. */
  indexKey(item: Item, index: Index): string {
    return entryKey(item, index.schema) + entryKey(item, this.schema);
  }

  /**
   * From now on items expire by this attribute; undefined: never. Others have their turn while those that
   * are there are looked at.
   */
  async setTimeToLive(attribute: string | undefined): Promise<void> {
    this.timeToLive.set(attribute);
    const turns = new Turns(AT_ONCE);
    for (const entry of attribute === undefined ? [] : [...this.entries.values()]) {
      await turns.step();
      const item = unpacked(entry);
      const key = entryKey(item, this.schema);
      if (this.timeToLive.attribute !== attribute) return;
      if (this.entries.get(key) === entry) this.timeToLive.track(key, item);
    }
  }

  #addTo(index: Index, item: Item, entry: PackedItem): void {
    if (!isIndexed(item, index)) return;
    index.entries.set(this.indexKey(item, index), entry);
    index.size += itemSize(projectedItem(item, index));
  }

  #expire(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    const item = unpacked(entry);
    this.#forget(key, item);
    this.stream?.record(item, undefined, true);
  }

  #forget(key: string, before?: Item): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    const item = before ?? unpacked(entry);
    this.entries.delete(key);
    this.#size -= itemSize(item);
    for (const index of this.indexes.values()) {
      if (!isIndexed(item, index)) continue;
      index.entries.delete(this.indexKey(item, index));
      index.size -= itemSize(projectedItem(item, index));
    }
    this.timeToLive.untrack(key, item);
  }
}

/** An item without the index's keys is not in it. */
export function isIndexed(item: Item, index: Index): boolean {
  return keyAttributes(index.schema).every(
    ({ name, type }) => Object.hasOwn(item, name) && item[name]![type] !== undefined,
  );
}

/** The item as the index holds it. */
export function projectedItem(item: Item, index: Index): Item {
  const { projected } = index;
  if (projected === undefined) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => projected.has(name)));
}
