import type { Json, JsonObject } from '../../core/json.ts';
import type { ApiMethod } from './api-method.ts';

/** The API that SAM makes for events that name none. */
export const IMPLICIT_API = 'ServerlessRestApi';

interface SharedCondition {
  /** Undefined: it is always made. */
  readonly name: string | undefined;
  /** What the template needs to have it. */
  readonly added: JsonObject;
}

/** The API is made where one of what its events start is made. */
export function sharedCondition(methods: readonly ApiMethod[]): SharedCondition {
  const all = new Set(methods.map(({ condition }) => condition));
  const [name, ...others] = [...all].sort();
  if (all.has(undefined) || others.length === 0) {
    return { name: all.has(undefined) ? undefined : name, added: {} };
  }
  const shared = `${IMPLICIT_API}Condition`;
  return { name: shared, added: { [shared]: either([name!, ...(others as string[])]) } };
}

/** `Fn::Or` takes ten at the most. */
const MOST_EITHER = 10;

function either(names: readonly string[]): Json {
  const isFew = names.length <= MOST_EITHER;
  const first = isFew ? names : names.slice(0, MOST_EITHER - 1);
  const conditions: Json[] = first.map((name) => ({ Condition: name }));
  return { 'Fn::Or': isFew ? conditions : [...conditions, either(names.slice(first.length))] };
}
