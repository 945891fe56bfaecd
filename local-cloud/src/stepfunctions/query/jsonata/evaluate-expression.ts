import { RegexTimeout } from '../../../core/bounded-regex.ts';
import type { Json } from '../../../core/json.ts';
import type { Scope } from '../scope.ts';
import {
  EvaluationFailure,
  OUT_OF_MEMORY,
  QueryEvaluationError,
  STACK_OVERFLOW,
} from './errors.ts';
import { compileEvaluator, type Evaluator } from './evaluate/evaluator.ts';
import { parse } from './parse.ts';
import { toJson, UnsupportedResult } from './to-json.ts';

const MOST_CACHED = 1_000;
const cache = new Map<string, Evaluator>();

/** Compiles an expression, or finds it compiled. Throws JsonataSyntaxError. */
export function compileExpression(expression: string): Evaluator {
  const known = cache.get(expression);
  if (known !== undefined) return known;
  const compiled = compileEvaluator(parse(expression));
  if (cache.size >= MOST_CACHED) cache.delete(cache.keys().next().value!);
  cache.set(expression, compiled);
  return compiled;
}

/** The value of an expression for a field. Throws QueryEvaluationError. */
export function evaluateExpression(
  evaluate: Evaluator,
  expression: string,
  field: string,
  scope: Scope,
): Json {
  let value: unknown;
  try {
    value = evaluate(scope);
    if (value !== undefined) return toJson(value);
  } catch (error) {
    throw new QueryEvaluationError(expression, field, whatFailed(error));
  }
  throw new QueryEvaluationError(expression, field, 'returned nothing (undefined).');
}

/** AWS gives JSONata's own code and text after a full stop, and the bounds' text after a colon. */
function whatFailed(error: unknown): string {
  if (error instanceof UnsupportedResult) return 'returned an unsupported result type.';
  const { code, message } = error as { code?: string; message?: string };
  const limit = limitText(error);
  const ending = limit ?? (code === undefined ? `: ${message}` : `. ${code}: ${message}`);
  return `threw an error during evaluation${ending}`;
}

function limitText(error: unknown): string | undefined {
  if (error instanceof EvaluationFailure || error instanceof RegexTimeout) {
    return `: ${error.message}`;
  }
  if (!(error instanceof RangeError)) return undefined;
  return `: ${error.message.includes('call stack') ? STACK_OVERFLOW : OUT_OF_MEMORY}`;
}
