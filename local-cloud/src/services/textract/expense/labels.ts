import type { Kind } from './values.ts';
import { folded } from './values.ts';

/** What stands before a value, and what it says that the value is. */
export interface Label {
  /** Textract's type of the field. */
  readonly type: string;
  readonly kind: Kind;
  /** 0 to 100: how surely these words mean this type. */
  readonly sure: number;
}

interface Entry extends Label {
  readonly pattern: RegExp;
}

const NO = "(?:[ .-]*(?:no|nr|num|nummer|number|numero|id|ref)(?![a-z])\\.?|[ .-]*#| ?n[°ºo](?![a-z])\\.?)";
const N = '(?:no\\.?|nr\\.?|n[°ºo]\\.?|numero|nummer|number|num\\.?) ?(?:de |d.|of |der |du )?(?:la |the )?';
const DATE_OF = "(?:date|datum) ?(?:de |d.|of |der |du )?(?:la |the )?";

function entries(type: string, kind: Kind, sure: number, ...words: string[]): Entry[] {
  return words.map((word) => ({
    type,
    kind,
    sure,
    pattern: new RegExp(`^(?:${word})(?![a-z0-9])`),
  }));
}

const DOCUMENT = '(?:[a-z]*rechnung|rg|re|beleg|dokument|document|gutschrift|storno|[a-z]*korrektur|invoice|inv|bill|receipt|credit ?note|credit ?memo|facture|avoir|piece|quittung|tax invoice)';

