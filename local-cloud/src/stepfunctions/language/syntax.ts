import { parseExpression } from '../query/expression.ts';
import { JsonataSyntaxError } from '../query/jsonata/errors.ts';
import { analyseJsonata } from '../query/jsonata/known-expressions.ts';
import { compilePath, type PathReader } from '../query/jsonpath/compile-path.ts';
import { PathSyntaxError } from '../query/jsonpath/errors.ts';
import { compileReferencePath } from '../query/jsonpath/reference-path.ts';
import type { ErrorCode } from './diagnostics.ts';

/** A JSONPath, into the input, the context object or a variable. */
export function isPath(value: unknown): value is string {
  return parsed(value) !== undefined;
}

/** A path to exactly one place in the input or a variable. */
export function isSinglePath(value: unknown): value is string {
  const path = parsed(value);
  return path?.definite === true && path.source !== 'context';
}

/** A place that ResultPath can write to. */
export function isWritablePath(value: unknown): value is string {
  return typeof value === 'string' && compiles(() => compileReferencePath(value));
}

export function isPathOrIntrinsic(value: unknown): value is string {
  return isPath(value) || isIntrinsic(value);
}

/** A call of an intrinsic function: of any, or of one of those named. Blanks before it are not. */
export function isIntrinsic(value: unknown, names?: readonly string[]): value is string {
  if (typeof value !== 'string' || !value.startsWith('States.')) return false;
  if (names && !names.includes(value.slice(0, value.indexOf('(')))) return false;
  return compiles(() => parseExpression(value)) && !hasForeignEscape(value);
}

/** In a quoted argument only quotes, braces and the backslash itself may be escaped (recorded). */
function hasForeignEscape(call: string): boolean {
  const quoted = call.match(/'(?:[^'\\]|\\[\s\S])*'/g) ?? [];
  return quoted.some((text) => /\\[^'{}\\]/.test(text.replace(/\\\\/g, '')));
}

export interface JsonataProblem {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * What AWS has against a JSONata expression: that it does not parse (in jsonata-js's words, without
 * their code), that it reads an input at the top level, which there is none of, or a member that
 * `$states` does not have in this field.
 */
export function jsonataProblems(source: string, available: readonly string[]): JsonataProblem[] {
  try {
    const { topLevel, states, wholeStates } = analyseJsonata(source);
    const missing = wholeStates
      ? []
      : [...states].filter((name) => isConditional(name) && !available.includes(name));
    return [
      ...[...topLevel].map((name) =>
        unsupported(`Reference to '${name}' at the top level is not supported.`),
      ),
      ...missing.map((name) => unsupported(`Field '$states.${name}' does not exist.`)),
    ];
  } catch (error) {
    if (!(error instanceof JsonataSyntaxError)) throw error;
    return [{ code: 'INVALID_JSONATA_EXPRESSION', message: error.message }];
  }
}

function isConditional(name: string): boolean {
  return name === 'result' || name === 'errorOutput';
}

function unsupported(message: string): JsonataProblem {
  return { code: 'UNSUPPORTED_JSONATA_EXPRESSION', message };
}

/** What begins otherwise is no path: mostly a call. */
const PATH = /^\s*\$/;

function parsed(value: unknown): PathReader | undefined {
  let path: PathReader | undefined;
  if (typeof value === 'string' && PATH.test(value))
    compiles(() => {
      path = compilePath(value);
    });
  return path;
}

function compiles(compile: () => unknown): boolean {
  try {
    compile();
    return true;
  } catch (error) {
    // A RangeError is the stack's: a path that deep is no path for anyone.
    if (error instanceof PathSyntaxError || error instanceof RangeError) return false;
    throw error;
  }
}
