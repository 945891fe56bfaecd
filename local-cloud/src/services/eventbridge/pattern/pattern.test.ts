import { describe, expect, test } from 'vitest';
import type { Json } from '../../../core/json.ts';
import { compilePattern } from './compile.ts';

const matches = (pattern: object, event: Json) =>
  compilePattern(JSON.stringify(pattern)).matches(event);

/** Whether a field with that pattern matches that value; without a value, a missing field. */
function field(pattern: readonly Json[], value?: Json): boolean {
  return matches(
    { detail: { field: pattern } },
    { detail: value === undefined ? {} : { field: value } },
  );
}

test.each<[Json[], Json[], Json[]]>([
  [
    ['tea', 3, true, null],
    ['tea', 3, true, null],
    ['Tea', '3', 4, false, ''],
  ],
  [[{ prefix: 'te' }], ['tea', 'te'], ['Tea', 'at', 3]],
  [[{ prefix: { 'equals-ignore-case': 'TE' } }], ['tea', 'TEA'], ['at']],
  [[{ suffix: 'ea' }], ['tea'], ['eat', 'EA']],
  [[{ 'equals-ignore-case': 'TEA' }], ['tea', 'Tea'], ['teas']],
  [[{ wildcard: 't*a*' }], ['tea', 'tea pot', 'ta'], ['ate', 'te']],
  [[{ wildcard: 'a\\*b' }], ['a*b'], ['aab']],
  [[{ cidr: '10.0.0.0/24' }], ['10.0.0.7'], ['10.0.1.7', 'tea', '::1']],
  [[{ numeric: ['>', 0, '<=', 5] }], [1, 5], [0, 6, '3']],
  [[{ numeric: ['=', 3] }], [3], [4, '3']],
  [[{ exists: true }], ['tea', null, ''], []],
  [[{ 'anything-but': 'tea' }], ['coffee', 3], ['tea']],
  [[{ 'anything-but': ['tea', 'coffee'] }], ['milk'], ['tea', 'coffee']],
  [[{ 'anything-but': { prefix: 'te' } }], ['at'], ['tea']],
  [[{ 'anything-but': { wildcard: '*/lib/*' } }], ['/src/a'], ['/src/lib/a']],
])('%j matches %j, and not %j', (pattern, those, others) => {
  expect(those.filter((value) => !field(pattern, value))).toEqual([]);
  expect(others.filter((value) => field(pattern, value))).toEqual([]);
});

