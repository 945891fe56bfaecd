import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import jsonata from 'jsonata';
import { SeededRandom } from '../src/core/random.ts';
import { compileEvaluator } from '../src/stepfunctions/query/jsonata/evaluate/evaluator.ts';
import { parse } from '../src/stepfunctions/query/jsonata/parse.ts';
import type { Scope } from '../src/stepfunctions/query/scope.ts';

/** Of all cases of jsonata's own suite that give a value. */
export interface JsonataFigures {
  readonly cases: number;
  /** How many times as fast as the library, geometric means: evaluating, and compiling. */
  readonly evaluate: number;
  readonly compile: number;
  /** The least of all cases. */
  readonly least: number;
}

interface Case {
  readonly expr: string;
  readonly data?: unknown;
  readonly dataset?: string | null;
  readonly bindings?: Readonly<Record<string, unknown>>;
  readonly code?: string;
  readonly error?: object;
  readonly passesOnJsonata206: boolean;
  readonly usesEval: boolean;
}

const dir = fileURLToPath(new URL('../../../shared/conformance/jsonata', import.meta.url));
const ROUNDS = 3;
/** Milliseconds of CPU that one measurement takes at least. */
const ENOUGH = 0.3;

/** The evaluator and the jsonata library, in turns, on every case. */
export async function measureJsonata(
  progress: (line: string) => void,
): Promise<JsonataFigures | undefined> {
  if (!existsSync(dir)) {
    progress('without the recordings there are no cases');
    return undefined;
  }
  const { fixtures } = read('cases.json') as { fixtures: readonly Case[] };
  const datasets = read('datasets.json') as Readonly<Record<string, unknown>>;
  const cases = fixtures.filter(
    ({ code, error, passesOnJsonata206, usesEval }) =>
      !code && !error && passesOnJsonata206 && !usesEval,
  );
  const evaluate: number[] = [];
  const compile: number[] = [];
  for (const each of cases) {
    const { dataset, data, expr } = each;
    evaluate.push(await raceOf(each, typeof dataset === 'string' ? datasets[dataset] : data));
    compile.push(
      await timesAsFast(
        () => jsonata(expr),
        () => compileEvaluator(parse(expr)),
      ),
    );
  }
  const figures = {
    cases: cases.length,
    evaluate: geometricMean(evaluate),
    compile: geometricMean(compile),
    least: Math.min(...evaluate),
  };
  progress(JSON.stringify(figures));
  return figures;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(`${dir}/${file}`, 'utf8'));
}

function raceOf({ expr, bindings = {} }: Case, input: unknown): Promise<number> {
  const library = jsonata(expr);
  const ours = compileEvaluator(parse(expr));
  const variables = bindings as Scope['variables'];
  const random = new SeededRandom('bench');
  const scope: Scope = { input: null, context: {}, variables, random, now: 0 };
  return timesAsFast(
    () => library.evaluate(input, bindings),
    () => ours(scope, input),
  );
}

async function timesAsFast(theirs: () => unknown, ours: () => unknown): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ratios.push((await timeOf(theirs)) / (await timeOf(ours)));
  }
  return ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

/** Milliseconds of CPU. */
async function timeOf(work: () => unknown): Promise<number> {
  for (let times = 1; ; times *= 4) {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time++) {
      const value = work();
      if (value instanceof Promise) await value;
    }
    const { user, system } = process.cpuUsage(before);
    const spent = (user + system) / 1_000;
    if (spent >= ENOUGH) return spent / times;
  }
}

function geometricMean(values: readonly number[]): number {
  const sum = values.reduce((all, value) => all + Math.log(value), 0);
  return Math.round(Math.exp(sum / values.length) * 10) / 10;
}
