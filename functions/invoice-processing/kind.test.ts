import { expect, test } from 'vitest';
import { paymentIn } from './payment.ts';
import { COMPLETE, expenseDocument, type Sample } from './testing.ts';

const UNREAD = 'The page tells of what is paid or withheld, and not how much.';
const RETURNED = 'It may be a credit note.';
const NO_INVOICE = 'It may be something else than an invoice.';
const REMINDER = 'It may be a reminder of another invoice.';
const VOID = 'It may be a copy, a draft, or void.';
const OTHER_PAYEE = 'Somebody else than the seller is to be paid.';

/** The payment of an invoice that is complete, with these lines and more fields. */
function payment(fields: readonly Sample[], lines: readonly string[]) {
  return paymentIn([expenseDocument([...COMPLETE, ...fields], lines)]);
}

test.each([
  ['Credit Note', 'It is a credit note.'],
  ['CREDIT MEMO 12', 'It is a credit note.'],
  ['Avoir AV-2017-0005', 'It is a credit note.'],
  ["Facture d'avoir", 'It is a credit note.'],
  ['Note de crédit', 'It is a credit note.'],
  ['Stornorechnung Nr. 5', 'It is a credit note.'],
  ['Rechnungskorrektur (384)', 'It is a credit note.'],
  ['R E C H N U N G S K O R R E K T U R', 'It is a credit note.'],
])('a page headed %j is never paid', (heading, doubt) => {
  const read = payment([], [heading]);
  expect(read.doubts).toEqual([doubt]);
  expect(read.payable).toBe(false);
});

test.each([
  'Merci d’avoir choisi notre moulin',
  'Avoir suite à bidon percé',
  'See our credit note policy',
  'Invoice',
])('a line like %j makes no credit note', (line) => {
  expect(payment([], [line])).toMatchObject({ doubts: [], payable: true });
});

test.each([
  ['VAT Credit Note', 'It is a credit note.'],
  ['CREDITNOTE', 'It is a credit note.'],
  ['Stornobeleg', 'It is a credit note.'],
  ["FACTURE D'ANNULATION", 'It is a credit note.'],
])('a page headed %j is a credit note', (heading, doubt) => {
  expect(payment([], [heading])).toMatchObject({ doubts: [doubt], payable: false });
});

test.each([
  ['Northwind Tools Ltd - Credit Note', RETURNED],
  ['Storno zur Rechnung RE-1', RETURNED],
  ['Rechnung - STORNO', RETURNED],
  ['CREDIT ADJUSTMENT', RETURNED],
  ['REFUND', RETURNED],
  ['Corrected Invoice', RETURNED],
  ['Wir schreiben Ihnen folgenden Betrag gut.', RETURNED],
  ['Der Betrag wird Ihrem Konto gutgeschrieben.', RETURNED],
  ['PRO FORMA INVOICE', NO_INVOICE],
  ['Proforma-Rechnung', NO_INVOICE],
  ['FACTURE PROFORMA', NO_INVOICE],
  ['QUOTATION', NO_INVOICE],
  ['Kostenvoranschlag', NO_INVOICE],
  ['DEVIS', NO_INVOICE],
  ['Auftragsbestätigung', NO_INVOICE],
  ['Lieferschein', NO_INVOICE],
  ['STATEMENT OF ACCOUNT', NO_INVOICE],
  ['Kontoauszug', NO_INVOICE],
  ['This is not an invoice.', NO_INVOICE],
  ['PAYMENT REMINDER', REMINDER],
  ['1. Mahnung', REMINDER],
  ['Zahlungserinnerung', REMINDER],
  ['RAPPEL DE PAIEMENT', REMINDER],
  ['VOID', VOID],
  ['Entwurf - Rechnung', VOID],
  ['SAMPLE INVOICE', VOID],
  ['Rechnung (Kopie)', VOID],
  ['Die Forderung ist abgetreten an die Nordfactor Bank AG.', OTHER_PAYEE],
  ['Sold by: Tiny Shop Ltd', OTHER_PAYEE],
  ['Kontoinhaber: Max Betrug', OTHER_PAYEE],
  ['Account name: Quick Cash Ltd', OTHER_PAYEE],
  ['Our bank details have changed!', 'The page tells of another bank account than before.'],
])('a page that says %j is for a person: %s', (line, doubt) => {
  expect(payment([], [line]).doubts).toEqual([doubt]);
});

test("an account is the seller's, whatever kind of company it is", () => {
  for (const name of ['Example Supplies Limited', 'EXAMPLE SUPPLIES', 'Example']) {
    expect(payment([], [`Account holder: ${name}`]).doubts).toEqual([]);
  }
});

test('a label with its value is no heading', () => {
  const note: Sample = ['OTHER', '4711', { label: 'Lieferschein' }];
  expect(payment([note], ['Lieferschein', '4711']).doubts).toEqual([]);
});

test('a self-billed Gutschrift is an invoice; any other is for a person to tell', () => {
  const selfBilled = 'Gutschrift (Selbst ausgestellte Rechnung) (389)';
  expect(payment([], [selfBilled])).toMatchObject({ doubts: [], payable: true });
  expect(payment([], ['Gutschrift'])).toMatchObject({
    doubts: ['A Gutschrift can be a self-billed invoice or a credit note.'],
    payable: true,
  });
});

test.each([
  'Der Rechnungsbetrag wurde bereits beglichen.',
  'Der Rechnungsbetrag wird über Ihre Kreditkarte abgebucht.',
  'Dies ist keine Aufforderung zur Zahlung.',
  'Paid in full - thank you',
  'Your card will be charged on 1 July',
  'Facture acquittée',
  'PAID',
  'BEZAHLT',
  'Payment status: Paid',
  'Paid by credit card on 14 March 2026',
  'Payment method: VISA **** 4242',
  'Thank you for your payment.',
  'Zahlungsart: Barzahlung',
  'Bezahlt mit PayPal am 03.02.2026',
  'Wir buchen den Betrag am 15.02.2026 von Ihrem Konto ab.',
  'Facture payée par carte bancaire le 05/02/2026',
  'Cette facture sera prélevée le 15/02/2026 sur votre compte.',
])('%j sends it to a person', (line) => {
  expect(payment([], [line]).doubts).toEqual(['The page says that it is paid, or is collected.']);
});

test('a prepayment is no settlement, if what is left was read', () => {
  const lines = ['Bereits bezahlt 50,00', 'Zahlbar innerhalb 30 Tagen'];
  const left: Sample[] = [
    ['AMOUNT_PAID', '50,00'],
    ['AMOUNT_DUE', '69,00'],
  ];
  expect(payment(left, lines)).toMatchObject({ total: '69.00', doubts: [] });
  expect(payment([], lines).doubts).toEqual([UNREAD]);
});

test.each([
  'abzgl. Sicherheitseinbehalt 5%',
  'Auszahlungsbetrag',
  'abzgl. 1. Abschlagsrechnung',
  'Less deposit',
  'Received with thanks',
  'Acompte versé',
])('%j that was not read sends it to a person', (line) => {
  expect(payment([], [line]).doubts).toEqual([UNREAD]);
});

test('prices without tax are not the whole price', () => {
  const doubts = ['The prices are without tax, and no tax was read.'];
  for (const line of ['Alle Preise zzgl. 19% USt.', 'All prices plus VAT']) {
    expect(payment([], [line]).doubts).toEqual(doubts);
  }
  expect(payment([['TAX', '19.00']], ['Alle Preise zzgl. 19% USt.']).doubts).toEqual([]);
});
