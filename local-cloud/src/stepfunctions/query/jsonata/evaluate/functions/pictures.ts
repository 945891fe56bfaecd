import jsonata from 'jsonata';
import { callWithin } from '../../../../../core/bounded-regex.ts';
import { isNumber } from '../../../../../core/json-number.ts';
import { EvaluationFailure, OUT_OF_MEMORY } from '../../errors.ts';
import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { Native } from '../native.ts';

/**
 * The functions that read and write numbers and dates by a picture (XPath 3.1) are the library's:
 * they take no functions, wait for nothing, and end soon after their arguments do.
 * https://docs.jsonata.org/date-time#fromMillis-1
 */
export const PICTURES: Readonly<Record<string, Native>> = {
  formatNumber: byPicture('formatNumber', '<n-so?:s>', 3),
  formatInteger: byPicture('formatInteger', '<n-s:s>', 2),
  parseInteger: byPicture('parseInteger', '<s-s:n>', 2),
  fromMillis: new Native('<n-s?s?:s>', 3, fromMillis),
  toMillis: ofLibrary('toMillis', '<s-s?:n>', 2),
  now: new Native('<s?s?:s>', 2, (run, picture?: string, zone?: string) =>
    fromMillis(run, run.scope.now, picture, zone),
  ),
  millis: new Native('<:n>', 0, (run) => run.scope.now),
};

/** Steps that a picture takes to be read. */
const ONE_CALL = 20;

type Implementation = (...args: unknown[]) => unknown;

function ofLibrary(name: string, signature: string, arity: number): Native {
  return new Native(signature, arity, (run, ...args: unknown[]) => callLibrary(name, run, args));
}

/** From 1900 to 9999, in milliseconds. */
const [FIRST, LAST] = [Date.UTC(1900), Date.UTC(10_000) - 1];

/** Without a picture and a time zone it is ISO 8601, as JavaScript writes it. */
function fromMillis(run: Run, millis?: number, picture?: string, zone?: string): unknown {
  const isIso = picture === undefined && zone === undefined && millis !== undefined;
  if (isIso && millis >= FIRST && millis <= LAST) return new Date(millis).toISOString();
  return callLibrary('fromMillis', run, [millis, picture, zone]);
}

/** Without a picture there is nothing to go by. */
function byPicture(name: string, signature: string, arity: number): Native {
  return new Native(signature, arity, (run, value: unknown, picture?: string, options?: unknown) =>
    picture === undefined ? undefined : callLibrary(name, run, [value, picture, options]),
  );
}

/** A width beyond this (`[Y,*-4]`) is not a picture any more, but memory. */
const WIDEST = 10_000;
/** Matching is quick while a text has not so many ways to be cut into the parts of a picture. */
const FEW_WAYS = 10_000_000;

function callLibrary(name: string, run: Run, args: unknown[]): unknown {
  const [value, picture] = args;
  if (isNumber(value)) args[0] = Number(value);
  if (typeof picture === 'string') checkWidths(picture);
  run.spend(ONE_CALL + charactersIn(value) + charactersIn(picture));
  const compute = (): unknown => Reflect.apply(implementationOf(name), new Focus(run), args);
  try {
    const { matching } = run.budget;
    const result = run.timed(() =>
      isQuick(value, picture) ? compute() : callWithin(compute, matching),
    );
    if (typeof result === 'string') run.spendItems(result.length);
    return result;
  } catch (error) {
    throw failureOf(error);
  }
}

function charactersIn(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

/** What the library calls a function with: "today" for `$toMillis('13:45', '[H]:[m]')`. */
class Focus {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  get environment(): { readonly timestamp: Date } {
    return { timestamp: new Date(this.#run.scope.now) };
  }
}

function checkWidths(picture: string): void {
  if (!picture.includes(',')) return;
  for (const [, digits] of picture.replace(/\s/g, '').matchAll(/[,-](\d+)/g)) {
    if (Number(digits) > WIDEST) throw new EvaluationFailure(OUT_OF_MEMORY);
  }
}

/** How many ways there are, is a binomial coefficient. */
function isQuick(value: unknown, picture: unknown): boolean {
  if (typeof value !== 'string' || typeof picture !== 'string') return true;
  const parts = picture.split('[').length - 1;
  let ways = 1;
  for (let part = 1; part <= parts && ways <= FEW_WAYS; part++) {
    ways *= (value.length + 1 - part) / part;
  }
  return ways <= FEW_WAYS;
}

/** The library throws plain objects. */
function failureOf(error: unknown): unknown {
  const { code, ...details } = error as { code?: string };
  return code === undefined || error instanceof Error ? error : new JsonataFailure(code, details);
}

interface Environment {
  lookup(name: string): { readonly implementation: Implementation };
}

const implementations = new Map<string, Implementation>();

function implementationOf(name: string): Implementation {
  let known = implementations.get(name);
  if (known === undefined) {
    known = environmentOfLibrary().lookup(name).implementation;
    implementations.set(name, known);
  }
  return known;
}

/** The library shows its functions to who looks on while it evaluates, which it starts at once. */
function environmentOfLibrary(): Environment {
  let environment: Environment | undefined;
  const looking = jsonata('null');
  const entry = Symbol.for('jsonata.__evaluate_entry') as unknown as string;
  looking.assign(entry, (_node: unknown, _input: unknown, shown: Environment) => {
    environment = shown;
  });
  void looking.evaluate(null);
  return environment!;
}
