/** Signs that mean one currency. A dollar alone may be of many countries, a yen of two. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  US$: 'USD',
  CA$: 'CAD',
  AU$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  R$: 'BRL',
};

/** Codes that are written on invoices: any three letters would be words, too. ISO 4217. */
export const CURRENCY_CODES =
  'AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR ISK JPY KRW MXN MYR NOK NZD PHP PLN RON SEK SGD THB TRY USD ZAR'.split(
    ' ',
  );

const MENTION = new RegExp(
  `€|£|₹|(?:US|CA|AU|NZ|HK|R)\\$|\\b(?:${CURRENCY_CODES.join('|')})\\b`,
  'g',
);

/** The currencies that a text names, each once: `EUR 12,00 €` names one, `$12.00` none. */
export function currenciesIn(text: string): string[] {
  const found = (text.match(MENTION) ?? []).map((mention) => SIGNS[mention] ?? mention);
  return [...new Set(found)];
}
