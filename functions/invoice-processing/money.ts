import { currenciesIn } from './currency.ts';
import { simplified } from './date.ts';
import type { Field, Line } from './expense.ts';
import { agreed, type Finding, NOTHING } from './finding.ts';
import type { Sum } from './total.ts';

/** What stands before the currency of an invoice. That of its tax may be another. */
const LABEL =
  /^((rechnungs|beleg)?wahrung|(invoice |document )?currency|devise|monnaie|betrage in|alle betrage in|amounts? in)\b:?$/;

/**
 * The currency of the amount that is to be paid, as the page has it: beside the amount, as the
 * currency of the invoice, beside all other amounts, or as the only one that the page names. None is
 * assumed: a dollar alone is not known, unless Textract says whose it is.
 */
export function currencyOf(
  cents: number | undefined,
  sums: readonly Sum[],
  fields: readonly Field[],
  lines: readonly Line[],
): Finding<string> {
  const beside = mentions(sums.filter(({ value }) => value === cents));
  const named = fields
    .filter(({ label }) => LABEL.test(simplified(label)))
    .flatMap(({ text, confidence }) => readings(currenciesIn(text), confidence));
  const found = [...beside, ...named];
  if (found.length > 0) return agreed('currency', found, (code) => code);
  const other = mentions(sums);
  if (other.length > 0) return agreed('currency', other, (code) => code);
  const anywhere = lines.flatMap(({ text, confidence }) =>
    readings(currenciesIn(text), confidence),
  );
  return anywhere.length > 0 ? agreed('currency', anywhere, (code) => code) : NOTHING;
}

function mentions(sums: readonly Sum[]) {
  return sums.flatMap(({ currencies, confidence }) => readings(currencies, confidence));
}

function readings(codes: readonly string[], confidence: number) {
  return codes.map((value) => ({ value, confidence }));
}
