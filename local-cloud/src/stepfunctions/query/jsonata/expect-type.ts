import type { Json } from '../../../core/json.ts';
import { isNumber } from '../../../core/json-number.ts';
import { QueryEvaluationError } from './errors.ts';

export type JsonType = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

/** The name AWS gives a value's type. */
export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (isNumber(value)) return 'number';
  return Array.isArray(value) ? 'array' : (typeof value as JsonType);
}

/** Throws States.QueryEvaluationError, as recorded, unless the value has the type. */
export function expectType(
  value: Json,
  expected: JsonType,
  expression: string,
  field: string,
): Json {
  const actual = typeOf(value);
  if (actual === expected) return value;
  throw new QueryEvaluationError(
    expression,
    field,
    `returned an unexpected result type. Expected '${expected}', but was '${actual}' for value: ` +
      JSON.stringify(value),
  );
}
