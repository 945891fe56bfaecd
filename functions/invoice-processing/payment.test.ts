import { expect, test } from 'vitest';
import { invoiceIdOf, paymentIn } from './payment.ts';
import { COMPLETE, expenseDocument, type Sample } from './testing.ts';

/** The payment of a complete invoice with these fields instead of its own of their types. */
function payment(fields: readonly Sample[] = [], lines: readonly string[] = []) {
  const replaced = new Set(fields.map(([type]) => type));
  const kept = COMPLETE.filter(([type]) => !replaced.has(type));
  return paymentIn([expenseDocument([...kept, ...fields], lines)]);
}

function without(type: string, lines: readonly string[] = []) {
  return paymentIn([
    expenseDocument(
      COMPLETE.filter(([one]) => one !== type),
      lines,
    ),
  ]);
}

test('a complete invoice is paid, and nothing is doubted', () => {
  expect(payment([['DUE_DATE', '12 July 2020']])).toEqual({
    payee: 'Example Supplies Ltd.',
    number: 'INV-7',
    date: '2020-06-12',
    dueDate: '2020-07-12',
    total: '119.00',
    currency: 'EUR',
    confidence: 99,
    doubts: [],
    payable: true,
  });
});

test('a page that is no invoice says nothing', () => {
  expect(paymentIn([expenseDocument([], ['Once upon a time'])])).toMatchObject({
    payee: null,
    total: null,
    confidence: 0,
    payable: false,
  });
});

test.each([
  ['VENDOR_NAME', 'payee'],
  ['INVOICE_RECEIPT_ID', 'number'],
  ['TOTAL', 'total'],
])('without a %s the %s is not known, and nothing can be paid', (type, name) => {
  const { doubts, payable } = without(type);
  expect(doubts).toContain(`The ${name} is not known.`);
  expect(payable).toBe(false);
});

test('without a date a person may have it paid', () => {
  expect(without('INVOICE_RECEIPT_DATE')).toMatchObject({
    doubts: ['The date is not known.'],
    payable: true,
  });
});

test('an invoice in two documents is one: what is on the second page alone counts, too', () => {
  const first = expenseDocument(COMPLETE.slice(0, 3));
  const second = expenseDocument(COMPLETE.slice(1));
  expect(paymentIn([first, second])).toEqual(payment());
});

test('the confidence is the lowest of what is used, and of text and type the lower', () => {
  expect(payment([['VENDOR_NAME', 'Example', { confidence: 91 }]]).confidence).toBe(91);
  expect(payment([['VENDOR_NAME', 'Example', { typeConfidence: 70 }]]).confidence).toBe(70);
  expect(payment([['DUE_DATE', '2020-07-12', { confidence: 62 }]]).confidence).toBe(62);
  expect(payment([['VENDOR_PHONE', '555', { confidence: 12 }]]).confidence).toBe(99);
  expect(payment([['OTHER', '', { label: 'Summary', confidence: 0 }]]).confidence).toBe(99);
});

test('what two pages say alike is as sure as the surer of them', () => {
  const names: Sample[] = [
    ['VENDOR_NAME', 'META\n-', { confidence: 60 }],
    ['VENDOR_NAME', 'Meta', { confidence: 95 }],
  ];
  expect(payment(names)).toMatchObject({ payee: 'Meta', confidence: 95, doubts: [] });
});

test('two sellers, two numbers, two dates are doubted; a guess contradicts nothing', () => {
  const two = payment([
    ['VENDOR_NAME', 'One Ltd.'],
    ['VENDOR_NAME', 'Other Ltd.', { confidence: 80 }],
    ['INVOICE_RECEIPT_ID', '1'],
    ['INVOICE_RECEIPT_ID', '2'],
    ['INVOICE_RECEIPT_DATE', '2020-06-12'],
    ['INVOICE_RECEIPT_DATE', '2020-06-13'],
  ]);
  expect(two.doubts).toEqual([
    'The page names more than one seller.',
    'The page names more than one invoice number.',
    'The page names more than one date.',
  ]);
  const guess = payment([
    ['VENDOR_NAME', 'One Ltd.'],
    ['VENDOR_NAME', 'Or so', { confidence: 34 }],
  ]);
  expect(guess).toMatchObject({ payee: 'One Ltd.', doubts: [] });
});

test("the seller is read from the vendor's group, never from the receiver's", () => {
  const fields: Sample[] = [
    ['NAME', 'Buyer Ltd.', { group: 'RECEIVER' }],
    ['NAME', 'Seller Ltd.', { group: 'VENDOR' }],
  ];
  const others = COMPLETE.filter(([type]) => type !== 'VENDOR_NAME');
  expect(paymentIn([expenseDocument([...others, ...fields])]).payee).toBe('Seller Ltd.');
});

test('that somebody else than the seller is to be paid is doubted', () => {
  const factor: Sample = ['NAME', 'Apex Ltd.', { group: 'VENDOR_REMIT_TO' }];
  expect(payment([factor]).doubts).toEqual(['Somebody else than the seller is to be paid.']);
  const same: Sample = ['NAME', 'EXAMPLE SUPPLIES LTD', { group: 'VENDOR_REMIT_TO' }];
  expect(payment([same]).doubts).toEqual([]);
});

