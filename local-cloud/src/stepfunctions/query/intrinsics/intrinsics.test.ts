import { describe, expect, test } from 'vitest';
import type { Json } from '../../../core/json.ts';
import { compileExpression } from '../expression.ts';
import { PathSyntaxError } from '../jsonpath/errors.ts';
import { testScope } from '../testing.ts';
import { INTRINSICS } from './index.ts';

const input = {
  list: [1, 2, 3, 3, { a: 1, b: 2 }, { b: 2, a: 1 }],
  text: 'This.is+a,test=string',
  object: { Arg1: 1, Arg2: [], Arg3: [null, 'x', 1.5] },
  number: 1.5,
  none: null,
  blank: ' ',
};

function call(text: string): Json {
  return compileExpression(text)(testScope({ input, context: { Execution: { Name: 'e' } } }));
}

test('there are the eighteen functions of the developer guide', () => {
  expect(INTRINSICS.size).toBe(18);
});

describe('a call gives its value', () => {
  test.each<[string, Json]>([
    ['States.Array()', []],
    ["States.Array('a', 1, -2.5e1, true, null, $.number)", ['a', 1, -25, true, null, 1.5]],
    ['States.ArrayPartition($.list, 4)', [input.list.slice(0, 4), input.list.slice(4)]],
    ['States.ArrayPartition(States.Array(1, 2, 3), 1.5)', [[1, 2], [3]]],
    ['States.ArrayContains($.list, 3)', true],
    ["States.ArrayContains($.list, '3')", false],
    ['States.ArrayContains($.list, $.list[4])', true],
    ['States.Array(007, 1.50, 1e2)', [7, 1.5, 100]],
    ['States.ArrayRange(0, 9, 3)', [0, 3, 6, 9]],
    ['States.ArrayRange(5, 1, -2)', [5, 3, 1]],
    ['States.ArrayRange(5, 1, 1)', []],
    ['States.ArrayGetItem($.list, 1)', 2],
    ['States.ArrayLength($.list)', 6],
    ['States.ArrayUnique($.list)', [1, 2, 3, { a: 1, b: 2 }]],
    [
      "States.ArrayUnique(States.Array(1, '1', 1.1, true, null, States.Array()))",
      [1, '1', 1.1, true, null, []],
    ],
    ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
    ["States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", 'Data to encode'],
    ["States.Hash('input data', 'MD5')", '812f45842bc6d66ee14572ce20db8e86'],
    ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    [
      `States.JsonMerge(States.StringToJson('{"a":1,"b":{"c":1}}'), States.StringToJson('{"b":2}'), false)`,
      { a: 1, b: 2 },
    ],
    ["States.StringToJson('')", null],
    ['States.StringToJson($.blank)', null],
    [`States.StringToJson('[1, "\\\\\\\\"]')`, [1, '\\']],
    ['States.JsonToString($.object)', '{"Arg1":1,"Arg2":[],"Arg3":[null,"x",1.5]}'],
    ['States.MathAdd(1.49, 1.5)', 3],
    ['States.MathAdd(-1.5, 0)', -1],
    ['States.MathAdd(-0.5, 0)', 0],
    ['States.MathAdd(-0.5, 0.5)', 1],
    ['States.MathAdd(2147483646, 1)', 2147483647],
    ["States.StringSplit($.text, '.+,=')", ['This', 'is', 'a', 'test', 'string']],
    ["States.StringSplit(',,,', ',')", []],
    ["States.StringSplit('a b', '')", ['a b']],
    [
      "States.Format('{} and {}', $.object, $.none)",
      '{Arg1=1, Arg2=[], Arg3=[null, x, 1.5]} and null',
    ],
    ["States.Format('\\{{}\\} it\\'s \\\\ {}', 1, $$.Execution.Name)", "{1} it's \\ e"],
    ["States.Format('no placeholder')", 'no placeholder'],
    ["States.ArrayGetItem(States.StringSplit($.text, '.'), 0)", 'This'],
    ["States.Format('{}', $['list'][?(@ == 3)])", '[3, 3]'],
  ])('%s', (text, value) => {
    expect(call(text)).toEqual(value);
  });

  test('States.MathRandom stays within its bounds, and is repeatable with a seed', () => {
    for (let run = 0; run < 100; run++) {
      const number = call('States.MathRandom(12.5, 15)') as number;
      expect([13, 14]).toContain(number);
    }
    expect(call('States.MathRandom(0, 999, 3)')).toBe(call('States.MathRandom(0, 999, 3)'));
  });

  test('States.UUID gives a version 4 UUID, a new one each time', () => {
    const uuid = compileExpression('States.UUID()');
    const scope = testScope();

    expect(uuid(scope)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(uuid(scope)).not.toBe(uuid(scope));
  });
});

describe('arguments that a function cannot take are States.Runtime', () => {
  test.each([
    "States.ArrayPartition('x', 1)",
    'States.ArrayPartition($.list, 0)',
    'States.ArrayContains($.text, 1)',
    'States.ArrayRange(0, 10, 0)',
    'States.ArrayRange(1, 1001, 1)',
    'States.ArrayGetItem($.list, 6)',
    'States.ArrayGetItem($.list, -1)',
    'States.ArrayLength($.text)',
    'States.ArrayUnique($.object)',
    'States.Base64Encode(1)',
    "States.Base64Decode('***')",
    "States.Hash('a', 'SHA-0')",
    'States.JsonMerge($.object, $.object, true)',
    'States.JsonMerge($.object, $.list, false)',
    "States.StringToJson('{')",
    "States.MathAdd('1', 1)",
    'States.MathAdd(2147483647, 1)',
    'States.MathRandom(2, 2)',
    'States.StringSplit($.list, 1)',
    "States.Format('{} {}', 1)",
    "States.Format('{}', 1, 2)",
    'States.Format($.number)',
  ])('%s', (text) => {
    expect(() => call(text)).toThrow(
      expect.objectContaining({
        error: 'States.Runtime',
        cause: expect.stringContaining(
          `The function '${text}' had the following error: Invalid arguments in States.`,
        ),
      }),
    );
  });
});

test('an argument that leads nowhere is States.Runtime, naming the call, the path and the input', () => {
  const format = compileExpression("States.Format('{}', $.no)");

  expect(() => format(testScope({ input: { yes: 1 } }))).toThrow(
    expect.objectContaining({
      error: 'States.Runtime',
      cause:
        "The function 'States.Format('{}', $.no)' had the following error: The JsonPath argument " +
        "for the field '$.no' could not be found in the input '{\"yes\":1}'",
    }),
  );
});

test('an index into what is no array is told of in the words of the JSONPath library', () => {
  const format = compileExpression("States.Format('{}', $.no[0])");

  expect(() => format(testScope({ input: { no: 1 } }))).toThrow(
    expect.objectContaining({
      cause:
        "The function 'States.Format('{}', $.no[0])' had the following error: Filter: [0] can only " +
        'be applied to arrays. Current context is: 1',
    }),
  );
});

describe('a text that is no call is refused', () => {
  test.each([
    'States.Shout($.a)',
    'States.Array',
    'States.Array($.a',
    'States.Array($.a) x',
    'States.Array($.a,)',
    'States.Array(a)',
    "States.Array('a)",
    'States.UUID(1)',
    'States.StringToJson()',
    'States.JsonMerge($.a, $.b)',
    `States.Array(${Array.from({ length: 10 }, () => 'States.UUID()').join()})`,
  ])('%s', (text) => {
    expect(() => compileExpression(text)).toThrow(PathSyntaxError);
  });
});
