import type { Json } from '../../../core/json.ts';
import { anythingBut } from './anything-but.ts';
import { invalidPattern } from './errors.ts';
import { numeric } from './numeric.ts';
import type { PatternReader } from './reader.ts';
import {
  cidr,
  equals,
  ignoringCase,
  type Matches,
  startsOrEnds,
  valued,
  wildcard,
} from './values.ts';

/** One alternative for a field: a value it may have, or that it is absent. */
export type Matcher = { readonly matches: Matches } | { readonly absent: true };

/** The items of a field's list, whose bracket was read: plain values and comparisons. */
export function readMatchers(reader: PatternReader): Matcher[] {
  const matchers: Matcher[] = [];
  for (let token = reader.next(); token.kind !== ']'; token = reader.next()) {
    if (token.kind === '[') reader.fail('Match value must be String, number, true, false, or null');
    if (token.kind === '{') matchers.push(readComparison(reader));
    else if (token.kind === 'string') matchers.push({ matches: equals(reader.textOf(token)) });
    else matchers.push({ matches: equals(JSON.parse(token.text) as Json) });
  }
  if (matchers.length === 0) reader.fail('Empty arrays are not allowed');
  return matchers;
}

/**
 * A comparison such as `{ "prefix": "a" }`, whose brace was read.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
function readComparison(reader: PatternReader): Matcher {
  const token = reader.next();
  if (token.kind !== 'name') reader.fail('Match expression name not found');
  const read = isComparison(token.text) ? COMPARISONS[token.text]! : undefined;
  return read === undefined ? reader.fail(`Unrecognized match type ${token.text}`) : read(reader);
}

/** The names that stand for comparisons, and so cannot be those of fields under `$or`. */
export function isComparison(name: string): boolean {
  return Object.hasOwn(COMPARISONS, name);
}

const COMPARISONS: Readonly<Record<string, (reader: PatternReader) => Matcher>> = {
  prefix: (reader) => ({ matches: affix(reader, 'prefix') }),
  suffix: (reader) => ({ matches: affix(reader, 'suffix') }),
  'equals-ignore-case': (reader) => ({
    matches: closed(reader, ignoringCase(text(reader, 'equals-ignore-case'))),
  }),
  wildcard: (reader) => ({ matches: readWildcard(reader) }),
  exactly: (reader) => ({ matches: closed(reader, equals(text(reader, 'exact'))) }),
  cidr: (reader) => ({ matches: readCidr(reader) }),
  numeric: (reader) => ({ matches: numeric(reader) }),
  exists: readExists,
  'anything-but': (reader) => ({ matches: anythingBut(reader) }),
};

function affix(reader: PatternReader, kind: 'prefix' | 'suffix'): Matches {
  const token = reader.next();
  if (token.kind === 'string') {
    return closed(reader, startsOrEnds(kind, reader.textOf(token)));
  }
  if (token.kind !== '{') reader.fail(`${kind} match pattern must be a string`);
  const inner = reader.next();
  if (inner.kind !== 'name') {
    reader.fail(`${kind === 'prefix' ? 'Prefix' : 'Suffix'} expression name not found`);
  }
  if (inner.text !== 'equals-ignore-case') {
    reader.fail(`Unsupported ${kind} pattern: ${inner.text}`);
  }
  const matches = startsOrEnds(kind, text(reader, 'equals-ignore-case').toLowerCase());
  closed(reader, closed(reader, matches));
  return (value) => typeof value === 'string' && matches(value.toLowerCase());
}

function readWildcard(reader: PatternReader): Matches {
  const pattern = text(reader, 'wildcard');
  return closed(
    reader,
    valued(() => wildcard(pattern), reader.fail.bind(reader)),
  );
}

/** AWS's words: of a CIDR that is no text it says `prefix`, of other faults not where they are. */
function readCidr(reader: PatternReader): Matches {
  const argument = text(reader, 'prefix');
  return closed(
    reader,
    valued(
      () => cidr(argument),
      (reason) => {
        throw invalidPattern(reason);
      },
    ),
  );
}

function readExists(reader: PatternReader): Matcher {
  const { text: wanted } = reader.next();
  if (wanted !== 'true' && wanted !== 'false') {
    reader.fail('exists match pattern must be either true or false.');
  }
  const matcher = wanted === 'true' ? { matches: () => true } : ({ absent: true } as const);
  return closed(reader, matcher);
}

function text(reader: PatternReader, kind: string): string {
  const token = reader.next();
  if (token.kind !== 'string') reader.fail(`${kind} match pattern must be a string`);
  return reader.textOf(token);
}

/** What was read, if nothing comes after it. */
function closed<Value>(reader: PatternReader, value: Value): Value {
  if (reader.next().kind !== '}') reader.fail('Only one key allowed in match expression');
  return value;
}
