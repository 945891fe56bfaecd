import type { NormalizedSchema } from '@smithy/core/schema';
import type { Json } from '../../src/core/json.ts';

/**
 * Recorded parameters as the SDK's client takes them: bytes and dates are texts in recordings, and
 * texts that hold JSON were parsed.
 */
export function inputOf(schema: NormalizedSchema, value: Json): unknown {
  if (value === null || schema.isDocumentSchema()) return value;
  if (schema.isBlobSchema()) return Buffer.from(textOf(value));
  if (schema.isTimestampSchema()) return dateOf(value);
  if (schema.isStringSchema()) return textOf(value);
  if (schema.isNumericSchema()) return Number(value);
  if (schema.isBooleanSchema()) return value === true || value === 'true';
  return containerOf(schema, value);
}

function containerOf(schema: NormalizedSchema, value: Json): unknown {
  if (Array.isArray(value)) {
    return schema.isListSchema()
      ? value.map((item) => inputOf(schema.getValueSchema(), item))
      : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const member = (name: string): NormalizedSchema | undefined =>
    schema.isMapSchema() ? schema.getValueSchema() : memberOf(schema, name);
  // None is as if it were not there.
  const given = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(
    given.map(([name, item]) => {
      const known = member(name);
      return [name, known === undefined ? item : inputOf(known, item)];
    }),
  );
}

function memberOf(schema: NormalizedSchema, name: string): NormalizedSchema | undefined {
  if (!schema.isStructSchema()) return undefined;
  return [...schema.structIterator()].find(([member]) => member === name)?.[1];
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Seconds since 1970, or a text that JavaScript reads. */
function dateOf(value: Json): Date {
  return new Date(typeof value === 'number' ? value * 1000 : String(value));
}
