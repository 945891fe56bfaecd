import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkRegistration, WEEKDAYS } from './registration.ts';

const child = { firstName: 'Kim', lastName: 'Sample', dateOfBirth: '2024-02-29' };
const sam = { name: 'Sam Sample', email: 'sam@example.com' };
const registration = { registrationId: 'r-1', child, parents: [sam], weekdays: ['Monday'] };
const without = (member: string) =>
  Object.fromEntries(Object.entries(registration).filter(([name]) => name !== member));

const problemsOf = (value: unknown) => checkRegistration(value).problems;

test('a registration with everything in it is complete', () => {
  expect(checkRegistration(registration)).toEqual({
    complete: true,
    registrationId: 'r-1',
    problems: '',
  });
});

test('two parents, five days and what else a form asks for are no problem', () => {
  const more = { ...registration, parents: [sam, sam], weekdays: [...WEEKDAYS], allergies: [] };
  expect(checkRegistration(more).complete).toBe(true);
});

test.each([
  ['registrationId', 'registrationId is missing'],
  ['child', 'child is missing'],
  ['parents', 'parents is missing'],
  ['weekdays', 'weekdays is missing'],
])('without %s it is incomplete', (member, problems) => {
  expect(checkRegistration(without(member))).toEqual({
    complete: false,
    registrationId: member === 'registrationId' ? 'unknown' : 'r-1',
    problems,
  });
});

test.each([
  [{ ...child, firstName: ' ' }, 'child.firstName is empty'],
  [{ ...child, firstName: 'K'.repeat(101) }, 'child.firstName has more than 100 characters'],
  [{ ...child, lastName: 7 }, 'child.lastName must be text'],
  [{ firstName: 'Kim', lastName: 'Sample' }, 'child.dateOfBirth is missing'],
  [{ ...child, dateOfBirth: '2025-02-29' }, 'child.dateOfBirth must be a date like 2030-01-31'],
  [{ ...child, dateOfBirth: '29.02.2024' }, 'child.dateOfBirth must be a date like 2030-01-31'],
  ['Kim', 'child must be an object of firstName, lastName and dateOfBirth'],
])('a child of %j is incomplete', (wrong, problems) => {
  expect(problemsOf({ ...registration, child: wrong })).toBe(problems);
});

test.each([
  [[], 'parents are missing'],
  [[sam, sam, sam], 'parents are more than two'],
  [sam, 'parents must be a list'],
  [[{ name: 'Sam Sample' }], 'parents.0.email is missing'],
  [[sam, { ...sam, email: 'Sam' }], 'parents.1.email must be an e-mail address'],
])('parents of %j are incomplete', (wrong, problems) => {
  expect(problemsOf({ ...registration, parents: wrong })).toBe(problems);
});

test.each([
  [[], 'weekdays are missing'],
  ['Monday', 'weekdays must be a list'],
  [['Monday', 'Monday'], 'weekdays name a day twice'],
  [['Monday', 'Sunday'], 'weekdays.1 must be a day from Monday to Friday'],
  [['monday'], 'weekdays.0 must be a day from Monday to Friday'],
])('weekdays of %j are incomplete', (wrong, problems) => {
  expect(problemsOf({ ...registration, weekdays: wrong })).toBe(problems);
});

test('everything that is wrong is said at once', () => {
  expect(problemsOf({ registrationId: 'r 1', child, weekdays: [] })).toBe(
    'registrationId must be 1 to 64 letters, digits, - or _; parents is missing; weekdays are missing',
  );
});

test('of very many problems the first ten are said', () => {
  const weekdays = Array.from({ length: 10_000 }, () => 'Sunday');
  expect(problemsOf({ ...registration, weekdays }).split('; ')).toHaveLength(10);
});

test.each([[null], ['Sam Sample'], [[]], [7]])('%j is no registration at all', (value) => {
  expect(checkRegistration(value)).toEqual({
    complete: false,
    registrationId: 'unknown',
    problems: 'it must be an object',
  });
});

test('whatever comes gets an answer, and what was written is never repeated', () => {
  const secret = 'Sample-Secret';
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const wrong = {
        ...registration,
        child: [value, secret],
        parents: secret,
        weekdays: [secret],
      };
      expect(checkRegistration(value).complete).toBe(false);
      expect(JSON.stringify(checkRegistration(wrong))).not.toContain(secret);
    }),
  );
});
