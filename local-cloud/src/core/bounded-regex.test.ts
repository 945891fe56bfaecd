import { describe, expect, test } from 'vitest';
import { BoundedRegex, RegexTimeout } from './bounded-regex.ts';

describe('a bounded regular expression', () => {
  test.each([
    [/a(b+)c/g, 'xabbc'],
    [/(?:ab)+/g, 'ababx'],
    [/^\s*$/, ' '.repeat(3_000)],
    [/(a)\1/, 'baab'],
    [/x/, 'abc'],
  ])('%s matches as RegExp does', (pattern, text) => {
    const expected = new RegExp(pattern).exec(text);
    const actual = new BoundedRegex(pattern).exec(text);

    expect(actual === null ? null : [...actual, actual.index]).toEqual(
      expected === null ? null : [...expected, expected.index],
    );
  });

  test('goes on from where it was', () => {
    const regex = new BoundedRegex(/a+/g);
    regex.exec('aab aa');

    expect(regex.lastIndex).toBe(2);
    expect(regex.exec('aab aa')?.index).toBe(4);
  });

  test.each([
    ['(a+)+$', `${'a'.repeat(40)}b`],
    ['^(a|a)*$', `${'a'.repeat(40)}b`],
    ['\\s+\\s+\\s+x', ' '.repeat(20_000)],
  ])('%s gives up in time', (source, text) => {
    expect(() => new BoundedRegex(source).exec(text)).toThrow(RegexTimeout);
  });
});
