import type { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';

/** What a protocol can carry, and how exactly. */
export interface Carrier {
  /** XML and forms have no empty maps and structures, and no characters that XML lacks. */
  readonly xml: boolean;
}

const DEPTH = 4;
/** Whole seconds: dates in headers have no fractions. */
const TIME = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
const MILLISECONDS = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms));
const WORD = fc.stringMatching(/^[A-Za-z0-9_.~-]{1,12}$/).filter((word) => !/^\.+$/.test(word));
const TEXT = fc.string({ unit: 'grapheme', maxLength: 12 });
/** XML's characters, and no white space at the ends, which the SDK's parser takes off. */
const XML_TEXT = fc
  .array(fc.constantFrom('a', 'Z', '0', '<', '&', '"', "'", ']]>', 'é', '日', '😀', ' ', '.', '%'))
  .map((parts) => `x${parts.join('')}x`);

/** Values of a schema: any that the protocol can carry. */
export function valuesOf(schema: NormalizedSchema, carrier: Carrier): fc.Arbitrary<unknown> {
  return value(schema, carrier, DEPTH);
}

function value(schema: NormalizedSchema, carrier: Carrier, depth: number): fc.Arbitrary<unknown> {
  if (schema.isStructSchema()) return structure(schema, carrier, depth);
  if (schema.isListSchema()) return list(schema, carrier, depth);
  if (schema.isMapSchema()) return map(schema, carrier, depth);
  return scalar(schema, carrier);
}

function scalar(schema: NormalizedSchema, { xml }: Carrier): fc.Arbitrary<unknown> {
  const { httpHeader, httpLabel, httpQuery, httpPrefixHeaders, httpResponseCode, mediaType } =
    schema.getMergedTraits();
  if (httpResponseCode) return fc.constantFrom(200, 202);
  if (schema.isTimestampSchema())
    return httpHeader || schema.getSchema() === 6 ? TIME : MILLISECONDS;
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.integer();
  if (schema.isBlobSchema()) return fc.uint8Array({ minLength: 1, maxLength: 9 });
  if (schema.isDocumentSchema()) return fc.dictionary(WORD, fc.jsonValue({ maxDepth: 1 }));
  if (httpLabel || httpHeader || httpPrefixHeaders || mediaType) return WORD;
  if (httpQuery) return XML_TEXT;
  return xml ? XML_TEXT : TEXT;
}

function structure(
  schema: NormalizedSchema,
  carrier: Carrier,
  depth: number,
): fc.Arbitrary<Record<string, unknown>> {
  const members = [...schema.structIterator()];
  const required = requiredCount(schema);
  if (schema.isUnionSchema()) {
    const shallow = members.filter(([, member]) => !isDeep(member, depth));
    const told = shallow.length > 0 ? shallow : members.slice(0, 1);
    return fc.oneof(
      ...told.map(([name, member]) =>
        value(member, carrier, depth - 1).map((content) => ({ [name]: content })),
      ),
    );
  }
  const wanted = members.filter(([, member], index) => index < required || !isDeep(member, depth));
  const requiredKeys = wanted.slice(0, required).map(([name]) => name);
  const always = wanted.filter(([, m]) => isAlways(m)).map(([name]) => name);
  const record = fc.record(
    Object.fromEntries(wanted.map(([name, member]) => [name, value(member, carrier, depth - 1)])),
    { requiredKeys: [...new Set([...requiredKeys, ...always])], noNullPrototype: true },
  ) as fc.Arbitrary<Record<string, unknown>>;
  const mustHold = carrier.xml && depth < DEPTH && wanted.length > 0;
  return mustHold ? record.filter((object) => Object.keys(object).length > 0) : record;
}

/** Tokens the SDK fills in, and statuses and bodies it always reports. */
function isAlways(member: NormalizedSchema): boolean {
  const { idempotencyToken, httpResponseCode, httpPayload, httpPrefixHeaders } =
    member.getMergedTraits();
  return Boolean(
    idempotencyToken || httpResponseCode || httpPayload || httpPrefixHeaders !== undefined,
  );
}

function isDeep(member: NormalizedSchema, depth: number): boolean {
  return depth <= 0 && (member.isStructSchema() || member.isListSchema() || member.isMapSchema());
}

function requiredCount(schema: NormalizedSchema): number {
  return (
    (
      schema.getSchema() as unknown as [
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        number?,
      ]
    )[6] ?? 0
  );
}

function list(
  schema: NormalizedSchema,
  carrier: Carrier,
  depth: number,
): fc.Arbitrary<readonly unknown[]> {
  const { httpHeader, httpQuery } = schema.getMergedTraits();
  const bound = httpHeader || httpQuery;
  const member = schema.getValueSchema();
  if (isDeep(member, depth)) return fc.constant([]);
  const item = bound && member.isStringSchema() ? WORD : value(member, carrier, depth - 1);
  const minLength = carrier.xml || bound ? 1 : 0;
  return fc.array(item, { minLength, maxLength: 2 });
}

function map(
  schema: NormalizedSchema,
  carrier: Carrier,
  depth: number,
): fc.Arbitrary<Record<string, unknown>> {
  const { httpPrefixHeaders, httpQueryParams } = schema.getMergedTraits();
  const bound = httpPrefixHeaders !== undefined || httpQueryParams !== undefined;
  const member = schema.getValueSchema();
  const item = bound ? WORD : value(member, carrier, Math.max(depth - 1, 0));
  const key = bound ? WORD.map((word) => word.toLowerCase()) : WORD;
  const minKeys = carrier.xml && !bound ? 1 : 0;
  return fc
    .dictionary(key, item, { minKeys, maxKeys: 2, noNullPrototype: true })
    .map((object) => ({ ...object }));
}
