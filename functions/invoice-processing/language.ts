import { simplified } from './date.ts';

export type Language = 'de' | 'en' | 'fr';

/** Words that invoices of one language have and those of the others do not. */
const WORDS: Readonly<Record<Language, RegExp>> = {
  de: /\b(rechnung\w*|betrag|netto\w*|brutto\w*|ust|mwst|umsatzsteuer|zahlbar|kunden?\w*|menge|und|der|die|von)\b/g,
  en: /\b(invoice|amount|due|bill(ed)?|quantity|price|payment|the|and|of|ship(ping)?|subtotal)\b/g,
  fr: /\b(facture|tva|ttc|ht|montant|echeance|paiement|quantite|prix|et|du|des|le|de la)\b/g,
};

/** The language that most of the words are of; undefined where two have as many. */
export function languageOf(texts: readonly string[]): Language | undefined {
  const text = simplified(texts.join('\n'));
  const counts = Object.entries(WORDS).map(([language, words]) => ({
    language: language as Language,
    count: text.match(words)?.length ?? 0,
  }));
  const [first, second] = counts.toSorted((a, b) => b.count - a.count);
  return first!.count > second!.count ? first!.language : undefined;
}
