import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../core/json.ts';
import { testScope } from '../testing.ts';
import { compilePath } from './compile-path.ts';
import { PathError, PathSyntaxError } from './errors.ts';

const shop: JsonObject = {
  book: [
    { title: 'Sayings', category: 'reference', price: 8.95, tags: ['a', 'b'] },
    { title: 'Sword', category: 'fiction', price: 12.99, tags: [] },
    { title: 'Moby Dick', category: 'fiction', price: 8.99, isbn: '0-553' },
    { title: 'The Lord', category: 'fiction', price: 22.99, isbn: '0-395', tags: ['b'] },
  ],
  bicycle: { color: 'red', price: 19.95 },
};

const store: JsonObject = { store: shop, limit: 10, 'my prop': 1, empty: [], nothing: null };

function read(path: string, input: Json = store): Json {
  return compilePath(path).read(testScope({ input }));
}

function titles(path: string): Json {
  return (read(path) as { title: string }[]).map(({ title }) => title);
}

describe('a definite path', () => {
  test.each<[string, Json]>([
    ['$.limit', 10],
    ['$', store],
    ["$['my prop']", 1],
    ['$["my prop"]', 1],
    ['$.store.book[0].title', 'Sayings'],
    ['$.store.book[-1].title', 'The Lord'],
    ['$.store.book[(@.length-1)].title', 'The Lord'],
    ["$.store['bicycle'].color", 'red'],
    ["$.store.['bicycle'].color", 'red'],
    ['$.nothing', null],
    ["$.store.bicycle['color','price','size']", { color: 'red', price: 19.95 }],
  ])('%s gives the value', (path, value) => {
    expect(compilePath(path).definite).toBe(true);
    expect(read(path)).toEqual(value);
  });

  test.each([
    ['$.no.such.path', "Missing property in path $['no']"],
    ['$.store.no.such', "Missing property in path $['store']['no']"],
    ['$.no', "No results for path: $['no']"],
    ['$.store.no', "No results for path: $['store']['no']"],
    ['$.store.book[9]', "Index out of bounds when evaluating path $['store']['book'][9]"],
    [
      "$['store','limit'].price",
      "Multi properties can only be used as path leafs: $['store', 'limit']",
    ],
    ['$.limit[0].a', "Filter: [0]['a'] can only be applied to arrays. Current context is: 10"],
    ['$.limit.a', "Property ['a'] not found in path $['limit']"],
    ['$.empty.length()', "Property ['length()'] not found in path $['empty']"],
  ])('%s fails in the words of Jayway', (path, reason) => {
    expect(() => read(path)).toThrow(new PathError(path, reason));
    expect(compilePath(path).find(testScope({ input: store }))).toBeUndefined();
  });

  test('fails with States.Runtime and the path it was', () => {
    const failure = new PathError('$.no', "No results for path: $['no']");

    expect(failure.error).toBe('States.Runtime');
    expect(failure.cause).toBe("Invalid path '$.no' : No results for path: $['no']");
  });

  test('takes inherited names for data only where the object has them itself', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}') as Json;

    expect(read('$.__proto__.polluted', hostile)).toBe(1);
    expect(read('$.constructor', hostile)).toBe(2);
    expect(() => read('$.__proto__', {})).toThrow(PathError);
    expect(() => read('$.constructor.name', {})).toThrow(PathError);
    expect(() => read('$.length', [1])).toThrow(PathError);
  });

  test('reads the context object from $$ and variables from their names', () => {
    const scope = testScope({
      context: { Execution: { Id: 'x' } },
      variables: { order: { id: 7 } },
    });

    expect(compilePath('$$.Execution.Id').read(scope)).toBe('x');
    expect(compilePath('$order.id').read(scope)).toBe(7);
    expect(compilePath('$order').source).toEqual({ variable: 'order' });
    expect(() => compilePath('$missing.id').read(scope)).toThrow(PathError);
  });
});

test.each(['$', '$.a', '$..a', '$.a[*]'])('%s of null fails, whatever it asks for', (path) => {
  const scope = testScope({ input: null });
  const message = 'Unable to apply Path transformation to null or empty input.';
  expect(() => compilePath(path).read(scope)).toThrow(message);
  expect(() => compilePath(path).find(scope)).toThrow(message);
});

