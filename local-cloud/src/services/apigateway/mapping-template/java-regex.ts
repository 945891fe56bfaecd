import { type Budget, MappingError } from './budget.ts';

/** Escapes that mean the same in Java and in JavaScript. */
const ESCAPES = 'dDwWsSbBtnrfvux123456789k';
const GROUPS = /^\(\?(?:[:=!]|<[=!]|<[A-Za-z])/;
const FLAGS = /^\(\?([ims]+)\)/;

/**
 * A regular expression as Java's replaceAll, split and matches take it. Throws MappingError for what is
 * none, and for what JavaScript reads otherwise: it is refused by name.
 */
export function javaRegex(pattern: string): RegExp {
  const flags = FLAGS.exec(pattern);
  const source = translated(pattern.slice(flags?.[0].length ?? 0), pattern);
  try {
    return new RegExp(source, `g${flags?.[1] ?? ''}`);
  } catch (error) {
    throw new MappingError(`${pattern} is no regular expression, or not one that is served`, {
      cause: error,
    });
  }
}

/** Steps of matching that are quick enough not to be timed: a template escapes many short texts. */
const FEW_STEPS = 1_000_000;
/** What lets a regular expression try again. */
const CHOICE = /[*+?{|]|\\[1-9k]/;

/** Runs a regular expression on a text, as long as the budget allows. Throws MappingError. */
export function within<Result>(
  budget: Budget,
  { source }: RegExp,
  text: string,
  compute: () => Result,
): Result {
  const isQuick = !CHOICE.test(source) && source.length * text.length <= FEW_STEPS;
  return isQuick ? compute() : budget.match(compute);
}

function translated(pattern: string, shown: string): string {
  let source = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '\\') {
      source += escaped(pattern[at + 1], shown);
      at += 1;
    } else {
      if (inClass && (char === '[' || pattern.startsWith('&&', at))) refuse(char, shown);
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
function escaped(char: string | undefined, pattern: string): string {
  if (char === undefined) throw new MappingError(`${pattern} ends with a backslash`);
  if (/[A-Za-z0-9]/.test(char) && !ESCAPES.includes(char)) refuse(`\\${char}`, pattern);
  return `\\${char}`;
}

function refuse(what: string, pattern: string): never {
  throw new MappingError(`${what} in the regular expression ${pattern} is not served`);
}

/**
 * What stands for a match in Java's replaceAll: `$1` is a group, a backslash keeps what follows it.
 * Throws MappingError as Java throws IllegalArgumentException.
 */
export function replacement(text: string): (groups: readonly (string | undefined)[]) => string {
  const parts: (string | number)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char !== '$' && char !== '\\') parts.push(char);
    else {
      at += 1;
      const next = text[at] ?? '';
      if (next === '' || (char === '$' && !/\d/.test(next))) {
        throw new MappingError(`${text} is no replacement: $ is followed by a group's number`);
      }
      parts.push(char === '$' ? Number(next) : next);
    }
  }
  return (groups) => parts.map((part) => read(part, groups)).join('');
}

function read(part: string | number, groups: readonly (string | undefined)[]): string {
  if (typeof part === 'string') return part;
  if (part >= groups.length) throw new MappingError(`No group ${part}`);
  return groups[part] ?? '';
}
