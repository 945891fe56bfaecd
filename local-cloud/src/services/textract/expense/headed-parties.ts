import { addressIn, isCity, isName, isStreet } from './addresses.ts';
import { labelAt } from './labels.ts';
import { height, type Line, rightOf, type Span, spanOf, whole } from './lines.ts';
import type { Party } from './party.ts';
import { roleOf } from './roles.ts';
import { folded } from './values.ts';

/** What stands below, or behind, headings such as `Bill to`, down to the next heading. */
export function headedParties(lines: readonly Line[]): Party[] {
  return lines.flatMap((line) => headedParty(line, lines));
}

function headedParty(heading: Line, lines: readonly Line[]): Party[] {
  const [, before = '', inline] = /^([^:]+):\s*(.+)$/.exec(heading.text) ?? [];
  const role = roleOf(heading.text) ?? (inline === undefined ? undefined : roleOf(before));
  if (role === undefined) return [];
  const region = inRegion(heading, lines);
  const inForm = nameInForm(region, lines);
  const behind = inline === undefined ? [] : [spanOf(heading, before.length + 1)];
  const free = region.filter((line) => !isKeyed(line, region));
  const below = [...behind, ...free.map(whole)].find(({ text }) => isName(text));
  const name = inForm ?? below;
  const sure = inForm === undefined ? 96 : 98;
  const address = addressIn(free, name);
  return [{ role, name, address, sure, heading, lines: [heading, ...region] }];
}

/** Blanks higher than so many lines end what stands below a heading, and so many lines do. */
const HIGHEST_BLANK = 3.2;
const MOST_LINES = 16;

/** The lines below a heading, and the values to their right, up to the next heading or a blank. */
function inRegion(heading: Line, lines: readonly Line[]): Line[] {
  const found: Line[] = [];
  let last = heading;
  for (const line of column(heading, lines)) {
    const blank = line.top - last.bottom;
    if (isHeading(line) || blank > HIGHEST_BLANK * Math.max(height(last), height(line))) break;
    found.push(line);
    if (line.bottom > last.bottom) last = line;
    if (found.length === MOST_LINES) break;
  }
  return found;
}

function isHeading({ text }: Line): boolean {
  return roleOf(text) !== undefined || roleOf(text.split(':')[0]!) !== undefined;
}

/** What is left-aligned with the heading, and the column of values beside it in a form. */
function column(heading: Line, lines: readonly Line[]): Line[] {
  const under = lines.filter((line) => line.top > heading.top + 0.5 * height(heading));
  const aligned = under.filter(
    (line) => Math.abs(line.left - heading.left) < 2.5 * Math.max(height(heading), height(line)),
  );
  const values = aligned.filter(isKey).flatMap((line) => rightOf(line, lines).slice(0, 1));
  const beside = (line: Line) =>
    values.some((value) => Math.abs(value.left - line.left) < height(line));
  return under
    .filter((line) => aligned.includes(line) || beside(line))
    .sort((a, b) => a.top - b.top || a.left - b.left);
}

function isKey({ text }: Line): boolean {
  return labelAt(text) !== undefined || /:$|^(?:name|anschrift)\b/i.test(text);
}

const NAME = /^(?:name|firma|company(?: name)?|nom|societe|raison sociale)(?: ?:|$)/;

/** `Name: | Lieferant GmbH` in a form. */
function nameInForm(region: readonly Line[], lines: readonly Line[]): Span | undefined {
  const line = region.find(({ text }) => NAME.test(folded(text)));
  if (line === undefined) return undefined;
  const end = NAME.exec(folded(line.text))![0].length;
  if (line.text.slice(end).trim() !== '') return spanOf(line, end);
  const value = rightOf(line, lines)[0];
  return value && whole(value);
}

/** A label with its value, or the value of a label to its left: no part of a name or an address. */
function isKeyed(line: Line, region: readonly Line[]): boolean {
  const { text } = line;
  if (/^[^:]{2,24}:/.test(text)) return true;
  if (labelAt(text) !== undefined && !isName(text) && !isCity(text) && !isStreet(text)) return true;
  const keys = region.filter(({ text: key }) => /:\s*$/.test(key) && !isAddressKey(key));
  return keys.some((other) => rightOf(other, region)[0] === line);
}

function isAddressKey(text: string): boolean {
  return /^(?:anschrift|address|adresse)/.test(folded(text));
}
