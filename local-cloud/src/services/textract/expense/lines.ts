import type { Box, Page, Word } from '../../../document-reader/index.ts';

/** Words that stand together: what Textract calls a LINE. A row of a table is several. */
export interface Line extends Box {
  readonly text: string;
  readonly words: readonly Word[];
  /** Where each word begins in the text. */
  readonly starts: readonly number[];
}

/** A part of a line's text, with the words that it is made of. */
export interface Span extends Box {
  readonly text: string;
  readonly words: readonly Word[];
}

/** Blanks as wide as this many letters are high part two lines. */
const WIDEST_BLANK = 1.3;

/** The lines of a page, from top to bottom and from left to right. */
export function linesOf({ words }: Page): Line[] {
  const heights = words.map(height).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 1;
  const open: Word[][] = [];
  for (const word of [...words].sort((a, b) => a.left - b.left)) {
    const near = open.filter((line) => follows(line.at(-1)!, word, usual));
    const best = near.sort((a, b) => off(a.at(-1)!, word) - off(b.at(-1)!, word))[0];
    if (best === undefined) open.push([word]);
    else best.push(word);
  }
  return open.map(lineOf).sort((a, b) => (beside(a, b) ? a.left - b.left : a.top - b.top));
}

function follows(last: Word, word: Word, usual: number): boolean {
  const gap = word.left - last.right;
  const letters = Math.max(Math.min(height(last), height(word)), usual * 0.6);
  return gap < WIDEST_BLANK * letters && gap > -letters && off(last, word) < 0.45 * letters;
}

/** How far two boxes' middles are apart in height. */
function off(a: Box, b: Box): number {
  return Math.abs(middle(a) - middle(b));
}

export function height(box: Box): number {
  return box.bottom - box.top;
}

export function middle(box: Box): number {
  return (box.top + box.bottom) / 2;
}

/** Whether two boxes stand in the same row: they share most of the height of the lower of them. */
export function beside(a: Box, b: Box): boolean {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return shared > 0.45 * Math.min(height(a), height(b));
}

/** Whether one of them stands above the other, at least in part. */
export function overlaps(a: Box, b: Box): boolean {
  return Math.min(a.right, b.right) > Math.max(a.left, b.left);
}

function lineOf(words: readonly Word[]): Line {
  const spaced = words.length > 3 && words.every(({ text }) => /^\p{L}$/u.test(text));
  const starts: number[] = [];
  let text = '';
  for (const word of words) {
    if (text !== '' && !spaced) text += ' ';
    starts.push(text.length);
    text += word.text;
  }
  return { text, words, starts, ...around(words) };
}

/** The box around boxes. */
export function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/** The part of a line between two places of its text, without blanks at its ends. */
export function spanOf({ text, words, starts }: Line, from: number, to = text.length): Span {
  const part = text.slice(from, to);
  const begin = from + part.length - part.trimStart().length;
  const end = begin + part.trim().length;
  const inside = words.filter((word, at) => {
    const start = starts[at]!;
    return start < end && start + word.text.length > begin;
  });
  return { text: part.trim(), words: inside, ...around(inside.length > 0 ? inside : words) };
}

export function whole(line: Line): Span {
  return { text: line.text, words: line.words, ...around(line.words) };
}

/** Spans as one, in rows as they stand on the page. */
export function joined(spans: readonly Span[]): Span {
  const text = spans.reduce((all, span, at) => {
    const before = spans[at - 1];
    if (before === undefined) return span.text;
    return all + (beside(before, span) ? ' ' : '\n') + span.text;
  }, '');
  return { text, words: spans.flatMap(({ words }) => words), ...around(spans) };
}

/**
 * What stands to the right of a box, from the nearest on. Where nothing does in its row, what stands a
 * little lower or higher counts: forms print labels small, and above the line.
 */
export function rightOf(box: Box, lines: readonly Line[]): Line[] {
  const edge = box.right - 0.3 * height(box);
  const right = lines
    .filter((line) => line.left >= edge && touches(line, box))
    .filter(({ text }) => /[\p{L}\p{N}€$£]/u.test(text))
    .sort((a, b) => a.left - b.left);
  const row = right.filter((line) => beside(line, box));
  return row.length > 0 ? row : right;
}

function touches(a: Box, b: Box): boolean {
  return Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top);
}

/** What stands below a box, from the nearest on, down to so many of its heights. */
export function below(box: Box, lines: readonly Line[], heights: number): Line[] {
  const reach = box.bottom + heights * height(box);
  return lines
    .filter((line) => line.top > middle(box) && !beside(line, box) && line.top < reach)
    .filter((line) => overlaps(line, box))
    .sort((a, b) => a.top - b.top);
}

/** How sure the words of a span are: the least sure of them counts, whatever is made of the marks. */
export function certainty({ words }: Span): number {
  const said = words.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  return words.length === 0 ? 0 : Math.min(100, ...said.map(({ confidence }) => confidence));
}
