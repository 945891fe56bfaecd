import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, overlaps } from './action-pattern.ts';

/** An independent reading of a pattern. */
function expression(pattern: string): RegExp {
  const source = [...pattern].map((character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : character;
  });
  return new RegExp(`^${source.join('')}$`);
}

/** Every text of up to so many characters. `c` stands for any that no pattern names. */
function texts(length: number): string[] {
  if (length === 0) return [''];
  const shorter = texts(length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => ['a', 'b', 'c'].map((last) => text + last))];
}

const TEXTS = texts(8);
const pattern = fc
  .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 4 })
  .map((characters) => characters.join(''));

test('patterns overlap when there is a text that both match', () => {
  fc.assert(
    fc.property(pattern, pattern, (left, right) => {
      const [a, b] = [expression(left), expression(right)];
      expect(overlaps(left, right)).toBe(TEXTS.some((text) => a.test(text) && b.test(text)));
    }),
    { numRuns: 300 },
  );
});

test('a pattern that covers another matches every text that the other one matches', () => {
  fc.assert(
    fc.property(pattern, pattern, (left, right) => {
      fc.pre(covers(left, right));
      const [a, b] = [expression(left), expression(right)];
      expect(TEXTS.filter((text) => b.test(text) && !a.test(text))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('an action is covered by the patterns that match it, and by no others', () => {
  fc.assert(
    fc.property(pattern, fc.constantFrom(...TEXTS), (left, action) => {
      expect(covers(left, action)).toBe(expression(left).test(action));
    }),
  );
});

test.each([
  ['*', 'iam:*'],
  ['iam:*', 'iam:*'],
  ['iam:*', 'IAM:Pass*'],
  ['iam:*Role', 'iam:Pass*Role'],
])('%s covers %s', (left, right) => {
  expect(covers(left, right)).toBe(true);
});

test.each([
  ['iam:Pass*', 'iam:*'],
  ['iam:*Role', 'iam:Pass*'],
  ['iam:???????????????', 'iam:*'],
])('%s does not cover %s', (left, right) => {
  expect(covers(left, right)).toBe(false);
});

test.each([
  ['iam:PassRole', 'iam:PassRole'],
  ['iam:*', 'iam:PassRole'],
  ['*', 'iam:PassRole'],
  ['i?m:Pass*', 'iam:PassRole'],
  ['iam:*Role', 'iam:Pass*'],
  ['*:*', 'iam:Pass*'],
  ['IAM:passrole', 'iam:PassRole'],
])('%s overlaps with %s, in both directions', (left, right) => {
  expect([overlaps(left, right), overlaps(right, left)]).toEqual([true, true]);
});

test.each([
  ['s3:*', 'iam:PassRole'],
  ['iam:Get*', 'iam:Pass*'],
  ['iam:PassRole?', 'iam:PassRole'],
  ['iam:Pass', 'iam:PassRole'],
  ['', 'iam:PassRole'],
])('%s does not overlap with %s', (left, right) => {
  expect([overlaps(left, right), overlaps(right, left)]).toEqual([false, false]);
});

test('a pattern that was made to be slow is decided all the same', () => {
  const slow = `iam:${'*a'.repeat(1500)}`;
  expect(overlaps(slow, `iam:${'a*'.repeat(60)}b`)).toBe(false);
});
