import type { Page } from '../../../document-reader/index.ts';
import { blockAround, hasLegalForm, isCity, isCountry, isName, isStreet } from './addresses.ts';
import type { Field } from './field.ts';
import { labelAt } from './labels.ts';
import { below, height, joined, type Line, rightOf, type Span, spanOf, whole } from './lines.ts';
import { type Role, roleOf } from './roles.ts';
import { folded } from './values.ts';

/** Somebody on the page: a name, an address, and how surely they play the role. */
export interface Party {
  readonly role: Role;
  readonly name: Span | undefined;
  readonly address: Span | undefined;
  /** 0 to 100. */
  readonly sure: number;
  readonly heading?: Line | undefined;
  /** A company's line at the foot of a page tells whose it is. */
  readonly imprint?: boolean;
  /** The lines it was read from. */
  readonly lines: readonly Line[];
}

/** Who sells and who buys: by headings, by the sender's line of a letter, by where they stand. */
export function partiesOf(lines: readonly Line[], page: Page): Party[] {
  const headed = lines.flatMap((line) => headedParty(line, lines));
  const claimed = new Set(headed.flatMap((party) => [...party.lines]));
  const rest = lines.filter((line) => !claimed.has(line));
  const senders = rest.flatMap((line) => sender(line, rest));
  const blocks = freeBlocks(rest, page, senders);
  const vendors = [...headed.filter(({ role }) => role === 'VENDOR'), ...senders];
  const receivers = headed.filter(({ role }) => role !== 'VENDOR' && role !== 'other');
  return [
    ...agreed([...vendors, ...vendorsAmong(blocks, rest, page, vendors, receivers)], lines),
    ...receivers,
    ...receiversAmong(blocks, vendors, receivers),
  ];
}

/** What stands below, or behind, a heading such as `Bill to`, down to the next heading. */
function headedParty(heading: Line, lines: readonly Line[]): Party[] {
  const [, before, inline] = /^([^:]+):\s*(.+)$/.exec(heading.text) ?? [];
  const role = roleOf(heading.text) ?? (inline === undefined ? undefined : roleOf(before!));
  if (role === undefined) return [];
  const region = inRegion(heading, lines);
  const named = nameRow(region, lines);
  const first = inline === undefined ? [] : [spanOf(heading, heading.text.indexOf(inline))];
  const free = region.filter((line) => !isKeyed(line, region));
  const nameLine = free.find(({ text }) => isName(text));
  const name = named ?? first.find(({ text }) => isName(text)) ?? (nameLine && whole(nameLine));
  const address = addressIn(free, name);
  const sure = name === undefined ? 0 : named === undefined ? 96 : 98;
  return [{ role, name, address, sure, heading, lines: [heading, ...region] }];
}

/** The lines below a heading, up to the next heading in its column or a blank. */
function inRegion(heading: Line, lines: readonly Line[]): Line[] {
  const side = rightOf(heading, lines).find(
    ({ left, text }) => roleOf(text) !== undefined || left - heading.right > 4 * height(heading),
  );
  const right = side?.left ?? Infinity;
  const under = lines.filter((line) => line.top > heading.top + 0.5 * height(heading));
  const aligned = under.filter(
    (line) => Math.abs(line.left - heading.left) < 2.2 * height(heading),
  );
  const values = new Set(
    aligned.flatMap((line) =>
      labelAt(line.text) || /:$|^(?:name|anschrift)/i.test(line.text)
        ? rightOf(line, lines).slice(0, 1)
        : [],
    ),
  );
  const column = under
    .filter((line) => aligned.includes(line) || isValue(line))
    .sort((a, b) => a.top - b.top || a.left - b.left);
  function isValue(line: Line): boolean {
    return (
      values.has(line) ||
      (values.size > 0 &&
        line.left < right - 1 &&
        [...values].some((value) => Math.abs(value.left - line.left) < height(line)))
    );
  }
  const found: Line[] = [];
  let last: Line = heading;
  for (const line of column) {
    const another =
      roleOf(line.text) !== undefined || roleOf(line.text.split(':')[0]!) !== undefined;
    if (another || line.top - last.bottom > 3.2 * Math.max(height(last), height(line))) break;
    found.push(line);
    if (line.bottom > last.bottom) last = line;
    if (found.length > 16) break;
  }
  return found;
}

/** `Name: | Lieferant GmbH` in a form. */
function nameRow(region: readonly Line[], lines: readonly Line[]): Span | undefined {
  for (const line of region) {
    const [before, length] = [
      /^(?:name|firma|company(?: name)?|nom|societe|raison sociale)(?: ?:)?/.exec(
        folded(line.text),
      )?.[0],
      line.text.length,
    ];
    if (before === undefined) continue;
    if (length > before.length + 2) {
      if (/[:]\s*\S/.test(line.text)) return spanOf(line, line.text.indexOf(':') + 1);
      continue;
    }
    const value = rightOf(line, lines)[0];
    if (value !== undefined) return whole(value);
  }
  return undefined;
}

