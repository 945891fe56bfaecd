import type { Field } from './field.ts';
import type { Label } from './label-entry.ts';
import { afterLabel, type Found, labelAt } from './labels.ts';
import { below, height, type Line, rightOf, type Span, spanOf } from './lines.ts';
import { roleOf } from './roles.ts';
import { currencyIn, isMoney, isMore, type Kind, valueAt } from './values.ts';

/** A label where it stands: at a place of a line's text. */
interface Placed extends Found {
  readonly line: Line;
  readonly from: number;
  /** Where its value would begin, in the same line. */
  readonly to: number;
}

/** What was found, and where: a field of the summary, its label in a line. */
export interface Pair extends Field {
  readonly line: Line;
}

/** The labels of a page with their values: in the same line, to the right, or below. */
export function pairsOf(lines: readonly Line[]): Pair[] {
  return lines.flatMap((line) => pairsIn(line, lines));
}

function pairsIn(line: Line, lines: readonly Line[]): Pair[] {
  const found: Pair[] = [];
  for (const start of wordStarts(line.text)) {
    const last = found.at(-1);
    if (last?.value !== undefined && start < endIn(line, last)) continue;
    const match = labelAt(line.text.slice(start));
    if (match === undefined) continue;
    const to = start + match.length + afterLabel(line.text.slice(start + match.length));
    const pair = pairOf({ ...match, line, from: start, to }, lines, start === 0);
    if (pair !== undefined) found.push(pair);
    if (pair !== undefined && pair.value === undefined) break;
  }
  return found;
}

function wordStarts(text: string): number[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}(]/gu)].map(({ index }) => index);
}

/** Where the value of a pair, or its label, ends in the line. */
function endIn(line: Line, { label, value }: Pair): number {
  const last = [...(label?.words ?? []), ...(value?.words ?? [])].filter((word) =>
    line.words.includes(word),
  );
  return Math.max(...last.map((word) => line.starts[line.words.indexOf(word)]! + word.text.length));
}

/** In the middle of a line a label counts only with its value right behind it. */
function pairOf(placed: Placed, lines: readonly Line[], first: boolean): Pair | undefined {
  const { line, label, from, length } = placed;
  const shown = spanOf(line, from, from + length + colon(line.text.slice(from + length)));
  const inside = insideOf(placed);
  const value = inside ?? (first && endsThere(placed) ? outside(placed, lines) : undefined);
  if (value === undefined && !(first && isBare(placed))) return undefined;
  const currency = value && label.kind === 'amount' ? currencyOf(value, line, lines) : undefined;
  const isMeant = first || !(isProse(line, from) || isQualified(placed));
  const isDoubted = !isMeant || (value !== undefined && goesOn(value, label.kind, lines));
  const sure = isDoubted ? label.sure - 12 : label.sure;
  return { type: label.type, sure, label: shown, value, currency, line };
}

/** In a sentence words mean less than at the head of a line. */
function isProse({ text }: Line, at: number): boolean {
  return (text.slice(0, at).match(/\p{L}{3,}/gu)?.length ?? 0) >= 3;
}

/** `Ship Date`, `Delivered on date`: a word right before it may make it the date of something else. */
function isQualified({ line, label, from }: Placed): boolean {
  return label.kind === 'date' && /\p{L} $/u.test(line.text.slice(0, from));
}

/** More of it may follow than was taken: `INV 2026 0042`, `77(B)`, a period instead of a date. */
function goesOn(value: Span, kind: Kind, lines: readonly Line[]): boolean {
  const last = value.words.at(-1)!;
  const line = lines.find(({ words }) => words.includes(last));
  const at = line === undefined ? -1 : line.text.indexOf(value.text);
  return line !== undefined && at >= 0 && isMore(line.text.slice(at + value.text.length), kind);
}

function colon(rest: string): number {
  return /^ ?:/.exec(rest)?.[0].length ?? 0;
}

