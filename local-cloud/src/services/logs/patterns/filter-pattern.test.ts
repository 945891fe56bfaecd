import { describe, expect, test } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';

describe('terms', () => {
  test.each([
    ['', 'anything', true],
    ['ERROR', '[ERROR 400] BAD REQUEST', true],
    ['error', '[ERROR 400] BAD REQUEST', false],
    ['ERROR REQUEST', '[ERROR 400] BAD REQUEST', true],
    ['ERROR 401', '[ERROR 400] BAD REQUEST', false],
    ['"BAD REQUEST"', '[ERROR 400] BAD REQUEST', true],
    ['"REQUEST BAD"', '[ERROR 400] BAD REQUEST', false],
    ['"say \\"hi\\""', 'say "hi"', true],
    ['ERROR -400', '[ERROR 400] BAD REQUEST', false],
    ['ERROR -"NOT FOUND"', '[ERROR 400] BAD REQUEST', true],
    ['?ERROR ?WARN', '[WARN] slow', true],
    ['?ERROR ?WARN', '[INFO] fine', false],
    ['?ERROR slow', '[INFO] slow', true],
    ['%4[0-9]{2}%', '[ERROR 404]', true],
    ['%5[0-9]{2}%', '[ERROR 404]', false],
  ])('%s on %s: %s', (pattern, message, matches) => {
    expect(parseFilterPattern(pattern)(message)).toBe(matches);
  });
});

test.each([
  ['user-id', '-'],
  ['?Status: timeout', ':'],
  ['{ $.a = 1', '{'],
  ['ERROR [main]', '['],
  ['say$.\\', '$.\\'],
])('%s, which is not quoted, is refused', (pattern, characters) => {
  expect(() => parseFilterPattern(pattern)).toThrow(`Invalid character(s) in term '${characters}'`);
});

describe('conditions on JSON', () => {
  const EVENT = JSON.stringify({
    level: 'ERROR',
    status: 404,
    ok: false,
    user: null,
    request: { path: '/orders/7', 'x-id': 'abc' },
    tags: ['a', 'b'],
    lines: [{ sku: 'x1' }],
  });
  test.each([
    ['{ $.level = "ERROR" }', true],
    ['{ $.level = ERROR }', true],
    ['{ $.level = "ERR*" }', true],
    ['{ $.level = %^ERR% }', true],
    ['{ $.level != "INFO" }', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.missing != "x" }', false],
    ['{ $.status = 404 }', true],
    ['{ $.status = 404.0 }', true],
    ['{ $.status = 4* }', true],
    ['{ $.status >= 400 && $.status < 500 }', true],
    ['{ $.status > 404 || $.level = "ERROR" }', true],
    ['{ ($.status > 404 || $.level = "INFO") && $.ok IS FALSE }', false],
    ['{ $.ok IS FALSE }', true],
    ['{ $.ok IS TRUE }', false],
    ['{ $.user IS NULL }', true],
    ['{ $.level IS NULL }', false],
    ['{ $.missing NOT EXISTS }', true],
    ['{ $.user NOT EXISTS }', false],
    ['{ $.request.path = "/orders/*" }', true],
    ['{ $.request.[\'x-id\'] = "abc" }', true],
    ['{ $.tags[1] = "b" }', true],
    ['{ $.lines[0].sku = "x1" }', true],
    ['{ $.request = "x" }', false],
  ])('%s: %s', (pattern, matches) => {
    expect(parseFilterPattern(pattern)(EVENT)).toBe(matches);
  });

  test('do not match what is not a JSON object', () => {
    const matches = parseFilterPattern('{ $.level NOT EXISTS }');
    expect(matches('plain text')).toBe(false);
    expect(matches('{ broken')).toBe(false);
  });
});

test.each([
  ['[ip, user, status = 4*, bytes]', true],
  ['[ip, user, status = 404, bytes > 1000]', true],
  ['[ip, user, status = 404 || status = 500, bytes]', true],
  ['[ip, user, status = 2*, bytes]', false],
  ['[..., bytes > 1000]', true],
  ['[ip, ..., status != 404, bytes]', false],
  ['[ip, user]', false],
])('fields separated by spaces: %s: %s', (pattern, matches) => {
  expect(parseFilterPattern(pattern)('10.0.0.1 "Ada L" 404 1234')).toBe(matches);
});

test.each([
  '{ $.a }',
  '{ $.a = }',
  '{ a = 1 }',
  '{ $.a > x }',
  '{ ($.a = 1 }',
  '"open',
  '[a = ]',
  '%(%',
  '%a% %b% %c%',
])('the pattern %s is refused', (pattern) => {
  expect(() => parseFilterPattern(pattern)).toThrow('Invalid filter pattern');
});
