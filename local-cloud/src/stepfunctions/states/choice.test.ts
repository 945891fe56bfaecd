import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { only, output, TestBench } from '../execution/testing/bench.ts';
import { stringMatches } from './choice/string-matches.ts';

const bench = new TestBench();

async function holds(rule: JsonObject, input: Json): Promise<boolean> {
  const Choices = [{ ...rule, Next: 'Yes' }];
  const run = await bench.run(only({ Type: 'Choice', Choices, Default: 'No' }), input);
  return run.history.some((event) => event.stateEnteredEventDetails?.name === 'Yes');
}

const cases: [JsonObject, Json, boolean][] = [
  [{ Variable: '$.x', NumericEquals: 1 }, { x: 1 }, true],
  [{ Variable: '$.x', NumericEquals: 1 }, { x: '1' }, false],
  [{ Variable: '$.x', NumericLessThanEqualsPath: '$.y' }, { x: 1, y: 1 }, true],
  [{ Variable: '$.x', StringGreaterThan: 'a' }, { x: 'b' }, true],
  [{ Variable: '$.x', StringMatches: 'log-*.txt' }, { x: 'log-7.txt' }, true],
  [{ Variable: '$.x', BooleanEquals: false }, { x: false }, true],
  [
    { Variable: '$.x', TimestampEquals: '2026-01-01T00:00:00Z' },
    { x: '2026-01-01T01:00:00+01:00' },
    true,
  ],
  [{ Variable: '$.x', TimestampLessThan: '2026-01-01T00:00:00Z' }, { x: 'yesterday' }, false],
  [{ Variable: '$.x', IsPresent: false }, {}, true],
  [{ Variable: '$.x', IsNull: true }, { x: null }, true],
  [{ Variable: '$.x', IsBoolean: false }, { x: 'true' }, true],
  [{ Variable: '$.x', IsTimestamp: true }, { x: '2026-02-30T00:00:00Z' }, false],
  [{ Not: { Variable: '$.x', NumericEquals: 1 } }, { x: 2 }, true],
  [
    {
      And: [
        { Variable: '$.x', IsPresent: true },
        { Variable: '$.x', NumericEquals: 1 },
      ],
    },
    {},
    false,
  ],
  [
    {
      Or: [
        { Variable: '$.x', IsNull: true },
        { Variable: '$.x', IsString: true },
      ],
    },
    { x: 'a' },
    true,
  ],
];

for (const [rule, input, wanted] of cases) {
  test(`${JSON.stringify(rule)} is ${wanted} of ${JSON.stringify(input)}`, async () => {
    expect(await holds(rule, input)).toBe(wanted);
  });
}

test('a rule over a missing value ends the execution with States.Runtime', async () => {
  const Choices = [{ Variable: '$.x', NumericEquals: 1, Next: 'Yes' }];
  const run = await bench.run(only({ Type: 'Choice', Choices, Default: 'No' }), {});
  expect(run.error).toBe('States.Runtime');
  expect(run.cause).toContain(
    "Invalid path '$.x': The choice state's condition path references an invalid value.",
  );
});

test('without a Default, no rule that holds is States.NoChoiceMatched', async () => {
  const Choices = [{ Variable: '$.x', NumericEquals: 1, Next: 'Yes' }];
  const run = await bench.run(only({ Type: 'Choice', Choices }), { x: 2 });
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
});

test('a JSONata rule gives its own Output, Default that of the state', async () => {
  const state = {
    Type: 'Choice',
    Choices: [{ Condition: '{% $states.input.yes %}', Next: 'Yes', Output: 'rule' }],
    Default: 'No',
    Output: 'default',
  };
  expect(output(await bench.run(only(state, 'JSONata'), { yes: true }))).toBe('rule');
  expect(output(await bench.run(only(state, 'JSONata'), { yes: false }))).toBe('default');
});

test.each([
  [{ Output: { who: '{% $nobody %}' } }, 'Choices[0]/Output/who'],
  [{ Assign: { who: '{% $nobody %}' } }, 'Choices[0]/Assign/who'],
])('what a JSONata rule cannot make, %j, is told of with its rule', async (results, field) => {
  const Choices = [{ Condition: '{% true %}', Next: 'Yes', ...results }];
  const run = await bench.run(only({ Type: 'Choice', Choices, Default: 'No' }, 'JSONata'));
  expect(run).toMatchObject({
    error: 'States.QueryEvaluationError',
    cause: expect.stringContaining(`specified for the field '${field}' returned nothing`),
  });
});

test('a JSONata Condition has to be a boolean', async () => {
  const Choices = [{ Condition: '{% 1 %}', Next: 'Yes' }];
  const run = await bench.run(only({ Type: 'Choice', Choices, Default: 'No' }, 'JSONata'));
  expect(run.error).toBe('States.QueryEvaluationError');
  expect(run.cause).toContain("Expected 'boolean', but was 'number' for value: 1");
});

test('wildcards of StringMatches match without backtracking', () => {
  const hostile = stringMatches(`${'*a'.repeat(40)}b`);
  expect(hostile('a'.repeat(100_000))).toBe(false);
  expect(stringMatches('a\\*b')('a*b')).toBe(true);
  expect(stringMatches('a\\*b')('axb')).toBe(false);
  expect(stringMatches('*')('')).toBe(true);
  expect(stringMatches('ab*ba')('aba')).toBe(false);
});
