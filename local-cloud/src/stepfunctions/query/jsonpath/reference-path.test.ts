import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../core/json.ts';
import { testScope } from '../testing.ts';
import { compilePath } from './compile-path.ts';
import { PathSyntaxError } from './errors.ts';
import { compileReferencePath } from './reference-path.ts';

function write(path: string, target: Json, value: Json): Json {
  return compileReferencePath(path).write(target, value);
}

describe('writing at a reference path', () => {
  test.each<[string, Json, Json]>([
    ['$', { a: 1 }, 9],
    ['$.a', { a: 1, b: 2 }, { a: 9, b: 2 }],
    ['$.c', { a: 1 }, { a: 1, c: 9 }],
    ['$.a.b.c', {}, { a: { b: { c: 9 } } }],
    ["$['a b'].c", { 'a b': { d: 1 } }, { 'a b': { d: 1, c: 9 } }],
    ['$.list[1]', { list: [1, 2] }, { list: [1, 9] }],
    ['$[0].a', [{ b: 1 }], [{ b: 1, a: 9 }]],
  ])('%s in %j gives %j', (path, target, expected) => {
    expect(write(path, target, 9)).toEqual(expected);
  });

  test.each<[string, Json]>([
    ['$.a', 'text'],
    ['$.a', null],
    ['$.a', [1]],
    ['$.a.b', { a: 1 }],
    ['$.list[2]', { list: [1, 2] }],
    ['$.list[0]', {}],
    ['$[0]', { 0: 1 }],
  ])('%s does not fit %j', (path, target) => {
    expect(() => write(path, target, 9)).toThrow(
      expect.objectContaining({
        error: 'States.ResultPathMatchFailure',
        cause: `Unable to apply ReferencePath ${path} to input ${JSON.stringify(target)}`,
      }),
    );
  });

  test('takes __proto__ for a name like any other', () => {
    const written = write('$.__proto__.polluted', {}, true) as Record<string, Json>;

    expect(Object.hasOwn(written, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test.each([
  '$.a[*]',
  '$..a',
  '$.a[0,1]',
  '$.a[0:1]',
  '$.a[?(@.b)]',
  "$['a','b']",
  '$.a[-1]',
  '$$.a',
  '$x.a',
  'a',
])('%s is no reference path', (path) => {
  expect(() => compileReferencePath(path)).toThrow(PathSyntaxError);
});

const keys = fc.array(fc.constantFrom('a', 'b', '__proto__'), { maxLength: 4 });
const target = fc.dictionary(
  fc.constantFrom('a', 'b'),
  fc.dictionary(fc.constantFrom('a', 'b'), fc.constant({})),
) as fc.Arbitrary<Json>;
const value = fc
  .jsonValue()
  .map((any) => JSON.parse(JSON.stringify(any)) as Json)
  .filter((any) => any !== null);

test('what was written is read, writing twice is writing the last, and the target stays as it was', () => {
  fc.assert(
    fc.property(target, keys, value, value, (document, names, first, second) => {
      const text = `$${names.map((name) => `['${name}']`).join('')}`;
      const before = JSON.stringify(document);
      const path = compileReferencePath(text);
      const written = path.write(document, second);

      expect(compilePath(text).read(testScope({ input: written }))).toEqual(second);
      expect(path.write(path.write(document, first), second)).toEqual(written);
      expect(JSON.stringify(document)).toBe(before);
    }),
  );
});
