import * as z from 'zod';
import { UserError } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { JsonNumber, numberIn } from './json-number.ts';

/** What a service holds, to be taken up by the same service of another cloud. */
export interface State {
  /** All of it. Called while nothing is in flight: what goes on waits for the clock or a caller. */
  save(): Json;
  /**
   * Takes over what was saved, in a service that holds nothing, and sets its timers. Other services
   * may not be there yet.
   *
   * @throws UserError for what `save` does not write
   */
  load(json: Json): void;
  /** Begins again what was under way. Called once every service has loaded. */
  resume?(): void;
}

/** The states of the parts of a service, by their names, as one. */
export function stateOf(parts: Readonly<Record<string, State>>): State {
  const all = Object.entries(parts);
  return {
    save: () => Object.fromEntries(all.map(([name, part]) => [name, part.save()])),
    load(json) {
      const members = Object.fromEntries(all.map(([name]) => [name, z.custom<Json>(isThere)]));
      const saved = checked(json, z.strictObject(members));
      for (const [name, part] of all) within(name, () => part.load(saved[name]!));
    },
    resume() {
      for (const [, part] of all) part.resume?.();
    },
  };
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}

/** Every member of a type by name: one that is added and not saved is a type error. */
export function shape<Type>(members: { readonly [Name in keyof Type]-?: z.ZodType }) {
  return z.strictObject(members) as unknown as z.ZodType<Type>;
}

/** An object as an AWS operation took it, which checked it then. */
export function given<Type>() {
  return z.custom<Type>((value) => isObject(value), 'expected an object');
}

/**
 * Any value of plain objects, arrays, maps, sets, dates, bytes and numbers of all kinds, as JSON.
 * What JSON has no word for is an object with one member, `$map`, `$bytes`, ...
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return numberToJson(value);
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (value instanceof JsonNumber) return { $number: String(value) };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Map) return { $map: pairs([...value]) };
  if (value instanceof Set) return { $set: [...value].map(toJson) };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object') return objectToJson(value);
  throw new TypeError(`A ${typeof value} cannot be saved`);
}

function numberToJson(value: number): Json {
  if (Object.is(value, -0)) return { $number: '-0' };
  return Number.isFinite(value) ? value : { $number: String(value) };
}

function objectToJson(value: object): Json {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (entries.some(([name]) => name.startsWith('$'))) return { $object: pairs(entries) };
  return Object.fromEntries(entries.map(([name, member]) => [name, toJson(member)]));
}

function pairs(entries: readonly (readonly [unknown, unknown])[]): Json[] {
  return entries.map(([key, value]) => [toJson(key), toJson(value)]);
}

/** The value that `toJson` wrote. Throws UserError, with the place, where it does not fit the schema. */
export function fromJson<Type>(json: Json, schema: z.ZodType<Type>): Type {
  return checked(valueIn(json), schema);
}

/** Throws UserError, with the place, where a value does not fit the schema. */
export function checked<Type>(value: unknown, schema: z.ZodType<Type>): Type {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new UserError('This is not what was saved', { why: z.prettifyError(read.error) });
}

const WORDS: Readonly<Record<string, (json: never) => unknown>> = {
  $number: numberIn,
  $bigint: (text: string) => BigInt(text),
  $bytes: (text: string) => new Uint8Array(Buffer.from(text, 'base64')),
  $date: (time: number) => new Date(time),
  $map: (entries: Json[]) => new Map(valuesOf(entries)),
  $set: (values: Json[]) => new Set(values.map(valueIn)),
  $object: (entries: Json[]) => Object.fromEntries(valuesOf(entries)),
};

function valueIn(json: Json): unknown {
  if (Array.isArray(json)) return json.map(valueIn);
  if (!isObject(json)) return json;
  const [name = ''] = Object.keys(json);
  const word = name.startsWith('$') ? WORDS[name] : undefined;
  return word === undefined ? membersOf(json) : word(json[name] as never);
}

function membersOf(json: JsonObject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, valueIn(member)]));
}

function valuesOf(entries: readonly Json[]): [string, unknown][] {
  return entries.map((entry) => valueIn(entry) as [string, unknown]);
}

/** Says in which part something was not as it was saved. */
export function within<Result>(part: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = [`in ${part}`, error.why].filter(Boolean).join(': ');
    throw new UserError(error.what, { why, cause: error });
  }
}
