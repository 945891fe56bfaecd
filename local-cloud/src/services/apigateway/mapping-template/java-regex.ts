import { type Budget, COST, MappingError } from './budget.ts';

/** Escapes that mean the same in Java and in JavaScript. */
const ESCAPES = 'dDwWsSbBtnrfv123456789k';
const GROUPS = /^\(\?(?:[:=!]|<[=!]|<[A-Za-z])/;
/** A class that JavaScript takes to be empty: in Java its first character is the bracket. */
const EMPTY_CLASS = /^\[\^?\]/;
/** What stands behind `\x` and `\u`: without it, JavaScript takes them for letters. */
const HEX = /^(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4})/;
const FLAGS = /^\(\?([ims]+)\)/;

/**
 * A regular expression of Java's as JavaScript's, without the flag `g`. To match a whole text, as Java's
 * matches does, put its source between `^(?:` and `)$`, and keep its flags: `(?i)` is one of them. It is
 * not bounded in time: see BoundedRegex.
 *
 * @throws MappingError for what is none, and for what JavaScript reads otherwise, which is refused by name
 */
export function javaPattern(pattern: string): RegExp {
  const flags = FLAGS.exec(pattern);
  const source = translated(pattern.slice(flags?.[0].length ?? 0), pattern);
  try {
    return new RegExp(source, flags?.[1] ?? '');
  } catch (error) {
    throw new MappingError(`${pattern} is no regular expression, or not one that is served`, {
      cause: error,
    });
  }
}

/** The same for a template. Throws MappingError. */
export function javaRegex(pattern: string, budget: Budget): RegExp {
  budget.spend(COST.regex + COST.pattern * pattern.length, 'regular expressions');
  return javaPattern(pattern);
}

/** Steps of matching that are quick enough to be run to their end. */
const FEW_STEPS = 1_000_000;
/** Escapes and classes, which are one character each. */
const ONE = /\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/g;
/** A group that is repeated, or the text of one: it may be tried in any number of ways. */
const MANY_WAYS = /\)[*+{]|\\[1-9k]/;
/** What lets a regular expression try again, from each character of the text. */
const CHOICE = /[*+?{|]/g;

/** Runs a regular expression on a text, as long as the budget allows. Throws MappingError. */
export function within<Result>(
  budget: Budget,
  { source }: RegExp,
  text: string,
  compute: () => Result,
): Result {
  const plain = source.replace(ONE, '_').replaceAll('(?', '(');
  const choices = MANY_WAYS.test(plain) ? Infinity : (plain.match(CHOICE)?.length ?? 0);
  const steps = source.length * text.length ** (1 + choices);
  return budget.match(compute, steps <= FEW_STEPS);
}

function translated(pattern: string, shown: string): string {
  let source = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '\\') {
      source += escaped(pattern.slice(at + 1, at + 6), shown);
      at += 1;
    } else {
      if (inClass && (char === '[' || pattern.startsWith('&&', at))) refuse(char, shown);
      if (!inClass && EMPTY_CLASS.test(pattern.slice(at, at + 3))) refuse('[]', shown);
      if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      const isGroup = !inClass && pattern.startsWith('(?', at);
      if (isGroup && !GROUPS.test(pattern.slice(at, at + 5))) {
        refuse(pattern.slice(at, at + 3), shown);
      }
      source += char;
    }
  }
  return source;
}

/** What stands behind a backslash is itself, if it is no letter or digit. */
function escaped(rest: string, pattern: string): string {
  const char = rest[0];
  if (char === undefined) throw new MappingError(`${pattern} ends with a backslash`);
  const isKnown = 'xu'.includes(char) ? HEX.test(rest) : ESCAPES.includes(char);
  if (/[A-Za-z0-9]/.test(char) && !isKnown) refuse(`\\${char}`, pattern);
  return `\\${char}`;
}

function refuse(what: string, pattern: string): never {
  throw new MappingError(`${what} in the regular expression ${pattern} is not served`);
}

const MARK = /[$\\]/g;

/**
 * What stands for a match in Java's replaceAll: `$1` is a group, a backslash keeps what follows it.
 * Throws MappingError as Java throws IllegalArgumentException, and for more than the budget.
 */
export function replacement(
  text: string,
  budget: Budget,
): (groups: readonly (string | undefined)[]) => string {
  const parts: (string | number)[] = [];
  let done = 0;
  for (let mark = markIn(text, done); mark >= 0; mark = markIn(text, done)) {
    budget.spend(COST.replacement, 'replacements');
    const next = text[mark + 1] ?? '';
    const isGroup = text[mark] === '$';
    if (next === '' || (isGroup && !/\d/.test(next))) {
      throw new MappingError(`${text} is no replacement: $ is followed by a group's number`);
    }
    parts.push(text.slice(done, mark), isGroup ? Number(next) : next);
    done = mark + 2;
  }
  parts.push(text.slice(done));
  return (groups) => {
    budget.spend(COST.replacement * parts.length, 'replacements');
    return parts.map((part) => read(part, groups)).join('');
  };
}

function markIn(text: string, from: number): number {
  MARK.lastIndex = from;
  return MARK.exec(text)?.index ?? -1;
}

function read(part: string | number, groups: readonly (string | undefined)[]): string {
  if (typeof part === 'string') return part;
  if (part >= groups.length) throw new MappingError(`No group ${part}`);
  return groups[part] ?? '';
}
