/**
 * A day as it stands on a page, `2020-06-12`: read with the day before the month, and with the month
 * before the day. Both are the same where the page leaves no choice; one is missing where it is no day.
 */
export interface Day {
  readonly dmy?: string | undefined;
  readonly mdy?: string | undefined;
}

export type Order = keyof Day;

/**
 * Reads a date in figures or in words of en, de and fr: `2020-06-12`, `12.06.2020`, `6/12/20`,
 * `June 12, 2020`, `12. Juni 2020`, `Thursday, 26 March 2020`, `le 1er juin 2020`. Undefined for what
 * is no date.
 */
export function readDay(text: string): Day | undefined {
  const plain = simplified(text).replace(/\b\d{1,2}:\d{2}(:\d{2})?\b.*$/, '');
  const day = inFigures(plain) ?? inWords(plain);
  return day?.dmy === undefined && day?.mdy === undefined ? undefined : day;
}

/** The order that a date itself shows: 25/04/2020 has its day first. Undefined where it shows none. */
export function orderOf({ dmy, mdy }: Day): Order | undefined {
  if (dmy === undefined) return 'mdy';
  return mdy === undefined ? 'dmy' : undefined;
}

/** The text without what letters may carry, in lower case: `Février` is `fevrier`. */
export function simplified(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase().trim();
}

/** A number that begins with the year is sorted; one with dots has its day first; others may have either. */
function inFigures(text: string): Day | undefined {
  const figures = text.replace(/\s*([./-])\s*/g, '$1');
  if (new Set(figures.match(FIGURES)).size > 1) return undefined;
  const sorted = /(?<![\p{L}\d])(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)/u.exec(figures);
  if (sorted) return certain(iso(sorted[1]!, sorted[3]!, sorted[4]!));
  const found = /(?<![\p{L}\d])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\d])/u.exec(
    figures,
  );
  if (!found) return undefined;
  const [, one = '', sign, other = '', year = ''] = found;
  if (sign === '.') return certain(iso(year, other, one));
  return { dmy: iso(year, other, one), mdy: iso(year, one, other) };
}

/** Whatever looks like a date: of two, as of a period, none is the one. */
const FIGURES = /\d+([./-])\d+\1\d+/g;

function inWords(text: string): Day | undefined {
  const words = (text.match(/[\p{L}\d]+/gu) ?? []).map((word) => word.replace(ORDINAL, ''));
  if (words.some((word) => /\d\p{L}|\p{L}\d/u.test(word))) return undefined;
  const at = words.findIndex((word) => monthOf(word) !== undefined);
  if (at < 0) return undefined;
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const year = numbers.findLast((number) => number.length === 4) ?? numbers[1];
  const [day, ...others] = numbers.filter((number) => number !== year);
  if (year === undefined || day === undefined || others.length > 0) return undefined;
  return certain(iso(year, String(monthOf(words[at]!)), day));
}

/** `12th`, `1er`. Other letters among figures are figures that were not read. */
const ORDINAL = /(?<=^\d{1,2})(st|nd|rd|th|er|e)$/;

function certain(day: string | undefined): Day {
  return { dmy: day, mdy: day };
}

/** By their first letters, as many as tell them apart. */
const MONTHS: readonly RegExp[] = [
  /^jan(uar|uary|v|vier)?$|^janner$/,
  /^feb(r|ruar|ruary)?$|^fev(r|rier)?$/,
  /^mar(ch|s)?$|^marz$|^mrz$|^maerz$/,
  /^apr(il)?$|^avr(il)?$/,
  /^ma[iy]$/,
  /^jun[ei]?$|^juin$/,
  /^jul[iy]?$|^juil(let)?$/,
  /^aug(ust)?$|^aout$/,
  /^sept?(ember|embre)?$/,
  /^o[ck]t(ober|obre)?$/,
  /^nov(ember|embre)?$/,
  /^de[cz](ember|embre)?$/,
];

/** 1 to 12. */
function monthOf(word: string): number | undefined {
  const at = MONTHS.findIndex((month) => month.test(word));
  return at < 0 ? undefined : at + 1;
}

/** Undefined where the calendar has no such day. Two figures of a year are of this century. */
function iso(year: string, month: string, day: string): string | undefined {
  const text = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(text);
  return new Date(time || 0).toISOString().slice(0, 10) === text ? text : undefined;
}
