import type { Json, JsonObject } from '../../../../core/json.ts';
import { readJson } from '../../../../core/json-number.ts';
import type { Scope } from '../../scope.ts';
import type { JsonataReferences } from '../analyse.ts';
import { JsonataSyntaxError } from '../errors.ts';
import type { Checked } from '../known-expressions.ts';

/** An expression for the thread that evaluates it, or checks it. */
export interface Request {
  readonly expression: string;
  /** A Sight, as JSON. Absent: it is checked. */
  readonly sight?: string;
}

/** What AWS says of its failure. */
export interface Failed {
  readonly failure: string;
}

/** What it came to: the JSON of its value, or its failure. */
export type Evaluated = { readonly json: string } | Failed;

/** What it refers to, or a JsonataSyntaxError as data. */
export type CheckReply =
  | { readonly references: JsonataReferences }
  | { readonly problem: Pick<JsonataSyntaxError, 'code' | 'message' | 'position'> };

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
  const names = new Set(expression.match(/\$\p{ID_Start}\p{ID_Continue}*/gu));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(`$${name}`)));
}

export function checkReplyOf(checked: Checked): CheckReply {
  if (!(checked instanceof JsonataSyntaxError)) return { references: checked };
  const { code, message, position } = checked;
  return { problem: { code, message, position } };
}

/** A thread that was ended over a check leaves an expression that nobody can evaluate either. */
export function checkedOf(expression: string, reply: CheckReply | Failed): Checked {
  if ('references' in reply) return reply.references;
  if ('failure' in reply) return new JsonataSyntaxError(expression, 'S0500', TOO_MUCH);
  const { code, message, position } = reply.problem;
  return new JsonataSyntaxError(expression, code, message, position);
}

const TOO_MUCH =
  'The expression takes more time or memory to read than there is for one: split it into several';

export function sightOf(sight: string): Sight {
  return readJson(sight) as unknown as Sight;
}
