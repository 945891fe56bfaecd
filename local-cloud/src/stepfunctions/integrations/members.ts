import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isNumber, JsonNumber } from '../../core/json-number.ts';
import { KnownJson } from '../../core/known-json.ts';
import { StatesError } from '../errors.ts';
import { type Spelling, version1 } from './java-names.ts';

/**
 * The evaluated `Parameters` or `Arguments` of a Task as the operation's input: members by their
 * names in the API model, timestamps as `Date`, blobs as bytes.
 * Throws States.Runtime as AWS does for members that the operation does not have and values of
 * the wrong kind.
 */
export function toInput(
  schema: NormalizedSchema,
  parameters: Json,
  spelling: Spelling,
  blobs: Reading['blobs'] = bytes,
): object {
  if (!isObject(parameters)) throw unusable(parameters, [NO_OBJECT]);
  const problems: string[] = [];
  const input = structure(schema, parameters, { spelling, problems, blobs });
  if (problems.length > 0) throw unusable(parameters, problems);
  return withBodyHeaders(schema, input);
}

/** What `toInput` would throw, without making the input. */
export function misfit(
  schema: NormalizedSchema,
  parameters: Json,
  spelling: Spelling,
): StatesError | undefined {
  if (!isObject(parameters)) return unusable(parameters, [NO_OBJECT]);
  const problems: string[] = [];
  structure(schema, parameters, { spelling, problems, blobs: () => undefined });
  return problems.length > 0 ? unusable(parameters, problems) : undefined;
}

const NO_OBJECT = 'The Parameters must be a JSON object';

/** Recorded: the SDK says of a streamed body (s3:putObject) that it is text, and its checksum. */
function withBodyHeaders(schema: NormalizedSchema, input: Record<string, unknown>): object {
  const members = schema.getMemberSchemas();
  const body = Object.keys(input).find((name) => members[name]?.isStreaming());
  if (body === undefined) return input;
  const isChecked = Object.keys(input).some((name) => name.startsWith('Checksum'));
  return {
    ...(members.ContentType && { ContentType: 'text/plain; charset=UTF-8' }),
    ...(members.ChecksumCRC32 && !isChecked && { ChecksumCRC32: crc(input[body]) }),
    ...input,
  };
}

function crc(body: unknown): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body as Uint8Array));
  return sum.toString('base64');
}

/** What the state fails with when its parameters do not fit the operation. Never caught or retried. */
export function unusable(parameters: Json, problems: readonly string[]): StatesError {
  return new StatesError(
    'States.Runtime',
    `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${problems.join(', ')}]`,
  );
}

interface Reading {
  readonly spelling: Spelling;
  readonly problems: string[];
  /** Bytes, or what is given for them in process. */
  readonly blobs: (
    schema: NormalizedSchema,
    value: Json,
  ) => Uint8Array | KnownJson | string | undefined;
}

function structure(
  schema: NormalizedSchema,
  value: JsonObject,
  reading: Reading,
): Record<string, unknown> {
  const members = membersOf(schema, reading.spelling);
  const out: Record<string, unknown> = {};
  for (const [field, content] of Object.entries(value)) {
    const member = members.get(field);
    if (member === undefined) {
      reading.problems.push(`The field "${field}" is not supported by Step Functions`);
    } else if (isAttribute(schema) && isObjectForText(member.schema, content)) {
      reading.problems.push(noText(field));
    } else if (content !== null) {
      out[member.name] = read(member.schema, content, field, reading);
    }
  }
  return out;
}

function read(schema: NormalizedSchema, value: Json, field: string, reading: Reading): unknown {
  if (schema.isDocumentSchema()) return value;
  if (isNoText(schema, value)) {
    reading.problems.push(noText(field));
    return undefined;
  }
  if (schema.isBlobSchema()) return reading.blobs(schema, value);
  if (schema.isStructSchema() && isObject(value)) return structure(schema, value, reading);
  if (isBareAttribute(schema, value, reading)) return { S: value };
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.map((item) => read(schema.getValueSchema(), item, field, reading));
  }
  if (schema.isMapSchema() && isObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== null);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, read(schema.getValueSchema(), item, key, reading)]),
    );
  }
  const scalar = readScalar(schema, value);
  if (scalar === undefined) {
    reading.problems.push(`The value of the field '${field}' has an invalid format`);
  }
  return scalar;
}

function noText(field: string): string {
  return `The value for the field '${field}' must be a STRING`;
}

/** Elsewhere an object is sent as its JSON text; an attribute's text or number is none. */
function isObjectForText(schema: NormalizedSchema, value: Json): boolean {
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.some((item) => isObjectForText(schema.getValueSchema(), item));
  }
  return schema.isStringSchema() && (isObject(value) || Array.isArray(value));
}

/** A number or a boolean where text is asked for, or bytes. */
function isNoText(schema: NormalizedSchema, value: Json): boolean {
  const isText = schema.isStringSchema() || (schema.isBlobSchema() && !schema.isStreaming());
  return isText && (isNumber(value) || typeof value === 'boolean');
}

/** The optimised integration of DynamoDB takes a text alone for the attribute `{ "S": "..." }`. */
function isBareAttribute(schema: NormalizedSchema, value: Json, { spelling }: Reading): boolean {
  return typeof value === 'string' && spelling === version1 && isAttribute(schema);
}

/** What DynamoDB calls AttributeValue. */
function isAttribute(schema: NormalizedSchema): boolean {
  return schema.isStructSchema() && schema.getName() === 'AttributeValue';
}

