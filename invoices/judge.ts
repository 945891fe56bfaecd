import { keyedSeller } from '../functions/invoice-processing/names.ts';
import type { Truth } from './files.ts';
import type { Read } from './reader.ts';

export const FIELDS = ['payee', 'number', 'date', 'total', 'currency'] as const;
export type Field = (typeof FIELDS)[number];

/**
 * `right`: what was read is so. `review`: it is not known, or not relied on, and a person looks at it.
 * `wrong`: it is relied on, and not so.
 */
export type Verdict = 'right' | 'review' | 'wrong';

export interface Judged extends Read {
  readonly file: string;
  readonly truth: Truth | undefined;
  /** Undefined where the truth is not known. */
  readonly verdicts: Readonly<Record<Field, Verdict>> | undefined;
}

/** Below it the workflow asks a person. */
const RELIED_ON = 90;

export function judged(file: string, read: Read, truth: Truth | undefined): Judged {
  if (truth === undefined) return { ...read, file, truth, verdicts: undefined };
  const verdicts = FIELDS.map((field) => [field, verdictOn(field, read, truth)]);
  return { ...read, file, truth, verdicts: Object.fromEntries(verdicts) };
}

function verdictOn(field: Field, { payment, findings }: Read, truth: Truth): Verdict {
  const value = payment[field];
  if (value !== null && isSame(field, value, truth)) return 'right';
  const { confidence, doubts } = findings[field];
  return value === null || confidence < RELIED_ON || doubts.length > 0 ? 'review' : 'wrong';
}

/** The amount is what is to be paid; credit notes are written with a sign and without. */
function isSame(field: Field, value: string, truth: Truth): boolean {
  const { sellerName, invoiceNumber, issueDate, currency, grandTotal, isCreditNote } = truth;
  if (field === 'payee') return keyedSeller(value) === keyedSeller(sellerName);
  if (field === 'number') return value.replace(/\s/g, '') === invoiceNumber.replace(/\s/g, '');
  if (field === 'date') return value === issueDate;
  if (field === 'currency') return value === currency;
  const due = truth.duePayable ?? grandTotal;
  return isCreditNote ? Math.abs(Number(value)) === Math.abs(due) : Number(value) === due;
}
