import { expect, test } from 'vitest';
import { MappingError } from './render.ts';
import { written } from './testing.ts';

/** Recorded: test_input_path_template_formatting of localstack's test_apigateway_common. */
test.each([
  ['$result', { foo: 'bar' }, '{foo=bar}'],
  ['$result', [{ foo: 'bar' }], '[{"foo":"bar"}]'],
  ['$result.nested', { nested: { foo: 'bar' } }, '{foo=bar}'],
  ['$result.nested', { nested: [{ foo: 'bar' }] }, '[{"foo":"bar"}]'],
  ['$result[0]', [{ foo: 'bar' }], '{foo=bar}'],
  ['$result[0]', [[{ foo: 'bar' }]], '[{"foo":"bar"}]'],
  ['$result', { foo: [{ nested: 'bar' }] }, '{foo=[{"nested":"bar"}]}'],
  ['$result', { bigger: 'dict', to: 'test' }, '{bigger=dict, to=test}'],
  ['$result.toString()', { list: [{ foo: 'bar' }] }, '{list=[{"foo":"bar"}]}'],
])('%s of a payload %j writes %s', (template, json, text) => {
  expect(written(`#set($result = $input.path("$.json"))${template}`, { body: { json } })).toBe(
    text,
  );
});

const ASKED =
  '{"body": $result, "nested": $result.nested, "isNull": #if( $result == $null )"true"#else"false"#end,' +
  ' "isEmptyString": #if( $result == "" )"true"#else"false"#end}';

test.each([
  [undefined, '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}'],
  [[], '{"body": [], "nested": , "isNull": "false", "isEmptyString": "false"}'],
  [null, '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}'],
])('what a path finds that is %j: %s', (json, text) => {
  expect(written(`#set($result = $input.path("$.json"))${ASKED}`, { body: { json } })).toBe(text);
});

/** Recorded: test_input_body_formatting of localstack's test_apigateway_common. */
test.each([
  ['', '{} [] EncodedBody=%7B%7D&EncodedBodyAccess='],
  [
    '{"some": "value"}',
    '{"some": "value"} [] EncodedBody=%7B%22some%22%3A+%22value%22%7D&EncodedBodyAccess=',
  ],
  ['some raw data', 'some raw data [] EncodedBody=some+raw+data&EncodedBodyAccess='],
])('the payload "%s" is written as it came, and an empty one as an object', (body, text) => {
  const template =
    '$input.body [$input.body.testAccess] EncodedBody=$util.urlEncode($input.body)' +
    '&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)';

  expect(written(template, { body })).toBe(text);
});

test('numbers stay what they are in the payload', () => {
  const body = '{"long": 9007199254740993, "double": 1.0, "small": 1.5}';

  expect(written("$input.path('$.long') $input.path('$.double') $input.json('$')", { body })).toBe(
    '9007199254740993 1.0 {"long":9007199254740993,"double":1.0,"small":1.5}',
  );
});

test('a path gives JSON to json, an empty text for what it does not find', () => {
  const body = { a: ['x', { b: null }], n: null };
  const paths = ['$.a', '$.a[0]', '$.a[1].b', '$.n', '$.no', '$..b', '$.a.length()', "$['a'][-1]"];
  const template = paths.map((path) => `$input.json("${path}")`).join(' ');

  expect(written(template, { body })).toBe(
    '["x",{"b":null}] "x" null null "" [null] "" {"b":null}',
  );
  expect(written("$input.json('$')", { body: 'null' })).toBe('null');
});

test('what a template changes in a payload is changed', () => {
  const template =
    "#set($p = $input.path('$'))#set($p.a = [1, {'b': 'c'}])#set($p.list[0] = 'x')$input.json('$') $input.json('$.list')";

  expect(written(template, { body: { list: [1] } })).toBe('{"list":["x"],"a":[1,{"b":"c"}]} ["x"]');
});

test('a payload that is no JSON is a text, but for an object or list that is none', () => {
  const template = "$input.path('$')|$input.json('$')|$input.path('$.a')|$input.json('$.a')";

  expect(written(template, { body: 'a=b&c' })).toBe('a=b&c|"a=b&c"||""');
  expect(() => written(template, { body: ' {"a": }' })).toThrow(
    new MappingError('What begins with {"a": } is no JSON'),
  );
});