function readScalar(schema: NormalizedSchema, value: Json): unknown {
  if (schema.isTimestampSchema()) return timestamp(value);
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? value : undefined;
  if (schema.isNumericSchema()) return isNumber(value) ? Number(value) : undefined;
  if (!schema.isStringSchema()) return undefined;
  if (typeof value === 'string') return value;
  // Recorded: an object for a text member (sfn:startExecution Input) is sent as its JSON text.
  return typeof value === 'object' ? JSON.stringify(value) : undefined;
}

function timestamp(value: Json): Date | undefined {
  if (isNumber(value)) return new Date(Number(value));
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}

/**
 * Recorded: a streamed body (s3:putObject) is the JSON text of the value, quotes of a string
 * included. Other blobs are the text's bytes.
 */
function bytes(schema: NormalizedSchema, value: Json): Uint8Array {
  const raw = typeof value === 'string' && !schema.isStreaming();
  return Buffer.from(raw ? value : JSON.stringify(value), 'utf8');
}

/** A text as its bytes, whatever it is for. */
export function rawBytes(_schema: NormalizedSchema, value: Json): Uint8Array {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');
}

/** How an answer is written. */
export interface Writing {
  readonly spelling: Spelling;
  readonly time: (date: Date) => Json;
  /** A streamed body is read until it is beyond so many bytes. */
  readonly longest: number;
}

/**
 * An operation's output as a Task's result: members in the given spelling and in the order of the
 * alphabet, as AWS writes them; what is absent is left out. A streamed body comes last. Only bodies are
 * waited for: a promise for each of the thousands of values of an item would hold a hundred times the item.
 */
export async function toResult(
  schema: NormalizedSchema,
  output: unknown,
  write: Writing,
): Promise<Json> {
  return toJson(schema, await withBodies(schema, output, write.longest), write);
}

/** With the bodies read that come as streams: AWS has them as members of the output itself alone. */
async function withBodies(
  schema: NormalizedSchema,
  output: unknown,
  longest: number,
): Promise<unknown> {
  if (!schema.isStructSchema() || typeof output !== 'object' || output === null) return output;
  const read: Record<string, unknown> = { ...output };
  for (const [name, member] of schema.structIterator()) {
    const body = read[name];
    if (!member.isBlobSchema() || body === undefined || body === null) continue;
    if (!(body instanceof KnownJson)) read[name] = await readBody(body, longest);
  }
  return read;
}

function toJson(schema: NormalizedSchema, output: unknown, write: Writing): Json {
  if (output instanceof Date) return write.time(output);
  if (typeof output === 'bigint') return Number(output);
  if (output instanceof KnownJson) return output.text;
  if (schema.isBlobSchema()) return blobText(bufferOf(output as string | Uint8Array));
  if (Array.isArray(output)) {
    const item = schema.isListSchema() ? schema.getValueSchema() : schema;
    return output.map((value) => toJson(item, value ?? null, write));
  }
  const isScalar = typeof output !== 'object' || output === null || output instanceof JsonNumber;
  if (isScalar || schema.isDocumentSchema()) {
    return (output ?? null) as Json;
  }
  const entries = schema.isMapSchema()
    ? Object.entries(output).map(([key, value]) => [key, schema.getValueSchema(), value] as const)
    : structureEntries(schema, output as Record<string, unknown>, write.spelling);
  const written: [string, Json][] = [];
  for (const [name, member, value] of entries) {
    if (value === undefined || value === null) continue;
    written.push([name, toJson(member, value, write)]);
  }
  return Object.fromEntries(written);
}

function structureEntries(
  schema: NormalizedSchema,
  output: Record<string, unknown>,
  spelling: Spelling,
): (readonly [string, NormalizedSchema, unknown])[] {
  const entries: (readonly [string, NormalizedSchema, unknown])[] = [];
  for (const [name, member] of membersOf(schema, spelling)) {
    const value = output[member.name];
    if (value !== undefined) entries.push([name, member.schema, value]);
  }
  return entries;
}

interface Member {
  readonly name: string;
  readonly schema: NormalizedSchema;
}

/** Of the structures that were asked for: items of DynamoDB are made of thousands. */
const MEMBERS = new WeakMap<object, Map<Spelling, ReadonlyMap<string, Member>>>();

/** The members of a structure by their spelling, in the order of results. */
export function membersOf(
  schema: NormalizedSchema,
  spelling: Spelling,
): ReadonlyMap<string, Member> {
  const structure = schema.getSchema();
  // An operation that answers nothing has no structure, but a word for it.
  if (typeof structure !== 'object') return readMembers(schema, spelling);
  const known = MEMBERS.get(structure) ?? new Map<Spelling, ReadonlyMap<string, Member>>();
  MEMBERS.set(structure, known);
  const members = known.get(spelling) ?? readMembers(schema, spelling);
  known.set(spelling, members);
  return members;
}

function readMembers(schema: NormalizedSchema, spelling: Spelling): ReadonlyMap<string, Member> {
  const members: [string, Member][] = [];
  for (const [name, member] of schema.structIterator()) {
    members.push([spelling(name), { name, schema: member }]);
  }
  members.sort(([a, x], [b, y]) => {
    const last = Number(x.schema.isStreaming()) - Number(y.schema.isStreaming());
    return last || (a < b ? -1 : 1);
  });
  return new Map(members);
}

/** Bytes as JSON has them: text, or base64 of what is none (an inventory that a Map reads). */
function blobText(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'base64');
}

/** A blob as a service gives it in process: bytes, text, or a stream of either. */
async function readBody(body: unknown, longest: number): Promise<Buffer> {
  if (typeof body === 'string' || body instanceof Uint8Array) return bufferOf(body);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array | string>) {
    chunks.push(bufferOf(chunk));
    length += chunks.at(-1)!.length;
    if (length > longest) break;
  }
  return Buffer.concat(chunks);
}

function bufferOf(bytes: string | Uint8Array): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes, 'utf8');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
