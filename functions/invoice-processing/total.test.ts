import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCents } from './amount.ts';
import { fieldsOf } from './expense.ts';
import { expenseDocument, type Sample } from './testing.ts';
import { amountToPay, sumsOf } from './total.ts';

const read = (...fields: Sample[]) => {
  const { value, doubts } = amountToPay(sumsOf(fieldsOf([expenseDocument(fields)])));
  return { cents: value, doubts };
};
const sure = (cents: number) => ({ cents, doubts: [] });

test('the total is paid where nothing else is said', () => {
  expect(read(['TOTAL', '119,00'])).toEqual(sure(11_900));
});

test('the amount due is paid, and not the grand total', () => {
  expect(read(['TOTAL', '197,65'], ['AMOUNT_PAID', '-50,00'], ['AMOUNT_DUE', '147,65'])).toEqual(
    sure(14_765),
  );
});

test.each([
  'Zahlbetrag',
  'Offener Betrag',
  'Due payable:',
  'Amount Due',
  'Balance',
  'Net à payer',
  'Reste à payer',
  'Solde dû',
  'Restbetrag',
])('a TOTAL that is labelled %j is the amount due', (label) => {
  const fields: Sample[] = [
    ['TOTAL', '197,65', { label: 'Bruttosumme' }],
    ['TOTAL', '50,00', { label: 'Erhaltene Anzahlungen' }],
    ['TOTAL', '147,65', { label }],
  ];
  expect(read(...fields)).toEqual(sure(14_765));
});

test.each([
  ['Total TTC', 'Total HT', 'Total TVA'],
  ['Rechnungssumme Brutto (inkl. USt.)', 'Rechnungssumme Netto (exkl. USt.)', 'Summe Umsatzsteuer'],
  ['Grand Total', 'Subtotal', 'VAT total:'],
  ['Bruttosumme', 'Rechnungssumme ohne USt.', 'Steuerbetrag'],
  ['Total incl. VAT', 'Total excl. VAT', 'Tax'],
])('of several TOTALs the labels %j, %j and %j say which is which', (gross, net, tax) => {
  const fields: Sample[] = [
    ['TOTAL', '100,00', { label: net }],
    ['TOTAL', '19,00', { label: tax }],
    ['TOTAL', '119,00', { label: gross }],
  ];
  expect(read(...fields)).toEqual(sure(11_900));
});

test('several TOTALs that say the same are one', () => {
  expect(read(['TOTAL', '60.00'], ['TOTAL', '$60.00', { label: 'Fee' }])).toEqual(sure(6000));
});

test('of several TOTALs the one that is net plus tax is the total', () => {
  expect(
    read(['TOTAL', '100.00'], ['TOTAL', '119.00'], ['SUBTOTAL', '100.00'], ['TAX', '19.00']),
  ).toEqual(sure(11_900));
});

test('TOTALs that disagree, with nothing to tell which, are doubted', () => {
  expect(read(['TOTAL', '100.00'], ['TOTAL', '119.00']).doubts).toEqual([
    'The page names more than one total.',
  ]);
});

test('two TOTALs that are each net plus tax are of two invoices, and doubted', () => {
  const first: Sample[] = [
    ['SUBTOTAL', '10.00'],
    ['TAX', '2.00'],
    ['TOTAL', '12.00'],
  ];
  const second: Sample[] = [
    ['SUBTOTAL', '20.00'],
    ['TAX', '4.00'],
    ['TOTAL', '24.00'],
  ];
  expect(read(...first, ...second).doubts).toEqual(['The page names more than one total.']);
});

test('a total that does not fit net plus tax is doubted', () => {
  expect(read(['TOTAL', '119.10'], ['SUBTOTAL', '100.00'], ['TAX', '19.00'])).toEqual({
    cents: 11_910,
    doubts: ['The total 119.10 does not fit net plus tax.'],
  });
});

test.each<[string, ...Sample[]]>([
  ['rates, each with its tax', ['TAX', '9,06'], ['TAX', '12,25']],
  ['rates and their sum', ['TAX', '9,06'], ['TAX', '12,25'], ['TAX', '21,31']],
  ['two currencies', ['TAX', '21,31'], ['TAX', '23,92 EUR']],
])('the tax may be given in %s', (_, ...taxes) => {
  expect(read(['SUBTOTAL', '193,83'], ...taxes, ['TOTAL', '215,14'])).toEqual(sure(21_514));
});