describe('a field that is missing', () => {
  test('is matched by exists: false alone', () => {
    expect(field([{ exists: false }])).toBe(true);
    expect(field([{ exists: true }])).toBe(false);
    expect(field([{ 'anything-but': 'tea' }])).toBe(false);
    expect(field(['tea', null])).toBe(false);
  });

  test('may be missing or anything but a value, with both in one list', () => {
    const pattern: Json[] = [{ exists: false }, { 'anything-but': ['tea'] }];
    expect([field(pattern), field(pattern, 'coffee'), field(pattern, 'tea')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('is missing too where what should hold it is missing, or empty', () => {
    const pattern = { detail: { user: { issuer: { arn: [{ exists: false }] } } } };
    expect(matches(pattern, { detail: {} })).toBe(true);
    expect(matches(pattern, { detail: { user: { issuer: {} } } })).toBe(true);
    expect(matches(pattern, { detail: { user: { issuer: { arn: 'a' } } } })).toBe(false);
  });
});

test('all fields must match, and each by one of its values', () => {
  const pattern = { source: ['kitchen', 'garden'], detail: { cup: [3] } };
  expect(matches(pattern, { source: 'garden', detail: { cup: 3 } })).toBe(true);
  expect(matches(pattern, { source: 'garden', detail: { cup: 4 } })).toBe(false);
});

test('of $or one side is enough', () => {
  const pattern = { detail: { $or: [{ cup: [3] }, { pot: ['big'] }] } };
  expect(matches(pattern, { detail: { pot: 'big' } })).toBe(true);
  expect(matches(pattern, { detail: { pot: 'small' } })).toBe(false);
});

describe('an array in an event', () => {
  test('matches by any of its items', () => {
    expect(field(['tea'], ['milk', 'tea'])).toBe(true);
    expect(field(['tea'], [])).toBe(false);
  });

  test('of objects matches by fields of one and the same item', () => {
    const pattern = { cups: { size: [1], of: ['tea'] } };
    expect(
      matches(pattern, {
        cups: [
          { size: 1, of: 'milk' },
          { size: 2, of: 'tea' },
        ],
      }),
    ).toBe(false);
    expect(matches(pattern, { cups: [{ size: 2 }, { size: 1, of: 'tea' }] })).toBe(true);
  });
});

test.each([
  ['no JSON', '{'],
  ['an array', '[]'],
  ['an empty object', '{"detail":{}}'],
  ['an empty list', '{"detail":{"a":[]}}'],
  ['a value that is in no list', '{"source":"kitchen"}'],
  ['a list in a list', '{"source":[["kitchen"]]}'],
  ['an unknown comparison', '{"source":[{"contains":"k"}]}'],
  ['two comparisons in one', '{"source":[{"prefix":"k","suffix":"n"}]}'],
  ['values of two kinds in anything-but', '{"source":[{"anything-but":["a",1]}]}'],
  ['two wildcards in a row', '{"source":[{"wildcard":"a**b"}]}'],
  ['a range upside down', '{"source":[{"numeric":[">",5,"<",1]}]}'],
])('%s is no pattern', (_, text) => {
  expect(() => compilePattern(text)).toThrow('Event pattern is not valid. Reason:');
});

const SOURCE = (text: string, column: number) =>
  `\n at [Source: (String)"${text}"; line: 1, column: ${column}]`;

test.each([
  ['{"a": []}', 9, 'Empty arrays are not allowed'],
  ['{"a": "b"}', 8, '"a" must be an object or an array'],
  ['{"a": 12}', 9, '"a" must be an object or an array'],
  ['["a"]', 2, 'Filter is not an object'],
  ['{"a": [{"PREFIX": ["b"]}]}', 20, 'Unrecognized match type PREFIX'],
  ['{"a": [{"prefix": 1}]}', 20, 'prefix match pattern must be a string'],
  ['{"a": [{"cidr": 1}]}', 18, 'prefix match pattern must be a string'],
  ['{"a": [{"wildcard": "é**"}]}', 26, 'Consecutive wildcard characters at pos 3'],
  ['{"a": [{"wildcard": "b\\\\c"}]}', 27, 'Invalid escape character at pos 2'],
  ['{"a": [{"numeric": [">", 5, "<", 1]}]}', 36, 'Bottom must be less than top'],
  [
    '{"a": [{"numeric": ["=", 0.10000000000000001]}]}',
    45,
    'Cannot compare number : 0.10000000000000001',
  ],
  ['{"a": [{"anything-but": {"prefix": ""}}]}', 38, 'Null prefix/suffix not allowed'],
  [
    '{"a": [b]}',
    9,
    "Unrecognized token 'b': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
  ],
])('what is wrong with %s is told with the place, column %i', (text, column, reason) => {
  expect(() => compilePattern(text)).toThrow(
    `Event pattern is not valid. Reason: ${reason}${SOURCE(text, column)}`,
  );
});

test('what is wrong with an item of anything-but is told with the place twice', () => {
  const text = '{"a": [{"anything-but": ["b", null]}]}';
  const place = SOURCE(text, 35);
  expect(() => compilePattern(text)).toThrow(
    `Inside anything but list, start|null|boolean is not supported.${place}${place}`,
  );
});

test.each([
  ['10.0.0.0', "Malformed CIDR, one '/' required"],
  ['10.0.0.0/a', 'Malformed CIDR, mask bits must be an integer'],
  ['10.0.0.0/-1', 'Malformed CIDR, mask bits must not be negative'],
  ['10.0.0/8', 'Nonstandard IP address: 10.0.0'],
  ['10.0.0.0/32', 'IPv4 mask bits must be < 32'],
  ['::/128', 'IPv6 mask bits must be < 128'],
])('the block of addresses %s is refused without a place', (cidr, reason) => {
  const message = `Event pattern is not valid. Reason: ${reason}`;
  expect(() => compilePattern(JSON.stringify({ a: [{ cidr }] }))).toThrow(
    expect.objectContaining({ message }),
  );
});
