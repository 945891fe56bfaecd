import { type Column, columnOf } from './columns.ts';
import { labelAt } from './labels.ts';
import {
  beside,
  height,
  type Line,
  middle,
  overlaps,
  rightOf,
  type Span,
  spanOf,
} from './lines.ts';
import { roleOf } from './roles.ts';
import { isMoney, valueAt } from './values.ts';

export interface Head {
  readonly column: Column;
  readonly span: Span;
  readonly line: Line;
}

/** A table: its heads from left to right, and the rows of lines below them. */
export interface Table {
  readonly heads: readonly Head[];
  /** The lines of the heads, with what stands above and below them in their columns. */
  readonly headLines: readonly Line[];
  readonly rows: readonly (readonly Line[])[];
}

/** The tables of a page. A head is a row of three heads or more, stacked ones included. */
export function tablesOf(lines: readonly Line[]): Table[] {
  const heads = headRows(lines);
  return heads.map((row) => {
    const bottom = Math.max(...row.map(({ span }) => span.bottom));
    const next = heads
      .map((other) => Math.min(...other.map(({ span }) => span.top)))
      .filter((top) => top > bottom);
    const rows = rowsBelow(row, lines, bottom, Math.min(...next));
    const first = rows.findIndex((cells) => cells.some(isAmount));
    const body = rows.slice(Math.max(0, first));
    return { heads: row, rows: body, headLines: headLines(row, lines, body) };
  });
}

function headRows(lines: readonly Line[]): Head[][] {
  const rows: Head[][] = [];
  for (const head of lines.flatMap((line) => headsIn(line, lines))) {
    const row = rows.find((other) => other.some(({ span }) => near(span, head.span)));
    if (row === undefined) rows.push([head]);
    else if (!row.some(({ span }) => overlaps(span, head.span))) row.push(head);
  }
  return rows
    .filter((row) => row.length >= 3)
    .map((row) => counted(row.sort((a, b) => a.span.left - b.span.left)));
}

/** The heads that a line is: one, or several that stand close. */
function headsIn(line: Line, lines: readonly Line[]): Head[] {
  const beyond = rightOf(line, lines)[0];
  if (beyond !== undefined && isAmount(beyond)) return [];
  const { words, starts, text } = line;
  const split = (from: number): Head[] | undefined => {
    if (from === words.length) return [];
    for (let to = words.length; to > from; to--) {
      const end = to === words.length ? text.length : starts[to]! - 1;
      const column = columnOf(text.slice(starts[from], end));
      const rest = column === undefined ? undefined : split(to);
      if (rest !== undefined)
        return [{ column: column!, span: spanOf(line, starts[from]!, end), line }, ...rest];
    }
    return undefined;
  };
  return words.length > 12 ? [] : (split(0) ?? []);
}

/** `Amount` before what was sold is how much of it, not what it comes to. */
function counted(row: readonly Head[]): Head[] {
  const item = row.findIndex(({ column }) => column === 'ITEM');
  return row.map((head, at) =>
    head.column === 'PRICE' && at < item ? { ...head, column: 'QUANTITY' } : head,
  );
}

/** Heads of two lines stand around the middle of the row. */
function near(a: Span, b: Span): boolean {
  return Math.abs(middle(a) - middle(b)) < 1.3 * Math.max(height(a), height(b)) || beside(a, b);
}

function headLines(
  heads: readonly Head[],
  lines: readonly Line[],
  rows: readonly (readonly Line[])[],
): Line[] {
  const own = heads.map(({ line }) => line);
  const tall = Math.max(...own.map(height));
  const top = Math.min(...own.map((line) => line.top)) - 2.6 * tall;
  const bottom = Math.min(
    ...(rows[0] ?? []).map((line) => line.top),
    Math.max(...own.map((line) => line.bottom)) + 2.6 * tall,
  );
  const stacked = lines.filter(
    (line) =>
      line.top > top &&
      middle(line) < bottom &&
      !/\d/.test(line.text) &&
      roleOf(line.text) === undefined &&
      own.some((head) => overlaps(head, line)),
  );
  return [...new Set([...own, ...stacked])];
}

/** Blanks higher than so many rows end a table. */
const HIGHEST_BLANK = 9;

function rowsBelow(
  heads: readonly Head[],
  lines: readonly Line[],
  from: number,
  to: number,
): Line[][] {
  const used = new Set(heads.map(({ line }) => line));
  const first = heads[0]!.span;
  const edge = heads.at(-1)!.span.right + 3 * height(first);
  const inside = lines.filter(
    (line) =>
      !used.has(line) &&
      line.top > from - 0.6 * height(first) &&
      line.bottom < to + 1 &&
      line.left < edge,
  );
  const kept: Line[][] = [];
  for (const row of inRows(inside)) {
    const above = kept.at(-1)?.[0] ?? first;
    const blank = row[0]!.top - above.bottom;
    if (blank > HIGHEST_BLANK * height(first) || isEnd(row, heads, kept)) break;
    kept.push(row);
  }
  return kept;
}

function inRows(lines: readonly Line[]): Line[][] {
  const rows: Line[][] = [];
  for (const line of [...lines].sort((a, b) => middle(a) - middle(b))) {
    const last = rows.at(-1);
    if (last !== undefined && beside(last[0]!, line)) last.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}

const SUMS = new Set(['TOTAL', 'SUBTOTAL', 'AMOUNT_DUE', 'AMOUNT_PAID']);

/** A heading, or a row of the sums below a table: `Total`, and an amount in or beside it. */
function isEnd(row: readonly Line[], heads: readonly Head[], above: readonly Line[][]): boolean {
  if (row.length === 1 && roleOf(row[0]!.text) === 'other') return true;
  // Heads may have further lines before the first figure.
  if (![row, ...above].some((cells) => cells.some(isFigure))) return false;
  const lists = heads.some(({ column }) => column === 'ITEM' || column === 'QUANTITY');
  if (!lists && row.length > 1 && !row.some(isFigure)) return true;
  return row.some((line) => {
    const label = labelAt(line.text);
    if (label === undefined) return false;
    if (!SUMS.has(label.label.type) && !(lists && label.label.type === 'TAX')) return false;
    const rest = line.text.slice(label.length);
    return rest.length < 24 && !/\p{L}{8,}/u.test(rest);
  });
}

/** Whether a table lists what was sold: it describes, and says for how much. */
export function isItems({ heads }: Table): boolean {
  const columns = new Set(heads.map(({ column }) => column));
  const sold = columns.has('ITEM') || columns.has('PRODUCT_CODE');
  return sold && (columns.has('PRICE') || columns.has('UNIT_PRICE') || columns.has('TOTAL'));
}

/** The line of a row that stands in a column: below its head, or as far to its right as its head. */
export function cellIn(row: readonly Line[], { span: head }: Head): Line | undefined {
  const inColumn = row.filter((line) => overlaps(line, head));
  if (inColumn.length > 0) return inColumn.at(-1);
  return row.find((line) => Math.abs(line.right - head.right) < 2.5 * height(head));
}

export function isAmount(line: Line | undefined): boolean {
  const value = line && valueAt(line.text, 'amount');
  return value !== undefined && line!.text.length - value.length < 3;
}

function isFigure(line: Line): boolean {
  const money = isAmount(line) && isMoney(line.text);
  return money || valueAt(line.text, 'date') !== undefined;
}

export function holds({ headLines, rows }: Table, line: Line): boolean {
  return headLines.includes(line) || rows.some((row) => row.includes(line));
}
