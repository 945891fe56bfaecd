import type { NormalizedSchema } from '@smithy/core/schema';
import { setMember } from '../../core/json.ts';

interface ProtoMember {
  readonly map: Record<string, unknown>;
  readonly schema: NormalizedSchema;
  readonly value: unknown;
}

interface Deserializer {
  readObject(schema: NormalizedSchema, body: never): unknown;
}

/**
 * Reads a parsed body. `__proto__` is a name like any other in a map, such as a DynamoDB item; the
 * SDK's deserializers, which change maps in place, lose what stands there: it is read by itself,
 * the outer ones before what is in them.
 */
export function readWhole(
  deserializer: Deserializer,
  schema: NormalizedSchema,
  body: unknown,
): object {
  const found = [...protoMembers(schema, body)];
  const read = deserializer.readObject(schema, body as never) as object;
  for (const { map, schema: member, value } of found) {
    if (Object.getOwnPropertyDescriptor(map, '__proto__')?.value !== undefined) continue;
    setMember(map, '__proto__', deserializer.readObject(member, value as never));
  }
  return read;
}

function* protoMembers(schema: NormalizedSchema, body: unknown): Generator<ProtoMember> {
  if (typeof body !== 'object' || body === null || schema.isDocumentSchema()) return;
  const values = body as Record<string, unknown>;
  if (schema.isStructSchema()) {
    for (const [name, member] of schema.structIterator()) yield* protoMembers(member, values[name]);
  } else if (schema.isListSchema() || schema.isMapSchema()) {
    const member = schema.getValueSchema();
    for (const [name, value] of Object.entries(body)) {
      if (schema.isMapSchema() && name === '__proto__')
        yield { map: values, schema: member, value };
      yield* protoMembers(member, value);
    }
  }
}
