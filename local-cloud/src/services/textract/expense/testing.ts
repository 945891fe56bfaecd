import type { ExpenseDocument } from '@aws-sdk/client-textract';
import type { Page, Word } from '../../../document-reader/index.ts';
import { expenseDocument } from './document.ts';

/** Text at a place of an A4 page: x of its left (or, with `end`, its right), y of its baseline. */
export type Text = readonly [x: number, y: number, text: string, size?: number, end?: 'end'];

/** A page as a reader gives it. */
export function pageOf(...texts: readonly Text[]): Page {
  return { number: 1, width: 595, height: 842, skew: 0, words: texts.flatMap(wordsOf) };
}

/** Letters are half as wide as they are high. */
function wordsOf([x, y, text, size = 10, end]: Text): Word[] {
  const letter = size / 2;
  const left = end === undefined ? x : x - text.length * letter;
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    confidence: 99,
    left: left + index * letter,
    right: left + (index + word.length) * letter,
    top: y - 0.76 * size,
    bottom: y + 0.22 * size,
  }));
}

export function analysed(...texts: readonly Text[]): ExpenseDocument {
  let ids = 0;
  return expenseDocument(pageOf(...texts), 1, () => `${++ids}`);
}

/** The values of a type, in order. */
export function values({ SummaryFields = [] }: ExpenseDocument, type: string) {
  const fields = SummaryFields.filter(({ Type }) => Type?.Text === type);
  return fields.map(({ ValueDetection }) => ValueDetection?.Text);
}

/** The one field of a type. */
export function field({ SummaryFields = [] }: ExpenseDocument, type: string) {
  const [found, ...others] = SummaryFields.filter(({ Type }) => Type?.Text === type);
  if (found === undefined || others.length > 0) throw new Error(`${others.length} more of ${type}`);
  return found;
}
