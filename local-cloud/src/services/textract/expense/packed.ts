import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ExpenseDocument } from '@aws-sdk/client-textract';
import { SeededRandom } from '../../../core/random.ts';
import type { Maker } from '../../../document-reader/index.ts';
import { expenseDocument } from './document.ts';

/** A page's document as JSON, packed, in base 64: a tenth of it. */
export type PackedDocument = string;

/**
 * What a page says of an expense, to be called in the process that reads it: a page with many words
 * takes seconds.
 */
const pack: Maker<PackedDocument> = (page, seed) => {
  const random = new SeededRandom(`${seed} ${page.number}`);
  const { ExpenseIndex: _, ...document } = expenseDocument(page, 0, () => random.uuid());
  return deflateRawSync(JSON.stringify(document), { level: 1 }).toString('base64');
};
export default pack;

/** @param index from 1: its place among the documents of its job */
export function unpacked(packed: PackedDocument, index: number): ExpenseDocument {
  const json = inflateRawSync(Buffer.from(packed, 'base64')).toString();
  return { ExpenseIndex: index, ...JSON.parse(json) };
}
