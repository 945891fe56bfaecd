import fc from 'fast-check';
import { expect, it } from 'vitest';
import { glob, matchesAction, matchesArn } from './wildcard.ts';

/** The plain meaning of a pattern, character by character. */
function reference(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*')
    return reference(rest, text) || (text !== '' && reference(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && reference(rest, text.slice(1));
}

const PATTERN = fc.string({
  unit: fc.constantFrom('a', 'b', '*', '?', '.', ':', '/', '['),
  maxLength: 7,
});
const TEXT = fc.string({ unit: fc.constantFrom('a', 'b', '.', ':', '/', '[', '\n'), maxLength: 9 });

it('matches as its definition says, whatever the pattern', () => {
  fc.assert(
    fc.property(PATTERN, TEXT, (pattern, text) => {
      expect(glob(pattern)(text)).toBe(reference(pattern, text));
    }),
    { numRuns: 2_000 },
  );
});

it('matches a text by itself, and by itself with any part made a star', () => {
  fc.assert(
    fc.property(TEXT, fc.nat(9), fc.nat(9), (text, start, length) => {
      expect(glob(text)(text)).toBe(true);
      const pattern = `${text.slice(0, start)}*${text.slice(start + length)}`;
      expect(glob(pattern)(text)).toBe(true);
    }),
  );
});

it('matches actions without regard to case', () => {
  expect(matchesAction('DynamoDB:put*', 'dynamodb:PutItem')).toBe(true);
  expect(matchesAction('*', 'dynamodb:PutItem')).toBe(true);
  expect(matchesAction('dynamodb:Put', 'dynamodb:PutItem')).toBe(false);
});

const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/Accounts';

it.each([
  ['*', true],
  [TABLE, true],
  [`${TABLE}/index/*`, false],
  ['arn:aws:dynamodb:us-east-1:123456789012:table/*', true],
  ['arn:aws:dynamodb:*:123456789012:table/Acc?unts', true],
  ['arn:aws:dynamodb:*:*:*', true],
  ['arn:aws:dynamodb', true],
  ['arn:aws:dynamodb:*', true],
  ['arn:aws:dynamodb:us-east-1:*/Accounts', false],
  ['arn:aws:sqs:*:*:*', false],
  ['arn:aws:dynamodb:us-east-1:123456789012:TABLE/Accounts', false],
])('holds the resource %s against the ARN of a table: %s', (pattern, matches) => {
  expect(matchesArn(pattern, TABLE)).toBe(matches);
});

it('lets stars in the last component reach over its colons', () => {
  const group = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:log-stream:s';
  expect(matchesArn('arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/*', group)).toBe(
    true,
  );
  expect(matchesArn('arn:aws:logs:us-east-1:123456789012:log-group:*:s', group)).toBe(true);
  expect(matchesArn('arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f', group)).toBe(
    false,
  );
});
