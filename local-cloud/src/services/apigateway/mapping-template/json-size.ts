import { endOfString, QUOTE } from '../../../core/json-scan.ts';
import { type Budget, COST, LONGEST_NUMBER, MappingError } from './budget.ts';

/** As the gateway's for what it reads itself: see checkJsonSize. */
const MOST_VALUES = 100_000;
/** Of so many digits, a number is kept as it is written. */
const MANY_DIGITS = 16;

const [COMMA, OPEN_LIST, OPEN_OBJECT, DOT, ZERO, NINE] = [0x2c, 0x5b, 0x7b, 0x2e, 0x30, 0x39];

/**
 * Counts what the values of a JSON text take to read or write. Throws MappingError for too many, for more
 * than the budget, and for a number that takes too long to read.
 */
export function spendJson(text: string, budget: Budget): void {
  const { values, longNumbers, digits } = sizeOf(text);
  budget.spend(COST.json * values, 'JSON');
  budget.spend(COST.longNumber * longNumbers + COST.digit * digits, 'long numbers');
}

/** How many values there are but one, about; numbers that are no plain ones; and digits of long ones. */
function sizeOf(text: string) {
  const size = { values: 0, longNumbers: 0, digits: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COMMA || code === OPEN_LIST || code === OPEN_OBJECT) {
      size.values += 1;
      if (size.values > MOST_VALUES) refuse(`A JSON text has more than ${MOST_VALUES} values`);
    } else if (code === DOT && text.charCodeAt(at + 1) === ZERO) size.longNumbers += 1;
    else if (isDigit(code)) {
      const start = at;
      while (isDigit(text.charCodeAt(at + 1))) at += 1;
      const digits = at + 1 - start;
      if (digits > LONGEST_NUMBER) refuse(`A number has more than ${LONGEST_NUMBER} digits`);
      if (digits >= MANY_DIGITS) {
        size.longNumbers += 1;
        size.digits += digits;
      }
    }
  }
  return size;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function refuse(message: string): never {
  throw new MappingError(message);
}

const OBJECT_OR_LIST = /^\s*[[{]/;
const OTHER = /^\s*(?:-?\d[\d.eE+-]{0,999}|true|false|null)\s*$/;
const TEXT = /^\s*"/;

/** Whether a text can only be an object or a list. */
export function isObjectOrList(text: string): boolean {
  return OBJECT_OR_LIST.test(text);
}

/** Whether it can only be a text, a number, ...: lines of numbers with commas between them take long to try. */
export function isOtherJson(text: string): boolean {
  const start = TEXT.exec(text)?.[0].length;
  if (start === undefined) return OTHER.test(text);
  return text.slice(endOfString(text, start - 1) + 1).trim() === '';
}
