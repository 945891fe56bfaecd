import { simplified } from './date.ts';

/** What a page says it is, and of how it is paid. */
export interface Kind {
  /** Money is given back: nothing is ever paid for it. */
  readonly isCreditNote: boolean;
  readonly doubts: readonly string[];
}

/** What credit notes are headed. "Avoir" is a verb, too: a number or nothing follows the noun. */
const CREDIT_NOTE =
  /^((final |sales )?credit (note|memo|invoice)|note de credit|storno-?rechnung|rechnungsstorno|rechnungskorrektur|korrekturrechnung|berichtigte rechnung|kreditnote)\b|^(facture d.?)?avoir\b(?=$| ?(n[o°.]|numero|[:#(])| \S*\d)/;

/**
 * A German Gutschrift is what a buyer writes instead of the seller's invoice (§ 14 UStG, type 389 of
 * UNTDID 1001): to be paid. In everyday words it is a credit note, too.
 */
const GUTSCHRIFT = /^gutschrift/;
const SELF_BILLED =
  /selbst ?ausgestellt|\(389\)|self.?bill|gutschrift(s)?verfahren|autofacturation/;

/** That it is settled, or is collected: to pay it, too, would be to pay twice. */
const SETTLED: readonly RegExp[] = [
  /\b(wurde|ist|wird)\b[^.]{0,80}\b(beglichen|bezahlt|abgebucht|eingezogen|verrechnet)\b/,
  /keine aufforderung zur zahlung|dankend erhalten|lastschrift(einzug|verfahren)?\b/,
  /paid in full|already (been )?paid|do not pay|no payment (is )?(due|required)|direct debit/,
  /\b(will|has|have) (be|been) (charged|debited|collected|settled|paid)\b/,
  /deja (ete )?(paye|regle)|acquittee|\ba ete (paye|regle)|prelevement automatique|ne pas payer/,
];

/** `texts` are the lines of the pages and the labels of what was read. */
export function kindOf(texts: readonly string[]): Kind {
  const lines = texts.map((text) => joined(simplified(text)));
  const page = lines.join(' ');
  const isHeaded = (heading: RegExp) => lines.some((line) => heading.test(line));
  const isOpen = isHeaded(GUTSCHRIFT) && !SELF_BILLED.test(page);
  return {
    isCreditNote: isHeaded(CREDIT_NOTE),
    doubts: [
      ...(isOpen ? ['A Gutschrift can be a self-billed invoice or a credit note.'] : []),
      ...(SETTLED.some((words) => words.test(page))
        ? ['The page says that it is paid, or is collected.']
        : []),
    ],
  };
}

/** Headings are spaced out: `G U T S C H R I F T`. */
function joined(line: string): string {
  return line.replace(/\b(\p{L}) (?=\p{L}\b)/gu, '$1');
}
