/** Rows of numbers, all of one length. */
export type Rows = number[][];

/** A line that is no row of numbers like the others. */
export class BadRow extends Error {
  /** From 1. */
  readonly row: number;

  constructor(row: number, why: string) {
    super(why);
    this.name = 'BadRow';
    this.row = row;
  }
}

/**
 * Reads numbers from CSV without a header.
 *
 * @throws BadRow for what is no number, or infinite, and for a row that has more columns or less
 */
export function parseCsv(text: string): Rows {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const rows: Rows = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const row = line.split(',').map((cell, column) => numberIn(cell, index + 1, column + 1));
    const width = rows[0]?.length ?? row.length;
    if (row.length !== width) {
      throw new BadRow(index + 1, `It has ${row.length} columns, and the first row ${width}.`);
    }
    rows.push(row);
  }
  return rows;
}

/** JavaScript reads `0x10` as a number; data does not mean one by it. */
const OTHER_BASE = /^0[xob]/i;

function numberIn(cell: string, row: number, column: number): number {
  const text = cell.trim().replace(/^"(.*)"$/, '$1');
  const value = text === '' || OTHER_BASE.test(text) ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new BadRow(row, `Column ${column} is "${text.slice(0, 40)}", which is not a number.`);
}
