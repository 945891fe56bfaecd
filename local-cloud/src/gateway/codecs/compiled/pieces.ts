import type { NormalizedSchema } from '@smithy/core/schema';
import { type Writer, writerOf } from './writer.ts';

/** The text of a value that is there, bit by bit. */
type Pieces = (value: unknown) => Generator<string>;

const bodies = new WeakMap<NormalizedSchema, Pieces>();

/**
 * What `writeJson` writes, in pieces, between any two of which others may have their turn: the elements of
 * the lists that a body has, also of those within maps, as pages of items by their tables.
 */
export function jsonPieces(schema: NormalizedSchema, body: object): Generator<string> {
  let pieces = bodies.get(schema);
  if (pieces === undefined) {
    pieces = structure(schema);
    bodies.set(schema, pieces);
  }
  return pieces(body);
}

function structure(schema: NormalizedSchema): Pieces {
  const known = [...schema.structIterator()].map(([name, member]) => ({
    name,
    prefix: `${JSON.stringify(name)}:`,
    pieces: piecesOf(member),
    write: writerOf(member),
  }));
  return function* (value) {
    const given = value as Readonly<Record<string, unknown>>;
    let text = '{';
    let between = '';
    for (const { name, prefix, pieces, write } of known) {
      const item = given[name];
      if (item === undefined || item === null) continue;
      text += between + prefix;
      between = ',';
      if (pieces === undefined) text += write(item);
      else {
        yield text;
        yield* pieces(item);
        text = '';
      }
    }
    yield `${text}}`;
  };
}

/** Undefined: it is written at once. */
function piecesOf(schema: NormalizedSchema): Pieces | undefined {
  if (schema.isListSchema()) return list(writerOf(schema.getValueSchema()), isSparse(schema));
  if (!schema.isMapSchema()) return undefined;
  const pieces = schema.getValueSchema().isListSchema() && piecesOf(schema.getValueSchema());
  return pieces ? mapOf(pieces, isSparse(schema)) : undefined;
}

function isSparse(schema: NormalizedSchema): boolean {
  return Boolean(schema.getMergedTraits().sparse);
}

function list(write: Writer, sparse: boolean): Pieces {
  return function* (value) {
    let before = '[';
    for (const item of value as readonly unknown[]) {
      const isMissing = item === undefined || item === null;
      if (isMissing && !sparse) continue;
      yield before + (isMissing ? 'null' : write(item));
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  };
}

function mapOf(pieces: Pieces, sparse: boolean): Pieces {
  return function* (value) {
    const items = value as Readonly<Record<string, unknown>>;
    let before = '{';
    for (const key in items) {
      const item = items[key];
      const isMissing = item === undefined || item === null;
      if (isMissing && !sparse) continue;
      yield `${before}${JSON.stringify(key)}:`;
      before = ',';
      if (isMissing) yield 'null';
      else yield* pieces(item);
    }
    yield before === '{' ? '{}' : '}';
  };
}
