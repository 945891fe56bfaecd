import type { Page } from '../../../document-reader/index.ts';
import type { Field } from './field.ts';
import { beside, joined, type Line, type Span, spanOf, whole } from './lines.ts';
import { folded, isMoney, isMore, valueAt } from './values.ts';

const TITLE =
  /^(?:(?:tax|vat|sales|commercial|pro ?-?forma|final|interim|purchase|elektronische|korrigierte) )?(?:invoice|credit note|credit memo|receipt|[a-z]*korrektur|storno(?:beleg)?|[a-z]*rechnung|[a-z]*gutschrift|facture(?: d.?avoir| d.?acompte| pro ?forma| rectificative)?|avoir|note de credit|bill)(?: \([^)]{1,40}\))*/;
const BETWEEN = /^[ :.,]*(?:nr\.?|no\.?|number|nummer|numero|#|n[°ºo]\.?)?[ :.#]*/;
const BEFORE_DATE = /^[ ,]*(?:vom|dated|du|of|from|date[d:]?|issued (?:at|on)|le)[ :]*/;

/**
 * What the document calls itself, with the number and the date that stand behind it in its row:
 * `Handelsrechnung (380) Nr. 471102 vom 05.06.2018`. The title itself is an OTHER without a label.
 */
export function titleFields(lines: readonly Line[], page: Page): Field[] {
  const rows = lines
    .filter((line) => line.top < page.height * 0.6)
    .filter(({ text }) => titleIn(text) !== undefined)
    .sort((a, b) => importance(b) - importance(a));
  const fields = rows.map((line) => fieldsOf(line, lines));
  const numbered = fields.find((found) => found.length > 1);
  const best = numbered ?? fields[0] ?? [];
  return best;
}

/** Titles are alone in their line, or large. */
function importance({ text, top, bottom }: Line): number {
  return (bottom - top) * (titleIn(text)!.length > text.length * 0.6 ? 2 : 1);
}

function titleIn(text: string): string | undefined {
  const found = TITLE.exec(folded(text).replaceAll('ß', 's'))?.[0].trimEnd();
  if (found === undefined) return undefined;
  const rest = text.slice(found.length);
  if (/^[\p{L}\p{N}]/u.test(rest)) return undefined;
  // A title is no sentence, and no label of something else.
  const words = rest.match(/\p{L}{3,}/gu)?.length ?? 0;
  return words <= 2 && !/^\s*(?:gem|zu\b|to\b|date|datum|address|adresse)/i.test(rest)
    ? found
    : undefined;
}

function fieldsOf(line: Line, lines: readonly Line[]): Field[] {
  const title = titleIn(line.text)!;
  const row = rowOf(line, lines);
  const fields: Field[] = [{ type: 'OTHER', sure: 95, value: spanOf(line, 0, title.length) }];
  const between = BETWEEN.exec(folded(row.text.slice(title.length)))![0];
  const at = title.length + between.length;
  const number = valueAt(row.text.slice(at), 'id');
  if (number === undefined || isMoney(number)) return fields;
  const rest = row.text.slice(at + number.length);
  const explicit = /[a-z#°º]/.test(between);
  const label = spanIn(row, 0, at);
  fields.push({
    type: 'INVOICE_RECEIPT_ID',
    sure: isMore(rest, 'id') ? 82 : explicit ? 98.5 : 94,
    label,
    value: spanIn(row, at, at + number.length),
  });
  const before = BEFORE_DATE.exec(folded(rest))?.[0] ?? /^[ ,]*/.exec(rest)![0];
  const date = valueAt(rest.slice(before.length), 'date');
  if (date !== undefined) {
    const from = at + number.length + before.length;
    fields.push({
      type: 'INVOICE_RECEIPT_DATE',
      sure: before.trim() === '' ? 93 : 98,
      value: spanIn(row, from, from + date.length),
    });
  }
  return fields;
}

interface Row {
  readonly text: string;
  readonly lines: readonly Line[];
}

/** A line with those to the right of it, as long as it takes. */
function rowOf(line: Line, lines: readonly Line[]): Row {
  const right = lines
    .filter((other) => other.left > line.right && beside(other, line))
    .sort((a, b) => a.left - b.left)
    .slice(0, 4);
  const all = [line, ...right];
  return { text: all.map(({ text }) => text).join(' '), lines: all };
}

function spanIn({ lines }: Row, from: number, to: number): Span {
  const parts: Span[] = [];
  let start = 0;
  for (const line of lines) {
    const [a, b] = [Math.max(0, from - start), Math.min(line.text.length, to - start)];
    if (a < b && line.text.slice(a, b).trim() !== '') {
      parts.push(a === 0 && b === line.text.length ? whole(line) : spanOf(line, a, b));
    }
    start += line.text.length + 1;
  }
  return joined(parts);
}
