import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { application } from './application.ts';

const valid = { applicationId: 'sample-1', name: 'Sam Sample', address: '123 Sample Street' };
const problems = (value: unknown) =>
  z.safeParse(application, value).error?.issues.map(({ path, message }) => [path[0], message]);

test('a whole application is read, and blanks around its texts are dropped', () => {
  const padded = { ...valid, name: ' Sam Sample\n', address: ' 123 Sample Street ' };
  expect(z.parse(application, padded)).toEqual(valid);
});

test('every missing field is named', () => {
  expect(problems({})).toEqual([
    ['applicationId', 'must be text'],
    ['name', 'must be text of 1 to 200 characters'],
    ['address', 'must be text of 1 to 500 characters'],
  ]);
});

test.each([
  ['applicationId', 7, 'must be text'],
  ['applicationId', '', 'must be 1 to 64 letters, digits, - or _'],
  ['applicationId', 'a'.repeat(65), 'must be 1 to 64 letters, digits, - or _'],
  ['applicationId', 'no blanks', 'must be 1 to 64 letters, digits, - or _'],
  ['applicationId', '-leading', 'must be 1 to 64 letters, digits, - or _'],
  ['name', null, 'must be text of 1 to 200 characters'],
  ['name', '   ', 'must not be empty'],
  ['name', 'x'.repeat(201), 'has more than 200 characters'],
  ['address', ['123 Sample Street'], 'must be text of 1 to 500 characters'],
  ['address', 'x'.repeat(501), 'has more than 500 characters'],
])('%s may not be %j', (field, value, message) => {
  expect(problems({ ...valid, [field]: value })).toEqual([[field, message]]);
});

test.each([null, 'text', 7, []])('%j is no application', (value) => {
  expect(problems(value)).toEqual([
    [undefined, 'must be an object of applicationId, name and address'],
  ]);
});
