import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject } from '../../../core/json.ts';
import { requiredMembers } from '../../../sdk/schemas.ts';
import { bytesOf } from './base64.ts';

/** Reads a part of a parsed body, so many levels deep in it. Throws UNFIT. */
type Reader = (value: unknown, depth: number) => unknown;

/**
 * What is thrown for whatever is not as the schema wants it, or out of the ordinary: nulls, numbers and
 * times in texts, documents, what is nested deep.
 */
const UNFIT = Symbol('unfit');

/** Deeper than what clients send. */
const DEEP = 100;

interface Member {
  /** In the body. */
  readonly key: string;
  readonly name: string;
  readonly read: Reader;
  readonly required: boolean;
}

/**
 * Bodies in JSON, read with what their schemas are compiled to: each once, when it is first asked for.
 * Numbers, texts and structures are checked as they are read; what does not fit is for others to tell.
 */
export class JsonReaders {
  readonly #useJsonName: boolean;
  readonly #isBound: (member: NormalizedSchema) => boolean;
  readonly #bodies = new WeakMap<NormalizedSchema, Reader>();
  /** By the static schema, so that structures may contain themselves. */
  readonly #structures = new Map<unknown, Reader>();

  /**
   * @param useJsonName whether members go by the names that the trait `jsonName` gives them
   * @param isBound members that bodies do not carry
   */
  constructor(useJsonName: boolean, isBound: (member: NormalizedSchema) => boolean = () => false) {
    this.#useJsonName = useJsonName;
    this.#isBound = isBound;
  }

  /**
   * The members of a body's structure, or undefined: it does not fit the schema, or has to be read with
   * more care. The body is left as it is; parts of it may be in what is read.
   */
  read(schema: NormalizedSchema, body: unknown): object | undefined {
    let reader = this.#bodies.get(schema);
    if (reader === undefined) {
      reader = this.#body(schema);
      this.#bodies.set(schema, reader);
    }
    try {
      return reader(body, 0) as object;
    } catch (error) {
      if (error === UNFIT) return undefined;
      throw error;
    }
  }

  /** What a body must hold is in the operation's contract. */
  #body(schema: NormalizedSchema): Reader {
    const members = schema.isUnitSchema() ? [] : this.#members(schema);
    return structure(members.map((member) => ({ ...member, required: false })));
  }

  #reader(schema: NormalizedSchema): Reader {
    if (schema.isStructSchema()) return this.#structure(schema);
    if (schema.isListSchema()) return list(this.#reader(schema.getValueSchema()));
    if (schema.isMapSchema()) return map(this.#reader(schema.getValueSchema()));
    return scalar(schema);
  }

  #structure(schema: NormalizedSchema): Reader {
    const key = schema.getSchema();
    let reader = this.#structures.get(key);
    if (reader === undefined) {
      let compiled: Reader | undefined;
      reader = (value, depth) => {
        compiled ??= (schema.isUnionSchema() ? union : structure)(this.#members(schema));
        return compiled(value, depth);
      };
      this.#structures.set(key, reader);
    }
    return reader;
  }

  #members(schema: NormalizedSchema): Member[] {
    const required = requiredMembers(schema);
    const members = [...schema.structIterator()].filter(([, member]) => !this.#isBound(member));
    return members.map(([name, member]) => ({
      name,
      key: (this.#useJsonName && member.getMergedTraits().jsonName) || name,
      read: this.#reader(member),
      required: required.includes(name) && !member.isIdempotencyToken(),
    }));
  }
}

function structure(members: readonly Member[]): Reader {
  return (value, depth) => {
    if (!isObject(value) || depth > DEEP) throw UNFIT;
    const read: Record<string, unknown> = {};
    let known = 0;
    for (const member of members) {
      const given = value[member.key];
      if (given === undefined && !member.required) continue;
      read[member.name] = member.read(given, depth + 1);
      known++;
    }
    if (known !== sizeOf(value)) throw UNFIT;
    return read;
  };
}

/** Of its members there is one. */
function union(members: readonly Member[]): Reader {
  const byKey = new Map(members.map((member) => [member.key, member]));
  return (value, depth) => {
    if (!isObject(value) || depth > DEEP) throw UNFIT;
    const read: Record<string, unknown> = {};
    for (const key in value) {
      const member = byKey.get(key);
      if (member === undefined) throw UNFIT;
      read[member.name] = member.read(value[key], depth + 1);
    }
    return read;
  };
}

function sizeOf(object: object): number {
  let size = 0;
  for (const _ in object) size++;
  return size;
}

function list(read: Reader): Reader {
  return (value, depth) => {
    if (!Array.isArray(value) || depth > DEEP) throw UNFIT;
    return value.map((item) => read(item, depth + 1));
  };
}

/** `__proto__` is a key like any other. */
function map(read: Reader): Reader {
  return (value, depth) => {
    if (!isObject(value) || depth > DEEP) throw UNFIT;
    const copy: Record<string, unknown> = { ...value };
    for (const key in copy) copy[key] = read(copy[key], depth + 1);
    return copy;
  };
}

function scalar(schema: NormalizedSchema): Reader {
  if (schema.isStringSchema() && !schema.getMergedTraits().mediaType) return text;
  if (schema.isNumericSchema()) return number;
  if (schema.isBooleanSchema()) return boolean;
  if (schema.isBlobSchema()) return blob;
  // Of those that the model writes out there are texts.
  if (schema.getSchema() === 4 || schema.getSchema() === 7) return time;
  return unfit;
}

function text(value: unknown): unknown {
  if (typeof value !== 'string') throw UNFIT;
  return value;
}

function number(value: unknown): unknown {
  if (typeof value !== 'number') throw UNFIT;
  return value;
}

function boolean(value: unknown): unknown {
  if (typeof value !== 'boolean') throw UNFIT;
  return value;
}

function blob(value: unknown): unknown {
  const bytes = typeof value === 'string' ? bytesOf(value) : undefined;
  if (bytes === undefined) throw UNFIT;
  return bytes;
}

/** Seconds since 1970. */
function time(value: unknown): unknown {
  if (typeof value !== 'number') throw UNFIT;
  const date = new Date(Math.round(value * 1000));
  if (Number.isNaN(date.getTime())) throw UNFIT;
  return date;
}

function unfit(): never {
  throw UNFIT;
}
