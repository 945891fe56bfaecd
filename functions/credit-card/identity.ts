import type { Identity } from './application.ts';
import { IdentityNotVerified } from './errors.ts';

/**
 * Social security numbers as they are given out: none begins with 000, 666 or 9, and no part of
 * one is all zeros. https://www.ssa.gov/employer/randomization.html
 */
const SSN = /^(?!000|666|9)\d{3}-?(?!00)\d{2}-?(?!0000)\d{4}$/;

/** Something before an @, and a domain with a dot in it. */
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** Throws IdentityNotVerified. The message says what is wrong and not what was sent. */
export function verifyIdentity({ ssn, email }: Identity): void {
  if (!SSN.test(ssn)) throw new IdentityNotVerified('Nobody has this social security number.');
  if (!EMAIL.test(email)) throw new IdentityNotVerified('No mail would reach this address.');
}
