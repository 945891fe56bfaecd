import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-value.ts';
import { LARGE_ITEM } from './size.ts';

/** An item as it is kept: as JSON, which takes a third of the memory of its objects. */
export type PackedItem = string & { readonly packed: 'item' };

let lastPacked: PackedItem | undefined;
let lastItem: Item = {};
/** What large items were packed to: a transaction packs them before it writes them all at once. */
const large = new WeakMap<Item, PackedItem>();

export function packed(item: Item): PackedItem {
  const known = large.get(item);
  if (known !== undefined) return remember(known, item);
  const json = Object.values(item).some(hasBytes)
    ? `${BYTES}${JSON.stringify(item, asBase64)}`
    : JSON.stringify(item);
  if (json.length > LARGE_ITEM) large.set(item, json as PackedItem);
  return remember(json as PackedItem, item);
}

/** Not to be changed: what is read several times while a request is answered is unpacked once. */
export function unpacked(packed: PackedItem): Item {
  if (packed === lastPacked) return lastItem;
  const item: Item = packed.startsWith(BYTES)
    ? JSON.parse(packed.slice(BYTES.length))
    : JSON.parse(packed);
  if (packed.startsWith(BYTES)) restore(Object.values(item));
  remember(packed, item);
  return item;
}

function remember(packed: PackedItem, item: Item): PackedItem {
  lastPacked = packed;
  lastItem = item;
  return packed;
}

/** What stands before the JSON of an item with binary values, which are Base64 in it. */
const BYTES = 'B';

function hasBytes({ B, BS, L, M }: AttributeValue): boolean {
  if (B !== undefined || BS !== undefined) return true;
  if (L !== undefined) return L.some(hasBytes);
  return M !== undefined && Object.values(M).some(hasBytes);
}

function asBase64(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const given = this[name];
  return given instanceof Uint8Array ? Buffer.from(given).toString('base64') : value;
}

/** Makes bytes of the Base64 in values that were just read. */
function restore(values: readonly AttributeValue[]): void {
  for (const value of values) {
    if (value.B !== undefined) Object.assign(value, { B: bytes(value.B) });
    if (value.BS !== undefined) Object.assign(value, { BS: value.BS.map(bytes) });
    if (value.L !== undefined) restore(value.L);
    if (value.M !== undefined) restore(Object.values(value.M));
  }
}

function bytes(base64: unknown): Uint8Array {
  return new Uint8Array(Buffer.from(String(base64), 'base64'));
}
