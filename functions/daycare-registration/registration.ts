import * as z from 'zod/mini';
import { parse } from '../kit/parse.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;

/** A rule as parents read it: what is wrong with what they wrote, or that they did not write it. */
const rule = (wrong: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'is missing' : wrong),
});

const text = z
  .string(rule('must be text'))
  .check(z.trim(), z.minLength(1, 'is empty'), z.maxLength(100, 'has more than 100 characters'));

const child = z.object(
  {
    firstName: text,
    lastName: text,
    dateOfBirth: z.iso.date(rule('must be a date like 2030-01-31')),
  },
  rule('must be an object of firstName, lastName and dateOfBirth'),
);

const parent = z.object(
  { name: text, email: z.email(rule('must be an e-mail address')) },
  rule('must be an object of name and email'),
);

/** The input of the workflow, as far as it is read. */
const registration = z.object(
  {
    /** The sender's own id of the registration: the same id gets the same spots, once. */
    registrationId: z
      .string(rule('must be text'))
      .check(
        z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, - or _'),
      ),
    child,
    parents: z
      .array(parent, rule('must be a list'))
      .check(z.minLength(1, 'are missing'), z.maxLength(2, 'are more than two')),
    weekdays: z
      .array(z.enum(WEEKDAYS, rule('must be a day from Monday to Friday')), rule('must be a list'))
      .check(
        z.minLength(1, 'are missing'),
        z.refine((days) => new Set(days).size === days.length, 'name a day twice'),
      ),
  },
  'must be an object',
);

/** More than the form has fields: parents can mend these, and a message has room for them. */
const MOST_PROBLEMS = 10;

export interface InformationCheck {
  readonly complete: boolean;
  /** `unknown` when what came has none. */
  readonly registrationId: string;
  /** What the parents are told: fields and rules, never what they wrote. Empty when complete. */
  readonly problems: string;
}

/** Whether all that is needed is there, and readable. */
export function checkRegistration(value: unknown): InformationCheck {
  const read = parse(registration, value);
  if ('data' in read) {
    return { complete: true, registrationId: read.data.registrationId, problems: '' };
  }
  const problems = read.problems
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message }) => `${path || 'it'} ${message}`)
    .join('; ');
  return { complete: false, registrationId: idOf(value), problems };
}

/** The id alone, whatever else is wrong. */
function idOf(value: unknown): string {
  const read = parse(z.pick(registration, { registrationId: true }), value);
  return 'data' in read ? read.data.registrationId : 'unknown';
}
