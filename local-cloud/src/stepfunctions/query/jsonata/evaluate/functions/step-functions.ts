import type { Json } from '../../../../../core/json.ts';
import { parseJson } from '../../../../parse-json.ts';
import { chunks, hashText, isHashAlgorithm, JavaRandom, range } from '../../../shared-functions.ts';
import { EvaluationFailure } from '../../errors.ts';
import type { Run } from '../frame.ts';
import { Native } from '../native.ts';
import { sequence } from '../sequence.ts';

/**
 * What Step Functions adds to JSONata or does differently.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const STEP_FUNCTIONS: Readonly<Record<string, Native>> = {
  partition: new Native('<an:a>', 2, partition),
  range: new Native('<nnn:a<n>>', 3, rangeOf),
  hash: new Native('<ss:s>', 2, hash),
  random: new Native('<n?:n>', 1, random),
  uuid: new Native('<:s>', 0, (run) => run.scope.random.uuid()),
  parse: new Native('<s:x>', 1, parse),
  base64decode: new Native('<s-:s>', 1, base64decode),
};

/** "Integer parameters are rounded down". */
function partition(run: Run, array?: Json[], size?: number): unknown {
  if (array === undefined || size === undefined) return undefined;
  const whole = Math.floor(size);
  run.spendItems(array.length);
  if (whole > 0) return chunks(array, whole);
  throw new EvaluationFailure('The chunk size of $partition must be greater than zero');
}

/** A sequence: recorded, one number comes out alone, `$range(1, 9, 9)` is 1. */
function rangeOf(run: Run, first?: number, last?: number, step?: number): unknown {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [Math.floor(first), Math.floor(last), Math.floor(step)];
  if (by === 0) throw new EvaluationFailure('The step of $range must not be zero');
  run.spendItems(Math.max(0, (to - from) / by));
  return sequence(range(from, to, by));
}

function hash(run: Run, text?: string, algorithm?: string): unknown {
  if (text === undefined || algorithm === undefined) return undefined;
  run.spendSearch(4 * text.length);
  if (isHashAlgorithm(algorithm)) return hashText(text, algorithm);
  throw new EvaluationFailure(
    `The algorithm of $hash must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512`,
  );
}

/** Recorded by others: a seed gives java.util.Random's first number. */
function random(run: Run, seed?: number): number {
  return seed === undefined ? run.scope.random.float() : new JavaRandom(seed).nextDouble();
}

function parse(run: Run, text?: string): unknown {
  if (text === undefined) return undefined;
  run.spend(text.length >> 3);
  try {
    return parseJson(text);
  } catch (error) {
    throw new EvaluationFailure(
      `$parse was given text that is not JSON: ${(error as Error).message}`,
    );
  }
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