/** A line that is a label with its value, or the value of such a label to its left. */
function isKeyed(line: Line, region: readonly Line[]): boolean {
  const label = labelAt(line.text);
  if (
    /^[^:]{2,24}:/.test(line.text) ||
    (label !== undefined && !isName(line.text) && !isCity(line.text) && !isStreet(line.text))
  )
    return true;
  return region.some(
    (other) =>
      /:\s*$/.test(other.text) &&
      !/^(?:anschrift|address|adresse)/.test(folded(other.text)) &&
      rightOf(other, region)[0] === line,
  );
}

/** From behind the name to the city, and the country below. */
function addressIn(lines: readonly Line[], name: Span | undefined): Span | undefined {
  const from =
    name === undefined
      ? 0
      : lines.findIndex((line) => line.top >= name.bottom - 0.5 * height(name));
  const city = lines.findIndex(({ text }, at) => at >= from && isCity(text));
  if (city < 0 || from < 0) return undefined;
  const next = lines[city + 1];
  const end = next !== undefined && isCountry(next.text) ? city + 1 : city;
  const parts = lines
    .slice(Math.max(from, city - 4), end + 1)
    .filter((line) => name === undefined || !name.words.includes(line.words[0]!));
  return parts.length === 0 ? undefined : joined(parts.map(whole));
}

/** The small line above a letter's address: who sends it, street and city in one row. */
function sender(line: Line, lines: readonly Line[]): Party[] {
  const row = [
    line,
    ...rightOf(line, lines).filter((other) => other.left - line.right < 12 * height(line)),
  ];
  if (
    rightOf({ ...line, right: line.left - 14 * height(line), left: 0 }, lines)[0] !== line &&
    lines.some(
      (other) =>
        other !== line &&
        other.right <= line.left &&
        line.left - other.right < 12 * height(line) &&
        rightOf(other, [line]).length > 0,
    )
  )
    return [];
  const text = row.map((part) => part.text).join(' ');
  const parts = text.split(/\s+[-·•●|–—*■▪,]\s+|\s*[·•●|]\s*|,\s+/);
  if (parts.length < 2 || !isCity(text) || text.length > 160) return [];
  const name = parts[0]!.trim();
  const cityAt = parts.findIndex(isCity);
  if (cityAt < 1 || !isName(name) || /[:]/.test(parts.slice(0, cityAt + 1).join(''))) return [];
  if (!parts.slice(0, cityAt + 1).some(isStreet) && !hasLegalForm(name)) return [];
  if (name.length > line.text.length) return [];
  const rest =
    row.length === 1
      ? [spanOf(line, name.length + 1)]
      : [
          ...(line.text.length > name.length + 2 ? [spanOf(line, name.length + 1)] : []),
          ...row.slice(1).map(whole),
        ];
  return [
    {
      role: 'VENDOR',
      name: spanOf(line, 0, name.length),
      address: rest.length > 0 ? joined(rest) : undefined,
      sure: 93,
      lines: row,
    },
  ];
}

interface FreeBlock {
  readonly lines: readonly Line[];
  readonly name: Span | undefined;
  readonly address: Span | undefined;
}

/** Addresses without a heading, in the upper part of the page. */
function freeBlocks(lines: readonly Line[], page: Page, senders: readonly Party[]): FreeBlock[] {
  const sent = new Set(senders.flatMap((party) => [...party.lines]));
  const cities = lines.filter(
    (line) =>
      isCity(line.text) &&
      line.text.length < 50 &&
      line.bottom < page.height * 0.45 &&
      !sent.has(line),
  );
  return cities.map((city) => {
    const block = blockAround(
      city,
      lines.filter((line) => !sent.has(line)),
    );
    const nameLine = block.find(({ text }) => isName(text));
    const name = nameLine && whole(nameLine);
    return { lines: block, name, address: addressIn(block, name) };
  });
}

