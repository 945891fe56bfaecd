import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Turns } from '../../../core/turns.ts';
import { invalidPattern } from './errors.ts';
import { findMatch } from './match.ts';
import { isComparison, type Matcher, readMatchers } from './matchers.ts';
import { PatternReader, type Token } from './reader.ts';

/** What a field must be: one of the matchers. */
export interface FieldPattern {
  readonly path: string;
  readonly matchers: readonly Matcher[];
}

/** Fields that must all match; a pattern is one or more such sets, of which one must match. */
export type Alternative = readonly FieldPattern[];

export interface EventPattern {
  matches(event: Json): boolean;
  /** The same, where others have their turn between the alternatives of a pattern that has many. */
  matchesInTurns(event: Json, turns: Turns): Promise<boolean>;
}

/** `$or` multiplies: EventBridge limits how many sets of fields come of it. */
const MOST_ALTERNATIVES = 1000;

/**
 * Compiles an event pattern. Throws InvalidEventPatternException, with the reason. What is refused,
 * in which order and words, is as in AWS's own library.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 * https://github.com/aws/event-ruler
 */
export function compilePattern(source: string): EventPattern {
  const reader = new PatternReader(source);
  if (reader.next().kind !== '{') reader.fail('Filter is not an object');
  const alternatives = readObject(reader, '');
  return {
    matches: (event) => alternatives.some((fields) => findMatch(fields, event)),
    async matchesInTurns(event, turns) {
      for (const fields of alternatives) {
        await turns.step();
        if (findMatch(fields, event)) return true;
      }
      return false;
    },
  };
}

/** The fields of an object whose brace was read. */
function readObject(reader: PatternReader, parent: string): Alternative[] {
  let token = reader.next();
  if (token.kind === '}') reader.fail('Empty objects are not allowed');
  let alternatives: Alternative[] = [[]];
  for (; token.kind !== '}'; token = reader.next()) {
    alternatives = combine(alternatives, readMember(reader, token, parent));
  }
  return alternatives;
}

function readMember(reader: PatternReader, { text: key }: Token, parent: string): Alternative[] {
  if (key === '$or' && isRelation(reader.peek())) return readRelation(reader, parent);
  const path = parent === '' ? key : `${parent}.${key}`;
  switch (reader.next().kind) {
    case '{':
      return readObject(reader, path);
    case '[':
      return [[{ path, matchers: readMatchers(reader) }]];
    default:
      return reader.fail(`"${key}" must be an object or an array`);
  }
}

function readRelation(reader: PatternReader, parent: string): Alternative[] {
  const sides: Alternative[] = [];
  reader.next();
  while (reader.next().kind !== ']') sides.push(...readObject(reader, parent));
  return sides;
}

/** `$or` is a relation between two or more objects of fields; otherwise it is a field's name. */
function isRelation(value: Json): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((item) => isObject(item) && !Object.keys(item).every(isComparison))
  );
}

/** Every set of the one with every set of the other; a path given twice counts as given last. */
function combine(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  if (left.length * right.length > MOST_ALTERNATIVES) {
    throw invalidPattern('Rule is too complex - try using fewer $or conditions');
  }
  return left.flatMap((a) =>
    right.map((b) => [...a.filter(({ path }) => !b.some((other) => other.path === path)), ...b]),
  );
}
