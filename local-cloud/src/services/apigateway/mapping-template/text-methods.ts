import { finder } from '../../../core/wildcards.ts';
import { type Budget, COST, LONGEST_TEXT, MappingError } from './budget.ts';
import { javaRegex, replacement, within } from './java-regex.ts';
import type { Call, Methods } from './methods.ts';
import { equalTexts } from './operators.ts';
import { integerOf, JavaList, type Value } from './values.ts';

/** How much longer than to read it takes to make a text of a text's characters, with others and without. */
const [CHANGE, CHANGE_ASCII] = [15, 3];
const NOT_ASCII = /[^\0-\x7f]/;

/** Of java.lang.String. */
export const TEXT_METHODS: Methods<string> = {
  served: {
    'charAt(integer)': (self, [at]) =>
      self.slice(...bounds(self, integerOf(at!)!, integerOf(at!)! + 1)),
    'concat(text)': (self, [text], budget) => {
      budget.allow(self.length + (text as string).length);
      return self + (text as string);
    },
    'contains(text)': withText((self, text, budget) => find(self, text, 0, budget) >= 0),
    'endsWith(text)': withText((self, text) => self.endsWith(text)),
    'equals(any)': (self, [other], budget) =>
      typeof other === 'string' && equalTexts(self, other, budget),
    'equalsIgnoreCase(text)': withText((self, text, budget) => {
      spendChange(self, budget);
      spendChange(text, budget);
      return self.toLowerCase() === text.toLowerCase();
    }),
    'indexOf(text)': withText((self, text, budget) => find(self, text, 0, budget)),
    'indexOf(text, integer)': (self, [text, from], budget) =>
      find(self, text as string, Math.max(0, integerOf(from!)!), budget),
    'isEmpty()': (self) => self === '',
    'lastIndexOf(text)': withText((self, text, budget) => {
      budget.spend(self.length * text.length);
      return self.lastIndexOf(text);
    }),
    'length()': (self) => self.length,
    'matches(text)': withText((self, pattern, budget) => {
      const regex = javaRegex(pattern, budget);
      const whole = new RegExp(`^(?:${regex.source})$`, regex.flags);
      return within(budget, regex, self, () => whole.test(self));
    }),
    'replace(text, text)': replace,
    'replaceAll(text, text)': (self, [pattern, to], budget) =>
      replaced(self, global(pattern as string, budget), to as string, budget),
    'replaceFirst(text, text)': (self, [pattern, to], budget) =>
      replaced(self, javaRegex(pattern as string, budget), to as string, budget),
    'split(text)': split,
    'split(text, integer)': split,
    'startsWith(text)': withText((self, text) => self.startsWith(text)),
    'substring(integer)': (self, [from]) =>
      self.slice(...bounds(self, integerOf(from!)!, self.length)),
    'substring(integer, integer)': (self, [from, to]) =>
      self.slice(...bounds(self, integerOf(from!)!, integerOf(to!)!)),
    'toLowerCase()': made((self) => self.toLowerCase()),
    'toUpperCase()': made((self) => self.toUpperCase()),
    'trim()': made(trimmed),
  },
  refused:
    'chars codePointAt compareTo compareToIgnoreCase contentEquals format getBytes intern isBlank ' +
    'join lines regionMatches repeat strip subSequence toCharArray valueOf',
};

/** A method that looks for a text. */
function withText(call: (self: string, text: string, budget: Budget) => Value): Call<string> {
  return (self, args, budget) => {
    budget.spend(self.length);
    return call(self, args[0] as string, budget);
  };
}

/** A method that makes a text of all of it. */
function made(call: (self: string) => Value): Call<string> {
  return (self, _, budget) => {
    spendChange(self, budget);
    return call(self);
  };
}

function spendChange(text: string, budget: Budget): void {
  budget.spend((NOT_ASCII.test(text) ? CHANGE : CHANGE_ASCII) * text.length);
}

/** Finds all that it matches. */
function global(pattern: string, budget: Budget): RegExp {
  const { source, flags } = javaRegex(pattern, budget);
  return new RegExp(source, `g${flags}`);
}

/** A longer text is found without trying again, each character of which takes longer. */
const SHORT = 64;
const [STEP, LONG_STEP] = [1 / 16, 4];

function find(self: string, wanted: string, from: number, budget: Budget): number {
  const isShort = wanted.length <= SHORT;
  budget.spend(self.length * (isShort ? 1 + wanted.length * STEP : LONG_STEP));
  return isShort ? self.indexOf(wanted, from) : finder(wanted)(self, from);
}

/** As Java's: of what is not above a space. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text[start]! <= ' ') start += 1;
  while (end > start && text[end - 1]! <= ' ') end -= 1;
  return text.slice(start, end);
}

function bounds(text: string, from: number, to: number): [number, number] {
  if (from >= 0 && from <= to && to <= text.length) return [from, to];
  throw new MappingError(`begin ${from}, end ${to}, length ${text.length}`);
}

function replace(self: string, [old, to]: readonly Value[], budget: Budget): string {
  const [wanted, text] = [old as string, to as string];
  budget.spend(self.length);
  if (wanted === '') {
    budget.allow(self.length + (self.length + 1) * text.length);
    budget.spend(COST.replacement * self.length, 'replacements');
    return self.replaceAll('', () => text);
  }
  const findNext = finder(wanted);
  const parts: string[] = [];
  let done = 0;
  for (let at = findNext(self, 0); at >= 0; at = findNext(self, done)) {
    budget.spend(COST.replacement, 'replacements');
    parts.push(self.slice(done, at));
    done = at + wanted.length;
  }
  parts.push(self.slice(done));
  budget.allow(self.length + (parts.length - 1) * (text.length - wanted.length));
  return parts.join(text);
}

/** One match after the other: `replace` finds all of them, however many, before it calls a function. */
function replaced(self: string, regex: RegExp, to: string, budget: Budget): string {
  budget.spend(self.length);
  const write = replacement(to, budget);
  return within(budget, regex, self, () => {
    const parts: string[] = [];
    let [done, made] = [0, 0];
    for (let match = regex.exec(self); match !== null; match = regex.exec(self)) {
      const text = write(match);
      made += text.length;
      budget.spend(text.length);
      if (made > LONGEST_TEXT) budget.allow(made);
      parts.push(self.slice(done, match.index), text);
      done = match.index + match[0].length;
      if (!regex.global) break;
      if (match[0] === '') regex.lastIndex += 1;
    }
    parts.push(self.slice(done));
    return parts.join('');
  });
}

/** Without empty texts at the end, as Java's; with a limit, in so many parts at most. */
function split(self: string, [pattern, most]: readonly Value[], budget: Budget): Value {
  budget.spend(self.length);
  const limit = integerOf(most ?? 0)!;
  const regex = global(pattern as string, budget);
  const parts: string[] = [];
  let done = 0;
  within(budget, regex, self, () => {
    for (const match of self.matchAll(regex)) {
      if (limit > 0 && parts.length === limit - 1) break;
      if (match[0] === '' && (match.index === 0 || match.index === self.length)) continue;
      budget.step();
      parts.push(self.slice(done, match.index));
      done = match.index + match[0].length;
    }
  });
  parts.push(self.slice(done));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return new JavaList(parts);
}
