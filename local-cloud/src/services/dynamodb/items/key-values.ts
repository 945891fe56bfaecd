import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { KeyAttribute, KeySchema } from '../tables/keys.ts';
import type { Item } from '../values/attribute-value.ts';
import { valueSize } from '../values/size.ts';

const MAX_HASH_KEY_SIZE = 2048;
const MAX_RANGE_KEY_SIZE = 1024;

/** An attribute may be called `constructor`, too, which every object inherits. */
export function own(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** What a value without content is of; undefined: it has some. */
export function emptyKind(value: AttributeValue): 'string' | 'binary' | undefined {
  if (value.S === '') return 'string';
  return value.B?.length === 0 ? 'binary' : undefined;
}

/** What is wrong with the size of a key, whose attributes count together; undefined: nothing. */
export function oversized(item: Item, { hash, range }: KeySchema): string | undefined {
  if (bytes(item, hash) > MAX_HASH_KEY_SIZE) {
    return 'Size of hashkey has exceeded the maximum size limit of2048 bytes';
  }
  if (bytes(item, range) > MAX_RANGE_KEY_SIZE) {
    return 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes';
  }
  return undefined;
}

function bytes(item: Item, attributes: readonly KeyAttribute[]): number {
  const values = attributes.flatMap(({ name }) => own(item, name) ?? []);
  return values.reduce((sum, value) => sum + valueSize(value), 0);
}
