import type { Field, Line } from './expense.ts';
import { agreed, type Finding } from './finding.ts';

/** Who is to be paid: the seller, as the page calls them. */
export function payeeOf(fields: readonly Field[], lines: readonly Line[]): Finding<string> {
  const isName = ({ type, groups }: Field) =>
    type === 'VENDOR_NAME' || (type === 'NAME' && groups.includes('VENDOR'));
  const names = fields.filter(isName).map(({ text, confidence }) => ({
    value: oneLine(text),
    confidence,
  }));
  const payee = agreed(
    'seller',
    names.filter(({ value }) => keyedSeller(value) !== ''),
    keyedSeller,
  );
  const other = fields.find(
    ({ type, groups, text }) =>
      type === 'NAME' &&
      groups.includes('VENDOR_REMIT_TO') &&
      keyedSeller(text) !== keyedSeller(payee.value ?? ''),
  );
  const texts = [...lines.map(({ text }) => text), ...fields.map((f) => `${f.label} ${f.text}`)];
  if (other === undefined && !texts.some((text) => isOthersAccount(text, payee.value)))
    return payee;
  return { ...payee, doubts: [...payee.doubts, 'Somebody else than the seller is to be paid.'] };
}

const HOLDER =
  /(?:kontoinhaber(?:in)?|zahlungsempfänger(?:in)?|account (?:holder|name)|beneficiary(?: name)?|(?:cheques?|checks?) payable to|titulaire(?: du compte)?|bénéficiaire)\s*:?\s+(\S.*)$/iu;

/** Whose account it is, is not called as the seller is. */
function isOthersAccount(text: string, seller = ''): boolean {
  const holder = keyedSeller(HOLDER.exec(text)?.[1] ?? '');
  const name = keyedSeller(seller);
  return holder !== '' && !holder.includes(name) && !name.includes(holder);
}

/** The seller's number of the invoice, without what stands before it: `Invoice #1258` is `1258`. */
export function numberOf(fields: readonly Field[]): Finding<string> {
  const numbers = fields
    .filter(({ type }) => type === 'INVOICE_RECEIPT_ID')
    .map(({ text, confidence }) => ({
      value: oneLine(text).replace(BEFORE_NUMBER, ''),
      confidence,
    }))
    .filter(({ value }) => /\d/.test(value));
  return agreed('invoice number', numbers, keyed);
}

const BEFORE_NUMBER =
  /^((invoice|rechnung|facture|receipt|beleg|avoir|gutschrift)(?![\p{L}\d])[\s-]*)?(((number|nummer|numéro|no|nr)(?![\p{L}\d])|n[°º]|#)?[.:#\s]*)?(?=\S*\d)/iu;

/** A name that was read from a logo may hold a line break and a stray dash. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(^|\s)[-–—|](?=\s|$)/g, '')
    .trim();
}

/** What companies are, after their names. */
const LEGAL_FORM =
  /[\s,]+(gmbh( & co\.? kg)?|mbh|ag|kg|ohg|ug|e\.? ?k\.?|ltd\.?|limited|llc|inc\.?|plc|corp\.?|s\.?a\.?r\.?l\.?|sasu?|s\.?a\.?|eurl|b\.?v\.?|n\.?v\.?|s\.?r\.?l\.?)$/i;

/** A seller, whether or not the page says what kind of company it is: `Au bon moulin (SARL)`. */
export function keyedSeller(name: string): string {
  return keyed(oneLine(name).replace(LEGAL_FORM, ''));
}

/**
 * The same for what is written alike: letters and digits alone, in one case, without accents. Of two
 * numbers that differ in their dashes the second is taken for the first, and a person is told: better
 * than to pay twice.
 */
export function keyed(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}
