import { expect, test } from 'vitest';
import { findingsIn, paymentIn } from '../../functions/invoice-processing/payment.ts';
import {
  COMPLETE,
  expenseDocument,
  type Sample,
} from '../../functions/invoice-processing/testing.ts';
import { invoicesIn } from '../../invoices/files.ts';
import { judged } from '../../invoices/judge.ts';
import { summary, tableOf } from '../../invoices/report.ts';
import { temporaryFolder } from './temporary-folder.ts';

const truth = {
  file: 'a.pdf',
  sellerName: 'Example Supplies',
  invoiceNumber: 'INV-7',
  issueDate: '2020-06-12',
  currency: 'EUR',
  grandTotal: 119,
  isCreditNote: false,
};

/** What is read of an invoice with these fields instead of its own, judged by its truth. */
function judge(fields: readonly Sample[] = [], changes: object = {}, isApproved = false) {
  const replaced = new Set(fields.map(([type]) => type));
  const kept = COMPLETE.filter(([type]) => !replaced.has(type));
  const documents = [expenseDocument([...kept, ...fields])];
  const findings = findingsIn(documents);
  const payment = paymentIn(documents);
  const read = { findings, payment, isApproved, problem: undefined, ms: 1 };
  return judged('a.pdf', read, { ...truth, ...changes });
}

test('what is read as it is true is right, its seller with and without a legal form', () => {
  expect(judge().verdicts).toEqual({
    payee: 'right',
    number: 'right',
    date: 'right',
    total: 'right',
    currency: 'right',
  });
});

test('what is not so is wrong where it is relied on, and to review where it is not', () => {
  expect(judge([['INVOICE_RECEIPT_ID', 'INV-8']]).verdicts!.number).toBe('wrong');
  expect(judge([['INVOICE_RECEIPT_ID', 'INV-8', { confidence: 89 }]]).verdicts!.number).toBe(
    'review',
  );
  expect(judge([['INVOICE_RECEIPT_ID', 'INV']]).verdicts!.number).toBe('review');
  const doubted = judge([
    ['TOTAL', '€ 100.00'],
    ['SUBTOTAL', '100.00'],
    ['TAX', '19.00'],
  ]);
  expect(doubted.verdicts!.total).toBe('review');
});

test('the total is what is due; that of a credit note has a sign or none', () => {
  expect(judge([], { duePayable: 69 }).verdicts!.total).toBe('wrong');
  const given = judge([['TOTAL', '-119.00', { currency: 'EUR' }]], { isCreditNote: true });
  expect(given.verdicts!.total).toBe('right');
});

test('95 % of all fields must be right, and nothing wrong be paid', () => {
  const right = judge([], {}, true);
  const late = judge([['INVOICE_RECEIPT_DATE', '2020-06-13']], {}, true);
  const dear = judge([], { grandTotal: 1 }, true);
  const many = Array(10).fill(right);
  expect(summary([...many, late]).passed).toBe(true);
  expect(summary([right, late]).passed).toBe(false);
  expect(summary([...many, dear])).toMatchObject({
    passed: false,
    text: expect.stringContaining('A wrong amount, or to somebody else: a.pdf'),
  });
});

test('a line says what is not right, what is true, and what would be done', () => {
  const wrong = judge([['INVOICE_RECEIPT_ID', 'INV-8']], {}, true);
  expect(tableOf([wrong])).toContain('wrong: INV-8 (INV-7)');
  expect(tableOf([wrong])).toContain('pay 119.00 EUR');
  const asked = judge([['INVOICE_RECEIPT_ID', 'INV-7', { confidence: 70 }]]);
  expect(tableOf([asked])).toContain('review: Read with a confidence of 70.');
});

test('invoices are the PDFs, PNGs and JPEGs of a folder, with their truths', () => {
  const folder = temporaryFolder({
    'a.pdf': 'a',
    'B.JPG': 'b',
    'notes.txt': '',
    'truth.json': JSON.stringify([truth]),
    'B.truth.json': JSON.stringify({ ...truth, file: 'B.JPG', currency: 'GBP' }),
  });
  expect(invoicesIn([folder]).map(({ file, truth }) => [file, truth?.currency])).toEqual([
    ['B.JPG', 'GBP'],
    ['a.pdf', 'EUR'],
  ]);
  expect(() => invoicesIn([`${folder}/none`])).toThrow(`There are no invoices at ${folder}/none`);
  expect(() => invoicesIn([temporaryFolder({})])).toThrow('There are no invoices in');
});