/** English, German and French, folded; the longest match wins, the earlier of two as long. */
const LABELS: readonly Entry[] = [
  ...entries('INVOICE_RECEIPT_ID', 'id', 99, `${DOCUMENT}s?${NO}`, `${N}${DOCUMENT}`, 'our invoice', 'unsere rechnung', 'rechnungskennung'),
  ...entries('INVOICE_RECEIPT_ID', 'id', 88, 'reference facture', 'ref\\.? facture'),
  ...entries('INVOICE_RECEIPT_DATE', 'date', 99, `${DOCUMENT}s?[ .-]*(?:date|datum)`, `${DATE_OF}(?:l.)?${DOCUMENT}`, 'date de facturation', "date d.emission", 'date of issue', 'issue date', 'date issued', 'issued(?: on| at)?', 'ausstellungsdatum', 'ausgestellt am', 'emise? le', 'facture du', 'rechnung vom', 'invoice dated'),
  ...entries('INVOICE_RECEIPT_DATE', 'date', 94, 'date', 'datum', 'tax point'),
  ...entries('DUE_DATE', 'date', 99, 'due date', 'date due', 'payment due(?: date| by| on)?', 'due(?: by| on)?', 'pay(?:able)? by', 'payable on', 'pay(?:ment)? before', 'please (?:remit|pay)(?: by| until| before)?', 'fallig(?:keit)?(?:sdatum|stag)?(?: am| zum| bis)?', 'zahlbar (?:bis|am)(?: zum)?', 'zahlbar innerhalb [^,;]{0,40}? bis(?: zum)?', 'zahlbar ohne abz?u?g?[a-z]* bis(?: zum)?', 'zahlung bis(?: zum)?', 'zu zahlen bis(?: zum)?', 'zahlungsziel', 'zahlungstermin', 'zahldatum', "(?:date d.)?echeance(?: le)?", 'date limite(?: de paiement)?', '(?:a )?(?:payer|regler) (?:avant|pour) le', 'payable (?:avant|jusqu.au) ?(?:le)?', 'date de reglement'),
  ...entries('AMOUNT_DUE', 'amount', 99, '(?:total )?amount (?:due|payable|owed|owing|to pay)', '(?:total |balance |net )(?:due|payable)(?: now)?', 'due payable', 'balance(?: due| outstanding)?', 'outstanding(?: amount| balance)?', 'please pay', 'to pay', 'zahlbetrag', '(?:noch )?(?:zu )?zahlende?r? betrag', '(?:noch )?zu zahlen(?:der betrag)?', 'offener (?:rechnungs)?betrag', 'offene forderung', 'rest(?:betrag|forderung|summe)', 'falliger betrag', 'uberweisungsbetrag', 'zahllast', '(?:betrag )?fallig', 'net (?:a )?payer', '(?:montant |total |somme |solde |reste )(?:net )?(?:a payer|du|a regler)', 'reste du', 'solde', 'a payer'),
  ...entries('TOTAL', 'amount', 99, 'grand total', '(?:invoice|order) total', 'total (?:amount|invoice|price)?(?: ?\\(?(?:inc(?:l|luding)?\\.?|with|gross)[a-z .%0-9&-]*\\)?)', '(?:gross|total) (?:amount|total)', 'total gross', 'gesamt(?:betrag|summe|preis)(?!.{0,5}(?:der|netto))(?: ?\\(?(?:inkl|brutto|eur|incl)[a-z. %0-9]*\\)?)?', 'brutto(?:summe|betrag|gesamtbetrag)?', 'rechnungs(?:betrag|summe|endbetrag)(?: brutto)?(?: ?\\(?inkl[a-z. %0-9]*\\)?)?', 'gesamt ?(?:brutto|\\(brutto\\))', '(?:end|gesamt)(?:betrag|summe)(?: brutto)?', 'summe brutto', 'total (?:ttc|general|toutes taxes comprises)', 'montant (?:total )?ttc', 'prix total ttc', 'net ttc', 'total de la facture', 'montant total', 'total facture', 'total brutto', 'gesamtsumme(?: brutto)?'),
  ...entries('TOTAL', 'amount', 93, 'total', 'gesamt', 'summe', 'sum'),
  ...entries('SUBTOTAL', 'amount', 99, 'sub ?-?total', 'net (?:total|amount|price|sum|amout)', 'total (?:net|ex(?:cl)?[a-z]*\\.?|before)[a-z .%]*', 'amount (?:ex(?:cl)?[a-z]*|before)[a-z .%]*', 'taxable (?:amount|value)', 'netto(?:summe|betrag|gesamt|rechnungsbetrag|wert)?', 'summe (?:netto|positionen)', 'gesamt(?:betrag|summe|preis)? ?\\(?netto\\)?', 'rechnungssumme (?:netto|ohne)(?: ?\\(?(?:exkl|ust|ohne)[a-z. ]*\\)?)?', 'total (?:ht|hors taxes?)(?: net)?', 'montant (?:total )?(?:ht|hors taxes?)', 'net ht', 'sous[ -]total', 'base ht', 'total net ht'),
  ...entries('SUBTOTAL', 'amount', 80, 'zwischensumme', 'positionssumme', 'warenwert'),
  ...entries('TAX', 'amount', 98, '(?:total |sales |plus )?(?:vat|tax(?:es)?|gst|hst|pst)(?: total| amount)?(?: ?[(@]?[0-9., ]+%\\)?)?', '(?:total|summe|plus|zzgl\\.?|enthaltene|inkl\\.?|gesamt)? ?(?:der )?(?:[0-9,.]+ ?% )?(?:umsatzsteuer|mehrwertsteuer|mwst\\.?|ust\\.?)(?:[ -]*(?:betrag|gesamt))?(?: ?[(]?[0-9., ]+%\\)?)?', 'steuerbetrag(?: in)?', 'steuern?', '(?:total |montant |dont )?(?:de la )?(?:tva|taxes?)(?: collectee)?(?: ?\\([a-z]+\\))?(?: a)?(?: ?[(]?[0-9., ]+%\\)?)?', 'umsatzsteuer(?: gesamt)?'),
  ...entries('AMOUNT_PAID', 'amount', 98, '(?:less )?(?:amount |already |total )?paid', 'amount tendered', '(?:less )?(?:pre-?payments?|deposits?|advance)(?: paid)?', 'payments? received', '(?:bereits )?(?:be|ge)zahlt', '(?:abz(?:gl|uglich)\\.? )?(?:erhaltene |geleistete )?anzahlung(?:en)?', 'vorauszahlung(?:en)?', '(?:deja )?(?:paye|regle|verse)', 'acomptes?(?: verse| recu)?s?', 'montant (?:paye|regle|verse)', 'total regle'),
  ...entries('DISCOUNT', 'amount', 95, '(?:total )?discount', 'rabatt', '(?:gesamtbetrag der )?abschlage', 'nachlass', 'remise', 'skonto', 'escompte'),
  ...entries('SHIPPING_HANDLING_CHARGE', 'amount', 95, 'shipping(?: (?:and|&) handling)?', 'freight', 'delivery charge', '(?:zzgl\\.? )?versand(?:kosten)?', 'fracht(?:kosten)?', 'frais de (?:port|livraison)', 'port'),
  ...entries('OTHER', 'amount', 90, 'gesamtbetrag der zuschlage', 'gesamtbetrag der abschlage'),
  ...entries('PAYMENT_TERMS', 'text', 96, '(?:payment )?terms(?: of payment)?', 'payment conditions', 'zahlungs(?:bedingung(?:en)?|konditionen)', 'conditions? de (?:paiement|reglement)', 'modalites de (?:paiement|reglement)'),
  ...entries('PO_NUMBER', 'id', 97, `(?:purchase |your |customer )?order${NO}?`, `p\\.?o\\.?${NO}?`, `(?:ihre )?bestell(?:ung|nummer|[ -]?nr)(?: nr\\.?)?`, 'bestellreferenz', `${N}commande`, 'bon de commande', `commande${NO}?`, 'votre (?:reference|commande)'),
  ...entries('CUSTOMER_NUMBER', 'id', 97, `(?:customer|client)${NO}?`, 'kunden(?:nummer|[ .-]*nr\\.?)', 'ihre kundennummer', `${N}client`, `client${NO}`, 'code client'),
  ...entries('ACCOUNT_NUMBER', 'id', 96, `account${NO}`, 'kontonummer', 'konto[ -]?nr\\.?', 'numero de compte'),
  ...entries('DELIVERY_DATE', 'date', 97, 'deliver(?:y|ed)(?: date| on)?', 'date of (?:delivery|supply)', 'service date', 'liefer(?:datum|termin)', 'leistungs[- ]?(?:datum|zeitraum)', 'liefer[- ]?(?:und |/ ?)?leistungs(?:datum|zeitraum)', 'lieferschein[- ]?datum', 'date de (?:livraison|prestation)'),
  ...entries('OTHER', 'date', 96, '(?:order|bestell|auftrags?|vertrags?|lieferschein)[ -]?(?:date|datum)(?:[ -]lief)?', 'date de commande', 'auftrag-datum-lief', 'bestellt am', 'print(?:ed)? (?:date|on)', 'druckdatum'),
  ...entries('OTHER', 'currency', 97, '(?:rechnungs)?wahrung', 'currency', 'devise', 'monnaie', 'betrage in', 'alle betrage in', 'all amounts(?: are)? in', 'amounts in', 'montants? (?:exprimes? )?en', 'invoice currency'),
  ...entries('OTHER', 'id', 97, 'facture (?:liee|d.origine|initiale|rectifiee)', '(?:original|related) invoice(?: no\\.?| number)?', `(?:ursprungsbeleg|storno zu rechnung|zu rechnung|korrektur zu rechnung)${NO}?`, 'lieferschein[ -]?(?:nr\\.?|nummer)', 'lieferavis', `delivery note${NO}?`, 'vertrags[ -]?(?:nr\\.?|nummer)', 'auftrags?[ -]?(?:nr\\.?|nummer)(?:[ -]lief)?', 'ref\\.? marche', 'art(?:ikel)?[ -]?(?:nr\\.?|nummer)', 'iban(?:[ -]nr\\.?)?', 'bic', 'swift(?:[ /-]?code)?', 'blz', 'siret', 'siren', 'ape', 'rcs', 'gln', '(?:globale )?nummer', 'hr[ab](?: nr\\.?)?', 'lief[ -]nr', 'wee-reg-nr\\.?', 'gtin', 'ean', 'reference', 'referenz', 'ihr zeichen', 'unser zeichen', 'your ref(?:erence)?', 'our ref(?:erence)?', 'project', 'projekt', 'matricule'),
  ...entries('OTHER', 'text', 94, 'e-?mail', 'courriel', 'bank(?:name|verbindung)?', 'banque', 'account holder', 'kontoinhaber', 'kontoname', 'titulaire', 'ansprechpartner', 'contact', 'bearbeiter', 'sachbearbeiter', 'betreff', 'subject', 'objet', 'geschaftsfuhr(?:er|erin|ung)', 'geschaftsf\\.?', 'payment method', 'zahlungsart', 'zahlungsweise', 'mode de (?:paiement|reglement)', 'verwendungszweck', 'handelsreg(?:ister)?(?:nummer)?\\.?', 'amtsgericht'),
  ...entries('TAX_PAYER_ID', 'id', 97, '(?:your |ihre |our |unsere )?(?:vat|tax|gst|ust\\.?|umsatzsteuer|uid|mwst)[ .-]*(?:reg(?:istration)?\\.? )?-?(?:id(?:ent)?|no|nr|number|nummer)[. -]*(?:ident)?(?:no|nr|number|nummer)?\\.?', 'steuer[- ]?(?:nummer|nr\\.?)', 'st\\.?-?nr\\.?', `${N}tva(?: client| intracom[a-z.]*)?`, 'tva intra(?:communautaire|com)?\\.?', 'tva(?= ?:? ?[a-z]{2}[0-9a-z]{2} ?[0-9])', `vat (?:reg(?:istration)?\\.?)${NO}?`, 'ein', 'abn', 'tax id'),
  ...entries('VENDOR_PHONE', 'text', 94, 'tel(?:efon|ephone)?\\.?', 'phone(?: ?#)?', 'fon', 'mobil(?:e)?'),
];

export interface Found {
  readonly label: Label;
  /** How long it is, in the text. */
  readonly length: number;
}

/** The label that a text begins with: the longest that fits. */
export function labelAt(text: string): Found | undefined {
  const subject = folded(text).replaceAll('ß', 's');
  let best: Found | undefined;
  for (const entry of LABELS) {
    const length = entry.pattern.exec(subject)?.[0].trimEnd().length ?? 0;
    if (length > (best?.length ?? 0)) best = { label: entry, length };
  }
  return best;
}

/** What stands between a label and its value. */
export function afterLabel(text: string): number {
  return /^[\s:.#°=]*/.exec(text)![0].length;
}
