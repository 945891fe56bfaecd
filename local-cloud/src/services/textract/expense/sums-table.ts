import type { Field } from './field.ts';
import { type Line, spanOf, whole } from './lines.ts';
import { cellIn, type Head, isAmount, type Table } from './tables.ts';
import { cents, currencyIn, folded, valueAt } from './values.ts';

const SUMS: readonly string[] = ['SUBTOTAL', 'TAX', 'TOTAL', 'PRICE'];

/**
 * The sums of an invoice in a table of their own: `Nettobetrag | MwSt-Betrag | Endbetrag`. Its last
 * row is what it all comes to, if it is the only one or the sum of those above. And when it is due,
 * and what was paid, where tables tell.
 */
export function sumsOf(table: Table): Field[] {
  const { heads, rows } = table;
  const columns = heads.filter(({ column }) => SUMS.includes(column));
  const total = columns.find(({ column }) => column === 'TOTAL');
  const filled = rows.filter((row) => columns.some((head) => isAmount(cellIn(row, head))));
  const last = filled.at(-1);
  if (heads.some(({ column }) => column === 'PAYMENT')) return paid(columns, filled);
  const due = dueDates(table);
  if (last === undefined) return due;
  if (total !== undefined && comesToAll(filled, total)) return [...due, ...fieldsOf(columns, last)];
  const taxes = columns.filter(({ column }) => column === 'TAX');
  return [...due, ...filled.flatMap((row) => fieldsOf(taxes, row))];
}

function comesToAll(rows: readonly (readonly Line[])[], head: Head): boolean {
  const amounts = rows.map((row) => cents(cellIn(row, head)?.text ?? '') ?? 0);
  const above = amounts.slice(0, -1);
  const sum = above.reduce((all, amount) => all + amount, 0);
  return above.length === 0 || Math.abs(sum - amounts.at(-1)!) <= 2;
}

function fieldsOf(columns: readonly Head[], row: readonly Line[]): Field[] {
  const stated = row.find(({ text }) => /^[A-Z]{3}$/.test(text) && currencyIn(text) !== undefined);
  // Textract's SUBTOTAL is what is taxed: of two columns the one nearer to the total.
  const subtotal = columns.filter(({ column }) => isNet(column)).at(-1);
  return columns.flatMap((head) => {
    const cell = cellIn(row, head);
    if (cell === undefined || !isAmount(cell) || (isNet(head.column) && head !== subtotal))
      return [];
    const type = isNet(head.column) ? 'SUBTOTAL' : head.column;
    const currency = currencyIn(cell.text) ?? (stated && currencyIn(stated.text));
    return [{ type, sure: 96, label: head.span, value: whole(cell), currency }];
  });
}

function isNet(column: string): boolean {
  return column === 'PRICE' || column === 'SUBTOTAL';
}

/** Reductions for paying early have a date of their own. */
const EARLY = /skonto|discount|escompte/;

function dueDates({ heads, rows }: Table): Field[] {
  const head = heads.find(({ column }) => column === 'DATE');
  if (head === undefined) return [];
  const dates = rows.flatMap((row) => {
    if (row.some(({ text }) => EARLY.test(folded(text)))) return [];
    const cell = cellIn(row, head);
    const date = cell && valueAt(cell.text, 'date');
    if (date === undefined) return [];
    return [{ type: 'DUE_DATE', sure: 97, label: head.span, value: spanOf(cell!, 0, date.length) }];
  });
  return dates.slice(0, 1);
}

function paid(columns: readonly Head[], rows: readonly (readonly Line[])[]): Field[] {
  const head = columns.at(-1);
  if (head === undefined) return [];
  return rows.flatMap((row) => {
    const cell = cellIn(row, head);
    if (cell === undefined || !isAmount(cell)) return [];
    const currency = currencyIn(cell.text);
    return [{ type: 'AMOUNT_PAID', sure: 90, label: head.span, value: whole(cell), currency }];
  });
}
