import type { LineItemFields } from '@aws-sdk/client-textract';
import type { Page } from '../../../document-reader/index.ts';
import { expenseField, type Field } from './field.ts';
import { joined, type Line, type Span, whole } from './lines.ts';
import { cellIn, type Head, isAmount, type Table } from './tables.ts';

/** What a document lists as sold: a row for each price, with the lines of text that belong to it. */
export function itemsOf(table: Table, page: Page): LineItemFields[] {
  return itemRows(table).map((lines) => {
    const fields = table.heads.flatMap((head) => fieldIn(head, lines, table));
    const row: Field = { type: 'EXPENSE_ROW', sure: 90, value: joined(lines.map(whole)) };
    return {
      LineItemExpenseFields: [...fields, row].map((field) => expenseField(field, page)),
    };
  });
}

/** Rows that belong together. An item begins where one of its figures stands for the first time. */
function itemRows({ heads, rows }: Table): Line[][] {
  const priced = heads.filter(({ column }) => ['PRICE', 'UNIT_PRICE', 'TOTAL'].includes(column));
  const items: { lines: Line[]; prices: Set<Head> }[] = [];
  for (const row of rows) {
    const prices = priced.filter((head) => isAmount(cellIn(row, head)));
    const last = items.at(-1);
    const begins =
      prices.length > 0 && (last === undefined || prices.some((head) => last.prices.has(head)));
    if (begins) items.push({ lines: [...row], prices: new Set(prices) });
    else if (last !== undefined) {
      last.lines.push(...row);
      for (const head of prices) last.prices.add(head);
    }
  }
  return items.filter(({ prices }) => prices.size > 0).map(({ lines }) => lines);
}

function fieldIn(head: Head, lines: readonly Line[], { heads }: Table): Field[] {
  const value = head.column === 'ITEM' ? described(head, lines, heads) : single(head, lines);
  if (value === undefined) return [];
  const type = typeOf(head);
  return [{ type, sure: 92, label: head.span, value }];
}

const TYPES = new Set(['ITEM', 'QUANTITY', 'UNIT_PRICE', 'PRICE', 'PRODUCT_CODE']);

/** In a row of what was sold the total is the row's. */
function typeOf({ column }: Head): string {
  if (column === 'TOTAL') return 'PRICE';
  return TYPES.has(column) ? column : 'OTHER';
}

function single(head: Head, lines: readonly Line[]): Span | undefined {
  const cell = lines.find((line) => cellIn([line], head) !== undefined && !isLong(line, head));
  return cell && whole(cell);
}

function isLong(line: Line, { span: head }: Head): boolean {
  return line.right - line.left > 4 * (head.right - head.left);
}

/** All lines of the column: a description goes on below. */
function described(head: Head, lines: readonly Line[], heads: readonly Head[]): Span | undefined {
  const others = heads.filter((other) => other !== head);
  const [left, right] = [
    Math.max(
      0,
      ...others.filter(({ span }) => span.right <= head.span.left).map(({ span }) => span.right),
    ),
    Math.min(
      Infinity,
      ...others.filter(({ span }) => span.left >= head.span.right).map(({ span }) => span.left),
    ),
  ];
  const inside = lines.filter(
    (line) => line.left > left - 8 && line.left < right && !isAmount(line),
  );
  return inside.length === 0 ? undefined : joined(inside.map(whole));
}
