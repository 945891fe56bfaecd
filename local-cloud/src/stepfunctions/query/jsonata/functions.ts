import type { Json } from '../../../core/json.ts';
import { parseJson } from '../../parse-json.ts';
import type { Scope } from '../scope.ts';
import { chunks, hashText, isHashAlgorithm, JavaRandom, range } from '../shared-functions.ts';
import { EvaluationFailure, OUT_OF_MEMORY } from './errors.ts';
import { EVALUATION, type Evaluation, LARGEST_VALUE } from './limits.ts';
import { asData } from './marks.ts';

/** `this` of a function that jsonata calls. */
export interface Focus {
  readonly environment: { lookup(name: string): unknown };
  createSequence(): unknown[];
}

type Implementation = (this: Focus, ...args: never[]) => unknown;

/**
 * What Step Functions adds to JSONata or does differently: name, signature, implementation.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const FUNCTIONS: readonly (readonly [string, string, Implementation])[] = [
  ['partition', '<an:a>', partition],
  ['range', '<nnn:a<n>>', rangeSequence],
  ['hash', '<ss:s>', hash],
  ['random', '<n?:n>', random],
  ['uuid', '<:s>', uuid],
  ['parse', '<s:x>', parse],
  ['base64decode', '<s-:s>', base64decode],
  ['now', '<s?s?:s>', now],
  ['millis', '<:n>', millis],
  ['pad', '<s-ns?:s>', pad],
];

function scopeOf(focus: Focus): Scope {
  return (focus.environment.lookup(EVALUATION) as Evaluation).scope;
}

/** "Integer parameters are rounded down". */
function partition(this: Focus, array?: Json[], size?: number): unknown {
  if (array === undefined || size === undefined) return undefined;
  const whole = Math.floor(size);
  if (whole > 0) return chunks(array, whole);
  throw new EvaluationFailure('The chunk size of $partition must be greater than zero');
}

/** A sequence: recorded, one number comes out alone, `$range(1, 9, 9)` is 1. */
function rangeSequence(this: Focus, first?: number, last?: number, step?: number): unknown {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [Math.floor(first), Math.floor(last), Math.floor(step)];
  if (by === 0) throw new EvaluationFailure('The step of $range must not be zero');
  if (((to - from) / by) * 8 > LARGEST_VALUE) throw new EvaluationFailure(OUT_OF_MEMORY);
  const sequence = this.createSequence();
  for (const number of range(from, to, by)) sequence.push(number);
  return sequence;
}

function hash(this: Focus, text?: string, algorithm?: string): unknown {
  if (text === undefined || algorithm === undefined) return undefined;
  if (isHashAlgorithm(algorithm)) return hashText(text, algorithm);
  throw new EvaluationFailure(
    `The algorithm of $hash must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512`,
  );
}

/** Recorded by others: a seed gives java.util.Random's first number. */
function random(this: Focus, seed?: number): number {
  return seed === undefined ? scopeOf(this).random.float() : new JavaRandom(seed).nextDouble();
}

function uuid(this: Focus): string {
  return scopeOf(this).random.uuid();
}

function parse(this: Focus, text?: string): unknown {
  if (text === undefined) return undefined;
  try {
    return asData(parseJson(text));
  } catch (error) {
    throw new EvaluationFailure(
      `$parse was given text that is not JSON: ${(error as Error).message}`,
    );
  }
}

/** JSONata's own makes something of any text. */
function base64decode(this: Focus, text?: string): unknown {
  if (text === undefined) return undefined;
  try {
    return atob(text);
  } catch {
    throw new EvaluationFailure('$base64decode was given text that is not base64');
  }
}

function now(this: Focus, picture?: string, timezone?: string): unknown {
  const fromMillis = this.environment.lookup('fromMillis') as { implementation: Implementation };
  return Reflect.apply(fromMillis.implementation, this, [scopeOf(this).now, picture, timezone]);
}

function millis(this: Focus): number {
  return scopeOf(this).now;
}

/** As JSONata's, but a width of gigabytes is refused before it is made. */
function pad(this: Focus, text?: string, width?: number, char = ' '): unknown {
  if (text === undefined || width === undefined) return text;
  const length = Math.abs(Math.trunc(width));
  if (length > LARGEST_VALUE) throw new EvaluationFailure(OUT_OF_MEMORY);
  const missing = Math.max(0, length - [...text].length);
  const filler = [...(char === '' ? ' ' : char).repeat(missing)].slice(0, missing).join('');
  return width < 0 ? filler + text : text + filler;
}
