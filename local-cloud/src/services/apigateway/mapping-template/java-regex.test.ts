import { expect, test } from 'vitest';
import { MappingError } from './budget.ts';
import { javaPattern } from './java-regex.ts';

test.each([
  ['4\\d{2}', /4\d{2}/],
  ['(?i)bearer (?<token>[\\w-]+)', /bearer (?<token>[\w-]+)/i],
  ['(?s).*\\u00e9\\x41.*', /.*\u00e9\x41.*/s],
  ['[^\\]]+', /[^\]]+/],
])('%s is the same in Java and here', (pattern, regex) => {
  expect(javaPattern(pattern)).toEqual(regex);
});

test.each([
  ['\\p{Alpha}', '\\p in the regular expression \\p{Alpha} is not served'],
  ['a\\Z', '\\Z in the regular expression a\\Z is not served'],
  ['a(?i)b', '(?i in the regular expression a(?i)b is not served'],
  ['\\x{41}', '\\x in the regular expression \\x{41} is not served'],
  ['[]a]', '[] in the regular expression []a] is not served'],
  ['[a-z&&[b]]', '& in the regular expression [a-z&&[b]] is not served'],
  ['a++', 'a++ is no regular expression, or not one that is served'],
  ['(', '( is no regular expression, or not one that is served'],
  ['a\\', 'a\\ ends with a backslash'],
])('%s is refused', (pattern, message) => {
  expect(() => javaPattern(pattern)).toThrow(new MappingError(message));
});
