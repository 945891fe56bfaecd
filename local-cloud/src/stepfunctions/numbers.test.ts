import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../core/json.ts';
import { readJson } from '../core/json-number.ts';
import { definition, TestApi } from './api/testing.ts';
import { only, TestBench } from './execution/testing/bench.ts';

const bench = new TestBench();
const ID = '9007199254740993';

/** The output of a machine as its text, of an input as its text. */
async function outputOf(machine: JsonObject, input: string): Promise<string> {
  const { output, cause } = await bench.run(machine, readJson(input));
  expect(cause).toBeUndefined();
  return output!;
}

function jsonata(expression: string, input = '{}'): Promise<string> {
  return outputOf(only({ Type: 'Pass', Output: `{% ${expression} %}` }, 'JSONata'), input);
}

function intrinsic(call: string, input = '{}'): Promise<string> {
  const state = { Type: 'Pass', Parameters: { 'x.$': call }, OutputPath: '$.x' };
  return outputOf(only(state), input);
}

describe('integers of any length', () => {
  const integer = fc.stringMatching(/^(0|-?[1-9][0-9]{0,29})$/);

  test('pass through every field of a JSONPath state', async () => {
    const machine: JsonObject = {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { 'kept.$': '$.a' }, ResultPath: '$.copy', Next: 'Each' },
        Each: {
          Type: 'Map',
          ItemsPath: '$.list',
          ItemSelector: { 'item.$': '$$.Map.Item.Value', 'kept.$': '$kept' },
          ItemProcessor: { StartAt: 'Same', States: { Same: { Type: 'Pass', End: true } } },
          ResultPath: '$.each',
          Next: 'Both',
        },
        Both: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'Echo', States: { Echo: task() } }],
          ResultSelector: { 'a.$': '$[0].a', 'each.$': '$[0].each', 'copy.$': '$[0].copy.a' },
          End: true,
        },
      },
    };
    await fc.assert(
      fc.asyncProperty(integer, async (a) => {
        const each = `[{"item":${a},"kept":${a}},{"item":1.0,"kept":${a}}]`;

        expect(await outputOf(machine, `{"a":${a},"list":[${a},1.0]}`)).toBe(
          `{"a":${a},"each":${each},"copy":${a}}`,
        );
      }),
      { numRuns: 25 },
    );
  });

  test('stand in a definition as in an input, where they are data', async () => {
    const state = { Type: 'Pass', Result: readJson(`[${ID}, 2.0]`), ResultPath: '$.x' };

    expect(await outputOf(only(state), '{}')).toBe(`{"x":[${ID},2.0]}`);
    expect(await outputOf(only({ Type: 'Wait', Seconds: readJson('2.0') }), '1')).toBe('1');
  });

  test.each([
    ['NumericEquals', ID, true],
    ['NumericEquals', '9007199254740992', false],
    ['NumericEquals', '1.0', false],
    ['NumericLessThan', '9007199254740994', true],
    ['NumericGreaterThanEquals', '9007199254740992', true],
    ['NumericGreaterThan', '12345678901234567890', false],
    ['IsNumeric', 'true', true],
    ['IsString', 'true', false],
  ])('are compared exactly: %s %s', async (operator, operand, holds) => {
    const rule = { Variable: '$', [operator]: readJson(operand), Next: 'Yes' };
    const { history } = await bench.run(
      only({ Type: 'Choice', Choices: [rule], Default: 'No' }),
      readJson(ID),
    );

    const entered = history.flatMap(({ stateEnteredEventDetails: of }) => of?.name ?? []);
    expect(entered).toEqual(['S', holds ? 'Yes' : 'No']);
  });

  test.each([
    [`States.StringToJson('{"id":${ID}}')`, `{"id":${ID}}`],
    ['States.JsonToString($)', `"{\\"id\\":${ID},\\"all\\":[${ID},1.0]}"`],
    ["States.Format('{} {}', $.id, $.all)", `"${ID} [${ID}, 1.0]"`],
    ['States.ArrayContains($.all, $.id)', 'true'],
    ['States.ArrayContains($.all, 9007199254740992)', 'false'],
    ['States.ArrayUnique(States.Array($.id, $.id, 1, $.all[1]))', `[${ID},1]`],
    ['States.MathAdd($.all[1], 1)', '2'],
    [`$.all[?(@ == ${ID})]`, `[${ID}]`],
    ['$.all[?(@ > 9007199254740992)]', `[${ID}]`],
  ])('keep their digits in %s', async (call, output) => {
    expect(await intrinsic(call, `{"id":${ID},"all":[${ID},1.0]}`)).toBe(output);
  });

  test('are told from what they hold members of', async () => {
    const { error } = await bench.run(
      only({ Type: 'Pass', InputPath: '$.id.exact' }),
      readJson(`{"id":${ID}}`),
    );

    expect(error).toBe('States.Runtime');
  });
});

