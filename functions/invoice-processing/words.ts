/**
 * The words by which pages say what they are: of en, de and fr, in lower case and without accents.
 * More of them mean more questions to people; too few mean money that is paid for no invoice.
 */
type Doubt = readonly [doubt: string, words: RegExp];

/** What credit notes are headed. "Avoir" is a verb, too: a number or nothing follows the noun. */
export const CREDIT_NOTE =
  /^((final|sales|tax|vat|customer) )?credit ?-?(note|nota|memo|invoice)\b|^(note de credit|storno-?(rechnung|beleg)|rechnungsstorno|rechnungskorrektur|korrekturrechnung|berichtigte rechnung|kreditnote|kaufmannische gutschrift|facture d.annulation)\b|^(facture d.?)?avoir\b(?=$| ?(n[o°.]|numero|[:#(])| \S*\d)/;

/**
 * A German Gutschrift is what a buyer writes instead of the seller's invoice (§ 14 UStG, type 389 of
 * UNTDID 1001): to be paid. In everyday words it is a credit note, too.
 */
export const GUTSCHRIFT = /\b\w*gutschrift\b/;
export const SELF_BILLED =
  /selbst ?ausgestellt|\(389\)|self.?bill|gutschrift(s)?verfahren|autofacturation/;

export const RETURNED = 'It may be a credit note.';
const NO_INVOICE = 'It may be something else than an invoice.';
const REMINDER = 'It may be a reminder of another invoice.';
const VOID = 'It may be a copy, a draft, or void.';
const SETTLED = 'The page says that it is paid, or is collected.';
const OTHER_PAYEE = 'Somebody else than the seller is to be paid.';

/** In a line of a few words. */
export const HEADINGS: readonly Doubt[] = [
  [
    RETURNED,
    /\bcredit ?-?(note|nota|memo)\b(?! policy)|^credit( (adjustment|advice|no|number|#).*)?$|^refund( (note|invoice|no|number|#).*)?$|\bstorno\b|\bstorniert\b|^stornierung( (der|zu|ihrer) .*)?$|^(ruck)?erstattung$|facture rectificative|^(korrigierte|corrected|corrective|revised|amended) (rechnung|invoice)/,
  ],
  [
    NO_INVOICE,
    /\bpro ?-?forma|^(quote|quotation|estimate|offer|angebot|kostenvoranschlag|devis|order confirmation|sales order|purchase order|auftragsbestatigung|bestellung|confirmation de commande|bon de commande|(delivery|packing|despatch|dispatch) (note|slip)|lieferschein|bon de livraison|(account )?statement|statement of accounts?|kontoauszug|releve de compte|remittance advice)$/,
  ],
  [
    REMINDER,
    /^((\d+\S*|first|second|final|last|friendly|erste|zweite|dritte|letzte) )?((payment )?reminder|past due notice|notice|demand|mahnung|zahlungserinnerung|mahnstufe|rappel( de (paiement|facture))?|(lettre de )?relance|mise en demeure)\b(?=$| (no|nr|n°|#|\d))|^(past due|overdue)$/,
  ],
  [
    VOID,
    /^(void|cancell?ed|annulliert|annule+|draft|entwurf|brouillon|specimen|sample|muster|copy|kopie|copie|duplicate|duplikat|duplicata|zweitschrift)( (invoice|rechnung|facture))?$|\b(invoice|rechnung|facture)[\s(:-]{0,4}(void|cancell?ed|annulliert|annule+|draft|entwurf|brouillon|specimen|sample|muster|copy|kopie|copie|duplicate|duplikat|duplicata|zweitschrift)\b|\b(entwurf|draft|musterrechnung|rechnungskopie|rechnungsduplikat)\b/,
  ],
  [
    SETTLED,
    /^\W*(paid|bezahlt|beglichen|payee?|reglee?|acquittee?)\W*$|\b(payment )?status\W*(paid|bezahlt|paye)|\b(paid|bezahlt|payee?|reglee?) (by|with|via|on|mit|per|am|durch|par|le)\b|\b(payment (method|type)|paid with|zahlungs(art|weise|methode)|mode de (paiement|reglement))\W*(visa|master|amex|american|credit|debit|card|cash|paypal|apple|google|stripe|direct|bar|ec|giro|kredit|klarna|sofort|carte|cb\b|especes|prelevement)|\b(visa|mastercard|amex|card)\b.{0,20}(\*\*|xx|ending|\.\.\.)|^(change( due)?|cash tendered|wechselgeld|ruckgeld|gegeben|rendu)\b|\bbarzahlung\b|\bbar (bezahlt|erhalten)\b/,
  ],
];

/** Wherever it stands, in sentences that go on in the next line, too. */
export const ANYWHERE: readonly Doubt[] = [
  [
    RETURNED,
    /\bgutgeschrieben\b|\b(schreiben|erstatten) (wir )?(ihnen|ihrem)\b|\bzu ihren gunsten\b|\b(have|has|will|is|was) (be |been )?(credited|refunded)\b|\b(in your|en votre) fav(ou?r|eur)\b|\bsera credite/,
  ],
  [
    NO_INVOICE,
    /\bnot an? (tax |vat )?invoice\b|\bkeine rechnung\b|pas une facture|\b(for information only|nur zur information|for your records only)\b/,
  ],
  [
    SETTLED,
    /\b(wurde|ist|wird)\b[^.]{0,80}\b(beglichen|bezahlt|abgebucht|eingezogen|verrechnet)\b|\b(abgebucht|eingezogen|abbuchung|bankeinzug|mandatsreferenz)\b|\b(buchen|ziehen)\b.{0,60}\bkonto (ab|ein)\b/,
  ],
  [SETTLED, /keine aufforderung zur zahlung|dankend erhalten|lastschrift(einzug|verfahren)?\b/],
  [
    SETTLED,
    /paid in full|already (been )?paid|do not pay|no payment (is )?(due|required)|direct debit|auto-?pay\b|thank you for (your|the) payment|payment (has been )?received/,
  ],
  [
    SETTLED,
    /\b(will|has|have) (be|been) (automatically )?(charged|debited|collected|settled|paid)\b/,
  ],
  [
    SETTLED,
    /deja (ete )?(paye|regle)|acquittee|\ba ete (paye|regle)|prelevement automatique|ne pas payer|\bprelevee?s?\b/,
  ],
  [
    'The page tells of another bank account than before.',
    /\bbank (details|account)\b.{0,20}\bchanged\b|\b(neue|geanderte) bankverbindung\b|\b(nouvelles coordonnees bancaires|nouveau rib)\b/,
  ],
  [
    OTHER_PAYEE,
    /\b(factoring\w*|abgetreten|forderungsabtretung|affacturage|subroge\w*|cession de creance)\b|\b(assigned to|sold by|on behalf of|verkauft durch|verkauf durch|vendu par|im namen (und auf rechnung|von)|au nom et pour le compte)\b/,
  ],
];

/** A part is paid, or is kept back: what is left must have been read, too. */
export const PREPAID =
  /\b(bereits (bezahlt|gezahlt|erhalten)|(an|voraus|abschlags?|teil)zahlung(en)?|abschlagsrechnung|\w*einbehalt|auszahlungsbetrag|(less|minus) deposit|deposit (paid|received)|received with thanks|less retention|retainage|acomptes? (verse|recu|paye)\w*|retenue de garantie)\b/;

/** Prices without the tax that comes on top. */
export const UNTAXED =
  /\b(zzgl|zuzuglich|exkl|exclusive|ohne)\b\.? [^.]{0,20}\b(ust|mwst|umsatzsteuer|mehrwertsteuer)\b|\b(plus|excl|excludes|excluding|exclusive of)\b\.? (vat|gst|tax|sales tax)\b|\bprix (sont )?hors taxes?\b/;
