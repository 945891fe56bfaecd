import { createHash } from 'node:crypto';

export interface CreditScore {
  readonly bureau: string;
  /** 300 to 850, as credit scores are. */
  readonly score: number;
}

/** Stands for the call of a bureau's API: the same person gets the same score, at each its own. */
export function scoreOf(bureau: string, ssn: string): CreditScore {
  const digest = createHash('sha256')
    .update(`${bureau} ${ssn.replaceAll('-', '')}`)
    .digest();
  return { bureau, score: 300 + (digest.readUInt32BE() % 551) };
}
