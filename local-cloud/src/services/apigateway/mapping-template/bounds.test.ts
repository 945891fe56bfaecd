import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MappingError } from './render.ts';
import { written } from './testing.ts';

const DOUBLED = '#set($s = "ab")#foreach($i in [1..40])#set($s = "$s$s")#end';

test.each([
  ['#foreach($i in [1..999999999])#end', 'The template takes more than 250000 steps'],
  [
    '#foreach($i in [1..999])#foreach($j in [1..999])$j#end#end',
    'The template takes more than 250000 steps',
  ],
  [
    '#set($l = [1])#foreach($i in [1..99])#set($x = $l.addAll($l))#end',
    'The template takes more than 250000 steps',
  ],
  [DOUBLED, 'The template writes more than 10485760 characters'],
  [
    '#set($s = "ab")#foreach($i in [1..40])#set($s = $s.concat($s))#end',
    'The template makes a text of more than 10485760 characters',
  ],
  [
    '#set($s = "ab")#foreach($i in [1..40])#set($s = $s + $s)#end',
    'The template makes a text of more than 10485760 characters',
  ],
  [
    '#set($s = "ab")#foreach($i in [1..40])#set($s = $s.replace("", $s))#end',
    'The template makes a text of more than 10485760 characters',
  ],
  [
    '#set($x = 99)#foreach($i in [1..40])#set($x = $x * $x)#end',
    'The template makes a number of more than 1000 digits',
  ],
  ['#define($d)$d#end$d', '#macro and #define are nested deeper than 20 levels'],
  ['#macro(m)#m()#end#m()', '#macro and #define are nested deeper than 20 levels'],
  ['#set($l = [])$l.add($l)$l', 'A value is nested deeper than 1000 levels'],
  ['#set($m = {})#set($m.m = $m)$m', 'A value is nested deeper than 1000 levels'],
  [
    '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")$s.matches("(a+)+")',
    'The regular expressions take more than 250 ms',
  ],
  [`${'#if(true)'.repeat(101)}`, 'line 1, column 901: #if(true) is deeper than 100 levels'],
  [
    `#set($x = ${'['.repeat(200)}1${']'.repeat(200)})`,
    `line 1, column 1: $x = ${'['.repeat(75)} is deeper than 100 levels`,
  ],
  [
    `#set($x = ${'1 + '.repeat(2_000)}1)`,
    `line 1, column 1: $x = ${'1 + '.repeat(18)}1 + has more than 1000 operators`,
  ],
  ['x'.repeat(400_000), 'The template has more than 307200 bytes'],
])('the bound of template %# stops it', (template, message) => {
  expect(() => written(template)).toThrow(new MappingError(message));
});

test('replacements do not make a text longer without end', () => {
  const template =
    '#set($s = "ab")#foreach($i in [1..40])#set($s = $s.replaceAll("a", "aaaaaa"))#end';

  expect(() => written(template)).toThrow(MappingError);
});

test('paths look at so many values, and no more', () => {
  const body = { a: Array.from({ length: 1_000 }, (_, id) => ({ id })) };
  const template = '#foreach($i in [1..9999])#set($x = $input.path("$..id"))#end';

  expect(() => written(template, { body })).toThrow('The paths look at too many values');
});

test('a payload that is nested too deeply is refused', () => {
  const body = '['.repeat(100_000) + ']'.repeat(100_000);

  expect(() => written('$input.json("$")', { body })).toThrow(MappingError);
  expect(() => written('$input.path("$")', { body })).toThrow(MappingError);
  expect(() => written('$input.path("$..a")', { body })).toThrow(MappingError);
});

test('a payload that has itself as a part is not gone through without end', () => {
  const set = '#set($p = $input.path("$"))#set($p.p = $p)';
  const tied = (template: string) => written(set + template, { body: { a: 1 } });

  expect(tied('$input.path("$.p.p.p.a")')).toBe('1');
  for (const path of ['$..a', "$.p[0]['a','b']", '$']) {
    expect(() => tied(`$input.json("${path}")`)).toThrow(MappingError);
  }
});

test('a template of 300 kB is parsed', () => {
  const lines = Array.from({ length: 4_000 }, (_, at) => `"k${at}": "$stageVariables.k${at}"\n`);

  expect(written(lines.join(''), { stageVariables: { k7: 'seven' } })).toContain('"k7": "seven"');
});

test('an expression is not kept from one rendering to the next', () => {
  const template = '#set($x = $x + 1)$x';

  expect([written(template), written(template)]).toEqual(['1', '1']);
});

const PIECES = [
  '$|#|{|}|(|)|[|]|"|\'|\\|,|.|!| |=|1|-|:|..|$a|$!{b}|${a.c}|$a.b("x")|$a[0]|$i|é|null',
  '$input.path("$")|$input.json("$.a")|$util.|$context.responseOverride.x|#set($a = |#if($a)',
  '#elseif(1 == 1)|#else|#end|#{end}|#foreach($i in |[1..99999])|#break|#stop|#define($a)|##|#*|*#',
  '#macro(m $a)|#m($a)|#[[|]]#|.replaceAll("(a+)+", "$0")|.split("")|.put($a, $a)|.add($a)|{"a": 1}',
  '[$a]|"$a$a"|.substring(1)|.size()| && | + | * 9| true|\n',
];
const piece = fc.constantFrom(...PIECES.flatMap((pieces) => pieces.split('|')));

test('whatever a template has in it, it is rendered or refused', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.string(), (pieces, body) => {
      try {
        expect(typeof written(pieces.join(''), { body })).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(MappingError);
      }
    }),
    { numRuns: 1_500, seed: 20_270_214 },
  );
});

/** A name goes on as far as it can: `#{end}` ends before a text, `#end` does not. */
const statement: fc.Arbitrary<string> = fc.letrec<{ statement: string; value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('$a', '$b', '1', '"x$a"', "'y'", '$input.path("$.a")', 'true', '$context'),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `[${a}, ${b}]`),
    tie('value').map((a) => `{"k": ${a}}`),
    tie('value').map((a) => `$a.add(${a})`),
    tie('value').map((a) => `$b.put("k", ${a})`),
  ),
  statement: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('text', '$a ', '$b ', '$a.size() ', '#{break}', '$b.k '),
    tie('value').map((value) => `#set($a = ${value})`),
    tie('value').map((value) => `#set($b.k = ${value})`),
    fc.tuple(tie('value'), tie('statement')).map(([c, s]) => `#if(${c})${s}#{else}$b#{end}`),
    fc.tuple(tie('value'), tie('statement')).map(([l, s]) => `#foreach($a in ${l})${s}#{end}`),
    tie('statement').map((s) => `#define($b)${s}#{end}$b `),
    fc.tuple(tie('statement'), tie('statement')).map((both) => both.join('')),
  ),
})).statement;

test('what parses ends, and writes a text or says why not', () => {
  fc.assert(
    fc.property(statement, fc.jsonValue(), (template, a) => {
      try {
        expect(typeof written(`#set($b = {})${template}`, { body: { a } })).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(MappingError);
        expect((error as Error).message).not.toContain('line ');
      }
    }),
    { numRuns: 1_000, seed: 20_270_214 },
  );
});
