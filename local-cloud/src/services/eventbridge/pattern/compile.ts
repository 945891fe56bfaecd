import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Turns } from '../../../core/turns.ts';
import { invalidPattern } from './errors.ts';
import { findMatch } from './match.ts';
import { compileMatcher, isComparison, type Matcher } from './matchers.ts';

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
 * Compiles an event pattern. Throws InvalidEventPatternException, with the reason.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compilePattern(source: string): EventPattern {
  let pattern: Json;
  try {
    pattern = JSON.parse(source, refuseUnderflow) as Json;
  } catch (error) {
    throw invalidPattern((error as Error).message);
  }
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  const alternatives = compileObject(pattern, '');
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

/** A number too small for a double would quietly become 0. */
function refuseUnderflow(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (value === 0 && /[1-9].*$/.test(context?.source?.split(/e/i)[0] ?? '')) {
    throw new RangeError(`Cannot compare number : ${context?.source}`);
  }
  return value;
}

function compileObject(pattern: JsonObject, parent: string): Alternative[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw invalidPattern('Empty objects are not allowed');
  return entries.reduce<Alternative[]>(
    (alternatives, [key, value]) => combine(alternatives, compileMember(key, value, parent)),
    [[]],
  );
}

function compileMember(key: string, value: Json, parent: string): Alternative[] {
  if (key === '$or' && isRelation(value)) {
    return value.flatMap((item) => compileObject(item, parent));
  }
  const path = parent === '' ? key : `${parent}.${key}`;
  if (isObject(value)) return compileObject(value, path);
  if (!Array.isArray(value)) {
    throw invalidPattern(`"${key}" must be an object or an array`);
  }
  if (value.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return [[{ path, matchers: value.map(compileMatcher) }]];
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
