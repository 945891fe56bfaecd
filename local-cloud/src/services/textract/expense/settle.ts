import type { Page } from '../../../document-reader/index.ts';
import type { Field } from './field.ts';
import { type Line, spanOf } from './lines.ts';
import { cents, valueAt } from './values.ts';

interface Read {
  readonly pairs: readonly Field[];
  readonly title: readonly Field[];
  /** Of a table of sums. */
  readonly sums: readonly Field[];
}

/** What was found in several ways as one list: what agrees is surer, what differs is less sure. */
export function settled({ pairs, title, sums }: Read, lines: readonly Line[], page: Page): Field[] {
  const fields = [...title, ...pairs, ...sums];
  const all = [
    ...fields.map((field) => dated(field, fields)),
    ...unlabelledDate(fields, lines, page),
  ];
  const once = all.filter((field, at) => !all.slice(0, at).some((other) => isSame(field, other)));
  return withTotal(once.filter((field) => isNeeded(field, once))).map((field) =>
    judged(field, once),
  );
}

/** A mere `Date` is the invoice's on the page that has its number; elsewhere it may be any. */
function dated(field: Field, fields: readonly Field[]): Field {
  const mere = field.type === 'INVOICE_RECEIPT_DATE' && field.sure <= 94;
  if (!mere || fields.some(({ type }) => type === 'INVOICE_RECEIPT_ID')) return field;
  return { ...field, sure: Math.min(field.sure, 75) };
}

function isSame(a: Field, b: Field): boolean {
  return (
    a.type === b.type &&
    a.value !== undefined &&
    b.value !== undefined &&
    a.value.words[0] === b.value.words[0]
  );
}

/** Of labels that may mean a type the weaker ones give way to the stronger: `Zwischensumme` to `Netto`. */
function isNeeded(field: Field, fields: readonly Field[]): boolean {
  if (field.sure > 94 || field.value === undefined) return true;
  return !fields.some(
    (other) => other.type === field.type && other.value !== undefined && other.sure > 96,
  );
}

/** One of these is on a document: two that differ cannot both be right. */
const SINGLE = new Set(['INVOICE_RECEIPT_ID', 'INVOICE_RECEIPT_DATE', 'DUE_DATE']);
const DIFFERENT = 70;

function judged(field: Field, fields: readonly Field[]): Field {
  if (SINGLE.has(field.type) && field.value !== undefined) {
    const others = fields.filter(({ type, value }) => type === field.type && value !== undefined);
    const differ = others.some(
      ({ value, sure }) => sure > field.sure - 6 && value!.text !== field.value!.text,
    );
    return differ ? { ...field, sure: Math.min(field.sure, DIFFERENT) } : field;
  }
  if (field.value === undefined) return field;
  if (field.type === 'TOTAL') return judgedTotal(field, fields);
  return field.type === 'AMOUNT_DUE' ? judgedDue(field, fields) : field;
}

/** A total that net and tax make up is sure; one that they do not, or that another denies, is not. */
function judgedTotal(field: Field, fields: readonly Field[]): Field {
  if (fits(field, fields)) return { ...field, sure: Math.max(field.sure, 99), checked: true };
  const rivals = amountsOf('TOTAL', fields).some((other) => other !== cents(field.value!.text));
  const parts = amountsOf('SUBTOTAL', fields).length > 0 && amountsOf('TAX', fields).length > 0;
  return rivals || parts ? { ...field, sure: Math.min(field.sure, DIFFERENT) } : field;
}

/** What is due is the total, less what was paid. */
function judgedDue(field: Field, fields: readonly Field[]): Field {
  const totals = amountsOf('TOTAL', fields);
  if (totals.length === 0) {
    return fits(field, fields) ? { ...field, sure: 99, checked: true } : field;
  }
  const paid = amountsOf('AMOUNT_PAID', fields).map(Math.abs);
  const all = paid.reduce((sum, amount) => sum + amount, 0);
  const due = Math.abs(cents(field.value!.text) ?? Number.NaN);
  const told = totals.some((total) =>
    [0, all, ...paid].some((less) => Math.abs(Math.abs(total) - less - due) <= 1),
  );
  if (!told) return { ...field, sure: Math.min(field.sure, DIFFERENT) };
  return { ...field, sure: Math.max(field.sure, 99), checked: true };
}

function amountsOf(type: string, fields: readonly Field[]): number[] {
  return fields.flatMap((field) =>
    field.type === type && field.value ? [cents(field.value.text) ?? Number.NaN] : [],
  );
}

/** Whether a net sum and taxes of the page make up the amount. */
function fits(field: Field, fields: readonly Field[]): boolean {
  const total = cents(field.value!.text)!;
  const taxes = amountsOf('TAX', fields);
  const possible = [...taxes, taxes.reduce((sum, tax) => sum + tax, 0)];
  return amountsOf('SUBTOTAL', fields).some((net) =>
    possible.some((tax) => taxes.length > 0 && Math.abs(net + tax - total) <= 1),
  );
}

/** Where only the amount due is printed, and it is what net and tax make up, it is the total as well. */
function withTotal(fields: readonly Field[]): Field[] {
  const due = fields.find(({ type, value }) => type === 'AMOUNT_DUE' && value !== undefined);
  const total = fields.some(({ type, value }) => type === 'TOTAL' && value !== undefined);
  if (due === undefined || total || !fits(due, fields)) return [...fields];
  return [...fields, { ...due, type: 'TOTAL' }];
}

/** A date at the head of a letter, if no other is called the invoice's. */
function unlabelledDate(fields: readonly Field[], lines: readonly Line[], page: Page): Field[] {
  const has = (wanted: string) =>
    fields.some(({ type, value }) => type === wanted && value !== undefined);
  if (has('INVOICE_RECEIPT_DATE') || !has('INVOICE_RECEIPT_ID')) return [];
  const head = lines.filter((line) => line.bottom < page.height * 0.45);
  return head
    .flatMap((line) => {
      // `Lyon, le 16 novembre 2017`
      const before = /^(?:\p{Lu}[\p{L} .-]+, ?(?:den |le |the )?)?/u.exec(line.text)![0].length;
      const date = valueAt(line.text.slice(before), 'date');
      if (date === undefined || before + date.length < line.text.length - 2) return [];
      const value = spanOf(line, before, before + date.length);
      return [{ type: 'INVOICE_RECEIPT_DATE', sure: before > 0 ? 92 : 76, value }];
    })
    .slice(0, 1);
}
