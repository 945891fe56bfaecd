import * as z from 'zod/mini';

const text = (max: number) =>
  z
    .string(`must be text of 1 to ${max} characters`)
    .check(
      z.trim(),
      z.minLength(1, `must not be empty`),
      z.maxLength(max, `has more than ${max} characters`),
    );

/** The body of `POST /accounts`, and the input of the workflow. */
export const application = z.strictObject(
  {
    /** The sender's own id of the application: the same id gets the same decision. */
    applicationId: z
      .string('must be text')
      .check(
        z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, - or _'),
      ),
    name: text(200),
    address: text(500),
  },
  'must be an object of applicationId, name and address',
);

export type Application = z.output<typeof application>;

/** The largest body that is read: far above any real application. */
export const MAX_BYTES = 8192;
