import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject } from '../../../core/json.ts';

/** Writes a value, neither null nor undefined, as JSON. */
export type Writer = (value: unknown) => string;

const bodies = new WeakMap<NormalizedSchema, Writer>();
/** By the static schema, so that structures may contain themselves. */
const structures = new Map<unknown, Writer>();

/**
 * A body in JSON, written with what its schema is compiled to: once, when it is first asked for. Members
 * that the schema does not know are left out, as are those that are null; times are seconds since 1970
 * where the model does not say otherwise.
 */
export function writeJson(schema: NormalizedSchema, body: object): string {
  let write = bodies.get(schema);
  if (write === undefined) {
    write = writerOf(schema);
    bodies.set(schema, write);
  }
  return write(body);
}

/** What writes values of a schema. */
export function writerOf(schema: NormalizedSchema): Writer {
  if (schema.isStructSchema()) return structure(schema);
  const sparse = Boolean(schema.getMergedTraits().sparse);
  if (schema.isListSchema()) return list(writerOf(schema.getValueSchema()), sparse);
  if (schema.isMapSchema()) return map(writerOf(schema.getValueSchema()), sparse);
  if (schema.isBlobSchema()) return blob;
  if (schema.isTimestampSchema()) return TIMES[schema.getSchema() as number] ?? seconds;
  if (schema.isDocumentSchema()) return JSON.stringify;
  return schema.getMergedTraits().mediaType ? jsonText : scalar;
}

function structure(schema: NormalizedSchema): Writer {
  const key = schema.getSchema();
  let writer = structures.get(key);
  if (writer === undefined) {
    let compiled: Writer | undefined;
    writer = (value) => {
      compiled ??= members(schema);
      return compiled(value);
    };
    structures.set(key, writer);
  }
  return writer;
}

function members(schema: NormalizedSchema): Writer {
  const known = [...schema.structIterator()].map(([name, member]) => ({
    name,
    prefix: `${JSON.stringify(name)}:`,
    write: writerOf(member),
  }));
  return (value) => {
    const given = value as Readonly<Record<string, unknown>>;
    let written = '';
    for (const { name, prefix, write } of known) {
      const item = given[name];
      if (item === undefined || item === null) continue;
      written += written === '' ? prefix : `,${prefix}`;
      written += write(item);
    }
    return `{${written}}`;
  };
}

function list(write: Writer, sparse: boolean): Writer {
  return (value) => {
    let written = '';
    for (const item of value as readonly unknown[]) {
      const isMissing = item === undefined || item === null;
      if (isMissing && !sparse) continue;
      if (written !== '') written += ',';
      written += isMissing ? 'null' : write(item);
    }
    return `[${written}]`;
  };
}

function map(write: Writer, sparse: boolean): Writer {
  return (value) => {
    const items = value as Readonly<Record<string, unknown>>;
    let written = '';
    for (const key in items) {
      const item = items[key];
      const isMissing = item === undefined || item === null;
      if (isMissing && !sparse) continue;
      written += `${written === '' ? '' : ','}${JSON.stringify(key)}:`;
      written += isMissing ? 'null' : write(item);
    }
    return `{${written}}`;
  };
}

/** JSON has no numbers without end: they are texts. */
function scalar(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${value}"`;
  return JSON.stringify(value);
}

function blob(value: unknown): string {
  const bytes = Buffer.from(value as Uint8Array | string as Uint8Array);
  return `"${bytes.toString('base64')}"`;
}

const seconds: Writer = (value) =>
  value instanceof Date ? String(value.getTime() / 1000) : scalar(value);

/** By what the SDK's schemas have for `date-time` and `http-date`. */
const TIMES: Readonly<Record<number, Writer>> = {
  5: (value) => `"${(value as Date).toISOString().replace('.000Z', 'Z')}"`,
  6: (value) => `"${(value as Date).toUTCString()}"`,
};

/** JSON in a text, as which it may be given or as what it stands for. */
function jsonText(value: unknown): string {
  return JSON.stringify(isObject(value) || Array.isArray(value) ? JSON.stringify(value) : value);
}
