import * as z from 'zod/mini';

const text = (max: number) =>
  z
    .string(`must be text of 1 to ${max} characters`)
    .check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(max, `has more than ${max} characters`),
    );

/** Whether somebody has this identity is another question: see identity.ts. */
export const identity = z.strictObject({ ssn: text(20), email: text(254) });

export const address = z.strictObject({
  street: text(200),
  city: text(100),
  state: text(20),
  zip: text(10),
});

/** The input of the workflow. */
export const input = z.strictObject(
  {
    application: z.strictObject(
      {
        /** The sender's own id of the application: there is one decision for each. */
        id: z
          .string('must be text')
          .check(
            z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, - or _'),
          ),
        /** In dollars. */
        requestedLimit: z
          .number('must be a number')
          .check(z.gte(100, 'must be 100 or more'), z.lte(100_000, 'must be 100000 or less')),
        applicant: z.strictObject({ name: text(200), identity, address }),
      },
      'must be an object of id, requestedLimit and applicant',
    ),
  },
  'must be an object with an application',
);

export type Identity = z.output<typeof identity>;
export type Address = z.output<typeof address>;
