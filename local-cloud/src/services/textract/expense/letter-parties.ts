import type { Page } from '../../../document-reader/index.ts';
import { addressIn, blockAround, hasLegalForm, isCity, isName, isStreet } from './addresses.ts';
import { below, beside, height, joined, type Line, overlaps, spanOf, whole } from './lines.ts';
import { key, type Party } from './party.ts';

/** Where one address follows another in a row of the page: the parts of a sender's line. */
const PARTS = /\s+[-·•●|–—*■▪]\s+|\s*[·•●|]\s*|,\s+/;

/** The small line above a letter's address, or its head: who sends it, street and city in one row. */
export function senders(lines: readonly Line[]): Party[] {
  return lines.flatMap((line) => {
    const row = rowFrom(line, lines);
    const text = row.map((part) => part.text).join(' ');
    const parts = text.split(PARTS);
    const name = parts[0]!.trim();
    const city = parts.findIndex(isCity);
    if (city < 1 || text.length > 160 || name.length > line.text.length || !isName(name)) return [];
    const before = parts.slice(0, city + 1);
    if (before.some((part) => part.includes(':'))) return [];
    if (!before.some(isStreet) && !hasLegalForm(name)) return [];
    const rest = line.text.length > name.length + 2 ? [spanOf(line, name.length + 1)] : [];
    const address = joined([...rest, ...row.slice(1).map(whole)]);
    return [{ role: 'VENDOR', name: spanOf(line, 0, name.length), address, sure: 93, lines: row }];
  });
}

/** A line that begins its row, and what follows within twelve of its heights. */
function rowFrom(line: Line, lines: readonly Line[]): Line[] {
  const row = lines.filter((other) => beside(other, line)).sort((a, b) => a.left - b.left);
  const near = (a: Line, b: Line) => b.left - a.right < 6 * height(line);
  const at = row.indexOf(line);
  if (at > 0 && near(row[at - 1]!, line)) return [line];
  let end = at + 1;
  while (end < row.length && near(row[end - 1]!, row[end]!)) end++;
  return row.slice(at, end);
}

/** Addresses without a heading, in the upper part of the page. */
export function freeBlocks(lines: readonly Line[], page: Page): Party[] {
  const cities = lines.filter(
    ({ text, bottom }) => isCity(text) && text.length < 50 && bottom < page.height * 0.45,
  );
  const blocks = cities.flatMap((city): Party[] => {
    const block = blockAround(city, lines);
    const name = block.map(whole).find(({ text }) => isName(text));
    if (name === undefined) return [];
    const sure = 78 + (tellsIds(block, lines) ? 10 : 0);
    const address = addressIn(block, name);
    return [{ role: 'VENDOR', name, address, sure, lines: block }];
  });
  return blocks.map((block) => {
    const others = blocks.filter((other) => other !== block);
    return others.length > 0 && others.every((other) => isAbove(block, other))
      ? { ...block, sure: block.sure + 5 }
      : block;
  });
}

/** A letterhead stands higher than the address, in letters at least as large. */
function isAbove({ name }: Party, other: Party): boolean {
  return name!.bottom < other.name!.top && height(name!) > 0.95 * height(other.name!);
}

/** Only who sells tells his numbers right below the address. */
function tellsIds(block: readonly Line[], lines: readonly Line[]): boolean {
  const last = block.at(-1)!;
  const next = below(last, lines, 4.5);
  return next.some(({ text }) =>
    /\b(?:siret|siren|tva|ust|vat|tel|phone|fon|hra|hrb|rcs)\b|@|www/i.test(text),
  );
}

/** Lines that name a company, at the top of the page or its foot. */
export function companies(lines: readonly Line[], page: Page): Party[] {
  return lines.flatMap((line): Party[] => {
    const top = line.bottom < page.height * 0.3;
    const imprint = line.top > page.height * 0.8;
    if (!(top || imprint) || !hasLegalForm(line.text) || !isName(line.text)) return [];
    const name = whole(line);
    return [
      { role: 'VENDOR', name, address: undefined, sure: top ? 84 : 78, imprint, lines: [line] },
    ];
  });
}

/**
 * Of the addresses without a heading the one that is written to: below the sender's line of a
 * letter, or the only one that is not the vendor's.
 */
export function addressee(blocks: readonly Party[], vendors: readonly Party[]): Party[] {
  const names = new Set(vendors.map(({ name }) => key(name)));
  const others = blocks.filter(({ name }) => !names.has(key(name)));
  const under = others.filter((block) => vendors.some((vendor) => isUnder(block, vendor)));
  const chosen = under[0] ?? (vendors.length > 0 ? others[0] : undefined);
  if (chosen === undefined) return [];
  return [{ ...chosen, role: 'RECEIVER_BILL_TO', sure: under.length > 0 ? 90 : 72 }];
}

/** Right below a sender's line: within a few lines. */
function isUnder({ lines }: Party, vendor: Party): boolean {
  const sender = vendor.lines[0]!;
  const first = lines[0]!;
  const blank = first.top - sender.bottom;
  const inOneLine =
    vendor.heading === undefined && isCity(vendor.lines.map(({ text }) => text).join(' '));
  return inOneLine && overlaps(first, sender) && blank > 0 && blank < 8 * height(first);
}
