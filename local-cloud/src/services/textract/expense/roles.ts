import { folded } from './values.ts';

/** Whose name and address stand below a heading. `other` is none that is paid or pays. */
export type Role = 'VENDOR' | 'RECEIVER_BILL_TO' | 'RECEIVER_SHIP_TO' | 'other';

const HEADINGS: readonly (readonly [Role, RegExp])[] = [
  [
    'VENDOR',
    /^(?:verkaufer|lieferant|rechnungs(?:steller|ersteller|aussteller)|leistungserbringer|auftragnehmer|absender|seller|vendor|supplier|from|bill(?:ed)? from|issued by|payee|provider|vendeur|fournisseur|emetteur|prestataire|de)(?: \/ .*)?$/,
  ],
  [
    'RECEIVER_BILL_TO',
    /^(?:kaufer(?: ?\/ ?leistungsempfanger)?|leistungsempfanger|rechnungs(?:empfanger|adresse|anschrift)|kunde|auftraggeber|empfanger|buyer|customer|client|bill(?:ed)? to|sold to|invoice(?:d)? to|to|acheteur|facture a|destinataire|adresse de facturation|client facture|a l.attention de|billing address)(?: \/ .*)?$/,
  ],
  [
    'RECEIVER_SHIP_TO',
    /^(?:(?:abweichender )?warenempfanger|liefer(?:adresse|anschrift)|ship(?:ped)? to|deliver(?:ed)? to|delivery address|shipping address|(?:adresse|lieu) de livraison|livre a)$/,
  ],
  [
    'other',
    /^(?:steuerbevollmachtigter.*|(?:abweichender )?zahlungsempfanger|contact commercial|bemerkung(?:en)?|hinweis|notes?|positionsdaten|qualifizierung der.*|regulatory information|bei ruckfragen|zahlungsinformationen|bank-?\/?(?:steuer)?informationen|payment (?:details|information|instructions)|bank details|reglement|belegsummen|zahlungsbedingungen|zahlungsart)$/,
  ],
];

/** The role that a heading gives to what stands below it. */
export function roleOf(heading: string): Role | undefined {
  const text = folded(heading)
    .replaceAll('ß', 's')
    .replace(/[\s:]+$/, '');
  return HEADINGS.find(([, pattern]) => pattern.test(text))?.[0];
}
