import type { NormalizedSchema } from '@smithy/core/schema';
import type { Bounds } from '../../core/contract.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isNumber } from '../../core/json-number.ts';
import type { FindLimits, MemberLimits } from '../../sdk/member-limits.ts';
import { requiredMembers } from '../../sdk/schemas.ts';
import type { Spelling } from '../integrations/java-names.ts';
import { membersOf } from '../integrations/members.ts';

interface Checking {
  readonly spelling: Spelling;
  /** Whether required fields have to be there. */
  readonly strict: boolean;
  readonly limitsOf: FindLimits;
}

/**
 * What a mocked result gets wrong by its API model, in AWS's words (recorded); undefined where it
 * fits. Fields that the model does not have are let pass, as AWS does.
 */
export function checkAgainst(
  schema: NormalizedSchema,
  value: Json,
  checking: Checking,
): string | undefined {
  if (!schema.isStructSchema() || !isObject(value)) return undefined;
  return checkStructure(schema, value, checking);
}

function checkStructure(
  schema: NormalizedSchema,
  value: JsonObject,
  checking: Checking,
): string | undefined {
  const members = membersOf(schema, checking.spelling);
  const limitsOf = (name: string) => checking.limitsOf(schema.getName() ?? '', name);
  if (checking.strict) {
    const missing = requiredMembers(schema)
      .map(checking.spelling)
      .find((name) => !(name in value));
    if (missing !== undefined) return `Required field '${missing}' is missing`;
  }
  for (const [field, content] of Object.entries(value)) {
    const known = members.get(field);
    const problem =
      known && checkMember(known.schema, content, field, limitsOf(known.name), checking);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkMember(
  schema: NormalizedSchema,
  value: Json,
  field: string,
  limits: MemberLimits | undefined,
  checking: Checking,
): string | undefined {
  if (value === null || schema.isBlobSchema() || schema.isDocumentSchema()) return undefined;
  const wanted = kindOf(schema);
  if (!wanted.fits(value)) return `Field '${field}' must be ${wanted.called}`;
  if (schema.isListSchema()) {
    return first(value as Json[], (item) =>
      checkMember(schema.getValueSchema(), item, field, limits, checking),
    );
  }
  if (schema.isMapSchema()) {
    return first(Object.entries(value as JsonObject), ([key, item]) =>
      checkMember(schema.getValueSchema(), item, key, limits, checking),
    );
  }
  if (schema.isStructSchema()) return checkStructure(schema, value as JsonObject, checking);
  return checkLimits(value, field, limits);
}

interface Kind {
  readonly called: string;
  fits(value: Json): boolean;
}

function kindOf(schema: NormalizedSchema): Kind {
  if (schema.isListSchema()) return { called: 'an array', fits: Array.isArray };
  if (schema.isMapSchema() || schema.isStructSchema())
    return { called: 'an object', fits: isObject };
  if (schema.isBooleanSchema()) {
    return { called: 'a boolean', fits: (value) => typeof value === 'boolean' };
  }
  if (schema.isNumericSchema()) {
    return { called: 'a number', fits: isNumber };
  }
  return { called: 'a string', fits: (value) => typeof value === 'string' };
}

function checkLimits(value: Json, field: string, limits?: MemberLimits): string | undefined {
  if (limits?.values && typeof value === 'string' && !limits.values.includes(value)) {
    return `Field '${field}' is not an expected value`;
  }
  if (isNumber(value)) return outOf(limits?.range, Number(value), field, 'value');
  // Not recorded; documented: "Enforces field naming, size, shape, and data type constraints".
  return typeof value === 'string'
    ? outOf(limits?.length, value.length, field, 'length')
    : undefined;
}

function outOf(
  [least, most]: Bounds = [-Infinity],
  value: number,
  field: string,
  of: 'value' | 'length',
): string | undefined {
  if (value < least) return `Field '${field}' is less than the minimum ${of}`;
  if (value > (most ?? value)) return `Field '${field}' exceeds the maximum ${of}`;
  return undefined;
}

function first<Item>(
  items: readonly Item[],
  check: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const problem = check(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
