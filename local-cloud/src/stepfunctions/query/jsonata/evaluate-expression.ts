import { RegexTimeout } from '../../../core/bounded-regex.ts';
import type { Json } from '../../../core/json.ts';
import type { Eventually } from '../../execution/eventually.ts';
import type { Apart, Outcome, Scope } from '../scope.ts';
import {
  EvaluationFailure,
  OUT_OF_MEMORY,
  QueryEvaluationError,
  STACK_OVERFLOW,
  TAKES_LONG,
} from './errors.ts';
import type { Evaluator } from './evaluate/evaluator.ts';
import { Run } from './evaluate/frame.ts';
import { compileExpression } from './known-expressions.ts';
import { type Budget, ONE_TURN, WHOLE } from './limits.ts';
import { toJson, UnsupportedResult } from './to-json.ts';

/** An expression that came to nothing. */
class NoResult extends Error {}

/**
 * The value of an expression for a field; a promise where it takes long. Throws, or rejects with,
 * QueryEvaluationError.
 *
 * @param compiled absent where compiling it takes long already
 */
export function evaluateExpression(
  compiled: Evaluator | undefined,
  expression: string,
  field: string,
  scope: Scope,
): Eventually<Json> {
  const { apart } = scope;
  if (apart === undefined)
    return valueIn(outcomeOf(expression, scope, compiled), expression, field);
  const budget = budgetOf(apart);
  try {
    if (compiled !== undefined && budget.steps > 0) return valueWithin(budget, compiled, scope);
  } catch (error) {
    if (!takesLong(error)) throw new QueryEvaluationError(expression, field, failureOf(error));
  }
  return apart.evaluate(expression).then((outcome) => valueIn(outcome, expression, field));
}

function valueIn(outcome: Outcome, expression: string, field: string): Json {
  if ('value' in outcome) return outcome.value;
  throw new QueryEvaluationError(expression, field, outcome.failure);
}

function budgetOf({ left }: Apart): Budget {
  return left === ONE_TURN.steps ? ONE_TURN : { ...ONE_TURN, steps: left };
}

/** What an expression comes to, however long it takes. */
export function outcomeOf(expression: string, scope: Scope, compiled?: Evaluator): Outcome {
  try {
    return { value: valueWithin(WHOLE, compiled ?? compileExpression(expression), scope) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function valueWithin(budget: Budget, evaluate: Evaluator, scope: Scope): Json {
  const run = new Run(scope, undefined, budget);
  try {
    const value = evaluate(scope, undefined, run);
    if (value !== undefined) return toJson(value, budget);
  } finally {
    scope.apart?.spend(run.spent);
  }
  throw new NoResult();
}

/** It is more than may be done here, and not a failure. */
function takesLong(error: unknown): boolean {
  return error === TAKES_LONG || error instanceof RegexTimeout;
}

/** What AWS says of it: JSONata's own code and text after a full stop, and the bounds' text after a colon. */
export function failureOf(error: unknown): string {
  if (error instanceof UnsupportedResult) return 'returned an unsupported result type.';
  if (error instanceof NoResult) return 'returned nothing (undefined).';
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
