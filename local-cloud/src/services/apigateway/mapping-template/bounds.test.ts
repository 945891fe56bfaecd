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
    'The regular expressions take more than 100 ms',
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

const TOO_LONG = 'The template takes as long as reading more than 52428800 characters, at last for';
const manyKeys = JSON.stringify(
  Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, 1])),
);
const repeated = (call: string) =>
  `#set($x = $input.path("$"))#foreach($i in [1..9999])#set($y = ${call})#end`;

test.each([
  ['$input.path("$")', `[${'{},'.repeat(200_000)}1]`, 'A JSON text has more than 100000 values'],
  ['$input.json("$")', `[${'{},'.repeat(200_000)}1]`, 'A JSON text has more than 100000 values'],
  [
    '$util.parseJson($input.body)',
    `[${'1,'.repeat(200_000)}1]`,
    'A JSON text has more than 100000 values',
  ],
  ['$input.json("$")', `[${'1'.repeat(1_001)}]`, 'A number has more than 1000 digits'],
  ['$input.json("$")', `[${'1.0,'.repeat(99_000)}1]`, `${TOO_LONG} long numbers`],
  [repeated('$util.parseJson($input.body)'), manyKeys, `${TOO_LONG} JSON`],
  [repeated('$input.json("$")'), `"${'x'.repeat(1_000_000)}"`, `${TOO_LONG} texts`],
  [repeated('$x.keySet()'), manyKeys, `${TOO_LONG} members of objects`],
  [repeated('$x.entrySet()'), manyKeys, `${TOO_LONG} members of objects`],
  [repeated('$x.values()'), manyKeys, `${TOO_LONG} members of objects`],
  [repeated('$x == [$x]'), `[${'1,'.repeat(20_000)}1]`, `${TOO_LONG} values`],
  [repeated('$x.equals("y$input.body.substring(1)")'), 'x'.repeat(500_000), `${TOO_LONG} texts`],
  [
    repeated('$x[0] == $x[1]'),
    `[${'1'.repeat(999)},${'1'.repeat(998)}]`,
    `${TOO_LONG} long numbers`,
  ],
  [
    repeated('$x.put($input.body, 1)'),
    `{"a": "${'x'.repeat(100_000)}"}`,
    `${TOO_LONG} names of members`,
  ],
  ['$input.body.replace("@@", "!")', '@'.repeat(3_000_000), `${TOO_LONG} replacements`],
  ['$input.body.replace("", "!")', '@'.repeat(3_000_000), `${TOO_LONG} replacements`],
  [repeated('$util.base64Encode($input.body)'), 'x'.repeat(500_000), `${TOO_LONG} texts`],
  [
    '$util.urlEncode($input.body)',
    'ä'.repeat(2_000_000),
    'The template makes a text of more than 10485760 characters',
  ],
])('work is counted as what it takes: template %#', (template, body, message) => {
  expect(() => written(template, { body })).toThrow(new MappingError(message));
});

test('many regular expressions are stopped, and many quick ones are not', () => {
  const rows = (call: string) => `#foreach($i in [1..9999])$input.body.${call}#end`;

  for (const call of ['matches($input.body)', "replaceAll('x', 'yyy')", "replaceAll('x?', '$0')"]) {
    expect(() => written(rows(call), { body: 'x'.repeat(3_000) })).toThrow(MappingError);
  }
  expect(written(rows("replaceAll('\\s+', '-')"), { body: 'a  b' })).toBe('a-b'.repeat(9_999));
});

test('a template of $input.params() without end is stopped', () => {
  const header = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`h${at}`, 'v']));

  expect(() => written(repeated('$input.params()'), { params: { header } })).toThrow(
    new MappingError(`${TOO_LONG} members of objects`),
  );
});

test('what is large and not hostile is rendered', () => {
  const item = { name: 'Jane "J" Doe', tags: ['a', 'b'], size: 1.5, isNew: true, id: 'a/b' };
  const body = JSON.stringify(Array.from({ length: 11_000 }, () => item));
  const text = 'Plain text, with commas.\n'.repeat(380_000);
  const row = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`field${at}`, `v ${at}`]));
  const fields = Object.keys(row).map((name) => `"$util.escapeJavaScript($row.${name})"`);
  const rows = `#foreach($row in $input.path("$"))[${fields.join()}]#if($foreach.hasNext),#end#end`;

  expect(written('$util.escapeJavaScript($input.json("$"))', { body }).length).toBeGreaterThan(1e6);
  expect(written('$util.escapeJavaScript($input.json("$"))', { body: text })).toContain('commas');
  expect(written('$input.body', { body: text })).toBe(text);
  expect(written('$util.base64Decode($input.body)', { body: text })).not.toBe('');
  expect(JSON.parse(`[${written(rows, { body: Array(1_000).fill(row) })}]`)).toHaveLength(1_000);
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
