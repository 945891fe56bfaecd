import { isObject, type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { chain, type Eventually } from '../../execution/eventually.ts';
import { isLong } from '../definition-expressions.ts';
import type { Scope } from '../scope.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { expectType, type JsonType } from './expect-type.ts';
import { expressionOf, isJsonataString } from './jsonata-string.ts';
import { compileExpression } from './known-expressions.ts';

/** A value computed in a scope; a promise where that takes long. */
export type Evaluate = (scope: Scope) => Eventually<Json>;

export interface JsonataOptions {
  /** The type that an expression standing for the whole field must give. */
  readonly expect?: JsonType;
}

/**
 * Compiles a field of a JSONata state: `{% ... %}` strings in it, however deep, are expressions,
 * all else stands for itself. `field` is what errors call it, for example `Output` or
 * `Choices[0]/Condition`; parts are named after it, `Output/result` or `Arguments/x[0]`.
 * Throws JsonataSyntaxError, but for long expressions, which are compiled where they are evaluated;
 * evaluating throws QueryEvaluationError.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function compileJsonata(value: Json, field: string, options: JsonataOptions = {}): Evaluate {
  return compileNode(value, field, options.expect) ?? (() => value);
}

/** Undefined for a part without expressions. */
function compileNode(value: Json, field: string, expect?: JsonType): Evaluate | undefined {
  if (isJsonataString(value)) return compileString(expressionOf(value), field, expect);
  if (Array.isArray(value)) return compileArray(value, field);
  return isObject(value) ? compileObject(value, field) : undefined;
}

function compileString(expression: string, field: string, expect?: JsonType): Evaluate {
  const compiled = isLong(expression) ? undefined : compileExpression(expression);
  const evaluate: Evaluate = (scope) => evaluateExpression(compiled, expression, field, scope);
  if (expect === undefined) return evaluate;
  const check = (value: Json): Json => expectType(value, expect, expression, field);
  return (scope) => chain(evaluate(scope), check);
}

function compileArray(items: readonly Json[], field: string): Evaluate | undefined {
  const parts = items.map((item, index) => compileNode(item, `${field}[${index}]`));
  if (parts.every((part) => part === undefined)) return undefined;
  const indices = [...items.keys()];
  return (scope) => fill([...items], indices, parts, scope, putItem);
}

function compileObject(members: JsonObject, field: string): Evaluate | undefined {
  const names = Object.keys(members);
  const parts = names.map((name) => compileNode(members[name]!, `${field}/${name}`));
  if (parts.every((part) => part === undefined)) return undefined;
  return (scope) => fill({ ...members }, names, parts, scope, setMember);
}

function putItem(items: Json[], index: number, value: Json): void {
  items[index] = value;
}

/** Puts the parts into the whole one after the other: the first that fails is the failure. */
function fill<Whole, Key>(
  whole: Whole,
  keys: readonly Key[],
  parts: readonly (Evaluate | undefined)[],
  scope: Scope,
  put: (whole: Whole, key: Key, value: Json) => void,
  from = 0,
): Eventually<Whole> {
  for (let index = from; index < parts.length; index++) {
    const value = parts[index]?.(scope);
    if (value instanceof Promise) {
      return value.then((later) => {
        put(whole, keys[index]!, later);
        return fill(whole, keys, parts, scope, put, index + 1);
      });
    }
    if (value !== undefined) put(whole, keys[index]!, value);
  }
  return whole;
}
