import { expect, test } from 'vitest';
import { JsonataSyntaxError } from './errors.ts';
import { analyseJsonata } from './known-expressions.ts';

test.each<[string, string[]]>([
  ['($states := {"input": 1}; $states.input)', []],
  ['[($states := 1; $states), $states.result]', ['result']],
  ['[function($states) { $states.input }, $states.result]', ['result']],
  ['($states := $states.input; ($x := $states.result))', ['input']],
])('a variable $states of its own is not that of the state: %s', (expression, members) => {
  expect([...analyseJsonata(expression).states]).toEqual(members);
});

test('tells which members of $states are read', () => {
  const members = (expression: string) => [...analyseJsonata(expression).states];

  expect(members('$states.input.a & $states.result[$ = 1]')).toEqual(['input', 'result']);
  expect(members('$map([1], function($n) { $states.errorOutput.Error })')).toEqual(['errorOutput']);
  expect(members('$v')).toEqual([]);
});

test('takes $states as a whole for all its members', () => {
  const whole = analyseJsonata('$string($states)');

  expect(whole.wholeStates).toBe(true);
  expect(whole.states.size).toBe(4);
});

test.each<[string, string[]]>([
  ['phone', ['phone']],
  ['phone.number & $x', ['phone']],
  ['$', ['$']],
  ['$$.a', ['$$']],
  ['*', ['*']],
  ['$x[status = "ok"].name', []],
  ['$x.{"name": name, "all": $}', []],
  ['$x^(price)', []],
  ['$x ~> |items|{"price": price * 2}|', []],
  ['$map($x, function($v) { $v.price + tax })', ['tax']],
  ['{"a": b}', ['b']],
  ['$x{category: $sum(price)}', []],
])('%s reads %j at the top level', (expression, names) => {
  expect([...analyseJsonata(expression).topLevel]).toEqual(names);
});

test('refuses what is not JSONata, saying where', () => {
  expect(() => analyseJsonata('1 + ')).toThrow(JsonataSyntaxError);
  expect(() => analyseJsonata('$x[')).toThrow(expect.objectContaining({ code: 'S0203' }));
});
