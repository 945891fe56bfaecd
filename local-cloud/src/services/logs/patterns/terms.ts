import { finder } from '../../../core/wildcards.ts';
import { invalidParameter } from '../errors.ts';
import type { FilterPattern } from './filter-pattern.ts';
import { compileRegex } from './regex.ts';

interface Term {
  readonly mark: '' | '-' | '?';
  readonly matches: (message: string) => boolean;
}

const TERM = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"]+))/y;

/**
 * Terms that a message must contain, in any order: `ERROR`, `"a-phrase"`, `%a regex%`; `-term`
 * must not be there; of several `?term` one is enough, unless there are terms of another kind.
 */
export function termPattern(pattern: string): FilterPattern {
  const terms = parse(pattern);
  const alternatives = terms.filter(({ mark }) => mark === '?');
  if (alternatives.length === terms.length) {
    return (message) => alternatives.some(({ matches }) => matches(message));
  }
  const decisive = terms.filter(({ mark }) => mark !== '?');
  return (message) => decisive.every(({ mark, matches }) => matches(message) === (mark === ''));
}

function parse(pattern: string): Term[] {
  const terms: Term[] = [];
  let position = 0;
  while (pattern.slice(position).trim() !== '') {
    TERM.lastIndex = position;
    const match = TERM.exec(pattern);
    if (match === null) throw invalidParameter('Invalid filter pattern');
    position = TERM.lastIndex;
    const [, mark, phrase, expression, word] = match;
    if (word !== undefined) checkWord(word);
    terms.push({ mark: mark as Term['mark'], matches: matcher(phrase ?? word, expression) });
  }
  return terms;
}

/** Without quotes a term is of letters, digits and underscores. */
function checkWord(word: string): void {
  const others = /[^\p{L}\p{N}_]+/u.exec(word);
  if (others !== null) throw invalidParameter(`Invalid character(s) in term '${others[0]}'`);
}

function matcher(text: string | undefined, expression: string | undefined): Term['matches'] {
  if (expression !== undefined) return compileRegex(expression);
  const find = finder((text ?? '').replaceAll('\\"', '"'));
  return (message) => find(message, 0) >= 0;
}
