import { expect, test } from 'vitest';
import { KnownJson, textOf } from './known-json.ts';

test('of JSON that is known by its value the text is written, and the other way around', () => {
  expect(KnownJson.ofValue({ total: 1.5 }).text).toBe('{"total":1.5}');
  expect(KnownJson.ofText('{ "total": 1.5 }').value).toEqual({ total: 1.5 });
  expect(KnownJson.ofText('{ "total": 1.5 }').text).toBe('{ "total": 1.5 }');
});

test('null is known like any other value', () => {
  expect(KnownJson.ofValue(null).value).toBeNull();
  expect(KnownJson.ofValue(null).text).toBe('null');
  expect(KnownJson.ofText('null').value).toBeNull();
});

test('it can be read like a text', () => {
  expect(JSON.parse(String(KnownJson.ofValue(['a', null])))).toEqual(['a', null]);
});

test.each([
  ['nothing', undefined, ''],
  ['a text', '"\u00e4"', '"\u00e4"'],
  ['a part of some bytes', Buffer.from('x"\u00e4"x').subarray(1, -1), '"\u00e4"'],
  ['known JSON', KnownJson.ofText('"\u00e4"'), '"\u00e4"'],
])('%s, given for bytes, stands for a text', (_, given, text) => {
  expect(textOf(given)).toBe(text);
});
