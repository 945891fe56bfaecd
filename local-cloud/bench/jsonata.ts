import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import jsonata from 'jsonata';
import { type JsonataCase, readJsonataCases } from '../conformance/jsonata-cases.ts';
import { SeededRandom } from '../src/core/random.ts';
import { compileEvaluator } from '../src/stepfunctions/query/jsonata/evaluate/evaluator.ts';
import { parse } from '../src/stepfunctions/query/jsonata/parse.ts';
import type { Scope } from '../src/stepfunctions/query/scope.ts';

/** How many times as fast as the library, geometric means over the cases that give a value. */
export interface JsonataFigures {
  readonly all: number;
  /** Without the functions that go by a picture, which are the library's. */
  readonly withoutPictures: number;
}

const dir = fileURLToPath(new URL('../../../shared/conformance', import.meta.url));
const ROUNDS = 5;
const WARM_UP = 100;
/** Milliseconds of CPU that one measurement takes at least. */
const ENOUGH = 0.5;
/** Milliseconds: what takes the library longer is left out. */
const LONGEST = 60;
const PICTURES = /\$(format|parse)(Number|Integer)|\$(from|to)Millis/;

/** The evaluator and the jsonata library, in turns, on every case. */
export async function measureJsonata(
  progress: (line: string) => void,
): Promise<JsonataFigures | undefined> {
  if (!existsSync(`${dir}/jsonata`)) {
    progress('without the recordings there are no cases');
    return undefined;
  }
  const races: Race[] = [];
  for (const each of readJsonataCases(dir)) {
    const race = each.code || each.error ? undefined : await raceOf(each);
    if (race !== undefined) races.push(race);
  }
  const others = races.filter(({ expr }) => !PICTURES.test(expr));
  const figures = { all: geometricMean(races), withoutPictures: geometricMean(others) };
  progress(`${races.length} cases: ${figures.all} times as fast as the library`);
  progress(`without pictures, ${others.length} cases: ${figures.withoutPictures} times`);
  return figures;
}

interface Race {
  readonly expr: string;
  readonly times: number;
}

async function raceOf({ expr, bindings = {}, data }: JsonataCase): Promise<Race | undefined> {
  const library = jsonata(expr);
  const compiled = compileEvaluator(parse(expr));
  const variables = bindings as Scope['variables'];
  const random = new SeededRandom('bench');
  const scope: Scope = { input: null, context: {}, variables, random, now: 0 };
  const theirs = () => library.evaluate(data, bindings);
  const ours = () => compiled(scope, data);
  const start = performance.now();
  await theirs();
  if (performance.now() - start > LONGEST) return undefined;
  for (let run = 0; run < WARM_UP; run++) {
    await theirs();
    ours();
  }
  return { expr, times: await timesAsFast(theirs, ours) };
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

function geometricMean(races: readonly Race[]): number {
  const sum = races.reduce((all, { times }) => all + Math.log(times), 0);
  return Math.round(Math.exp(sum / races.length) * 10) / 10;
}
