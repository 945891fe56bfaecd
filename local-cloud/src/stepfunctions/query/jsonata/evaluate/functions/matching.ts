import { Callable, callBack } from '../callable.ts';
import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { Native } from '../native.ts';
import type { Match } from '../regex.ts';
import { sequence } from '../sequence.ts';
import { replacementOf } from './replacement.ts';

type Text = string | undefined;

/** The functions that take a pattern: a text, or a function that matches. https://docs.jsonata.org/regex */
export const MATCHING: Readonly<Record<string, Native>> = {
  contains: new Native('<s-(sf):b>', 2, contains),
  match: new Native('<s-f<s:o>n?:a<o>>', 3, match),
  replace: new Native('<s-(sf)(sf)n?:s>', 4, replace),
  split: new Native('<s-(sf)n?:a<s>>', 3, split),
};

/** The matches in a text, found as they are asked for, no more than the limit. */
function* matchesIn(run: Run, matcher: unknown, text: string, limit = Infinity): Generator<Match> {
  let found = askMatcher(run, matcher, [text]);
  for (let count = 0; found !== undefined && count < limit; count++) {
    yield found;
    found = askMatcher(run, found.next, []);
  }
}

function askMatcher(run: Run, matcher: unknown, args: unknown[]): Match | undefined {
  if (!(matcher instanceof Callable)) throw new JsonataFailure('T1010');
  const found = callBack(matcher, args, run);
  if (!found) return undefined;
  const { match, start, end, groups, next } = found as Partial<Match>;
  const isMatch = typeof start === 'number' || Array.isArray(groups) || next instanceof Callable;
  if (!isMatch) throw new JsonataFailure('T1010');
  return { match, start, end, groups, next } as Match;
}

function contains(run: Run, text: Text, pattern: unknown): boolean | undefined {
  if (text === undefined || pattern === undefined) return undefined;
  run.spendSearch(text.length);
  if (typeof pattern === 'string') return text.includes(pattern);
  return askMatcher(run, pattern, [text]) !== undefined;
}

function match(run: Run, text: Text, matcher: unknown, limit?: number): unknown {
  if (text === undefined) return undefined;
  if (limit !== undefined && limit < 0) throw new JsonataFailure('D3040');
  const result: unknown[] = [];
  if (Number(limit) === 0) return sequence(result);
  for (const { match, start: index, groups } of matchesIn(run, matcher, text, limit)) {
    result.push({ match, index, groups });
  }
  return sequence(result);
}

function split(run: Run, text: Text, separator: unknown, limit?: number): unknown {
  if (text === undefined) return undefined;
  if (limit !== undefined && limit < 0) throw new JsonataFailure('D3020');
  run.spendText(text.length);
  if (limit !== undefined && !(limit > 0)) return [];
  if (typeof separator === 'string') {
    const parts = text.split(separator, limit);
    run.spendItems(parts.length);
    return parts;
  }
  return splitByMatches(run, text, separator, limit);
}

function splitByMatches(run: Run, text: string, matcher: unknown, limit = Infinity): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const found of matchesIn(run, matcher, text, limit)) {
    parts.push(text.slice(start, found.start));
    start = found.end;
  }
  if (parts.length < limit) parts.push(text.slice(start));
  return parts;
}

function replace(run: Run, text: Text, pattern: unknown, by: unknown, limit?: number): Text {
  if (text === undefined) return undefined;
  if (pattern === '') throw new JsonataFailure('D3010');
  if (limit !== undefined && limit < 0) throw new JsonataFailure('D3011');
  if (Number(limit) === 0) return text;
  run.spendText(text.length);
  return typeof pattern === 'string'
    ? replaceText(run, text, pattern, by, limit)
    : replaceMatches(run, text, pattern, by, limit);
}

/** As in jsonata nothing is put in as `undefined`; where it would put in JavaScript, this fails. */
function replaceText(run: Run, text: string, part: string, by: unknown, limit = Infinity): string {
  const value = String(by);
  let result = '';
  let from = 0;
  for (let count = 0; count < limit; count++) {
    const at = text.indexOf(part, from);
    if (at < 0) break;
    if (by instanceof Callable) throw new JsonataFailure('D3012', { value: by });
    run.spendJoin(result.length, at - from + value.length);
    result += text.slice(from, at) + value;
    from = at + part.length;
  }
  return result + text.slice(from);
}

function replaceMatches(
  run: Run,
  text: string,
  matcher: unknown,
  by: unknown,
  limit?: number,
): string {
  let result = '';
  let from = 0;
  for (const found of matchesIn(run, matcher, text, limit)) {
    const value = typeof by === 'string' ? replacementOf(by, found) : callBack(by, [found], run);
    if (typeof value !== 'string') throw new JsonataFailure('D3012', { value });
    run.spendJoin(result.length, found.start - from + value.length);
    result += text.slice(from, found.start) + value;
    from = found.start + found.match.length;
  }
  return result + text.slice(from);
}
