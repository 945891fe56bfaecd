import type { NormalizedSchema } from '@smithy/core/schema';
import type { Constraint, Contract } from '../src/core/contract.ts';
import { isObject } from '../src/core/json.ts';

const DEPTH = 6;

/** What members of a name hold in samples, so that there is what they name. */
export type Known = Readonly<Record<string, unknown>>;

/** A value of a schema, with all that the contract honours, as JSON has it. */
export function sampleOf(
  schema: NormalizedSchema,
  known: Known,
  constraint: Constraint = {},
  depth = DEPTH,
): unknown {
  if (schema.isStructSchema()) return structure(schema, known, constraint.members, depth);
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return depth <= 0 ? [] : [sampleOf(item, known, constraint.items, depth - 1)];
  }
  if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    const key = constraint.keys?.enum?.[0] ?? 'text';
    return depth <= 0 ? {} : { [key]: sampleOf(item, known, constraint.values, depth - 1) };
  }
  if (schema.isNumericSchema() || schema.isTimestampSchema()) return constraint.range?.[0] ?? 1;
  if (schema.isBooleanSchema()) return true;
  if (schema.isBlobSchema()) return 'AAAA';
  if (schema.isDocumentSchema()) return {};
  return constraint.enum?.[0] ?? 'text';
}

function structure(
  schema: NormalizedSchema,
  known: Known,
  contract: Contract | undefined,
  depth: number,
): Record<string, unknown> {
  const members = [...schema.structIterator()].filter(
    ([name, member]) =>
      (contract === undefined || Object.hasOwn(contract, name)) &&
      (depth > 0 || !(member.isStructSchema() || member.isListSchema() || member.isMapSchema())),
  );
  const told = schema.isUnionSchema() ? members.slice(0, 1) : members;
  return Object.fromEntries(
    told.map(([name, member]) => [
      name,
      known[name] ?? sampleOf(member, known, contract?.[name], depth - 1),
    ]),
  );
}

/** The value with one thing in it changed, for every thing and every change. */
export function* mutantsOf(value: unknown): Generator<unknown> {
  yield* replacementsOf(value);
  if (Array.isArray(value)) {
    for (const mutant of mutantsOf(value[0])) yield [mutant];
  } else if (isObject(value)) {
    for (const [name, part] of Object.entries(value)) {
      const { [name]: _, ...rest } = value;
      yield rest;
      for (const mutant of mutantsOf(part)) yield { ...value, [name]: mutant };
    }
  }
}

const LONG = 'x'.repeat(3000);

function replacementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    return [null, [], [null], [...value, null], Array(101).fill(value[0]), {}, 'text'];
  }
  if (isObject(value)) return [null, {}, { key: null }, [], 'text'];
  if (typeof value === 'string') return [null, '', LONG, 'a:*/ b', 7, [], {}];
  if (typeof value === 'number') return [null, -1, 0, 1e12, 1.5, 'text', {}];
  return [null, 'text', []];
}