describe('JSONata has the integers of a long, and doubles', () => {
  test.each([
    ['$parse("9223372036854775807")', '9223372036854775807'],
    ['$parse("-9223372036854775808")', '-9223372036854775808'],
    ['$parse("9223372036854775808")', '9223372036854776000'],
    ['$parse("[1.0, 1e2, 1.5]")', '[1,100,1.5]'],
    ['$string($parse("9223372036854775807"))', '"9223372036854775807"'],
    ['$string($parse("9223372036854775808"))', '"9223372036854776000"'],
    [
      '$string([1e20, 1e21, 999999999999999868928])',
      '"[100000000000000000000,1e+21,999999999999999900000]"',
    ],
    ['$string(0.1 + 0.2) & $string(1/3)', '"0.30.333333333333333"'],
    ['$string(1e-6) & " " & 1e-7', '"0.000001 1e-7"'],
  ])('%s', async (expression, output) => {
    expect(await jsonata(expression)).toBe(output);
  });

  test.each([
    ['$states.input', `{"id":${ID},"all":[${ID},1,12345678901234567000]}`],
    ['$states.input.id & "/" & $states.input.all[1]', `"${ID}/1"`],
    ['$states.input.id + 1', '9007199254740992'],
    ['$type($states.input.id) & $type($states.input.all[1])', '"numbernumber"'],
    ['$states.input.id = $states.input.all[0]', 'true'],
    ['$states.input.id in [9007199254740992, $parse("9007199254740993")]', 'true'],
    ['$states.input.id = 9007199254740992', 'false'],
    ['$states.input.id > 9007199254740992 and $states.input.all[1] = 1', 'true'],
    ['$distinct($append($states.input.all, $states.input.id))[[0..1]]', `[${ID},1]`],
    ['$states.input.all^($)', `[1,${ID},12345678901234567000]`],
    ['$sum($states.input.all[[1]]) + $floor($states.input.all[1])', '2'],
    ['$number($states.input.id)', ID],
    ['$exists($states.input.id.exact) or $exists($states.input.id.toString)', 'false'],
    ['$map([1..200000], function($x) { $x * 2 })[0] ~> $append($states.input.id)', `[2,${ID}]`],
  ])('%s', async (expression, output) => {
    const input = `{"id":${ID},"all":[${ID},1.0,12345678901234567890]}`;
    expect(await jsonata(expression, input)).toBe(output);
  });

  test('what is no expression is handed on as it is written', async () => {
    const Output = { a: readJson(ID), b: readJson('2.0'), c: '{% $states.input %}' };

    expect(await outputOf(only({ Type: 'Pass', Output }, 'JSONata'), '2.0')).toBe(
      `{"a":${ID},"b":2.0,"c":2}`,
    );
  });
});

test('an execution that is saved and goes on elsewhere has its numbers still', async () => {
  const api = new TestApi();
  const machine = definition({
    Set: { Type: 'Pass', Assign: { 'id.$': '$.id' }, Next: 'Hold' },
    Hold: { Type: 'Wait', Seconds: 60, Next: 'Done' },
    Done: { Type: 'Pass', Parameters: { 'id.$': '$.id', 'kept.$': '$id' }, End: true },
  });
  const executionArn = await api.start(await api.create('m', machine), { input: `{"id":${ID}}` });

  const after = await api.moved();
  await after.clock.advance(60_000);

  expect(await after.send('DescribeExecution', { executionArn })).toMatchObject({
    output: `{"id":${ID},"kept":${ID}}`,
  });
});

function task(): Json {
  const Resource = 'arn:aws:lambda:us-east-1:123456789012:function:echo';
  return { Type: 'Task', Resource, End: true };
}
