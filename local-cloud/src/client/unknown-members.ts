import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { didYouMean } from '../core/closest.ts';

/**
 * Every member of an input that its operation does not have, with what was probably meant: the SDK's
 * clients leave such members out without a word. An empty list: there are none.
 */
export function unknownMembers(schema: StaticOperationSchema, input: object): readonly string[] {
  return [...unknownIn(NormalizedSchema.of(schema[4]), input, '')];
}

function* unknownIn(schema: NormalizedSchema, value: unknown, at: string): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) {
      yield* unknownIn(schema.getValueSchema(), item, `${at}[${index}]`);
    }
  } else if (schema.isMapSchema()) {
    for (const [name, item] of Object.entries(value)) {
      yield* unknownIn(schema.getValueSchema(), item, `${at}.${name}`);
    }
  } else if (schema.isStructSchema() || schema.isUnitSchema()) {
    const members = new Map(schema.structIterator());
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const member = members.get(name);
      const path = `${at}.${name}`;
      if (member !== undefined) yield* unknownIn(member, item, path);
      else yield `${path.slice(1)}. ${didYouMean(name, members.keys())}`.trimEnd();
    }
  }
}
