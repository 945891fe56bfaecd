import { expect, test } from 'vitest';
import { SeededRandom } from '../../src/core/random.ts';
import { Drawing } from './drawing.ts';
import { differenceOf, type Trial } from './oracle.ts';
import { readSuite } from './suite.ts';

/** 100,000 take three minutes: `DIFFERENTIAL_RUNS=100000 npx vitest run differential`. */
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 2_000);
const SEED = process.env.DIFFERENTIAL_SEED ?? 'differential';

const suite = readSuite();

test(`${RUNS} expressions come to what the jsonata library comes to`, { timeout: 0 }, async () => {
  const differences: string[] = [];
  for (let run = 0; run < RUNS; run++) {
    const draw = new Drawing(new SeededRandom(`${SEED} ${run}`));
    const trial = run % 4 === 0 && suite !== undefined ? suite(draw) : drawn(draw);
    const difference = await differenceOf(trial);
    if (difference !== undefined) differences.push(difference);
  }

  expect(differences).toEqual([]);
});

function drawn(draw: Drawing): Trial {
  const expression = draw.expression();
  return { expression, input: draw.value(), variables: { v: draw.value(), w: draw.value(2) } };
}
