import type { NumberedRow } from './batch.ts';
import { COLUMNS } from './order.ts';

/** The first line of a file of orders that failed: it can be dropped again as it is. */
export const HEADER = [...COLUMNS, 'row', 'reason'].join(',');

/** The line of an order: its columns as they came, the row that it was, and why it failed. */
export function failedLine({ row, order }: NumberedRow, reason: string): string {
  return [...COLUMNS.map((name) => order[name] ?? ''), String(row), reason].map(field).join(',');
}

/** https://www.rfc-editor.org/rfc/rfc4180 */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
