import type { Box } from '../../../document-reader/index.ts';
import { labelAt } from './labels.ts';
import { height, joined, type Line, type Span, whole } from './lines.ts';
import { roleOf } from './roles.ts';
import { folded, valueAt } from './values.ts';

const COUNTRY =
  /^(?:deutschland|germany|france|osterreich|austria|schweiz|switzerland|suisse|uk|united kingdom|great britain|usa?|united states|belgi(?:um|en|que)|nederland|netherlands|luxembourg|luxemburg|italy|italien|spain|espana|spanien|poland|polen|canada)(?: ?\/ ?[a-z]+)?$/;

/** A postcode and a city, as Germany, France, Switzerland, the UK, the US, ... write them. */
const CITY = [
  /(?<![\d/.-])(?:[A-Z]{1,3}[- ])?\d{5}(?:-\d{4})?,? \p{Lu}[\p{L}.' -]+/u,
  /(?<![\d/.-])(?:[A-Z]{1,2}[- ])\d{4}(?: [A-Z]{2})? \p{Lu}\p{L}{2,}/u,
  /(?<![\d/.-])\d{4} (?:[A-Z]{2} )?\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}+)*$/u,
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/,
  /\p{L}[\p{L}. ]+,? [A-Z]{2},? \d{5}(?:-\d{4})?\b/u,
  /\p{L}[\p{L}. ]+,? [A-Z]{2} [A-Z]\d[A-Z] ?\d[A-Z]\d\b/u,
];

const STREET =
  /(?:stra(?:ss|ß)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|promenade)\.? ?\d|\b(?:street|st\.?|road|rd\.?|avenue|ave\.?|lane|drive|blvd|suite|floor|rue|chemin|avenue|boulevard|allee|place|impasse|quai|route|postfach|p\.?o\.? box|b\.?p\.? \d)\b|^\d{1,5}[a-z]?(?: ?bis)?,? [a-z]|^[a-z][a-z .'-]+ \d{1,4} ?[a-z]?$/;

const LEGAL_FORM =
  /(?:\b(?:gmbh|mbh|ag|kg|kgaa|ug|ohg|gbr|se|sarl|sas|sasu|eurl|snc|sa|scop|ltd|limited|llc|llp|plc|inc|corp|corporation|company|co|bv|nv|srl|spa|oy|ab|aps|pty|sprl|bvba|stiftung|genossenschaft|verein)\b\.?|\be\. ?k\.|\be\. ?v\.|\bs\.a\.r?\.?l?\.?|\bb\.v\.|\(haftungsbeschrankt\)|& ?co\b)/;

export function isCity(text: string): boolean {
  return CITY.some((pattern) => pattern.test(text));
}

export function hasLegalForm(text: string): boolean {
  return LEGAL_FORM.test(folded(text));
}

export function isStreet(text: string): boolean {
  return STREET.test(folded(text)) && !hasLegalForm(text);
}

/** Whether a line can be a name: it has letters, and is no number, place, date, label or sentence. */
export function isName(text: string): boolean {
  if ((text.match(/\p{L}/gu)?.length ?? 0) < 3 || text.length > 60 || /[:@]|www\.|http/.test(text))
    return false;
  if (isCity(text) || isStreet(text) || COUNTRY.test(folded(text).trim())) return false;
  if (roleOf(text) !== undefined || valueAt(text, 'date') !== undefined) return false;
  if (DOCUMENT.test(folded(text)) || isSentence(text)) return false;
  const label = labelAt(text);
  if (label !== undefined && label.length > text.length * 0.4) return false;
  return !/\d{5,}|^\d+$|\bcapital\b|[.!?]\s+\p{Lu}\p{Ll}+ \p{Ll}+ /u.test(text);
}

const DOCUMENT =
  /^(?:invoice|[a-z]*rechnung|facture|factuur|gutschrift|avoir|credit note|receipt)\b/;

/** Names have few words in small letters. */
function isSentence(text: string): boolean {
  const small = text.split(/\s+/).filter((word) => /^\p{Ll}{2,}[.,]?$/u.test(word));
  return (
    small.filter((word) => !/^(?:und|and|de|du|des|la|le|les|of|the|van|von|der|et)$/.test(word))
      .length > 2
  );
}

export function isCountry(text: string): boolean {
  return COUNTRY.test(folded(text).trim());
}

/** The lines that stand as a block around one of them: left-aligned, without a blank in between. */
export function blockAround(city: Line, lines: readonly Line[]): Line[] {
  const column = lines
    .filter((line) => Math.abs(line.left - city.left) < 1.2 * height(city))
    .sort((a, b) => a.top - b.top);
  const at = column.indexOf(city);
  let first = at;
  while (first > 0 && at - first < 5 && follow(column[first - 1]!, column[first]!)) first--;
  let last = at;
  if (
    column[at + 1] !== undefined &&
    isCountry(column[at + 1]!.text) &&
    follow(city, column[at + 1]!)
  )
    last++;
  return column.slice(first, last + 1);
}

/** Lines of one block are no more than two and a half of their heights apart. */
function follow(above: Box, line: Box): boolean {
  return line.top - above.bottom < 1.6 * Math.max(height(above), height(line));
}

/** From behind the name to the city, and the country below. */
export function addressIn(lines: readonly Line[], name: Span | undefined): Span | undefined {
  const start = name === undefined ? 0 : name.bottom - 0.5 * height(name);
  const rest = lines.filter((line) => line.top >= start || line.words[0] === name?.words[0]);
  const city = rest.findIndex(({ text }) => isCity(text));
  if (city < 0) return undefined;
  const next = rest[city + 1];
  const end = next !== undefined && isCountry(next.text) ? city + 1 : city;
  const parts = rest
    .slice(Math.max(0, city - 4), end + 1)
    .filter((line) => line.words[0] !== name?.words[0]);
  return parts.length === 0 ? undefined : joined(parts.map(whole));
}
