/** What kind of text a field's value is. */
export type Kind = 'amount' | 'date' | 'id' | 'text' | 'currency';

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };
const CODES = 'EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|CNY|INR|BRL|ZAR|SGD|HKD';
const MONEY = `(?:${CODES}|Euros?|CA\\$|US\\$|A\\$|[€$£¥])`;
const DIGITS =
  "\\d{1,3}(?:[.,'’\\u202f\\u00a0 ]\\d{3})+(?:[.,]\\d{1,4})?|\\d+(?:[.,]\\d{1,4})?|\\d+,[-–]";
const AMOUNT = `(?:${MONEY} ?)?[-–−+(]? ?(?:${MONEY} ?)?(?:${DIGITS})\\)?(?: ?[-–−](?![\\d\\w]))?(?: ?${MONEY}(?![\\p{L}]))?(?: ?CR(?![\\p{L}\\d]))?`;

const MONTHS =
  'jan(?:uar[y]?|v(?:ier)?)?|janner|feb(?:ruar[y]?)?|fev(?:r(?:ier)?)?|mar(?:ch|s)?|marz|mrz|apr(?:il)?|avr(?:il)?|ma[iy]|jun[ei]?|juin|jul[yi]?|juil(?:let)?|aug(?:ust)?|aout|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember|embre)?';
const DAYS =
  'mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche';
const WEEKDAY = `(?:(?:${DAYS})(?:day|nesday|sday|rsday|urday)?[.,]? (?:den |le )?)?`;
const DATE = [
  '\\d{4}-\\d{1,2}-\\d{1,2}(?!\\d)',
  '\\d{4}[/.]\\d{1,2}[/.]\\d{1,2}(?!\\d)',
  '\\d{1,2}[./-] ?\\d{1,2}[./-] ?(?:\\d{4}|\\d{2})(?!\\d)',
  `${WEEKDAY}\\d{1,2}(?:st|nd|rd|th|er|\\.)?[ -]?(?:of |de )?(?:${MONTHS})\\.?,?[ -]?\\d{2,4}(?!\\d)`,
  `${WEEKDAY}(?:${MONTHS})\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}(?!\\d)`,
].join('|');
const ID =
  '(?:[A-Z]{1,6}[ -])?[A-Za-z0-9/_.-]*\\d[A-Za-z0-9/_.-]*(?: ?[-/] ?[A-Za-z0-9]*\\d[A-Za-z0-9]*)*';

const PATTERNS: Readonly<Record<Kind, RegExp>> = {
  amount: new RegExp(`^(?:${AMOUNT})(?![\\d%\\p{L}]|[.,]\\d| ?%| \\d)`, 'u'),
  date: new RegExp(`^(?:${DATE})`, 'i'),
  id: new RegExp(`^(?:${ID})`),
  currency: new RegExp(`^${MONEY}(?![\\p{L}])`, 'u'),
  text: /^.+/,
};

/** Letter for letter without accents and in lower case: places in it are places in the text. */
export function folded(text: string): string {
  return [...text].map((letter) => foldedLetter(letter)).join('');
}

function foldedLetter(letter: string): string {
  const [base] = letter.normalize('NFD');
  const low = (base ?? letter).toLowerCase();
  return low.length === letter.length ? low : letter;
}

/** The value of that kind that a text begins with, as it stands there. */
export function valueAt(text: string, kind: Kind): string | undefined {
  const subject = kind === 'date' ? folded(text) : text;
  const found = PATTERNS[kind].exec(subject)?.[0];
  if (found === undefined) return undefined;
  const value = text.slice(0, found.length).trimEnd();
  return kind === 'id' ? checkedId(value) : value;
}

/** What follows a value may belong to it: then it is not sure where it ends. */
export function isMore(rest: string, kind: Kind): boolean {
  if (kind === 'date') return /^ ?(?:[-–] ?|to |bis |au )\d/.test(rest);
  if (kind !== 'id' || valueAt(rest.trimStart(), 'date') !== undefined) return false;
  return /^ ?[(+:*&#\\]\S*[\p{L}\d]|^ (?:\d|\p{Lu}(?![\p{L}\d]))/u.test(rest);
}

/** A number of a document has a digit, is not a date, and does not end in a full stop. */
function checkedId(value: string): string | undefined {
  const id = value.replace(/[.,;:-]+$/, '');
  if (!/\d/.test(id) || id.length < 2 || valueAt(id, 'date') === id) return undefined;
  return id;
}

/** The currency whose sign or code stands in a text. A plain `$` is the US dollar's, as in Textract. */
export function currencyIn(text: string): string | undefined {
  const code = new RegExp(`(?<![A-Z])(?:${CODES})(?![A-Z])`).exec(text)?.[0];
  if (code !== undefined) return code;
  if (/\bEuros?\b/i.test(text)) return 'EUR';
  if (/CA\$/.test(text)) return 'CAD';
  if (/(?<!US)A\$/.test(text)) return 'AUD';
  return SIGNS[/[€$£¥]/.exec(text)?.[0] ?? ''];
}

/** An amount in hundredths, for sums: only to see whether they fit. Undefined: it cannot be told. */
export function cents(text: string): number | undefined {
  const digits = /\d[\d.,'’\u202f\u00a0 ]*/.exec(text)?.[0].replace(/[ '’\u202f\u00a0]/g, '');
  if (digits === undefined) return undefined;
  const [, body, decimals = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(digits) ?? [];
  const number = Number(`${body!.replace(/[.,]/g, '')}.${decimals || '0'}`);
  const negative = /^[^\d]*[-–−(]|\d ?[-–−](?!\d)|\bCR$/.test(text.trim());
  return Number.isNaN(number) ? undefined : Math.round(number * 100) * (negative ? -1 : 1);
}

/** An amount, and not just some number: it has hundredths or a currency. */
export function isMoney(value: string): boolean {
  if (/[.,]\d(?!\d)/.test(value)) return false;
  return /[.,]\d{2}(?!\d)|,[-–]/.test(value) || currencyIn(value) !== undefined;
}
