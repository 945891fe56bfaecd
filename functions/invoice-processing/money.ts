import { currenciesIn } from './currency.ts';
import { simplified } from './date.ts';
import type { Field, Line } from './expense.ts';
import { agreed, type Finding } from './finding.ts';
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
  const anywhere = lines.flatMap(({ text, confidence }) =>
    readings(currenciesIn(text), confidence),
  );
  const places = [[...beside, ...named], mentions(sums), anywhere];
  const found = places.find((place) => place.length > 0) ?? [];
  const texts = [...lines, ...fields].map(({ text }) => text);
  return withWhoseDollars(
    agreed('currency', found, (code) => code),
    texts,
  );
}

/** Dollars of other countries than the United States, and taxes that are none of theirs. */
const OTHER_DOLLARS = /\b(AUD|CAD|HKD|NZD|SGD|[GHPQ]ST|TPS|TVQ|ABN)\b/;

/** Textract takes a dollar sign for one of the United States, whatever else is on the page. */
function withWhoseDollars(found: Finding<string>, texts: readonly string[]): Finding<string> {
  const isNamed = texts.flatMap(currenciesIn).includes('USD');
  if (found.value !== 'USD' || isNamed || !OTHER_DOLLARS.test(texts.join('\n'))) return found;
  return { ...found, doubts: [...found.doubts, 'Whose dollars they are is not sure.'] };
}

function mentions(sums: readonly Sum[]) {
  return sums.flatMap(({ currencies, confidence }) => readings(currencies, confidence));
}

function readings(codes: readonly string[], confidence: number) {
  return codes.map((value) => ({ value, confidence }));
}