test.each([
  ['Invoice #1258', '1258'],
  ['RE-20201121/508', 'RE-20201121/508'],
  ['# RE-1', 'RE-1'],
  ['Nr. 471102', '471102'],
  ['No: 00000135', '00000135'],
  ['Rechnung Nr. KR87', 'KR87'],
  ['N° FA-2017-0010', 'FA-2017-0010'],
  ['9314110911/00/M/00/N', '9314110911/00/M/00/N'],
  ['NR2020-1', 'NR2020-1'],
])('the number in %j is %s', (text, number) => {
  expect(payment([['INVOICE_RECEIPT_ID', text]]).number).toBe(number);
});

test('what has no figure in it is no number', () => {
  expect(payment([['INVOICE_RECEIPT_ID', 'Date']]).number).toBeNull();
});

const INVOICE_IDS: readonly (readonly [string, string, string])[] = [
  ['Lieferant GmbH', '471102', 'LIEFERANT#471102'],
  ['LIEFERANT\nGMBH -', '471102 ', 'LIEFERANT#471102'],
  ['Au bon moulin', 'FA-2017-0010', 'AUBONMOULIN#FA20170010'],
  ['Au bon moulin', 'FA 2017–0010', 'AUBONMOULIN#FA20170010'],
  ['Au bon moulin SARL', 'FA20170010', 'AUBONMOULIN#FA20170010'],
  ['Müller & Söhne GmbH & Co. KG', '1', 'MULLERSOHNE#1'],
];

test.each(INVOICE_IDS)('%j and %j are the invoice %s', (payee, number, id) => {
  const fields: Sample[] = [
    ['VENDOR_NAME', payee],
    ['INVOICE_RECEIPT_ID', number],
  ];
  expect(invoiceIdOf(payment(fields))).toBe(id);
});

test('an invoice without a seller or a number is not known again', () => {
  expect(invoiceIdOf(without('VENDOR_NAME'))).toBeUndefined();
  expect(invoiceIdOf(without('INVOICE_RECEIPT_ID'))).toBeUndefined();
});

test('a date that can be two days is settled by the other dates, or by the language', () => {
  const date: Sample = ['INVOICE_RECEIPT_DATE', '03/04/2020'];
  expect(payment([date], ['Invoice', 'Amount due']).doubts).toEqual([
    'The date, 03/04/2020, can be two days.',
  ]);
  expect(payment([date, ['DUE_DATE', '25/04/2020']]).date).toBe('2020-04-03');
  expect(payment([date, ['DUE_DATE', '04/25/2020']]).date).toBe('2020-03-04');
  expect(payment([date], ['Facture', 'Montant TTC']).date).toBe('2020-04-03');
  expect(payment([date], ['Rechnung', 'Betrag']).date).toBe('2020-04-03');
});

test.each(['-119,00 €', '(119.00) EUR', '119,00- EUR', '€ 119.00 CR'])(
  '%j is never paid',
  (total) => {
    expect(payment([['TOTAL', total, { currency: 'EUR' }]])).toMatchObject({
      total: '-119.00',
      doubts: ['There is nothing to pay.'],
      payable: false,
    });
  },
);

test.each([
  ['its own sign', [['TOTAL', '119,00 €']], [], 'EUR'],
  ['its own code', [['TOTAL', 'GBP 119.00']], [], 'GBP'],
  ["Textract's code of its sign", [['TOTAL', '$119.00', { currency: 'USD' }]], [], 'USD'],
  [
    'the currency of the invoice',
    [
      ['TOTAL', '521,91'],
      ['TAX', '183,14 EUR'],
      ['OTHER', 'GBP', { label: 'Rechnungswährung' }],
      ['OTHER', 'EUR', { label: 'Währung der Umsatzsteuerbuchung' }],
    ],
    [],
    'GBP',
  ],
  [
    'that of the other amounts',
    [
      ['TOTAL', '119,00'],
      ['TAX', '19,00 €'],
    ],
    [],
    'EUR',
  ],
  ['the only one on the page', [['TOTAL', '119,00']], ['160,00 €/Std.'], 'EUR'],
] as const)('the currency is %s', (_, fields, lines, currency) => {
  expect(payment(fields, lines)).toMatchObject({ currency, doubts: [] });
});

test('no currency is assumed: not for a dollar alone, and not where there is none', () => {
  for (const total of ['$119.00', '119.00']) {
    expect(payment([['TOTAL', total]])).toMatchObject({
      currency: null,
      doubts: ['The currency is not known.'],
      payable: false,
    });
  }
});

test('a dollar sign that may be of another country is doubted', () => {
  const total: Sample = ['TOTAL', '$113.00', { currency: 'USD' }];
  const doubts = ['Whose dollars they are is not sure.'];
  expect(payment([total], ['HST 13 %']).doubts).toEqual(doubts);
  expect(payment([total], ['ABN 51 824 753 556']).doubts).toEqual(doubts);
  expect(payment([total], ['GST', 'All amounts in USD']).doubts).toEqual([]);
  const labelled: Sample = ['TOTAL', '$113.00', { currency: 'USD', label: 'Total CAD' }];
  expect(payment([labelled]).doubts).toEqual(['The page names more than one currency.']);
});

test('two currencies are doubted', () => {
  const both = payment([['TOTAL', '119,00']], ['12,00 €', 'GBP 10.00']);
  expect(both.doubts).toEqual(['The page names more than one currency.']);
  const contradicting = payment([
    ['TOTAL', '$119.00', { currency: 'USD' }],
    ['OTHER', 'CAD', { label: 'Currency' }],
  ]);
  expect(contradicting.doubts).toContain('The page names more than one currency.');
});