function insideOf({ line, label, to }: Placed): Span | undefined {
  const rest = line.text.slice(to);
  const value = valueAt(rest, label.kind);
  if (label.kind === 'amount') return lastAmount(line, to);
  // `Terms & Conditions` is no term.
  if (label.kind === 'text' && !/^[\p{L}\p{N}+(*]/u.test(rest)) return undefined;
  return value === undefined ? undefined : spanOf(line, to, to + value.length);
}

/** What may stand between a label and what it comes to: words, rates, what a tax is taken of. */
const BEFORE_AMOUNT =
  /^(?:\p{L}{1,5}\.?|\(|\)|[\d.,]+ ?%\)?|%|à|@|=|:|-|(?:[€$£] ?)?\d[\d.'’]*[.,]\d{2}(?: ?[€$£])?|\s)*$/u;

/** `Umsatzsteuer 7% von 129,37 9,06`: the amount that ends a line. */
function lastAmount(line: Line, from: number): Span | undefined {
  const rest = line.text.slice(from);
  for (const { index } of rest.matchAll(/(?<![\d.,'’\p{L}])[-–−(€$£\p{L}]*\d/gu)) {
    const at = index + /^\p{L}*?(?=[A-Z]{3}\d|[€$£\d(–−-])/u.exec(rest.slice(index))![0].length;
    const value = valueAt(rest.slice(at), 'amount');
    const ends = value !== undefined && rest.slice(at + value.length).trim() === '';
    if (ends && isMoney(value) && BEFORE_AMOUNT.test(rest.slice(0, at))) {
      return spanOf(line, from + at, from + at + value.length);
    }
  }
  return undefined;
}

/** Nothing but marks follows the label in its line. */
function endsThere({ line, to }: Placed): boolean {
  const rest = line.text.slice(to).replace(/\([^)]*\)|[%\d.,() ]+%/g, '');
  return rest.trim().length <= 3;
}

/** A label and a colon: where a value belongs, whether or not there is one. */
function isBare({ line, to, label }: Placed): boolean {
  return to >= line.text.length && /:\s*$/.test(line.text) && label.sure > 95;
}

function outside(placed: Placed, lines: readonly Line[]): Span | undefined {
  return toTheRight(placed, lines) ?? underneath(placed, lines);
}

function toTheRight({ line, label }: Placed, lines: readonly Line[]): Span | undefined {
  const right = rightOf(line, lines);
  if (label.kind !== 'amount') return right[0] && wholeValue(right[0], label);
  const values: Span[] = [];
  for (const other of right) {
    if (labelAt(other.text) !== undefined && !/\d/.test(other.text)) break;
    const value = wholeValue(other, label);
    if (value !== undefined && (isMoney(value.text) || values.length === 0)) values.push(value);
  }
  return values.at(-1);
}

/** How far below a label its value may stand, in heights of the label. */
const REACH = 2;

function underneath({ line, label }: Placed, lines: readonly Line[]): Span | undefined {
  if (label.kind === 'text') return undefined;
  const next = below(line, lines, REACH)[0];
  if (next === undefined || rightOf(line, lines).some((other) => isNear(line, other))) {
    return next && label.kind === 'date' ? wholeValue(next, label) : undefined;
  }
  return wholeValue(next, label);
}

/** Something that is no label stands right beside: what stands below belongs to it. */
function isNear(line: Line, other: Line): boolean {
  return other.left - line.right < 3 * height(line) && labelAt(other.text) === undefined;
}

/** The line as the value of a label: it begins with one of that kind, and is no label itself. */
function wholeValue(line: Line, { kind, type }: Label): Span | undefined {
  const skipped = /^[\s:]*/.exec(line.text)![0].length;
  const text = line.text.slice(skipped);
  if (kind === 'text') {
    const plain = labelAt(text) === undefined && roleOf(text) === undefined;
    return plain || type === 'PAYMENT_TERMS' ? spanOf(line, skipped) : undefined;
  }
  const value = valueAt(text, kind);
  if (value === undefined) return undefined;
  const rest = text.slice(value.length).trim();
  if (rest.length > allowedRest(kind)) return undefined;
  return spanOf(line, skipped, skipped + value.length);
}

function allowedRest(kind: Kind): number {
  return kind === 'amount' ? 2 : 60;
}

/** The currency that stands in the value, or right beside it in its row. */
function currencyOf(value: Span, line: Line, lines: readonly Line[]): string | undefined {
  const inside = currencyIn(value.text);
  if (inside !== undefined) return inside;
  const near = lines.filter(
    (other) =>
      Math.abs(other.left - value.right) < 3 * height(value) ||
      Math.abs(value.left - other.right) < 3 * height(value),
  );
  const row = near.filter(
    (other) => overlapsRow(other, value) && valueAt(other.text, 'currency') === other.text,
  );
  if (row[0] !== undefined) return currencyIn(row[0].text);
  // `Total (EUR): 12.00`: the label's own words.
  return overlapsRow(line, value) ? currencyIn(line.text) : undefined;
}

function overlapsRow(a: { top: number; bottom: number }, b: { top: number; bottom: number }) {
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.3 * (b.bottom - b.top);
}
