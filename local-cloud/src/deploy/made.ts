import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../core/json.ts';
import type { Deployed, ResourceType } from './resource-type.ts';

/** A resource that is there. */
export interface Made {
  readonly type: ResourceType;
  deployed: Deployed;
  /** As they were resolved when it was made, or changed last. */
  properties: JsonObject;
  /** Whether it stays when it is no longer in the template. */
  readonly isRetained: boolean;
  /** Of the properties, with the contents of what they name. Undefined: it is as it was made. */
  digest?: string;
}

/** What a resource is to be. */
export interface Wanted {
  readonly type: ResourceType;
  readonly properties: JsonObject;
}

/** What it can be brought to in place, the rest as it was made. Undefined: nothing of it changes in place. */
export function changedInPlace(made: Made, { type, properties }: Wanted): Wanted | undefined {
  if (type.update === undefined || type !== made.type) return undefined;
  const { fixed = [] } = type;
  const own = [
    ...Object.entries(properties).filter(([name]) => !fixed.includes(name)),
    ...Object.entries(made.properties).filter(([name]) => fixed.includes(name)),
  ];
  return { type, properties: Object.fromEntries(own) };
}

/** The properties that are not as they were made, and cannot be changed in place. */
export function fixedDifferences(made: Made, wanted: Wanted): readonly string[] {
  if (wanted.type !== made.type) return ['Type'];
  const { update, fixed = [], inert = [] } = made.type;
  const names = new Set([...Object.keys(made.properties), ...Object.keys(wanted.properties)]);
  return [...names]
    .filter((name) => (update === undefined ? !inert.includes(name) : fixed.includes(name)))
    .filter((name) => !isDeepStrictEqual(made.properties[name], wanted.properties[name]));
}
