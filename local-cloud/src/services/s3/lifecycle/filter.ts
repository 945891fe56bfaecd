import type { LifecycleRule, Tag } from '@aws-sdk/client-s3';
import type { StoredObject } from '../object.ts';

/** Which objects a rule is for. */
export interface Filter {
  readonly prefix: string;
  readonly tags: readonly Tag[];
  /** In bytes, exclusive. */
  readonly largerThan: number | undefined;
  readonly smallerThan: number | undefined;
}

export function filterOf({ Filter: filter = {}, Prefix }: LifecycleRule): Filter {
  const { And } = filter;
  return {
    prefix: Prefix ?? filter.Prefix ?? And?.Prefix ?? '',
    tags: And?.Tags ?? (filter.Tag ? [filter.Tag] : []),
    largerThan: filter.ObjectSizeGreaterThan ?? And?.ObjectSizeGreaterThan,
    smallerThan: filter.ObjectSizeLessThan ?? And?.ObjectSizeLessThan,
  };
}

export function passes(filter: Filter, { key, tags, size }: StoredObject): boolean {
  return (
    key.startsWith(filter.prefix) &&
    filter.tags.every(({ Key = '', Value }) => Object.hasOwn(tags, Key) && tags[Key] === Value) &&
    size > (filter.largerThan ?? -1) &&
    size < (filter.smallerThan ?? Number.POSITIVE_INFINITY)
  );
}
