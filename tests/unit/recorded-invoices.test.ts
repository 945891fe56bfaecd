import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paymentIn } from '../../functions/invoice-processing/payment.ts';

/** Answers of Textract itself. */
const answers = join(import.meta.dirname, '../../../shared/data/textract');

function paymentOf(name: string) {
  return paymentIn(JSON.parse(readFileSync(join(answers, name), 'utf8')).ExpenseDocuments);
}

test.skipIf(!existsSync(answers)).each([
  [
    'an invoice of two pages, its seller read from a logo',
    'multipage-invoice.json',
    {
      payee: 'META',
      number: '00000135',
      date: '2020-03-12',
      dueDate: '2020-03-26',
      total: '5715.00',
      currency: 'USD',
      confidence: expect.closeTo(72, 0),
      doubts: [],
    },
  ],
  [
    'an invoice without a seller, in dollars of nobody knows whom',
    'invoice-xyz.json',
    {
      number: '123PQR456',
      date: '2021-01-01',
      dueDate: '2021-01-31',
      total: '6231.09',
      doubts: ['The payee is not known.', 'The currency is not known.'],
      payable: false,
    },
  ],
  [
    'a receipt that is paid',
    'receipt-mega.json',
    {
      payee: 'MEGA MARKET PLUS',
      total: '1810.46',
      currency: 'USD',
      doubts: [
        'The page names more than one seller.',
        'The date, 12/07/2019, can be two days.',
        '1810.46 is paid already, and the page does not say what is left.',
        'The page says that it is paid, or is collected.',
      ],
    },
  ],
  [
    'a bill of an older model with five totals and nothing left to pay',
    'receipt-demo-clinic.json',
    { payee: 'Demo Clinic', number: '1258', total: '0.00', payable: false },
  ],
  [
    'an answer with hardly anything in it',
    'missing-geometry.json',
    { payable: false, confidence: 0 },
  ],
])('Textract: %s (skipped without ../shared/data/textract)', (_, name, expected) => {
  expect(paymentOf(name)).toMatchObject(expected);
});
