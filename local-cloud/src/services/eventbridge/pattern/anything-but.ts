import type { Json } from '../../../core/json.ts';
import { invalidPattern } from './errors.ts';
import type { PatternReader, Token } from './reader.ts';
import {
  comparable,
  equals,
  ignoringCase,
  type Matches,
  startsOrEnds,
  valued,
  wildcard,
} from './values.ts';

const TOO_MANY = 'Too many elements in numeric expression';

interface Kind {
  make(text: string): Matches;
  /** What is said of a value that is no text. */
  readonly noText: string;
  /** Whether a text may be empty. */
  readonly empty?: true;
}

const AFFIX = 'prefix/suffix match pattern must be a string';
const KINDS: Readonly<Record<string, Kind>> = {
  prefix: { make: (text) => startsOrEnds('prefix', text), noText: AFFIX },
  suffix: { make: (text) => startsOrEnds('suffix', text), noText: AFFIX },
  'equals-ignore-case': {
    make: ignoringCase,
    noText:
      'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    empty: true,
  },
  wildcard: { make: wildcard, noText: 'wildcard match pattern must be a string', empty: true },
};

/** What comes after `"anything-but":`, and the brace behind it. */
export function anythingBut(reader: PatternReader): Matches {
  let token = reader.next();
  const kind = token.kind === '{' ? kindOf(reader) : undefined;
  if (kind) token = reader.next();
  if (token.kind !== '[' && token.kind !== 'string' && token.kind !== 'number') {
    reader.fail('Value of anything-but must be an array or single string/number value.');
  }
  const excluded = kind ? readTexts(reader, token, kind) : readValues(reader, token);
  if (reader.next().kind !== '}') reader.fail(TOO_MANY);
  if (kind && reader.next().kind !== '}') reader.fail(TOO_MANY);
  return (value: Json) => !excluded.some((matches) => matches(value));
}

function kindOf(reader: PatternReader): Kind {
  const token = reader.next();
  if (token.kind !== 'name') reader.fail('Anything-But expression name not found');
  const kind = Object.hasOwn(KINDS, token.text) ? KINDS[token.text] : undefined;
  return kind ?? reader.fail(`Unsupported anything-but pattern: ${token.text}`);
}

function readValues(reader: PatternReader, first: Token): Matches[] {
  if (first.kind !== '[') {
    return [
      equals(
        first.kind === 'string'
          ? reader.textOf(first)
          : valued(() => comparable(first.text), invalid),
      ),
    ];
  }
  const values: (string | number)[] = [];
  for (let token = reader.next(); token.kind !== ']'; token = reader.next()) {
    if (token.kind === 'string') values.push(reader.textOf(token));
    else if (token.kind === 'number') {
      values.push(
        valued(
          () => comparable(token.text),
          (reason) => reader.failInList(reason),
        ),
      );
    } else reader.failInList('Inside anything but list, start|null|boolean is not supported.');
  }
  if (new Set(values.map((value) => typeof value)).size === 1) return values.map(equals);
  return reader.fail(
    'Inside anything but list, either all values are number or string, mixed type is not supported',
  );
}

function invalid(reason: string): never {
  throw invalidPattern(reason);
}

function readTexts(reader: PatternReader, first: Token, kind: Kind): Matches[] {
  if (first.kind !== '[') {
    return made(reader, kind, [textIn(reader, first, kind, (reason) => reader.fail(reason))]);
  }
  const texts: string[] = [];
  for (let token = reader.next(); token.kind !== ']'; token = reader.next()) {
    texts.push(textIn(reader, token, kind, (reason) => reader.failInList(reason)));
  }
  return made(reader, kind, texts);
}

function textIn(
  reader: PatternReader,
  token: Token,
  kind: Kind,
  refuse: (reason: string) => never,
): string {
  if (token.kind !== 'string') return refuse(kind.noText);
  const text = reader.textOf(token);
  return text === '' && !kind.empty ? refuse('Null prefix/suffix not allowed') : text;
}

function made(reader: PatternReader, { make }: Kind, texts: readonly string[]): Matches[] {
  return valued(
    () => texts.map(make),
    (reason) => reader.fail(reason),
  );
}
