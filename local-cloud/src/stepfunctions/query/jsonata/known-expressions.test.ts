import { expect, test } from 'vitest';
import { JsonataSyntaxError } from './errors.ts';
import { compileExpression, compileInTurns } from './known-expressions.ts';

/** A definition with so many different expressions, each of 100 characters. */
function definitionOf(count: number, last: string): string {
  const expressions = Array.from(
    { length: count },
    (_, n) => `{% $sum([1, ${n}${' + 1'.repeat(20)}]) %}`,
  );
  return JSON.stringify({ Output: [...expressions, last] });
}

test('others have their turn while the expressions of a long definition are compiled', async () => {
  let turns = 0;
  let done = false;
  const turn = () => {
    turns++;
    if (!done) setImmediate(turn);
  };
  setImmediate(turn);
  await compileInTurns(definitionOf(500, '{% $sum(1, %}'));
  done = true;
  expect(turns).toBeGreaterThan(8);
});

test('what was compiled is found again, and what does not parse is told by whoever asks', async () => {
  await compileInTurns(definitionOf(100, '{% $sum(1, %}'));
  const [known] = JSON.parse(definitionOf(1, '')).Output;
  const expression = known.slice(2, -2).trim();
  expect(compileExpression(expression)).toBe(compileExpression(expression));
  expect(() => compileExpression('$sum(1,')).toThrow(JsonataSyntaxError);
  await expect(compileInTurns('{'.repeat(30_000))).resolves.toBeUndefined();
});
