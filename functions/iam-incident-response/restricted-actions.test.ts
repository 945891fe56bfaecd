import { expect, test } from 'vitest';
import { InvalidRestrictedActions } from './errors.ts';
import { readRestrictedActions } from './restricted-actions.ts';

test('the list is read as operators write it, with spaces or without', () => {
  expect(readRestrictedActions('iam:PassRole, iam:Create*,\n *,s3:Delete?ucket')).toEqual([
    'iam:PassRole',
    'iam:Create*',
    '*',
    's3:Delete?ucket',
  ]);
});

test.each([undefined, '', ' ', 'iam:PassRole,', 'iam', 'iam:Pass Role', 'iam:a:b', '["iam:*"]'])(
  'a list of %j is an error: it would let policies pass that nobody wants',
  (value) => {
    expect(() => readRestrictedActions(value)).toThrow(InvalidRestrictedActions);
  },
);

test('the error names what is wrong', () => {
  expect(() => readRestrictedActions('iam:*,PassRole')).toThrow('Not actions: "PassRole".');
});
