import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Json } from '../../../core/json.ts';
import type { Scope } from '../scope.ts';
import { testScope } from '../testing.ts';
import { compileJsonata } from './compile-jsonata.ts';
import { JsonataSyntaxError, QueryEvaluationError } from './errors.ts';
import type { JsonType } from './expect-type.ts';
import { analyseJsonata } from './known-expressions.ts';

const scope = testScope({
  input: { n: 5, s: 'abc', list: [1, 2, 3], one: [7], objects: [{ k: 1 }, { k: 2 }], none: null },
  context: { Execution: { Id: 'e' } },
  variables: { v: 3, deep: { x: { y: 'z' } } },
  result: { status: 'DONE' },
});

async function evaluate(expression: string, within: Scope = scope): Promise<Json> {
  return compileJsonata(`{% ${expression} %}`, 'Output/r')(within);
}

function failure(expression: string, what: string): object {
  return expect.objectContaining({
    error: 'States.QueryEvaluationError',
    cause: `The JSONata expression '${expression}' specified for the field 'Output/r' ${what}`,
    location: 'Output/r',
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('an expression gives its value', () => {
  test.each<[string, Json]>([
    ['$states.input.n + $v', 8],
    ['$states.context.Execution.Id', 'e'],
    ['$states.result.status', 'DONE'],
    ['$states.input.objects.k', [1, 2]],
    ['$states.input.objects[k=2]', { k: 2 }],
    ['$states.input.one', [7]],
    ['$states.input.list[0]', 1],
    ["'s3://' & $deep.x.y & '/' & $v", 's3://z/3'],
    ['$v > 2 ? "big" : "small"', 'big'],
    ['{"a": $v, "b": $states.input.missing}', { a: 3 }],
    ['[$states.input.list, $v]', [1, 2, 3, 3]],
    ['$map($states.input.list, function($n) { $n * 2 })', [2, 4, 6]],
    ['($total := $sum($states.input.list); $total / 2)', 3],
    ['null', null],
    ['1/0', 'Infinity'],
    ['[-1/0, 0/0]', ['-Infinity', 'NaN']],
    ['$replace("abc", "x", $nothing)', 'abc'],
    [
      '$partition([1,2,3,4], 2)',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$partition([1,2,3])', [[1, 2, 3]]],
    ['$exists($partition([1,2,3], 0)) or $exists($partition([1,2,3], -0.5))', false],
    ['$exists($partition([], 2)) or $exists($partition())', false],
    ['$partition($states.input.one, 1)', [[7]]],
    ['$range(0, 6, 2)', [0, 2, 4, 6]],
    ['$range(1, 9, 9)', 1],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(5, 1, -1.5)', [5, 4, 3, 2, 1]],
    ['$exists($range(1, 5)) or $exists($range(1, 5, 0)) or $exists($range(5, 1, 1))', false],
    ['$exists($hash("input")) or $exists($parse())', false],
    ['$hash("input", "SHA-1")', '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1'],
    ['$random(42)', 0.7275636800328681],
    [`$parse('{"a":[1]}').a`, [1]],
    ['$now()', '2025-01-02T03:04:05.678Z'],
    ["$now('[Y]/[M]/[D]')", '2025/1/2'],
    ['$millis()', Date.UTC(2025, 0, 2, 3, 4, 5, 678)],
    ["$fromMillis($toMillis('13:45', '[H]:[m]'))", '2025-01-02T13:45:00.000Z'],
    ['$pad("x", -3, "#")', '##x'],
    ['$states', { input: scope.input, context: scope.context, result: scope.result! }],
  ])('%s', async (expression, value) => {
    expect(await evaluate(expression)).toEqual(value);
  });

  test('a UUID and a number come from the seeded chance of the scope', async () => {
    expect(await evaluate('$uuid()')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await evaluate('$random()')).toBeGreaterThanOrEqual(0);
    expect(await evaluate('$uuid() & ""', testScope())).toBe(
      await evaluate('$uuid()', testScope()),
    );
  });

  test('the arrays of a result are plain arrays', async () => {
    const value = (await evaluate('{"all": $states.input.objects.k}')) as { all: number[] };

    expect(Object.keys(value.all)).toEqual(['0', '1']);
  });
});

describe('an expression that fails is States.QueryEvaluationError in the words of AWS', () => {
  test.each([
    ['$doesNotExist', 'returned nothing (undefined).'],
    ['$states.input.missing', 'returned nothing (undefined).'],
    ['$states.errorOutput', 'returned nothing (undefined).'],
    ['$states.input.constructor', 'returned nothing (undefined).'],
    ['$fn := function($x){$x}', 'returned an unsupported result type.'],
    ['$sum', 'returned an unsupported result type.'],
    [
      '$randomSeeded(1)',
      'threw an error during evaluation. T1006: Attempted to invoke a non-function',
    ],
    ['$eval("1+1")', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
    [
      '$sum("a")',
      'threw an error during evaluation. T0412: Argument 1 of function "sum" must be an array of "numbers"',
    ],
    [
      '$v + $states.input.s',
      'threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number',
    ],
    [
      '$base64decode("!!!")',
      'threw an error during evaluation: $base64decode was given text that is not base64',
    ],
    ['$error("boom")', 'threw an error during evaluation. D3137: boom'],
    ['$parse("")', 'threw an error during evaluation. D3137: Invalid JSON'],
    ['$parse("1e400")', 'threw an error during evaluation. D3137: Invalid JSON'],
    [
      `$parse('{"a":[-1${'0'.repeat(400)}]}')`,
      'threw an error during evaluation. D3137: Invalid JSON',
    ],
    ['$parse("[1] [2]")', 'threw an error during evaluation. D3137: Invalid JSON'],
    [`$parse('{"a":1,"a":2}')`, 'threw an error during evaluation. D3137: Invalid JSON'],
    [
      '$partition([1,2,3], -1)',
      'threw an error during evaluation. D3137: Second argument must be zero or greater',
    ],
    [
      '$partition(null, 2)',
      'threw an error during evaluation. T0412: Argument 1 of function "partition" must be an array of undefined',
    ],
    [
      '$hash("a", "md5")',
      "threw an error during evaluation. D3137: Hash algorithm 'md5' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5",
    ],
    [
      '$range(1)',
      'threw an error during evaluation. T0410: Argument 2 of function "range" does not match function signature',
    ],
  ])('%s', async (expression, what) => {
    await expect(evaluate(expression)).rejects.toEqual(failure(expression, what));
  });

  const overflow =
    'threw an error during evaluation: Stack overflow error: Check for non-terminating recursive ' +
    'function. Consider rewriting as tail-recursive.';
  const memory =
    'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for ' +
    'excessive memory usage';

  test.each([
    [`1${'+1'.repeat(199)}`, overflow],
    ['($f := function($n) { 1 + $f($n) }; $f(1))', overflow],
    ['[1..900000] ~> $count()', memory],
    ['$range(1, 360146, 1)', memory],
    [
      "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', 31)))",
      memory,
    ],
    ['$pad("x", 1000000000)', memory],
  ])('bound %#', async (expression, what) => {
    await expect(evaluate(expression)).rejects.toEqual(failure(expression, what));
  });

  test('one that does not end is bounded in time', async () => {
    let time = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => (time += 10));
    const expression = '($f := function($n) { $f($n + 1) }; $f(1))';

    await expect(evaluate(expression)).rejects.toEqual(
      failure(
        expression,
        'threw an error during evaluation: Expression evaluation timeout: Check for infinite loop',
      ),
    );
  });

  test('a hundred levels of nesting are not too many, side by side or not', async () => {
    const items = Array.from({ length: 150 }, () => '$states.input.list[0]').join();

    expect(await evaluate(`1${'+1'.repeat(98)}`)).toBe(99);
    expect(await evaluate(`$sum([${items}])`)).toBe(150);
  });
});

describe('a value of another type than the field takes', () => {
  const cases: [string, JsonType, string, Json][] = [
    ['1', 'array', 'number', 1],
    ["'string'", 'array', 'string', 'string'],
    ['null', 'array', 'null', null],
    ['true', 'array', 'boolean', true],
    ["{'foo': 'bar'}", 'array', 'object', { foo: 'bar' }],
    ['[1]', 'number', 'array', [1]],
    ['$states.input.objects.k', 'string', 'array', [1, 2]],
  ];

  test.each(cases)('%s for %s', async (expression, expect_, actual, value) => {
    const items = compileJsonata(`{% ${expression} %}`, 'Items', { expect: expect_ });

    await expect((async () => items(scope))()).rejects.toThrow(
      `The JSONata expression '${expression}' specified for the field 'Items' returned an unexpected ` +
        `result type. Expected '${expect_}', but was '${actual}' for value: ${JSON.stringify(value)}`,
    );
  });
});

describe('a template', () => {
  test('has its expressions evaluated wherever they stand, and keeps all else', async () => {
    const template = compileJsonata(
      {
        b: '{% $v %}',
        a: { list: ['{% $states.input.objects.k %}', '$v', 1], same: { x: 1 } },
        c: '{%$states.input.s%}',
      },
      'Arguments',
    );

    expect(JSON.stringify(await template(scope))).toBe(
      '{"b":3,"a":{"list":[[1,2],"$v",1],"same":{"x":1}},"c":"abc"}',
    );
  });

  test('names the part that failed', async () => {
    const template = compileJsonata({ x: [1, { y: '{% $nope %}' }] }, 'Arguments');

    await expect((async () => template(scope))()).rejects.toMatchObject({
      location: 'Arguments/x[1]/y',
    });
  });

  test('without expressions is given as it is, at once', () => {
    const constant = { a: [1, 'x'] };

    expect(compileJsonata(constant, 'Output')(scope)).toBe(constant);
  });

  test('of plain expressions is given at once', () => {
    const template = compileJsonata({ a: '{% $states.input.n %}', b: '{% $v = 3 %}' }, 'Output');

    expect(template(scope)).toEqual({ a: 5, b: true });
  });

  test('fails at once, or later, with the first part that fails', async () => {
    const later = compileJsonata({ a: '{% $sum("a") %}', b: '{% $nope.x %}' }, 'Output');

    await expect((async () => later(scope))()).rejects.toBeInstanceOf(QueryEvaluationError);
  });
});

test.each([
  ['1 +', 'Unexpected end of expression'],
  ['a[1,2)', 'Expected "]", got ","'],
  ['"unterminated', 'String literal must be terminated by a matching quote'],
  ['$states.input.a ?? 1', 'The symbol "?" cannot be used as a unary operator'],
  ['$states.input.a ?: 1', 'The symbol ":" cannot be used as a unary operator'],
])('%s is refused: %s', (expression, message) => {
  const compile = () => compileJsonata(`{% ${expression} %}`, 'Output');

  expect(compile).toThrow(JsonataSyntaxError);
  expect(compile).toThrow(message);
});

test('an expression too deep to parse or to walk is refused', () => {
  for (const depth of [1_500, 100_000]) {
    const expression = `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    expect(() => analyseJsonata(expression)).toThrow('nested too deeply');
  }
});

test('regular expressions may use (?: and are bounded', async () => {
  expect(await evaluate('$contains("abab", /^(?:ab)+$/)')).toBe(true);
  await expect(evaluate(`$contains('${'a'.repeat(40)}', /^(a+)+b$/)`)).rejects.toThrow(
    'Expression evaluation timeout',
  );
});
