import type { Json } from '../../../../../core/json.ts';
import { isNumber, readJson } from '../../../../../core/json-number.ts';
import { jsonProblem } from '../../../../language/json-text.ts';
import { chunks, hashText, isHashAlgorithm, JavaRandom, range } from '../../../shared-functions.ts';
import { EvaluationFailure, OUT_OF_MEMORY } from '../../errors.ts';
import { LONGEST_RANGE } from '../../limits.ts';
import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { Native } from '../native.ts';
import { sequence } from '../sequence.ts';

/**
 * What Step Functions adds to JSONata or does differently. What is said of arguments that are
 * missing or wrong was measured on AWS by others.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const STEP_FUNCTIONS: Readonly<Record<string, Native>> = {
  partition: new Native('<x?n?:a>', 2, partition),
  range: new Native('<nnn?:a<n>>', 3, rangeOf),
  hash: new Native('<ss?:s>', 2, hash),
  random: new Native('<n?:n>', 1, random),
  uuid: new Native('<:s>', 0, (run) => run.scope.random.uuid()),
  parse: new Native('<s?:x>', 1, parse),
  base64decode: new Native('<s-:s>', 1, base64decode),
};

function wrong(message: string): JsonataFailure {
  return new JsonataFailure('D3137', { message });
}

/** Fractions of a size are cut off; without one the array is one chunk, with 0 there is none. */
function partition(run: Run, array?: Json, size = Number.POSITIVE_INFINITY): unknown {
  if (array === undefined) return undefined;
  if (!Array.isArray(array)) throw new JsonataFailure('T0412', { index: 1, value: array });
  if (array.length === 0) return undefined;
  const whole = Math.min(Math.trunc(size), array.length);
  if (whole < 0) throw wrong('Second argument must be zero or greater');
  run.spendItems(array.length);
  return whole === 0 ? undefined : chunks(array, whole);
}

/** A sequence: recorded, one number comes out alone, `$range(1, 9, 9)` is 1. Fractions are cut off. */
function rangeOf(run: Run, first?: number, last?: number, step = 0): unknown {
  const by = Math.trunc(step);
  if (first === undefined || last === undefined || by === 0) return undefined;
  const [from, to] = [Math.trunc(first) + 0, Math.trunc(last)];
  const steps = (to - from) / by;
  if (steps >= LONGEST_RANGE) throw new EvaluationFailure(OUT_OF_MEMORY);
  run.spendItems(Math.max(0, steps));
  return sequence(range(from, to, by));
}

function hash(run: Run, text?: string, algorithm?: string): unknown {
  if (text === undefined || algorithm === undefined) return undefined;
  run.spendSearch(4 * text.length);
  if (isHashAlgorithm(algorithm)) return hashText(text, algorithm);
  throw wrong(`Hash algorithm '${algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5`);
}

/** Recorded by others: a seed gives java.util.Random's first number. */
function random(run: Run, seed?: number): number {
  return seed === undefined ? run.scope.random.float() : new JavaRandom(seed).nextDouble();
}

/** Strict: a field that is there twice is no JSON either. */
function parse(run: Run, text?: string): unknown {
  if (text === undefined) return undefined;
  run.spend(text.length >> 1);
  if (jsonProblem(text) !== undefined) throw wrong('Invalid JSON');
  const value = readJson(text);
  if (hasInfinity(value)) throw wrong('Invalid JSON');
  return value;
}

/** Beyond the doubles there is no number in AWS's JSON. */
function hasInfinity(value: Json): boolean {
  if (isNumber(value)) return !Number.isFinite(Number(value));
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInfinity);
}

/** JSONata's own makes something of any text. */
function base64decode(run: Run, text?: string): unknown {
  if (text === undefined) return undefined;
  run.spendText(text.length);
  try {
    return atob(text);
  } catch {
    throw new EvaluationFailure('$base64decode was given text that is not base64');
  }
}
