import type { Page } from '../../../document-reader/index.ts';
import { headedParties } from './headed-parties.ts';
import { addressee, companies, freeBlocks, senders } from './letter-parties.ts';
import type { Line } from './lines.ts';
import { key, type Party } from './party.ts';
import { folded } from './values.ts';

/** Who sells and who buys: by headings, by the sender's line of a letter, by where they stand. */
export function partiesOf(lines: readonly Line[], page: Page): Party[] {
  const headed = headedParties(lines);
  const rest = without(lines, headed);
  const sent = senders(rest);
  const blocks = freeBlocks(without(rest, sent), page);
  const named = [...headed.filter(({ role }) => role === 'VENDOR'), ...sent];
  const buyers = headed.filter(({ role }) => role.startsWith('RECEIVER'));
  const bought = new Set([...buyers, ...addressee(blocks, named)].map(({ name }) => key(name)));
  const placed = [...blocks, ...companies(rest, page)].filter(({ name }) => !bought.has(key(name)));
  const known = named.length > 0 ? placed : alone(placed, bought.size > 0);
  const vendors = agreed([...named, ...known], lines, page);
  const billed = buyers.some(({ role }) => role === 'RECEIVER_BILL_TO');
  const receivers = billed ? buyers : [...buyers, ...addressee(blocks, [...named, ...vendors])];
  return [...vendors, ...receivers, ...headed.filter(({ role }) => role === 'other')];
}

/** Where it is said who buys, the only other that stands there sells. */
function alone(placed: readonly Party[], isBought: boolean): readonly Party[] {
  const names = new Set(placed.filter(({ imprint }) => !imprint).map(({ name }) => key(name)));
  if (!isBought || names.size !== 1) return placed;
  return placed.map((party) => ({ ...party, sure: Math.max(party.sure, 92) }));
}

function without(lines: readonly Line[], parties: readonly Party[]): Line[] {
  const taken = new Set(parties.flatMap((party) => [...party.lines]));
  return lines.filter((line) => !taken.has(line));
}

/** Vendors less sure than the first by more than this are not its rivals. */
const RIVAL = 8;
const RIVAL_IMPRINT = 22;
const UNSURE = 74;

/**
 * The vendor: names that stand in two places, or in the page's web or mail addresses, make each
 * other surer; where others rival the surest, all of them are given, and none is sure.
 */
function agreed(vendors: readonly Party[], lines: readonly Line[], page: Page): Party[] {
  const [first, ...rest] = ranked(vendors, lines, page);
  if (first === undefined) return [];
  const rivals = rest.filter(
    (party) => party.sure > first.sure - (isImprint(party) ? RIVAL_IMPRINT : RIVAL),
  );
  if (rivals.length === 0) return [first];
  return [first, ...rivals].map((party) => ({ ...party, sure: Math.min(party.sure, UNSURE) }));
}

function ranked(vendors: readonly Party[], lines: readonly Line[], page: Page): Party[] {
  const groups = Map.groupBy(vendors, ({ name }) => key(name));
  groups.delete('');
  const text = folded(lines.map((line) => line.text).join('\n')).replace(/[^a-z0-9@.\n]/g, '');
  const parties = [...groups].map(([id, group]) => {
    const best = group.reduce((a, b) => (b.sure > a.sure ? b : a));
    const address = group.find((party) => party.address !== undefined)?.address;
    const domain = new RegExp(`(?:www\\.|@|https?)[a-z.]*${id.slice(0, 24)}`).test(text);
    const sure = best.sure + (isRepeated(group, page) ? 12 : 0) + (domain ? 10 : 0);
    return { ...best, address: best.address ?? address, sure: Math.min(99, sure) };
  });
  return parties.sort((a, b) => b.sure - a.sure);
}

/** Who is named in two places sells, if one is the head of the page or its foot: buyers are not. */
function isRepeated(group: readonly Party[], page: Page): boolean {
  const places = new Set(group.map(({ name }) => name?.top));
  const edges = [...places].some((top) => top! < page.height * 0.13 || top! > page.height * 0.8);
  return places.size > 1 && edges;
}

/** A company's line at the foot tells whose page it is, unless it is a bank's. */
function isImprint({ imprint, name }: Party): boolean {
  return imprint === true && !/bank|sparkasse|banque|caisse/.test(folded(name?.text ?? ''));
}
