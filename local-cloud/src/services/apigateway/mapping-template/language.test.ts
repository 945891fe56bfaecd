import { expect, test } from 'vitest';
import { MappingError } from './render.ts';
import { written } from './testing.ts';

const stageVariables = { a: 'A', b: 'B' };

test.each([
  ['$stageVariables.a', 'A'],
  ['${stageVariables.a}b', 'Ab'],
  ['$!{stageVariables.a}.', 'A.'],
  ["$stageVariables['a']$stageVariables.get('b')", 'AB'],
  ['$nothing|$!nothing|${nothing}|$nothing.at.all()|$stageVariables.no', '||||'],
  ['costs $5, $ and $$', 'costs $5, $ and $$'],
  [
    '{"color": "#fff", "no": "#1 of #", "$": "${1}"}',
    '{"color": "#fff", "no": "#1 of #", "$": "${1}"}',
  ],
  ['{"$ref": 1}', '{"": 1}'],
  [
    '\\$stageVariables.a \\\\$stageVariables.a \\#set(1) a\\b \\5',
    '$stageVariables.a \\A #set(1) a\\b \\5',
  ],
  ['#[[#set($x = 1) $stageVariables.a]]#', '#set($x = 1) $stageVariables.a'],
  ['a## comment $stageVariables.a\nb#* and\n another *#c', 'abc'],
  ['#nothing($stageVariables.a)', '#nothing(A)'],
  ['user@example.com#frag', 'user@example.com#frag'],
])('%s is written as %s', (template, text) => {
  expect(written(template, { stageVariables })).toBe(text);
});

test.each([
  ["#set($x = 'a $y')$x", 'a $y'],
  ['#set($y = "b")#set($x = "a $y.length() ${y}c")$x', 'a 1 bc'],
  ['#set($x = "#if(true)yes#end")$x', 'yes'],
  ['#set($x = "say ""hi""")$x', 'say "hi"'],
  ["#set($x = 'it''s')$x", "it's"],
  ['#set($x = "back\\slash\\")$x', 'back\\slash\\'],
  [
    '#set($x = {"b": 1, "a": [true, 1.50, .5, 1e3], 1: {}})$x $x.b $x.a[0]',
    '{1={}, b=1, a=[true, 1.5, 0.5, 1000.0]} 1 true',
  ],
  [
    '#set($k = "n")#set($x = {"$k": "v", $k.length(): [[1..2], []]})$x.n $x',
    'v {1=[[1, 2], []], n=v}',
  ],
  ['#set($x = 2)#set($y = [$x..-1])$y $y[ $x ]', '[2, 1, 0, -1] 0'],
  ['#set($x = {})#set($x.y = 1)#set($x["z z"] = $x.y)$x', '{y=1, z z=1}'],
  ['#set($x = [1, 2])#set($x[1] = "b")$x $x[-1] $x[9]', '[1, b] b '],
  ['#set($x = [3..1])$x', '[3, 2, 1]'],
  ['#set($x = [])#set($nothing.x = 1)$x.size()', '0'],
  ['#{set}($x = 1)#{if}($x == 1)one#{else}other#{end}', 'one'],
  ['#set ( $x = 1 )$x', '1'],
  ['$stageVariables.a #set($x = 1)$x: #set($y = 2)$y', '1: 2'],
  ['#[[ raw ]]##set($x = 1)$x', ' raw 1'],
])('%s gives %s', (template, text) => {
  expect(written(template)).toBe(text);
});

test.each([
  ['1 + 2 * 3 - 4', '3'],
  ['(1 + 2) * 3', '9'],
  ['8 - 3 - 2', '3'],
  ['7 / 2', '3'],
  ['-7 % 3', '-1'],
  ['7.0 / 2', '3.5'],
  ['1.5 + 1.5', '3.0'],
  ['-(2 - 5)', '3'],
  ['9007199254740993 + 1', '9007199254740994'],
  ['"a" + 1 + 2', 'a12'],
  ['1 / 0', ''],
  ['"a" * 2', ''],
])('%s is %s', (expression, text) => {
  expect(written(`#set($x = ${expression})$x`)).toBe(text);
});

test.each([
  ['true || true && false', true],
  ['false && false || true', true],
  ['1 + 1 == 2 && 3 > 2', true],
  ['true == 1 < 2', true],
  ['!false && !(true && false)', true],
  ['not true or false', false],
  ['1 == 1.0', true],
  ['1 == "1"', true],
  ['true == "true"', true],
  ['"a" != "b"', true],
  ['"5" > 3', false],
  ['3 ge 3 and 2 lt 3', true],
  ['0', true],
  ['""', true],
  ['$nothing', true],
  ['$nothing == $none', true],
  ["$nothing == ''", true],
  ['!$nothing', false],
])('#if(%s) is %s', (condition, result) => {
  expect(written(`#if(${condition})true#{else}false#end`)).toBe(String(result));
});

test('the first branch that is true is rendered', () => {
  const template = '#if($n == 1)one#elseif($n == 2)two#elseif($n > 1)many#{else}none#end';
  const numbers = [1, 2, 3, 0];

  expect(numbers.map((n) => written(`#set($n = ${n})${template}`))).toEqual([
    'one',
    'two',
    'many',
    'none',
  ]);
});

