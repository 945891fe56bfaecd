import { folded } from './values.ts';

/** What a column of a table is, by its head. */
export type Column =
  | 'ITEM'
  | 'QUANTITY'
  | 'UNIT_PRICE'
  | 'PRICE'
  | 'PRODUCT_CODE'
  | 'SUBTOTAL'
  | 'TAX'
  | 'TOTAL'
  | 'DATE'
  | 'PAYMENT'
  | 'OTHER';

/** English, German and French, folded; the first that fits. */
const HEADS: readonly (readonly [Column, string])[] = [
  [
    'PRODUCT_CODE',
    '(?:unsere |ihre )?art(?:ikel)?[ .-]*(?:nr|nummer|no).*|sku|item (?:no|#|code).*|product code|code|ref(?:erence)?\\.?|gtin|ean',
  ],
  [
    'ITEM',
    '(?:artikel|leistungs|produkt)?-?(?:bezeichnung|beschreibung)|artikel|leistung(?:en)?|produkt|text|(?:item |product |service )?descriptions?|items?|products?|services?|designations?|libelle|prestations?|details?|particulars|bezeichnung der leistung|activity|position',
  ],
  [
    'QUANTITY',
    'menge|anzahl|qty\\.?|quantity|quantites?|qte\\.?|stunden|hours|units?|nombre|stuck(?:zahl)?|anz\\.?|std\\.?',
  ],
  [
    'UNIT_PRICE',
    '(?:einzel|stuck|netto|e)-?preis.*|preis|preis ?\\/ ?(?:einheit)?|ep|unit (?:price|cost)|price(?: per unit| each)?|rate|prix|prix unitaire(?: ht)?|prix unit\\.?(?: ht)?|p\\.? ?u\\.?(?: ht)?',
  ],
  ['TOTAL', 'end(?:betrag|summe)|brutto(?:betrag)?|(?:total|montant|prix) ttc|gross(?: amount)?'],
  [
    'TAX',
    '(?:mwst|ust|steuer|umsatzsteuer)[.-]*betrag|(?:vat|tax|gst) amount|steuer|montant (?:de la )?(?:tva|taxe)|vat|tax|tva|mwst\\.?|ust\\.?',
  ],
  [
    'PRICE',
    '(?:gesamt|netto|positions|zeilen)?-?(?:betrag|wert|summe)(?: ?\\(?(?:in )?(?:eur|€|netto)\\)?)?|gesamt(?:preis)?(?: netto)?|entgelt|(?:line )?(?:total|amount)(?: ?\\(?(?:usd|eur|gbp|[€$£])\\)?)?|net (?:amount|amout|price)|ext(?:ended)? price|(?:prix|montant|total) (?:total )?(?:ht|net)|prix total|montant',
  ],
  ['SUBTOTAL', 'warenwert|basisbetrag|base(?: ht)?|taxable'],
  ['DATE', 'falligkeit(?:sdatum)?|echeance|due(?: date)?'],
  ['PAYMENT', 'reglement|zahlung|payments?|paiement'],
  [
    'OTHER',
    'pos(?:ition)?\\.?(?: ?art\\.? ?nr\\.?)?|nr\\.?|#|no\\.?|einheit|meng\\.?-?|unite?|me|(?:mwst|ust|tva|vat|tax|steuer)\\.?(?:satz)?[ .-]*(?:%|satz|rate|\\[%\\])*|vke\\/geb|rem(?:ise)?\\.?|rabatt|discount|date|datum|zu-?\\/abschlag|fracht-verp-vers|skonto(?: sofort)?|art(?: \\(kategorie\\))?|grund|prozent|basismenge|teilzahlung|taxe|taux|steuersatz(?: \\[%\\])?|am|%|grundbetrag',
  ],
];

const PATTERNS = HEADS.map(
  ([column, words]) =>
    [column, new RegExp(`^(?:${words})(?: ?[(]?(?:in )?(?:eur|usd|gbp|chf|[€$£])[)]?)?$`)] as const,
);

export function columnOf(text: string): Column | undefined {
  const head = folded(text)
    .replaceAll('ß', 's')
    .replace(/[\s:.]+$/, '');
  return PATTERNS.find(([, pattern]) => pattern.test(head))?.[0];
}
