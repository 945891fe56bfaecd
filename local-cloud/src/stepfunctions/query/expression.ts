import type { Json } from '../../core/json.ts';
import { compileCall } from './intrinsics/known-calls.ts';
import { compilePath, type PathReader } from './jsonpath/compile-path.ts';
import { notFound } from './jsonpath/errors.ts';
import type { Scope } from './scope.ts';

/** A compiled path or intrinsic call. */
export type Expression = (scope: Scope) => Json;

/** What a JSONPath expression is. */
export interface ParsedExpression {
  /** The path, where the expression is one. */
  readonly path: PathReader | undefined;
  readonly evaluate: Expression;
}

/**
 * Parses a path (`$...`, `$$...`, `$name...`) or an intrinsic call (`States.X(...)`).
 * Throws PathSyntaxError. Evaluating throws PathError where a path leads nowhere.
 */
export function parseExpression(text: string): ParsedExpression {
  if (!text.trimStart().startsWith('States.')) {
    const path = compilePath(text);
    return { path, evaluate: path.read };
  }
  return { path: undefined, evaluate: compileCall(text.trim()) };
}

/**
 * Compiles a path or an intrinsic call. With the name of a field (`name.$`) a path that leads
 * nowhere fails as AWS words it for payload templates; without, as PathError.
 */
export function compileExpression(text: string, field?: string): Expression {
  const { path, evaluate } = parseExpression(text);
  if (path === undefined || field === undefined) return evaluate;
  return (scope) => {
    const value = path.find(scope);
    if (value === undefined) throw notFound(path, field, scope);
    return value;
  };
}
