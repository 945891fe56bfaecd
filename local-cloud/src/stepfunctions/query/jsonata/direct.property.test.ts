import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../core/json.ts';
import { testScope } from '../testing.ts';
import { compileDirect } from './direct.ts';
import { UNSURE } from './direct-value.ts';
import { compileLibrary } from './library.ts';
import { statesOf } from './states.ts';
import { toJson } from './to-json.ts';

const NAMES = ['a', 'b', 'c', 'constructor'];
const name = fc.constantFrom(...NAMES);

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(null, true, false, 0, 1, -2, 1.5, 1e21, '', 'a', 'é'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));
const object = fc.dictionary(name, value, { maxKeys: 4 }) as fc.Arbitrary<JsonObject>;

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'null',
      'true',
      'false',
      '0',
      '-1',
      '2.5',
      '""',
      '"a"',
      '$v',
      '$missing',
      '$states',
    ),
    fc
      .tuple(
        fc.constantFrom('$v', '$states.input', '$states.context', '$states.result'),
        fc.array(name, { maxLength: 3 }),
      )
      .map(([start, names]) => [start, ...names].join('.')),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom(
          '+',
          '-',
          '*',
          '/',
          '%',
          '=',
          '!=',
          '<',
          '<=',
          '>',
          '>=',
          '&',
          'and',
          'or',
          'in',
        ),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([test, then, otherwise]) => `(${test}) ? (${then}) : (${otherwise})`),
    tie('expression').map((operand) => `-(${operand})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join()}]`),
    fc
      .uniqueArray(fc.tuple(name, tie('expression')), { maxLength: 3, selector: ([key]) => key })
      .map((members) => `{${members.map(([key, member]) => `"${key}": ${member}`).join()}}`),
    fc
      .tuple(fc.constantFrom('exists', 'not', 'count', 'sum', 'string'), tie('expression'))
      .map(([called, argument]) => `$${called}(${argument})`),
    fc.constantFrom('$now()', '$millis()'),
  ),
}));

test('what is evaluated directly is what jsonata evaluates', async () => {
  let sure = 0;
  await fc.assert(
    fc.asyncProperty(expression, object, value, async (text, input, v) => {
      const scope = testScope({ input, context: { a: 1 }, variables: { v } });
      const library = compileLibrary(text);
      const direct = compileDirect(library.ast);
      const actual = direct === undefined ? UNSURE : direct(scope);
      if (actual === UNSURE) return;
      sure += 1;

      const expected = await library.evaluate(undefined, { v, states: statesOf(scope) }, scope);
      expect(actual).toEqual(expected === undefined ? undefined : toJson(expected));
    }),
    { numRuns: 1_000 },
  );
  expect(sure).toBeGreaterThan(300);
});
