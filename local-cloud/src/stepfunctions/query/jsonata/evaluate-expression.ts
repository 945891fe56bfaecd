import { RegexTimeout } from '../../../core/bounded-regex.ts';
import type { Json } from '../../../core/json.ts';
import type { Scope } from '../scope.ts';
import { heightOf } from './ast.ts';
import { compileDirect } from './direct.ts';
import { UNSURE } from './direct-value.ts';
import {
  EvaluationFailure,
  OUT_OF_MEMORY,
  QueryEvaluationError,
  STACK_OVERFLOW,
  TIMEOUT,
} from './errors.ts';
import { compileLibrary } from './library.ts';
import { DEEPEST_NESTING } from './limits.ts';
import { allAsData } from './marks.ts';
import { statesOf } from './states.ts';
import { toJson, UnsupportedResult } from './to-json.ts';

/** A compiled expression: its value, undefined where it returns nothing. */
export interface CompiledExpression {
  /** Rejects or throws with jsonata's error. */
  evaluate(scope: Scope): unknown;
}

const MOST_CACHED = 1_000;
const cache = new Map<string, CompiledExpression>();

/** Compiles an expression, or finds it compiled. Throws JsonataSyntaxError. */
export function compileExpression(expression: string): CompiledExpression {
  const known = cache.get(expression);
  if (known !== undefined) return known;
  const compiled = compileAnew(expression);
  if (cache.size >= MOST_CACHED) cache.delete(cache.keys().next().value!);
  cache.set(expression, compiled);
  return compiled;
}

function compileAnew(expression: string): CompiledExpression {
  const library = compileLibrary(expression);
  const slow = (scope: Scope): Promise<unknown> =>
    library.evaluate(undefined, variablesOf(scope), scope);
  // Deeper than that it fails, which is for jsonata to say.
  const direct = heightOf(library.ast) <= DEEPEST_NESTING ? compileDirect(library.ast) : undefined;
  if (direct === undefined) return { evaluate: slow };
  return {
    evaluate(scope) {
      const value = direct(scope);
      return value === UNSURE ? slow(scope) : value;
    },
  };
}

function variablesOf(scope: Scope): Record<string, unknown> {
  return { ...allAsData(scope.variables), states: allAsData(statesOf(scope)) };
}

/**
 * The value of an expression for a field, at once where that is possible.
 * Throws or rejects with QueryEvaluationError.
 */
export function evaluateExpression(
  compiled: CompiledExpression,
  expression: string,
  field: string,
  scope: Scope,
): Json | Promise<Json> {
  const value = compiled.evaluate(scope);
  if (!(value instanceof Promise)) return defined(value as Json | undefined, expression, field);
  return value.then(
    (result) => plain(result, expression, field),
    (error: unknown) => {
      throw evaluationError(error, expression, field);
    },
  );
}

function defined(value: Json | undefined, expression: string, field: string): Json {
  if (value !== undefined) return value;
  throw new QueryEvaluationError(expression, field, 'returned nothing (undefined).');
}

function plain(result: unknown, expression: string, field: string): Json {
  if (result === undefined) return defined(undefined, expression, field);
  try {
    return toJson(result);
  } catch (error) {
    if (error instanceof UnsupportedResult) {
      throw new QueryEvaluationError(expression, field, 'returned an unsupported result type.');
    }
    throw evaluationError(error, expression, field);
  }
}

/** AWS gives JSONata's own code and text after a full stop, and the bounds' text after a colon. */
function evaluationError(error: unknown, expression: string, field: string): QueryEvaluationError {
  const { code, message } = error as { code?: string; message?: string };
  const limit = limitText(error, code);
  const ending =
    limit !== undefined
      ? `: ${limit}`
      : code === undefined
        ? `: ${message}`
        : `. ${code}: ${message}`;
  return new QueryEvaluationError(expression, field, `threw an error during evaluation${ending}`);
}

function limitText(error: unknown, code: string | undefined): string | undefined {
  if (error instanceof EvaluationFailure || error instanceof RegexTimeout) return error.message;
  if (code === 'D1011') return STACK_OVERFLOW;
  if (code === 'D1012') return TIMEOUT;
  if (!(error instanceof RangeError)) return undefined;
  return error.message.includes('call stack') ? STACK_OVERFLOW : OUT_OF_MEMORY;
}
