import type { Json, JsonObject } from '../../../../core/json.ts';
import { readJson } from '../../../../core/json-number.ts';
import type { Scope } from '../../scope.ts';

/** An expression for the thread that evaluates it. */
export interface Request {
  readonly expression: string;
  /** A Sight, as JSON. */
  readonly sight: string;
}

/** What it came to: the JSON of its value, or what AWS says of its failure. */
export type Reply = { readonly json: string } | { readonly failure: string };

/** A scope as data: chance is the seed of it. */
interface Sight {
  readonly input: Json;
  readonly context: JsonObject;
  readonly variables: Scope['variables'];
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly seed: string;
  readonly now: number;
}

/** What a thread needs to evaluate the expression as it would be here. */
export function requestOf(expression: string, scope: Scope): Request {
  const { input, context, result, errorOutput, random, now } = scope;
  const sight: Sight = {
    input,
    context,
    variables: variablesIn(expression, scope),
    ...(result !== undefined && { result }),
    ...(errorOutput !== undefined && { errorOutput }),
    seed: random.uuid(),
    now,
  };
  return { expression, sight: JSON.stringify(sight) };
}

/** There may be megabytes of variables, and few that the expression names. */
function variablesIn(expression: string, { variables }: Scope): Sight['variables'] {
  const named = Object.entries(variables).filter(([name]) => expression.includes(`$${name}`));
  return Object.fromEntries(named);
}

export function sightOf({ sight }: Request): Sight {
  return readJson(sight) as unknown as Sight;
}
