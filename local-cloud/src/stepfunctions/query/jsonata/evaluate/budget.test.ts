import { expect, test } from 'vitest';
import { testScope } from '../../testing.ts';
import { compileJsonata } from '../compile-jsonata.ts';
import { OUT_OF_MEMORY, STACK_OVERFLOW, TIMEOUT } from '../errors.ts';

const items = Array.from({ length: 20_000 }, (_, a) => ({ a, b: `x${a}`, c: [a] }));
const scope = testScope({ input: { items, text: 'ab '.repeat(40_000) } });

function evaluate(expression: string): unknown {
  return compileJsonata(`{% ${expression} %}`, 'Output')(scope);
}

/** Each would take minutes, or gigabytes: what is counted is the work, not the time. */
test.each([
  ['$map([1..2000], function($x) { $map([1..2000], function($y) { $y }) })', TIMEOUT],
  ['$distinct($states.input.items)', TIMEOUT],
  ['$reduce([1..5000], function($all, $x) { $append($all, $x) })', TIMEOUT],
  ['$map([1..10000], function($x) { $count($sort([1..10000])) })', TIMEOUT],
  ['$map([1..100000], function($x) { $keys($states.input.items) })', TIMEOUT],
  ['$map([1..100000], function($x) { $sum($states.input.items.a) })', TIMEOUT],
  ['$map([1..100000], function($x) { $states.input.items ? 1 : 2 })', TIMEOUT],
  ['$map([1..100000], function($x) { $split($states.input.text, "") })', TIMEOUT],
  [`$toMillis("${'0'.repeat(60)}x", "[Y]0[M]0[D]0[H]0[m]0[s]0")`, TIMEOUT],
  ['$map([1..100000], function($x) { $uppercase($states.input.text) })', OUT_OF_MEMORY],
  ['$map([1..100000], function($x) { $formatInteger(1000000, "I") })', TIMEOUT],
  ['$fromMillis(1, "[Y,*-1000000000]")', OUT_OF_MEMORY],
  ['$formatInteger(1e300, "I")', STACK_OVERFLOW],
  ['($f := function($x, $n) { $n = 0 ? $x : $f([[$x], [$x]], $n - 1) }; $f(1, 40))', OUT_OF_MEMORY],
  [
    '($f := function($x, $n) { $n = 0 ? $x : $f({"a": $x, "b": $x}, $n - 1) }; $f(1, 40).**)',
    TIMEOUT,
  ],
  [
    '($f := function($x, $n) { $n = 0 ? $x : $f([[$x], [$x]], $n - 1) }; $string($f(1, 40)))',
    OUT_OF_MEMORY,
  ],
])('%s', (expression, what) => {
  expect(() => evaluate(expression)).toThrow(what);
});

test('the depth that is too much is that of nodes, not of calls', () => {
  const recursion = (depth: number) =>
    `($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(${depth}))`;

  expect(evaluate(recursion(31))).toBe(31);
  expect(() => evaluate(recursion(32))).toThrow(STACK_OVERFLOW);
});

test('a call that ends a function adds nothing to the depth', () => {
  expect(evaluate('($f := function($n) { $n = 0 ? "end" : $f($n - 1) }; $f(10000))')).toBe('end');
});

test('100,000 objects can be spread', () => {
  expect(evaluate('$count($spread([1..100000].{"a": $}))')).toBe(100_000);
});

test('an expression can have more parts than a call has arguments', () => {
  expect(evaluate(`$count([${Array(150_000).fill('1').join()}])`)).toBe(150_000);
});
