import type { NormalizedSchema } from '@smithy/core/schema';
import { type Writer, writerOf } from './writer.ts';

/** The text of a value, bit by bit. */
type Pieces = (value: unknown) => Generator<string>;
/** What a container has: what stands before each, how it is written, and itself. */
type Parts = (value: unknown) => Iterable<readonly [prefix: string, Pieces, item: unknown]>;

/** Structures, lists and maps within each other, of which each part is a piece: pages of items, by table. */
const LEVELS = 3;

const bodies = new WeakMap<NormalizedSchema, Pieces>();

/** What `writeJson` writes, in pieces: between any two of them others may have their turn. */
export function jsonPieces(schema: NormalizedSchema, body: object): Generator<string> {
  let pieces = bodies.get(schema);
  if (pieces === undefined) {
    pieces = piecesOf(schema, LEVELS);
    bodies.set(schema, pieces);
  }
  return pieces(body);
}

function piecesOf(schema: NormalizedSchema, levels: number): Pieces {
  if (levels > 0) {
    const sparse = Boolean(schema.getMergedTraits().sparse);
    if (schema.isStructSchema()) return container('{}', members(schema, levels - 1));
    if (schema.isListSchema()) return container('[]', elements(schema, levels - 1), sparse);
    if (schema.isMapSchema()) return container('{}', entries(schema, levels - 1), sparse);
  }
  return whole(writerOf(schema));
}

function whole(write: Writer): Pieces {
  return function* (value) {
    yield write(value);
  };
}

function container([open, close]: string, parts: Parts, sparse = false): Pieces {
  return function* (value) {
    let before = open!;
    for (const [prefix, pieces, item] of parts(value)) {
      const isMissing = item === undefined || item === null;
      if (isMissing && !sparse) continue;
      yield `${before}${prefix}${isMissing ? 'null' : ''}`;
      before = ',';
      if (!isMissing) yield* pieces(item);
    }
    yield before === open ? `${open}${close}` : close!;
  };
}

function members(schema: NormalizedSchema, levels: number): Parts {
  const known = [...schema.structIterator()].map(
    ([name, member]) => [name, `${JSON.stringify(name)}:`, piecesOf(member, levels)] as const,
  );
  return (value) => {
    const given = value as Readonly<Record<string, unknown>>;
    return known.map(([name, prefix, pieces]) => [prefix, pieces, given[name]] as const);
  };
}

function elements(schema: NormalizedSchema, levels: number): Parts {
  const pieces = piecesOf(schema.getValueSchema(), levels);
  return function* (value) {
    for (const item of value as readonly unknown[]) yield ['', pieces, item];
  };
}

function entries(schema: NormalizedSchema, levels: number): Parts {
  const pieces = piecesOf(schema.getValueSchema(), levels);
  return function* (value) {
    const items = value as Readonly<Record<string, unknown>>;
    for (const key in items) yield [`${JSON.stringify(key)}:`, pieces, items[key]];
  };
}
