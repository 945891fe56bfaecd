import { CURRENCY_CODES } from './currency.ts';

/** An amount of money as it stands on a page. */
export interface Amount {
  /** Hundredths of the currency, negative for what is given back. */
  readonly cents: number;
  /**
   * False for `1,234`, `1.234` and `1 234` alone, which mean a thousand times more here than there, and
   * for `12.5`, which may lack a figure.
   */
  readonly isSure: boolean;
}

/**
 * Reads one amount in the notations of en, de and fr: `1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`,
 * with a currency before or after it, and a sign on either side or brackets. Undefined for what is no
 * amount of money: a percentage, several numbers, more decimals than two, letters among the figures.
 */
export function readAmount(text: string): Amount | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u00b4`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  if (hasStrayLetters(plain)) return undefined;
  const bare = plain.replace(NO_CENTS, '$100').replace(BEFORE, '').replace(AFTER, '');
  const amount = readNumber(bare.replace(/\s*([.,'])\s*/g, '$1'));
  if (amount === undefined) return undefined;
  return isNegative(plain) ? { ...amount, cents: 0 - amount.cents } : amount;
}

/** `1234.56`, for people and for DynamoDB. */
export function formatCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * What may stand around a number: currencies, words, signs, brackets. Never a percent sign, nor a dot
 * right before the figures, which may be what is left of `0.50`.
 */
const BEFORE = /^[\p{L}\p{Sc}\s.:*#+(=-]+(?<!\.)(?=\d)/u;
const AFTER = /(?<=\d)[\p{L}\p{Sc}\s*)-]+\.?$/u;

/** `12.-`, `12,--`: whole units. */
const NO_CENTS = /(?<=\d)([.,])\s*-+/;

/** Letters right at the figures are a currency, or figures that were not read: `l2,00`, `1O,00`. */
function hasStrayLetters(plain: string): boolean {
  const [, before] = /(\p{L}+)\d/u.exec(plain) ?? [];
  const [, after] = /\d(\p{L}+)/u.exec(plain) ?? [];
  return [before, after].some((word) => word !== undefined && !isCurrency(word));
}

function isCurrency(word: string): boolean {
  return CURRENCY_CODES.includes(word.toUpperCase()) || /^euros?$/i.test(word);
}

/** A sign on either side, brackets, or the CR of what is credited. */
function isNegative(plain: string): boolean {
  const [before = ''] = /^[^\d]*/.exec(plain)!;
  const [after = ''] = /[^\d]*$/.exec(plain)!;
  if (/\bCR\b/i.test(`${before} ${after}`)) return true;
  return before.includes('-') || before.includes('(') || /^\s*\p{Sc}?\s*-(?!-)/u.test(after);
}

const GROUPED = /^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*$/;

function readNumber(text: string): Amount | undefined {
  const [, whole, decimals = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text)!;
  const digits = ungrouped(whole!, text.at(whole!.length));
  if (digits === undefined) return undefined;
  // Fifteen digits are what a number holds to the cent.
  if (digits.length > 13) return undefined;
  const cents = Number(digits) * 100 + Number(decimals.padEnd(2, '0'));
  const isSure = decimals.length !== 1 && !/^\d{1,3}[., ]\d{3}$/.test(text);
  return { cents, isSure };
}

/** The digits of the whole units; undefined where what divides them is not one and the same sign. */
function ungrouped(whole: string, decimalSign = ''): string | undefined {
  if (/^\d+$/.test(whole)) return whole;
  const sign = GROUPED.exec(whole)?.[1];
  if (sign === undefined || sign === decimalSign || whole.startsWith('0')) return undefined;
  return whole.replaceAll(sign, '');
}
