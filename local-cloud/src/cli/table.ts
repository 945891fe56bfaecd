import { fold } from './fold.ts';

const GAP = '  ';
/** A column is not made narrower than this to make room for the others. */
const NARROWEST = 8;

/**
 * Rows of text under a heading, in columns as wide as they need to be. Where `width` is known, the
 * widest columns give way until the table fits, and what is in them is folded: at the ends of words
 * as long as that is enough.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  width?: number,
): string {
  const columns = headings.map((heading, column) => [heading, ...rows.map((row) => row[column]!)]);
  const widths = fitted(
    columns.map((cells) => longest(cells, /\n/)),
    columns.map((cells) => longest(cells, /\s|(?<=[-,/:])/)),
    width,
  );
  const rule = widths.map((columns) => '-'.repeat(columns)).join(GAP);
  return [...lines(headings, widths), rule, ...rows.flatMap((row) => lines(row, widths))].join(
    '\n',
  );
}

/** The longest part of any of these texts. */
function longest(texts: readonly string[], between: RegExp): number {
  return Math.max(...texts.flatMap((text) => text.split(between)).map((part) => part.length));
}

function fitted(
  needed: readonly number[],
  words: readonly number[],
  width = Number.POSITIVE_INFINITY,
): number[] {
  const widths = [...needed];
  let excess = widths.reduce((sum, one) => sum + one, (widths.length - 1) * GAP.length) - width;
  for (; excess > 0; excess -= 1) {
    const [roomy, wide] = [words, words.map(() => NARROWEST)].map((least) =>
      widths.map((one, column) => (one > least[column]! && one > NARROWEST ? one : 0)),
    );
    const candidates = Math.max(...roomy!) > 0 ? roomy! : wide!;
    const widest = candidates.indexOf(Math.max(...candidates));
    if (candidates[widest] === 0) break;
    widths[widest]! -= 1;
  }
  return widths;
}

/** One row: as many lines as its most folded cell. */
function lines(cells: readonly string[], widths: readonly number[]): string[] {
  const folded = cells.map((cell, column) => fold(cell, widths[column]!));
  const height = Math.max(...folded.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((columns, column) => (folded[column]![line] ?? '').padEnd(columns))
      .join(GAP)
      .trimEnd(),
  );
}

/** Names and what they mean, side by side; a name that is too long stands above its meaning. */
export function definitions(pairs: readonly (readonly [string, string])[], width?: number): string {
  const most = width === undefined ? 30 : Math.max(NARROWEST, Math.min(30, Math.floor(width / 2)));
  const left = Math.max(
    ...pairs.map(([name]) => name.length).filter((length) => length <= most),
    NARROWEST,
  );
  const indent = ' '.repeat(left + 2 * GAP.length);
  const room = width === undefined ? undefined : width - indent.length;
  return pairs
    .flatMap(([name, meaning]) => {
      const folded = fold(meaning, room).map((line) => `${indent}${line}`);
      if (name.length > left) return [`${GAP}${name}`, ...folded];
      return [
        `${GAP}${name.padEnd(left)}${folded[0]!.slice(GAP.length + left)}`,
        ...folded.slice(1),
      ];
    })
    .join('\n');
}
