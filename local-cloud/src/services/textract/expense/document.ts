import type { ExpenseDocument } from '@aws-sdk/client-textract';
import type { Page } from '../../../document-reader/index.ts';
import { blocksOf } from './blocks.ts';
import { expenseField, type Field } from './field.ts';
import { itemsOf } from './items.ts';
import { linesOf } from './lines.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { partiesOf } from './parties.ts';
import { type Party, partyFields } from './party.ts';
import { settled } from './settle.ts';
import { sumsOf } from './sums-table.ts';
import { holds, isItems, tablesOf } from './tables.ts';
import { titleFields } from './title.ts';
import { folded } from './values.ts';

/** A page as Textract's expense analysis answers it: one document per page, whatever it belongs to. */
export function expenseDocument(page: Page, index: number, newId: () => string): ExpenseDocument {
  const lines = linesOf(page);
  const tables = tablesOf(lines);
  const items = tables.filter(isItems);
  const free = lines.filter((line) => !tables.some((table) => holds(table, line)));
  const sums = tables.filter((table) => !isItems(table)).flatMap(sumsOf);
  const pairs = pairsOf(free);
  const parties = partiesOf(free, page);
  const fields = settled(
    { pairs: owned(pairs, parties), title: titleFields(free, page), sums },
    lines,
    page,
  );
  const summary: Field[] = [...parties.flatMap((party) => partyFields(party, newId())), ...fields];
  const groups = items
    .map((table) => itemsOf(table, page))
    .filter((group) => group.length > 0)
    .map((LineItems, at) => ({ LineItemGroupIndex: at + 1, LineItems }));
  return {
    ExpenseIndex: index,
    SummaryFields: summary.map((field) => expenseField(field, page)),
    LineItemGroups: groups,
    Blocks: blocksOf(lines, page, newId),
  };
}

/** Numbers and phones that stand in the receiver's block are the receiver's. */
function owned(pairs: readonly Pair[], parties: readonly Party[]): Field[] {
  return pairs.flatMap((pair): Field[] => {
    if (pair.type !== 'TAX_PAYER_ID' && pair.type !== 'VENDOR_PHONE') return [pair];
    const party = parties.find(({ lines }) => lines.includes(pair.line));
    if (party?.role === 'other') return [{ ...pair, type: 'OTHER' }];
    const side = isReceivers(pair, party) ? 'RECEIVER' : 'VENDOR';
    if (pair.type === 'VENDOR_PHONE') return [{ ...pair, type: `${side}_PHONE` }];
    return isVat(pair) ? [pair, { ...pair, type: `${side}_VAT_NUMBER` }] : [pair];
  });
}

/** `Ihre USt-IdNr.`, `N° TVA client`, or where it stands. */
function isReceivers({ label }: Pair, party: Party | undefined): boolean {
  if (/\b(?:ihre|your|votre|client|customer|kunden?)\b/.test(folded(label?.text ?? '')))
    return true;
  return party !== undefined && party.role !== 'VENDOR';
}

/** A VAT number begins with its country. */
function isVat({ value }: Field): boolean {
  return value !== undefined && /^[A-Z]{2}/.test(value.text);
}
