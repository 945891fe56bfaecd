import { expect, test } from 'vitest';
import { KnownJson } from './known-json.ts';

test('of JSON that is known by its value the text is written, and the other way around', () => {
  expect(KnownJson.ofValue({ total: 1.5 }).text).toBe('{"total":1.5}');
  expect(KnownJson.ofText('{ "total": 1.5 }').value).toEqual({ total: 1.5 });
  expect(KnownJson.ofText('{ "total": 1.5 }').text).toBe('{ "total": 1.5 }');
});

test('it can be read like a text', () => {
  expect(JSON.parse(String(KnownJson.ofValue(['a', null])))).toEqual(['a', null]);
});
