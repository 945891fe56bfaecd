import { createHash } from 'node:crypto';
import { centsOf } from './cents.ts';

/** A row of the file, as the ItemReader reads it: texts, by the names in the first row. */
export type Row = Readonly<Record<string, string>>;

/** An order that is to be stored. Amounts are whole cents. */
export interface Order {
  readonly orderId: string;
  readonly customerId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceCents: number;
  readonly discountPercent: number;
  readonly totalCents: number;
  /** Of what was ordered: the same order has the same, whatever it is priced at. */
  readonly digest: string;
}

/** The columns of the file. */
export const COLUMNS = ['orderId', 'customerId', 'sku', 'quantity', 'unitPrice'] as const;

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MOST = 10_000;

/**
 * The order in a row, or why it is none. It is strict, because an ItemReader is not: it fills short rows
 * up with empty texts and drops what stands beyond the last column, so that `1,234.50` without quotes
 * would be a price of 1. A price has two decimals, and is the last column. A quote that is not closed
 * swallows the lines up to the next quote, or to the end of the file.
 */
export function orderIn(row: Row): Order | string {
  const lines = Math.max(...Object.values(row).map((text) => text.split('\n').length));
  if (lines > 1) return `A quote is not closed: ${lines} lines of the file are one row.`;
  for (const name of ['orderId', 'customerId', 'sku'] as const) {
    if (!ID.test(row[name] ?? '')) return `${name} is missing or no id.`;
  }
  const { orderId = '', customerId = '', sku = '' } = row;
  const quantity = /^[1-9]\d{0,4}$/.test(row.quantity ?? '') ? Number(row.quantity) : 0;
  if (quantity < 1 || quantity > MOST) return `quantity is no whole number from 1 to ${MOST}.`;
  const unitPriceCents = centsOf(row.unitPrice ?? '');
  if (unitPriceCents === undefined) return 'unitPrice is no amount like 12.50.';
  const ordered = [orderId, customerId, sku, quantity, unitPriceCents];
  return {
    orderId,
    customerId,
    sku,
    quantity,
    unitPriceCents,
    ...priced(quantity, unitPriceCents),
    digest: createHash('sha256').update(JSON.stringify(ordered)).digest('hex'),
  };
}

/** From ten of a kind on 5 % off, from a hundred on 10 %. */
function priced(quantity: number, unitPriceCents: number) {
  const discountPercent = quantity >= 100 ? 10 : quantity >= 10 ? 5 : 0;
  const hundredths = quantity * unitPriceCents * (100 - discountPercent);
  return { discountPercent, totalCents: halfUp(hundredths) };
}

/** Hundredths of a cent in whole cents, by integers: floats are off by a cent here and there. */
function halfUp(hundredths: number): number {
  const rest = hundredths % 100;
  return (hundredths - rest) / 100 + (rest >= 50 ? 1 : 0);
}