describe('an indefinite path', () => {
  test.each<[string, string[]]>([
    ['$.store.book[*]', ['Sayings', 'Sword', 'Moby Dick', 'The Lord']],
    ['$.store.book[0,2]', ['Sayings', 'Moby Dick']],
    ['$.store.book[1:3]', ['Sword', 'Moby Dick']],
    ['$.store.book[2:]', ['Moby Dick', 'The Lord']],
    ['$.store.book[:1]', ['Sayings']],
    ['$.store.book[-2:]', ['Moby Dick', 'The Lord']],
    ['$.store.book[:-2]', ['Sayings', 'Sword']],
    ['$.store.book[?(@.price < 10)]', ['Sayings', 'Moby Dick']],
    ['$.store.book[?(@.price < $.limit && @.isbn)]', ['Moby Dick']],
    ['$.store.book[?(!@.isbn)]', ['Sayings', 'Sword']],
    ['$.store.book[?(!(@.price < 10))]', ['Sword', 'The Lord']],
    ["$.store.book[?(@.category == 'fiction' || @.price == 8.95)].title.x", []],
    ["$.store.book[?(@.category != 'fiction')]", ['Sayings']],
    ["$.store.book[?(@.isbn != '0-553')]", ['The Lord']],
    ['$.store.book[?(@.price < "10")]', ['Sayings', 'Moby Dick']],
    ['$.store.book[?(@.title==/a/b/c)]', []],
    ['$.store.book[?(@.category==reference)]', ['Sayings']],
    ['$.store.book[?(@.price == "8.95")]', ['Sayings']],
    ['$.store.book[?(@.price === "8.95")]', []],
    ['$.store.book[?(@.title =~ /s.*/i)]', ['Sayings', 'Sword']],
    ['$.store.book[?(@.title =~ /S/)]', []],
    ["$.store.book[?(@.title in ['Sword', 'Axe'])]", ['Sword']],
    ['$.store.book[?(@.title NIN ["Sword"])]', ['Sayings', 'Moby Dick', 'The Lord']],
    ["$.store.book[?(@.tags contains 'b')]", ['Sayings', 'The Lord']],
    ["$.store.book[?(@.title contains 'o')]", ['Sword', 'Moby Dick', 'The Lord']],
    ["$.store.book[?(@.tags subsetof ['a','b','c'])]", ['Sayings', 'Sword', 'The Lord']],
    ["$.store.book[?(@.tags anyof ['a'])]", ['Sayings']],
    ["$.store.book[?(@.tags noneof ['a'])]", ['Sword', 'The Lord']],
    ["$.store.book[?(@.tags all ['a','b'])]", ['Sayings']],
    ['$.store.book[?(@.tags size 2)]', ['Sayings']],
    ['$.store.book[?(@.tags empty true)]', ['Sword']],
    ['$..book[?(@.isbn)]', ['Moby Dick', 'The Lord']],
  ])('%s finds what it names', (path, expected) => {
    expect(compilePath(path).definite).toBe(false);
    expect(path.endsWith('.x') ? read(path) : titles(path)).toEqual(expected);
  });

  test.each<[string, Json]>([
    ['$..price', [8.95, 12.99, 8.99, 22.99, 19.95]],
    ['$.store.*', Object.values(shop)],
    ['$..[0].title', ['Sayings']],
    ['$..book..tags[*]', ['a', 'b', 'b']],
    ["$..['color','price']", [{ color: 'red', price: 19.95 }]],
    ['$.items[*]', []],
    ['$.item.items[1:5].itemValue', []],
    ['$.limit[*]', []],
    ["$[?(@.color == 'red')]", []],
  ])('%s gives %j', (path, value) => {
    expect(read(path)).toEqual(value);
  });

  test('is bounded in time for a hostile pattern', () => {
    const path = compilePath('$[?(@ =~ /(a+)+b/)]');

    expect(() => path.read(testScope({ input: ['a'.repeat(40)] }))).toThrow('timeout');
  });
});

describe('a text that is no path is refused', () => {
  test.each([
    ['', "Path must start with '$'"],
    ['a.b', "Path must start with '$'"],
    ['$.', "Path must not end with a '.' or '..'"],
    ['$.a..', "Path must not end with a '.' or '..'"],
    ['$.a...b', "Character '.' on position 5 is not valid."],
    ['$a b', "Illegal character at position 2 expected '.' or '['"],
    ['$[', "Could not parse token starting at position 1. Expected ?, ', 0-9, * "],
    ['$[a]', "Could not parse token starting at position 1. Expected ?, ', 0-9, * "],
    ['$[:]', 'Failed to parse SliceOperation: :'],
    ["$['a", "Could not find matching close quote for ' when parsing : $['a"],
    ['$.a[?(@.b ~~ 1)]', 'Expected end of filter expression instead of: ~~ 1'],
    ['$.a[?(@.b == )]', 'Failed to parse filter'],
    ['$.a[?(@.b likes 1)]', 'Filter operator likes is not supported!'],
    ['$.a b', 'Use bracket notion'],
    ['$.a.concat(', "Arguments to function: 'concat' are not closed properly."],
    ['$.a.concat($.b, ")"', "Arguments to function: 'concat' are not closed properly."],
  ])('%s', (path, message) => {
    expect(() => compilePath(path)).toThrow(PathSyntaxError);
    expect(() => compilePath(path)).toThrow(message);
  });
});