test.each([
  ['$x', 'JSONPath $x: it must begin with $'],
  ['$$.x', 'JSONPath $$.x: it must begin with $'],
  ['a', "JSONPath a: Path must start with '$'"],
  ['$.a[', "JSONPath $.a[: Could not parse token starting at position 3. Expected ?, ', 0-9, * "],
])('%s is no path', (path, message) => {
  expect(() => written(`#set($path = '${path}')$input.path($path)`)).toThrow(
    new MappingError(message),
  );
});

test('a parameter is looked for in the path, the query string and the headers', () => {
  const params = { path: { a: '1' }, querystring: { a: '2', b: '3' }, header: { b: '4', c: '5' } };
  const template = "$input.params('a')$input.params('b')$input.params('c')|$input.params('d')|";

  expect(written(template, { params })).toBe('135||');
  expect(written("$input.params().header.get('b') $input.params()", { params })).toBe(
    '4 {path={a=1}, querystring={a=2, b=3}, header={b=4, c=5}}',
  );
});

test.each([
  [
    'escapeJavaScript',
    'it\'s "a/b"\\\n\t\u0001\u007fé€',
    'it\\\'s \\"a\\/b\\"\\\\\\n\\t\\u0001\u007f\\u00E9\\u20AC',
  ],
  ['urlEncode', "a b&c=d/é~!'()*-_.", 'a+b%26c%3Dd%2F%C3%A9%7E%21%27%28%29*-_.'],
  ['urlDecode', 'a+b%20%C3%A9', 'a b é'],
  ['base64Encode', 'é?', 'w6k/'],
  ['base64Decode', 'w6k/', 'é?'],
  ['parseJson', '[1,{"a":"b"}]', '[1,{"a":"b"}]'],
  ['parseJson', 'text', 'text'],
  ['toJson', 'text', ''],
])('$util.%s of %j is %j', (name, text, result) => {
  expect(written(`$util.${name}($stageVariables.x)`, { stageVariables: { x: text } })).toBe(result);
});

test('what is not URL-encoded cannot be decoded', () => {
  expect(() => written("$util.urlDecode('50%')")).toThrow('50% is no URL-encoded text');
});

const text = '#set($x = " Ab,cb,, ")';
const list = '#set($x = ["a", 2])';
const map = '#set($x = {"a": 1, "b": null_})'.replace('null_', '[]');

test.each([
  [text, '$x.length()', '9'],
  [text, '$x.trim().length()', '7'],
  [text, '$x.substring(1, 3)$x.substring(7)', 'Ab, '],
  [text, '$x.indexOf("b") $x.indexOf("b", 3) $x.lastIndexOf("b") $x.indexOf("z")', '2 5 5 -1'],
  [text, '$x.contains("b,c") $x.startsWith("A") $x.endsWith(" ")', 'true false true'],
  [text, '$x.equals("a") $x.trim().equalsIgnoreCase("aB,CB,,") $x.equals(1)', 'false true false'],
  [text, '$x.toUpperCase()$x.toLowerCase()', ' AB,CB,,  ab,cb,, '],
  [text, '$x.replace("b,", "$")$x.replace("z", "")', ' A$c$,  Ab,cb,, '],
  [text, "$x.replaceAll('([a-c])b', '<$1>')$x.replaceFirst(',', '\\$')", ' Ab,<c>,,  Ab$cb,, '],
  [
    text,
    '$x.trim().split(",") $x.trim().split(",").size() $x.split("b", 2)[1]',
    '[Ab, cb] 2 ,cb,, ',
  ],
  [
    text,
    '$x.matches(".b.*") $x.matches(" [A-Z]b(.*)") $x.isEmpty() $x.empty',
    'false true false false',
  ],
  [text, '$x.concat("z")$x.charAt(1)$x.toString()', ' Ab,cb,, zA Ab,cb,, '],
  ['#set($x = "")', '$x.split(",").size() $x.empty $x.replace("", "a")', '1 true a'],
  ['', "#set($x = 'a.b')$x.split('\\.') $x.replaceAll('[.]', '-')", '[a, b] a-b'],
  ['', "#set($x = 'aXbx')$x.replaceAll('(?i)x', '')", 'ab'],
  [list, '$x $x.size() $x.get(1) $x[0] $x.isEmpty()', '[a, 2] 2 2 a false'],
  [list, '$x.add("c") $x.add(0, "z")$x.addAll([3, 4])$x', 'true true[z, a, 2, c, 3, 4]'],
  [list, '$x.contains(2)$x.contains("2")$x.contains("a") $x.indexOf("z")', 'truefalsetrue -1'],
  [list, '$x.set(0, "b")$x $x.remove(0)$x $x.remove("z") $x.clear()$x', 'a[b, 2] b[2] false []'],
  [list, '$x.subList(0, 1) $x.toArray()', '[a] [a, 2]'],
  [map, '$x $x.get("a")$x.a$x["a"] [$x.get("z")] $x.size() $x.empty', '{a=1, b=[]} 111 [] 2 false'],
  [map, '$x.keySet() $x.values() $x.entrySet()', '[a, b] [1, []] [a=1, b=[]]'],
  [map, '$x.containsKey("b") $x.containsKey("toString") $x.containsValue(1)', 'true false true'],
  [map, '[$x.put("c", 3)] $x.put("a", 2)$x.putAll({"d": 4})$x', '[] 1{a=2, b=[], c=3, d=4}'],
  [map, '$x.remove("a") $x.getOrDefault("a", "z") $x.putIfAbsent("b", 2) $x', '1 z [] {b=[]}'],
  ['#set($x = 7.9)', '$x.intValue() $x.toString() $x.equals(7.9)', '7 7.9 true'],
])('%s%s writes %s', (set, template, text) => {
  expect(written(set + template)).toBe(text);
});

