import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject } from '../../core/json.ts';
import type { Dialect } from './check.ts';

/** JSON bodies, and CBOR ones: structures and maps are objects, lists are arrays. */
export function objectDialect(useJsonName: boolean): Dialect {
  return {
    malformed: 'SerializationException',
    key: (member, name) => (useJsonName ? (member.getMergedTraits().jsonName ?? name) : name),
    items: (_, value) => (Array.isArray(value) ? value : undefined),
    values: (_, value) => (isObject(value) ? Object.entries(value) : undefined),
    structure: (value) => (isObject(value) ? value : undefined),
    mismatch: jsonMismatch,
  };
}

function jsonMismatch(schema: NormalizedSchema, value: unknown): string | undefined {
  if (schema.isStringSchema()) return typeof value === 'string' ? undefined : 'a String';
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? undefined : 'a Boolean';
  if (schema.isNumericSchema()) return isNumber(value) ? undefined : 'a Number';
  if (schema.isBlobSchema()) return isBlob(value) ? undefined : 'a Blob';
  if (schema.isTimestampSchema()) return isTimestamp(schema, value) ? undefined : 'a Timestamp';
  return undefined;
}

function isNumber(value: unknown): boolean {
  if (typeof value === 'number') return true;
  return typeof value === 'string' && ['NaN', 'Infinity', '-Infinity'].includes(value);
}

/** Longer texts are left to the SDK's deserializers, which look at all of them anyway. */
const SHORT = 2 ** 20;

function isBlob(value: unknown): boolean {
  if (value instanceof Uint8Array) return true;
  if (typeof value !== 'string') return false;
  return value.length > SHORT || /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}

/** Numbers of seconds; texts only of members that the model has written out. */
function isTimestamp(schema: NormalizedSchema, value: unknown): boolean {
  if (typeof value === 'string') return isWrittenOut(schema) && isDate(Date.parse(value));
  return typeof value === 'number' ? isDate(value * 1000) : value instanceof Date;
}

/** As `date-time` or `http-date`: their numbers in the SDK's schemas. */
function isWrittenOut(schema: NormalizedSchema): boolean {
  return [5, 6].includes(schema.getSchema() as number);
}

/** Whether a number of milliseconds is one that a date can hold. */
function isDate(ms: number): boolean {
  return !Number.isNaN(new Date(ms).getTime());
}

/** Declarations of namespaces, which the parser gives as if they were members. */
const NAMESPACE = /^xmlns(:|$)/;

/** XML bodies, and forms: lists and maps are wrapped in `member` and `entry`, or flattened. */
export function xmlDialect(malformed: string): Dialect {
  return {
    malformed,
    key: (member, name) => member.getMemberTraits().xmlName ?? name,
    items: xmlItems,
    values: xmlValues,
    structure: xmlStructure,
    mismatch: textMismatch,
  };
}

function xmlStructure(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === '') return {};
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !NAMESPACE.test(key)));
}

function xmlItems(list: NormalizedSchema, value: unknown): readonly unknown[] | undefined {
  if (list.getMergedTraits().xmlFlattened) return several(value);
  if (value === '') return [];
  const name = list.getValueSchema().getMergedTraits().xmlName ?? 'member';
  return isObject(value) && hasOnly(value, [name]) ? several(value[name]) : undefined;
}

function xmlValues(map: NormalizedSchema, value: unknown): [string, unknown][] | undefined {
  const flat = map.getMergedTraits().xmlFlattened;
  if (!flat && value === '') return [];
  if (!flat && !(isObject(value) && hasOnly(value, ['entry']))) return undefined;
  const keyName = map.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName = map.getValueSchema().getMergedTraits().xmlName ?? 'value';
  const found: [string, unknown][] = [];
  for (const entry of several(flat ? value : (value as { entry?: unknown }).entry)) {
    if (!isObject(entry) || !hasOnly(entry, [keyName, valueName])) return undefined;
    if (entry[keyName] === undefined) return undefined;
    found.push([String(entry[keyName]), entry[valueName]]);
  }
  return found;
}

/** What a scalar that is written as text should have been, when it is not that. */
export function textMismatch(schema: NormalizedSchema, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'a scalar';
  if (schema.isBooleanSchema()) return /^(true|false)$/i.test(value) ? undefined : 'a Boolean';
  if (schema.isNumericSchema()) {
    return value.trim() !== '' && !Number.isNaN(Number(value)) ? undefined : 'a Number';
  }
  if (schema.isBlobSchema()) return isBlob(value) ? undefined : 'a Blob';
  if (schema.isTimestampSchema()) return isTimeText(value) ? undefined : 'a Timestamp';
  return undefined;
}

/** Seconds, or a date written out. */
function isTimeText(text: string): boolean {
  const seconds = text.trim() === '' ? Number.NaN : Number(text);
  return isDate(Number.isNaN(seconds) ? Date.parse(text) : seconds * 1000);
}

function several(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function hasOnly(value: object, names: readonly string[]): boolean {
  return Object.keys(value).every((key) => names.includes(key) || NAMESPACE.test(key));
}
