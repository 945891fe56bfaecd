import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../src/core/json.ts';
import { SeededRandom } from '../src/core/random.ts';
import { JsonataSyntaxError } from '../src/stepfunctions/query/jsonata/errors.ts';
import { compileEvaluator } from '../src/stepfunctions/query/jsonata/evaluate/evaluator.ts';
import { parse } from '../src/stepfunctions/query/jsonata/parse.ts';
import { toJson } from '../src/stepfunctions/query/jsonata/to-json.ts';
import type { Scope } from '../src/stepfunctions/query/scope.ts';
import { type JsonataCase, readJsonataCases } from './jsonata-cases.ts';

export interface JsonataSuiteReport {
  readonly total: number;
  readonly passed: number;
  /** The ids of the cases that fail, with what came instead. */
  readonly misses: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Runs jsonata's own test suite, as far as JSONata 2.0.6 passes it and without `$eval`, through
 * the expressions as the engine compiles them. `dir` is the folder of recordings.
 */
export function runJsonataSuite(dir: string): JsonataSuiteReport {
  const cases = readJsonataCases(dir);
  const misses: { id: string; reason: string }[] = [];
  for (const each of cases) {
    const reason = judge(each, outcomeOf(each));
    if (reason !== undefined) misses.push({ id: each.id, reason });
  }
  return { total: cases.length, passed: cases.length - misses.length, misses };
}

type Outcome = { readonly value: unknown } | { readonly code: string; readonly message: string };

function outcomeOf({ expr, bindings, data }: JsonataCase): Outcome {
  const now = Date.UTC(2024, 0, 1);
  const scope: Scope = {
    input: {},
    context: {},
    variables: (bindings ?? {}) as Readonly<Record<string, Json>>,
    random: new SeededRandom('1'),
    now,
  };
  try {
    const value = compileEvaluator(parse(expr))(scope, structuredClone(data));
    return { value: value === undefined ? undefined : toJson(value) };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    const syntax = error instanceof JsonataSyntaxError;
    return { code: code ?? (syntax ? 'S0500' : ''), message: message ?? '' };
  }
}

/** What is wrong with an outcome, or undefined. */
function judge(each: JsonataCase, outcome: Outcome): string | undefined {
  const code = each.code ?? each.error?.code;
  if (!('value' in outcome)) {
    const message = each.error?.message;
    if (code === outcome.code && (message === undefined || message === outcome.message))
      return undefined;
    return `unexpected error ${outcome.code}: ${outcome.message}`;
  }
  if (code !== undefined) return `expected the error ${code}, got ${JSON.stringify(outcome.value)}`;
  if (each.undefinedResult ? outcome.value === undefined : same(each, outcome.value))
    return undefined;
  return `expected ${JSON.stringify(each.result)}, got ${JSON.stringify(outcome.value)}`;
}

function same({ result, unordered }: JsonataCase, value: unknown): boolean {
  if (!unordered || !Array.isArray(result) || !Array.isArray(value))
    return isDeepStrictEqual(plain(result), plain(value));
  const texts = (items: unknown[]) => items.map((item) => JSON.stringify(item)).sort();
  return isDeepStrictEqual(texts(result), texts(value));
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