test("the documentation's count is the size of a list", () => {
  expect(written("$input.path('$.pets').count()", { body: { pets: [1, 2, 3] } })).toBe('3');
});

test.each([
  ['$x.substring(20)', 'begin 20, end 9, length 9'],
  ['$x.charAt(9)', 'begin 9, end 10, length 9'],
  ['$x.split(",").get(9)', 'Index 9 out of bounds for length 4'],
  ['$x.hashCode()', 'String.hashCode is not served'],
  ['$x.split(",").iterator()', 'List.iterator is not served'],
  ['$context.merge()', 'Map.merge is not served'],
  ['$x.replaceAll("(", "")', '( is no regular expression, or not one that is served'],
  ['$x.replaceAll("a*+", "")', 'a*+ is no regular expression, or not one that is served'],
  ['$x.replaceAll("\\Qa\\E", "")', '\\Q in the regular expression \\Qa\\E is not served'],
  ['$x.replaceAll("[a&&b]", "")', '& in the regular expression [a&&b] is not served'],
  ['$x.replaceAll("(?>a)", "")', '(?> in the regular expression (?>a) is not served'],
  ['$x.replaceAll("b", "$1")', 'No group 1'],
  ["$x.replaceAll('b', '$')", "$ is no replacement: $ is followed by a group's number"],
])('%s says %s', (template, message) => {
  expect(() => written(text + template)).toThrow(new MappingError(message));
});

test("a method that Java's class does not have gives nothing, as in Velocity", () => {
  expect(
    written(`${text}[$x.nothing()][$x.length(1)][$x.contains(1)][$x.nothing().length()]`),
  ).toBe('[][][][]');
});

test.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'items', 'text'])(
  'nothing of JavaScript is reached by the name %s',
  (name) => {
    const references = [
      '$context',
      '$input',
      '$util',
      '$list',
      '$text',
      '$block',
      '$number',
      '$entry',
    ]
      .flatMap((reference) => [`${reference}.${name}`, `${reference}['${name}']`])
      .join('');
    const template =
      '#set($list = [1])#set($text = "t")#define($block)#end#set($number = 1)' +
      '#foreach($entry in $m.entrySet())#end' +
      `#set($p = $input.path('$'))#set($p.list = $list)#set($p.block = $block)` +
      `$!context.${name}.constructor("x")${references}` +
      `$input.path('$.list.${name}')$input.path('$.block.${name}')$input.path('$.${name}')`;

    expect(written(template)).toBe('');
  },
);

test('what is written to a name of JavaScript is data', () => {
  const template =
    '#set($m = {})#set($m.__proto__ = {"polluted": 1})#set($context["__proto__"] = 1)$m $m.polluted $context.__proto__';

  expect(written(template)).toBe('{__proto__={polluted=1}}  1');
  expect({}).not.toHaveProperty('polluted');
});

test('what a template changes does not change what it was given', () => {
  const stageVariables = { a: '1' };
  const context = { identity: { user: 'u' } };
  const params = { header: { a: '1' } };

  written(
    '#set($stageVariables.a = 2)#set($context.identity.user = 2)#set($input.params().header.a = 2)$input.params().header.put("a", 3)',
    { stageVariables, context, params },
  );

  expect([stageVariables.a, context.identity.user, params.header.a]).toEqual(['1', 'u', '1']);
});
