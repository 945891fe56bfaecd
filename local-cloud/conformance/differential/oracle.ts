import jsonata from 'jsonata';
import { readJson } from '../../src/core/json-number.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { descendants } from '../../src/stepfunctions/query/jsonata/ast.ts';
import { EvaluationFailure } from '../../src/stepfunctions/query/jsonata/errors.ts';
import { Callable } from '../../src/stepfunctions/query/jsonata/evaluate/callable.ts';
import { compileEvaluator } from '../../src/stepfunctions/query/jsonata/evaluate/evaluator.ts';
import { parse } from '../../src/stepfunctions/query/jsonata/parse.ts';
import type { Scope } from '../../src/stepfunctions/query/scope.ts';

/** An expression with all that it can see. */
export interface Trial {
  readonly expression: string;
  readonly input: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What evaluating comes to: a value as JSON text, or a failure. */
type Outcome =
  | { readonly value: string | undefined }
  | { readonly code: string | undefined; readonly message: string };

/** How the evaluator and the library went apart; undefined where they did not. */
export async function differenceOf(trial: Trial): Promise<string | undefined> {
  const library = await byLibrary(trial);
  if (library === undefined || ('code' in library && isNoAnswer(library.code))) return undefined;
  const given = { ...trial, ...asWritten(trial) };
  const before = JSON.stringify(given);
  const ours = byEvaluator(given);
  if (JSON.stringify(given) !== before) return text(trial, 'changes what it is given');
  if (isSame(trial, library, ours)) return undefined;
  return text(trial, `${JSON.stringify(ours)}, but the library ${JSON.stringify(library)}`);
}

function text({ expression, input, variables }: Trial, what: string): string {
  return `${expression} of ${JSON.stringify(input)} with ${JSON.stringify(variables)}: ${what}`;
}

/** The same data out of a text that has every other whole number as a double: 1.0 is 1. */
function asWritten({ input, variables }: Trial): Pick<Trial, 'input' | 'variables'> {
  let count = 0;
  const text = JSON.stringify({ input, variables }, (_name, value: unknown) =>
    Number.isSafeInteger(value) && count++ % 2 === 0 ? `<${value}.0>` : value,
  );
  return readJson(text.replace(/"<(-?\d+\.0)>"/g, '$1')) as unknown as Trial;
}

/**
 * What the library says nothing by: a crash of its own has no code, a partial application that it
 * cannot parse again has a parser's, and its bounds are not those of Step Functions.
 */
function isNoAnswer(code: string | undefined): boolean {
  return code === undefined || code.startsWith('S') || code === 'D1011' || code === 'D1012';
}

/**
 * Of several failures in one array or object the library tells the quickest, since it evaluates
 * them side by side; it names a function in a failure as it was called the last time; and it does
 * not check what a built-in gets that was given some of its arguments before.
 */
function isSame({ expression }: Trial, library: Outcome, ours: Outcome): boolean {
  const ourCode = 'code' in ours ? ours.code : undefined;
  if ('code' in library && ourCode !== undefined && constructs(expression)) return true;
  if (/[(,] ?\?[,)]/.test(expression) && ourCode === 'T0410') return true;
  return JSON.stringify(unnamed(library)) === JSON.stringify(unnamed(ours));
}

/** Whether an array or an object is written in it. */
function constructs(expression: string): boolean {
  return descendants(parse(expression)).some(
    ({ type, value, group }) => group !== undefined || (type === 'unary' && value !== '-'),
  );
}

function unnamed(outcome: Outcome): Outcome {
  if (!('code' in outcome)) return outcome;
  return { ...outcome, message: outcome.message.replace(/function "?\w+"?/, 'function') };
}

/** Undefined where the library changes what it is given, an empty array that it groups. */
async function byLibrary({ expression, input, variables }: Trial): Promise<Outcome | undefined> {
  const given = structuredClone({ input, variables });
  try {
    const compiled = jsonata(expression, { timeout: 1_000, stack: 500 });
    const outcome = outcomeOf(await compiled.evaluate(given.input, given.variables));
    const isUnchanged = JSON.stringify(given) === JSON.stringify({ input, variables });
    return isUnchanged ? outcome : undefined;
  } catch (error) {
    return failureOf(error);
  }
}

function byEvaluator({ expression, input, variables }: Trial): Outcome {
  const scope: Scope = {
    input: null,
    context: {},
    variables: variables as Scope['variables'],
    random: new SeededRandom('differential'),
    now: 0,
  };
  try {
    return outcomeOf(compileEvaluator(parse(expression))(scope, input));
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): Outcome {
  const { code, message } = error as { code?: string; message?: string };
  const isBound = error instanceof EvaluationFailure || error instanceof RangeError;
  return { code: code ?? (isBound ? 'bound' : undefined), message: String(message) };
}

/** Numbers that JSON does not have are null, a function is the text `function`. */
function outcomeOf(value: unknown): Outcome {
  if (value === undefined) return { value };
  const replace = (_name: string, member: unknown): unknown => {
    if (isFunction(member)) return 'function';
    return member === undefined ? null : member;
  };
  const text = JSON.stringify(value, replace);
  return { value: text && JSON.stringify(JSON.parse(text)) };
}

function isFunction(value: unknown): boolean {
  if (typeof value === 'function' || value instanceof Callable) return true;
  const { _jsonata_function, _jsonata_lambda } = (value ?? {}) as Record<string, unknown>;
  return _jsonata_function === true || _jsonata_lambda === true;
}
