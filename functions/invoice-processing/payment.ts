import type { ExpenseDocument } from '@aws-sdk/client-textract';
import { formatCents } from './amount.ts';
import { dayOf } from './dates.ts';
import { fieldsOf, linesOf } from './expense.ts';
import type { Finding } from './finding.ts';
import { type Known, kindOf, type Words } from './kind.ts';
import { languageOf } from './language.ts';
import { currencyOf } from './money.ts';
import { keyed, keyedSeller, numberOf, payeeOf } from './names.ts';
import { amountToPay, type Role, sumsOf } from './total.ts';

/** What an invoice says of its payment. What is not known is null. */
export interface Payment {
  readonly payee: string | null;
  readonly number: string | null;
  /** ISO 8601: `2020-06-12`. */
  readonly date: string | null;
  readonly dueDate: string | null;
  /** What is to be paid, which is less than the invoice's total where some is paid: `1234.56`. */
  readonly total: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
  /** 0 to 100: the lowest of the fields above that are known. 0 where none is. */
  readonly confidence: number;
  /** Why a person must look at it, sentence by sentence. Empty: nothing speaks against the payment. */
  readonly doubts: readonly string[];
  /** False for what is never paid: a credit note, and what nobody knows whom or what to pay of. */
  readonly payable: boolean;
}

/** What a payment is made of, and what is doubted of each. */
export type Findings = Readonly<
  Record<'payee' | 'number' | 'date' | 'total' | 'currency' | 'dueDate', Finding<string>>
>;

/** What Textract's documents of one file say, field by field. */
export function findingsIn(documents: readonly ExpenseDocument[]): Findings {
  const fields = fieldsOf(documents);
  const lines = linesOf(documents);
  const language = languageOf(Object.values(wordsOf(documents)).flat());
  const sums = sumsOf(fields);
  const cents = amountToPay(sums);
  const total = {
    ...cents,
    value: cents.value === undefined ? undefined : formatCents(cents.value),
  };
  return {
    payee: payeeOf(fields, lines),
    number: numberOf(fields),
    date: dayOf('INVOICE_RECEIPT_DATE', 'date', fields, language),
    total,
    currency: currencyOf(cents.value, sums, fields, lines),
    dueDate: dayOf('DUE_DATE', 'due date', fields, language),
  };
}

/** The payment that Textract's documents of one file ask for. */
export function paymentIn(documents: readonly ExpenseDocument[]): Payment {
  const { dueDate, ...needed } = findingsIn(documents);
  const kind = kindOf(wordsOf(documents), knownOf(documents));
  const isLess = Number(needed.total.value ?? 1) <= 0;
  const missing = Object.entries(needed).filter(([, { value }]) => value === undefined);
  const unread = missing.filter(([, { doubts }]) => doubts.length === 0);
  const known = [...Object.values(needed), dueDate].filter(({ value }) => value !== undefined);
  const doubts = [
    ...(kind.isCreditNote ? ['It is a credit note.'] : []),
    ...(isLess ? ['There is nothing to pay.'] : []),
    ...unread.map(([name]) => `The ${name} is not known.`),
    ...[...Object.values(needed), dueDate].flatMap((finding) => finding.doubts),
    ...kind.doubts,
  ];
  const orNull = ({ value }: Finding<string>) => value ?? null;
  return {
    payee: orNull(needed.payee),
    number: orNull(needed.number),
    date: orNull(needed.date),
    dueDate: orNull(dueDate),
    total: orNull(needed.total),
    currency: orNull(needed.currency),
    confidence: known.length === 0 ? 0 : Math.min(...known.map(({ confidence }) => confidence)),
    doubts: [...new Set(doubts)],
    payable: !kind.isCreditNote && !isLess && missing.every(([name]) => name === 'date'),
  };
}

/** One invoice by its seller and their number. Undefined where one of them is not known. */
export function invoiceIdOf({ payee, number }: Payment): string | undefined {
  return payee === null || number === null ? undefined : `${keyedSeller(payee)}#${keyed(number)}`;
}

/** What its amounts explain of the words of a file. */
function knownOf(documents: readonly ExpenseDocument[]): Known {
  const sums = sumsOf(fieldsOf(documents));
  const isThere = (...roles: Role[]) => sums.some(({ role }) => roles.includes(role));
  return { isPartlyPaid: isThere('due', 'paid'), hasTax: isThere('tax', 'due') };
}

/** All words of a file: its lines, and what was read of it. */
function wordsOf(documents: readonly ExpenseDocument[]): Words {
  const fields = fieldsOf(documents);
  return {
    lines: linesOf(documents).map(({ text }) => text),
    labels: fields.map(({ label }) => label),
    fields: fields.map(({ label, text }) => `${label} ${text}`),
  };
}
