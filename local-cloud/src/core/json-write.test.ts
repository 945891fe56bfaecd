import { expect, test } from 'vitest';
import type { Json, JsonObject } from './json.ts';
import { JsonNumber, readJson } from './json-number.ts';
import { writeJson } from './json-write.ts';

const LONG = Array.from({ length: 500 }, (_, index) => ({ index }));

test.each<[string, Json]>([
  ['a text', 'a "quoted" text'],
  ['null', null],
  ['a number', 1.5],
  ['an array', [1, 'a', { b: null }]],
  ['an object', { a: [1], 'b"': { c: 'd' }, e: null }],
  ['an object of long parts', { LONG, again: LONG, ü: { LONG } }],
  ['an object with a member called toJSON', { toJSON: 1, a: LONG }],
  ['an object with a member called __proto__', JSON.parse('{"__proto__": {"a": 1}}')],
  ['an empty object', {}],
])('%s is written as JSON.stringify does', (_, value) => {
  expect(writeJson(value)).toBe(JSON.stringify(value));
  expect(writeJson(value)).toBe(JSON.stringify(value));
});

test('numbers are written as they were read', () => {
  const text = '{"a":9007199254740993,"b":{"c":[1.0]}}';
  expect(writeJson(readJson(text))).toBe(text);
  expect(writeJson(new JsonNumber('9007199254740993'))).toBe('9007199254740993');
});

test('what is no JSON is left out', () => {
  const object = { a: undefined, b: LONG, c: () => 1 } as unknown as JsonObject;
  expect(writeJson(object)).toBe(JSON.stringify(object));
});

test('a long part is written once, however often it is wrapped', () => {
  let reads = 0;
  const part = {
    get a() {
      reads++;
      return 'a'.repeat(2_000);
    },
  };

  const wrappings: Json[] = [{ part }, part, { other: part }, { part, more: 1 }];
  for (const wrapped of wrappings) writeJson(wrapped);

  expect(reads).toBe(1);
});
