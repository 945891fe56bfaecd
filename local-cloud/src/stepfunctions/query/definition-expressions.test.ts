import { expect, test } from 'vitest';
import { turnsDuring } from '../../core/testing.ts';
import { knowExpressions } from './definition-expressions.ts';
import { compileCall } from './intrinsics/known-calls.ts';
import { JsonataSyntaxError } from './jsonata/errors.ts';
import {
  analyseJsonata,
  type Checked,
  checkJsonata,
  compileExpression,
} from './jsonata/known-expressions.ts';
import { PathSyntaxError } from './jsonpath/errors.ts';

/** A definition with so many different expressions, each of 100 characters. */
function definitionOf(count: number, last: string): string {
  const expressions = Array.from(
    { length: count },
    (_, n) => `{% $sum([1, ${n}${' + 1'.repeat(20)}]) %}`,
  );
  return JSON.stringify({ Output: [...expressions, last] });
}

/** What is known of no expression yet. */
function unheard(): Promise<Checked | undefined> {
  return Promise.resolve(undefined);
}

test('others have their turn while the expressions of a long definition are compiled', async () => {
  const definition = definitionOf(500, '{% $sum(1, %}');
  const turns = await turnsDuring(() => knowExpressions(definition, unheard));
  expect(turns).toBeGreaterThan(8);
});

test('short expressions are counted, too: each takes its time', async () => {
  const short = Array.from({ length: 1_000 }, (_, n) => `{%(${n}%}`);
  expect(short.join('').length).toBeLessThan(10_000);
  const known = knowExpressions(JSON.stringify({ Output: short }), unheard);
  const turns = await turnsDuring(() => known);
  expect(turns).toBeGreaterThan(15);
});

test('what is wrong with an expression is found again as well', () => {
  const wrong = checkJsonata('$wrong(');
  expect(wrong).toBeInstanceOf(JsonataSyntaxError);
  expect(checkJsonata('$wrong(')).toBe(wrong);
});

test('what was compiled is found again, and what does not parse is told by whoever asks', async () => {
  await knowExpressions(definitionOf(100, '{% $sum(1, %}'), unheard);
  const [known] = JSON.parse(definitionOf(1, '')).Output;
  const expression = known.slice(2, -2).trim();
  expect(compileExpression(expression)).toBe(compileExpression(expression));
  expect(() => compileExpression('$sum(1,')).toThrow(JsonataSyntaxError);
  await expect(knowExpressions('{'.repeat(30_000), unheard)).resolves.toBeUndefined();
});

test('only long expressions are checked apart, and what that came to is what is known of them', async () => {
  const long = (name: string) => `[${name}${', 1'.repeat(3_000)}]`;
  const references = { states: new Set(), wholeStates: false, topLevel: new Set(['found apart']) };
  const refused = new JsonataSyntaxError(long('b'), 'S0500', 'refused apart');
  const asked: string[] = [];
  const definition = { Output: [long('a'), long('b'), 'c'].map((each) => `{% ${each} %}`) };

  await knowExpressions(JSON.stringify(definition), async (expression) => {
    asked.push(expression);
    return expression === long('a') ? (references as Checked) : refused;
  });

  expect(asked).toEqual([long('a'), long('b')]);
  expect(analyseJsonata(long('a'))).toBe(references);
  expect(() => analyseJsonata(long('b'))).toThrow(refused);
});

test('others have their turn while a call with very many arguments is read, right or wrong', async () => {
  for (const end of [')', ',no path)']) {
    const paths = Array.from({ length: 20_000 }, (_, at) => `$.p${at}`);
    const call = `States.Array(${paths.join()}${end}`;
    const known = knowExpressions(JSON.stringify({ 'all.$': call }), unheard);
    expect(await turnsDuring(() => known)).toBeGreaterThan(8);
    const compile = () => compileCall(call);
    if (end === ')') expect(compile()).toBe(compile());
    else expect(compile).toThrow(PathSyntaxError);
    expect(await turnsDuring(() => knowExpressions(`["${call}"]`, unheard))).toBeLessThan(8);
  }
});