/** A vendor without a heading: at the top of the page, or its foot, or what its own addresses say. */
function vendorsAmong(
  blocks: readonly FreeBlock[],
  lines: readonly Line[],
  page: Page,
  known: readonly Party[],
  receivers: readonly Party[],
): Party[] {
  const letterhead = receivers.length > 0 || blocks.length > 1 || known.length > 0;
  const buyers = new Set(
    [...receivers, ...receiversAmong(blocks, known, receivers)].map(({ name }) => key(name)),
  );
  const found: Party[] = [];
  for (const line of lines) {
    const top = line.bottom < page.height * 0.3;
    const foot = line.top > page.height * 0.8;
    if (
      !(top || foot) ||
      !hasLegalForm(line.text) ||
      !isName(line.text) ||
      buyers.has(key(whole(line)))
    )
      continue;
    found.push({
      role: 'VENDOR',
      name: whole(line),
      address: undefined,
      sure: top ? 84 : 78,
      imprint: !top,
      lines: [line],
    });
  }
  for (const block of letterhead ? blocks : []) {
    if (block.name === undefined || buyers.has(key(block.name))) continue;
    found.push({
      role: 'VENDOR',
      name: block.name,
      address: block.address,
      sure: 82,
      lines: block.lines,
    });
  }
  return found;
}

/** Who buys without a heading: the address below the sender's line, or the only one beside the vendor's. */
function receiversAmong(
  blocks: readonly FreeBlock[],
  vendors: readonly Party[],
  receivers: readonly Party[],
): Party[] {
  if (receivers.some(({ role }) => role === 'RECEIVER_BILL_TO')) return [];
  const names = new Set(vendors.map(({ name }) => key(name)));
  const others = blocks.filter(({ name }) => name !== undefined && !names.has(key(name)));
  const under = others.filter(({ lines }) =>
    vendors.some(
      (vendor) => vendor.heading === undefined && below(vendor.lines[0]!, lines, 12).length > 0,
    ),
  );
  const chosen = under[0] ?? (vendors.length > 0 ? others[0] : undefined);
  if (chosen === undefined) return [];
  return [
    {
      role: 'RECEIVER_BILL_TO',
      name: chosen.name,
      address: chosen.address,
      sure: under.length > 0 ? 90 : 72,
      lines: chosen.lines,
    },
  ];
}

/** A name as it is compared: without its case, marks and legal form. */
export function key(name: Span | undefined): string {
  return folded(name?.text ?? '').replace(/\b(?:gmbh|ag|kg|sarl|sas|ltd|inc|llc)\b|[^a-z0-9]/g, '');
}

/**
 * Vendors by how sure they are: names that stand in two places, or in the page's web or mail
 * addresses, make each other surer; others beside them make all of them less sure.
 */
function agreed(vendors: readonly Party[], lines: readonly Line[]): Party[] {
  const text = folded(lines.map((line) => line.text).join('\n')).replace(/[^a-z0-9@.\n]/g, '');
  const groups = new Map<string, Party[]>();
  for (const vendor of vendors) {
    const id = key(vendor.name);
    if (id !== '') groups.set(id, [...(groups.get(id) ?? []), vendor]);
  }
  const ranked = [...groups].map(([id, parties]) => {
    const best = parties.reduce((a, b) => (b.sure > a.sure ? b : a));
    const address = parties.find((party) => party.address !== undefined)?.address;
    const domain = new RegExp(`(?:www\\.|@|https?)[a-z.]*${id.slice(0, 24)}`).test(text);
    const sure = Math.min(99, best.sure + (parties.length > 1 ? 12 : 0) + (domain ? 10 : 0));
    return { ...best, address: best.address ?? address, sure };
  });
  ranked.sort((a, b) => b.sure - a.sure);
  const [first, second] = ranked;
  if (first === undefined) return [];
  const rivals = ranked.filter(
    (party) => party !== first && party.sure > first.sure - (isImprint(party) ? 22 : 8),
  );
  if (second === undefined || rivals.length === 0) return [first];
  return [first, ...rivals].map((party) => ({ ...party, sure: Math.min(party.sure, 74) }));
}

/** A company's line at the foot tells whose page it is, unless it is a bank's. */
function isImprint({ imprint, name }: Party): boolean {
  return imprint === true && !/bank|sparkasse|banque|caisse/.test(folded(name?.text ?? ''));
}

/** The fields of a party, general ones and those of its role, as Textract gives both. */
export function partyFields(party: Party, id: string): Field[] {
  if (party.role === 'other') return [];
  const prefix = party.role === 'VENDOR' ? 'VENDOR' : 'RECEIVER';
  const group = { types: party.role === 'VENDOR' ? ['VENDOR'] : ['RECEIVER', party.role], id };
  const label = party.heading === undefined ? undefined : whole(party.heading);
  const sure = party.sure;
  const fields: Field[] = [];
  if (party.address !== undefined) {
    const value = party.address;
    fields.push(
      { type: 'ADDRESS', sure, value, group },
      { type: `${prefix}_ADDRESS`, sure, value },
    );
  }
  if (party.name !== undefined) {
    const value = party.name;
    fields.push(
      { type: 'NAME', sure, label, value, group },
      { type: `${prefix}_NAME`, sure, label, value },
    );
  }
  return fields;
}
