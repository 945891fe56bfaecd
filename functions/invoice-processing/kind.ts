import { simplified } from './date.ts';
import {
  ANYWHERE,
  CREDIT_NOTE,
  GUTSCHRIFT,
  HEADINGS,
  PREPAID,
  RETURNED,
  SELF_BILLED,
  UNTAXED,
} from './words.ts';

/** What a page says it is, and of how it is paid. */
export interface Kind {
  /** Money is given back: nothing is ever paid for it. */
  readonly isCreditNote: boolean;
  readonly doubts: readonly string[];
}

/** The words of a file. */
export interface Words {
  readonly lines: readonly string[];
  /** Of what was read. */
  readonly labels: readonly string[];
  /** Each label with its value. */
  readonly fields: readonly string[];
}

/** What else was read of the page, and explains its words. */
export interface Known {
  /** What is left to pay, or is paid already. */
  readonly isPartlyPaid: boolean;
  readonly hasTax: boolean;
}

/** What the words of a file say it is, whatever of it was read. */
export function kindOf(words: Words, known: Known): Kind {
  const [lines, labels, fields] = [words.lines, words.labels, words.fields].map(plain);
  const all = [...lines!, ...labels!, ...fields!];
  const page = all.join(' ');
  // What has a value beside it is a label: `Lieferschein 4711`.
  const titles = lines!.filter((line) => !labels!.includes(line));
  const headings = [...titles, ...fields!].filter(isShort);
  const isCreditNote = all.some((line) => CREDIT_NOTE.test(line));
  const isSelfBilled = SELF_BILLED.test(page);
  const isOpen = headings.some((line) => GUTSCHRIFT.test(line));
  const isSure = isCreditNote || isSelfBilled;
  const doubts = [
    ...(isOpen && !isSure ? ['A Gutschrift can be a self-billed invoice or a credit note.'] : []),
    ...said(headings, page).filter((doubt) => doubt !== RETURNED || !isSure),
    ...unread(page, known),
  ];
  return { isCreditNote, doubts };
}

/** What headings, and sentences wherever they stand, say against a payment. */
function said(headings: readonly string[], page: string): string[] {
  const found = [
    ...HEADINGS.filter(([, words]) => headings.some((line) => words.test(line))),
    ...ANYWHERE.filter(([, words]) => words.test(page)),
  ];
  return found.map(([doubt]) => doubt);
}

/** What the page tells of, and was not read. */
function unread(page: string, { isPartlyPaid, hasTax }: Known): string[] {
  return [
    ...(PREPAID.test(page) && !isPartlyPaid
      ? ['The page tells of what is paid or withheld, and not how much.']
      : []),
    ...(UNTAXED.test(page) && !hasTax ? ['The prices are without tax, and no tax was read.'] : []),
  ];
}

function plain(texts: readonly string[]): string[] {
  return texts.map((text) => joined(simplified(text)));
}

/** No sentence: eight words at most. */
function isShort(line: string): boolean {
  return line.split(/\s+/, 9).length <= 8;
}

/** Headings are spaced out: `G U T S C H R I F T`. */
function joined(line: string): string {
  return line.replace(/\b(\p{L}) (?=\p{L}\b)/gu, '$1');
}
