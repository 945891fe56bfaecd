import type { Json, JsonObject } from '../../../core/json.ts';
import type { Scope } from '../scope.ts';

/** The members of `$states`. */
export const STATES_MEMBERS = ['input', 'context', 'result', 'errorOutput'] as const;
export type StatesMember = (typeof STATES_MEMBERS)[number];

export function isStatesMember(name: unknown): name is StatesMember {
  return STATES_MEMBERS.includes(name as StatesMember);
}

/** `$states` as an object; `result` and `errorOutput` only where the field has them. */
export function statesOf(scope: Scope): JsonObject {
  const states: Record<string, Json> = { input: scope.input, context: scope.context };
  if (scope.result !== undefined) states.result = scope.result;
  if (scope.errorOutput !== undefined) states.errorOutput = scope.errorOutput;
  return states;
}
