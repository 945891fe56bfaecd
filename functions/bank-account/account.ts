import { createHash } from 'node:crypto';

export interface Account {
  readonly accountId: string;
  readonly accountType: 'PERSONAL' | 'BUSINESS';
}

/** A legal form at the end of the name makes it a company's. */
const COMPANY = /(?<!\p{L})(?:ltd|llc|inc|plc|corp|gmbh|ag|bv|sarl|oy|ab)\.?$/iu;

/**
 * The account an application leads to. The number is made from the application's id, so that a
 * second run, on whatever machine, arrives at the same account.
 */
export function accountFor({
  applicationId,
  name,
}: {
  applicationId: string;
  name: string;
}): Account {
  const digest = createHash('sha256').update(applicationId).digest('hex');
  return {
    accountId: `acct-${digest.slice(0, 20)}`,
    accountType: COMPANY.test(name.trim()) ? 'BUSINESS' : 'PERSONAL',
  };
}