test('what a branch does not evaluate takes no effect', () => {
  const template = '#set($x = [])#if(true || $x.add(1))#end#if(false && $x.add(2))#end$x';

  expect(written(template)).toBe('[]');
});

test('a loop knows where it is, and gives its names back', () => {
  const template =
    '#set($i = "before")#foreach($i in ["a", "b"])$foreach.index$foreach.count$velocityCount$i' +
    '$foreach.first$foreach.last#if($foreach.hasNext), #end#end|$i|$foreach|$velocityCount';

  expect(written(template)).toBe('011atruefalse, 122bfalsetrue|before||');
});

test('loops go over lists, the values of maps and ranges, and over nothing', () => {
  expect(written('#foreach($x in [1..3])$x#end')).toBe('123');
  expect(written('#foreach($x in {"a": 1, "b": 2})$x#end')).toBe('12');
  expect(
    written('#set($m = {"a": 1})#foreach($e in $m.entrySet())$e $e.key $e.getValue()#end'),
  ).toBe('a=1 a 1');
  expect(written('#foreach($x in $nothing)$x#end#foreach($x in "ab")$x#end')).toBe('');
});

test('a loop in a loop knows the outer one', () => {
  const template = '#foreach($x in [1, 2])#foreach($y in ["a"])$foreach.parent.count$y#end#end';

  expect(written(template)).toBe('1a2a');
});

test('#break leaves the loop that it is in, #stop the template', () => {
  const template = '#foreach($x in [1, 2])$x#foreach($y in [3, 4])$y#break#end;#end';

  expect(written(template)).toBe('13;23;');
  expect(written('#foreach($x in [1..9])$x#if($x == 3)#stop#end#end never')).toBe('123');
});

test('what #define names is rendered where it stands, with what is set then', () => {
  expect(written('#define($d)[$x]#end#set($x = 1)$d#set($x = 2)$d $d.length()')).toBe('[1][2] ');
});

test('a macro has its arguments, wherever it is defined', () => {
  const template = '#both("a" $b)#both($b, [1])#macro(both $x $y)<$x|$y>#end';

  expect(written(`#set($b = "B")#set($x = "X")${template}$x`)).toBe('<a|B><B|[1]>X');
});

test('a directive takes the rest of its line with it, if it is blank', () => {
  const template = '#set($x = 1)  \r\na\n#if($x == 1)\n  b\n#end \nc\n$x\nd ## e\nf';

  expect(written(template)).toBe('a\n  b\nc\n1\nd f');
});

test.each([
  ['a\nb #if($x)', 'line 2, column 3: #if($x) has no #end'],
  ['#foreach($x in $y)#end#end', 'line 1, column 23: #end ends nothing'],
  ['#else', 'line 1, column 1: #else is not in an #if'],
  ['#if(true)#else#else#end', 'line 1, column 15: #else is not in an #if'],
  ['#set($x)', 'line 1, column 1: $x is not understood, near its end'],
  ['#if($x = 1)#end', 'line 1, column 1: $x = 1 is not understood, near ='],
  ['x\r\n  $x.y(1 + 2)', 'line 2, column 3: $x.y(1 + 2) is not understood, near +'],
  ['$x.y("a', 'line 1, column 5: ("a is not closed'],
  ['${x.y', 'line 1, column 1: ${x.y has no }'],
  ['#[[ x', 'line 1, column 1: #[[ x has no ]]#'],
  ['#* x', 'line 1, column 1: #* x has no *#'],
  ['#foreach($x)#end', 'line 1, column 1: #foreach($x) is not understood'],
  ['#if x', 'line 1, column 1: #if x has no ('],
  ['#include("x")', 'line 1, column 1: #include is not served'],
  ['#parse("x")', 'line 1, column 1: #parse is not served'],
  ['#evaluate("x")', 'line 1, column 1: #evaluate is not served'],
  ['#@m("x")#end', 'line 1, column 1: #@m is not served'],
  [
    '#if($x == null)#end',
    "line 1, column 1: there is no null in templates: what is not there equals ''",
  ],
  ['$x.y(z)', 'line 1, column 1: $x.y(z) is not understood, near z'],
  ['#if()#end', 'line 1, column 1: () is not understood, near its end'],
  ['#set($x = [1 + 2])', 'line 1, column 1: $x = [1 + 2] is not understood, near +'],
  ['#foreach($x in 1 + 2)#end', 'line 1, column 1: 1 + 2 is not understood, near +'],
  ['#if(true)yes#endif', 'line 1, column 1: #if(true) has no #end'],
  ['a\n#set($x = "\n$y.z(1 + 2)")', 'line 2, column 1: $y.z(1 + 2) is not understood, near +'],
  ['#set($x.y() = 1)', 'line 1, column 1: $x.y() = 1 sets what a method gives'],
  ['#set($x = "say \\"hi\\"")', 'line 1, column 1: $x = "say \\"hi\\"" is not understood, near hi'],
])('%s is refused: %s', (template, message) => {
  expect(() => written(template)).toThrow(new MappingError(message));
});