test('what is shipped may be in the net amount, or beside it', () => {
  const tax: Sample = ['TAX', '19.00'];
  const shipping: Sample = ['SHIPPING_HANDLING_CHARGE', '5.80'];
  expect(read(['SUBTOTAL', '100.00'], tax, shipping, ['TOTAL', '124.80'])).toEqual(sure(12_480));
  expect(read(['SUBTOTAL', '100.00'], tax, shipping, ['TOTAL', '119.00'])).toEqual(sure(11_900));
});

test('an amount due that no prepayment explains is doubted', () => {
  expect(read(['TOTAL', '119.00'], ['AMOUNT_DUE', '19.00']).doubts).toEqual([
    '19.00 is not what is left of 119.00.',
  ]);
});

test('two amounts due are doubted', () => {
  expect(
    read(['AMOUNT_DUE', '19.00'], ['TOTAL', '20.00', { label: 'Balance due' }]).doubts,
  ).toEqual(['The page names more than one amount due.']);
});

test('a receipt is paid already', () => {
  expect(read(['TOTAL', '18.10'], ['AMOUNT_PAID', '18.10']).doubts).toEqual([
    '18.10 is paid already, and the page does not say what is left.',
  ]);
});

test('nothing prepaid says nothing', () => {
  expect(read(['TOTAL', '529,87'], ['AMOUNT_PAID', '-0,00'], ['AMOUNT_DUE', '529,87'])).toEqual(
    sure(52_987),
  );
});

test('an amount due alone, less what is paid, is held to net plus tax', () => {
  const prepaid: Sample[] = [
    ['SUBTOTAL', '100.00'],
    ['TAX', '19.00'],
    ['AMOUNT_PAID', '50.00'],
  ];
  expect(read(...prepaid, ['AMOUNT_DUE', '69.00'])).toEqual(sure(6900));
  expect(read(...prepaid, ['AMOUNT_DUE', '96.00']).doubts).toHaveLength(1);
});

test('1,234 is doubted, unless something on the page says the same for certain', () => {
  expect(read(['TOTAL', '1,234']).doubts).toEqual(['The total can be read in two ways.']);
  expect(read(['TOTAL', '1,234'], ['TOTAL', '1,234.00'])).toEqual(sure(123_400));
  expect(read(['TOTAL', '1.234'], ['SUBTOTAL', '1037,00'], ['TAX', '197,00'])).toEqual(
    sure(123_400),
  );
  expect(read(['TOTAL', '1.234'], ['SUBTOTAL', '1.037'], ['TAX', '197']).doubts).toHaveLength(1);
});

test('what is no amount is not paid', () => {
  expect(read(['TOTAL', '19 %'], ['OTHER', '12.00'])).toEqual({ cents: undefined, doubts: [] });
});

test('whatever amounts a page names, what is not doubted is what its labels say', () => {
  const invoice = fc.record({
    net: fc.integer({ min: 1, max: 100_000 }),
    tax: fc.integer({ min: 0, max: 19_000 }),
    paid: fc.integer({ min: 0, max: 5_000 }),
    wrong: fc.integer({ min: -500, max: 500 }),
    struck: fc.constantFrom('TOTAL', 'AMOUNT_DUE', 'SUBTOTAL', 'TAX', 'AMOUNT_PAID', 'nothing'),
  });
  const holds = fc.property(invoice, ({ net, tax, paid, wrong, struck }) => {
    const amounts = {
      SUBTOTAL: net,
      TAX: tax,
      TOTAL: net + tax,
      AMOUNT_PAID: paid,
      AMOUNT_DUE: net + tax - paid,
    };
    const fields = Object.entries(amounts).map(
      ([type, cents]): Sample => [type, formatCents(cents + (type === struck ? wrong : 0))],
    );
    const { cents, doubts } = read(...fields);
    if (doubts.length === 0) expect(cents).toBe(net + tax - paid);
  });
  fc.assert(holds, { numRuns: 1000 });
});
