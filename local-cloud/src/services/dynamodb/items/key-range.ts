import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import type { KeyCondition } from '../expressions/index.ts';
import {
  AFTER,
  type KeySchema,
  keyAttributes,
  partitionKey,
  sortable,
  terminated,
} from '../tables/keys.ts';
import { typeOf } from '../values/attribute-value.ts';

/** The part of a table or index that a Query reads: from `lower` up to, not including, `upper`. */
export interface KeyRange {
  readonly partition: string;
  readonly lower: string;
  readonly upper: string;
}

/** Throws ValidationException if the conditions are not on the keys as they must be. */
export function keyRange(
  conditions: ReadonlyMap<string, KeyCondition>,
  schema: KeySchema,
): KeyRange {
  const attributes = keyAttributes(schema);
  if (conditions.size > attributes.length) {
    throw validation(
      `The number of query conditions (${conditions.size}) exceeds the number of key attributes defined in the schema (${attributes.length})`,
    );
  }
  // All attributes of the partition key need a condition, those of the sort key from the first on.
  const asked = attributes.slice(0, Math.max(conditions.size, schema.hash.length));
  const found = asked.map(({ name }) => conditionOn(name, conditions));
  for (const [index, condition] of found.entries()) checkTypes(condition, asked[index]!.type);
  const hash = found.slice(0, schema.hash.length);
  const range = found.slice(schema.hash.length);
  const last = range.pop();
  if ([...hash, ...range].some(({ operator }) => operator !== '=')) {
    throw validation('Query key condition not supported');
  }
  const partition = partitionKey(hash.map(first));
  return { partition, ...bounds(partition + terminated(...range.map(first)), last) };
}

function conditionOn(name: string, conditions: ReadonlyMap<string, KeyCondition>): KeyCondition {
  const condition = conditions.get(name);
  if (condition !== undefined) return condition;
  throw validation(`Query condition missed key schema element: ${name}`);
}

function first({ values }: KeyCondition): AttributeValue {
  return values[0]!;
}

function checkTypes(condition: KeyCondition, type: string): void {
  for (const value of condition.values) {
    if (typeOf(value) !== type) {
      throw invalidValues('Condition parameter type does not match schema type');
    }
    if (value.S === '' || value.B?.length === 0) {
      throw validation(
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value.',
      );
    }
  }
}

/** `start`: what the keys of all entries begin with, before what the condition is on. */
function bounds(start: string, condition: KeyCondition | undefined) {
  if (condition === undefined) return { lower: start, upper: start + AFTER };
  const [value, end] = condition.values as [AttributeValue, AttributeValue | undefined];
  const at = start + terminated(value);
  switch (condition.operator) {
    case '=':
      return { lower: at, upper: at + AFTER };
    case '<':
      return { lower: start, upper: at };
    case '<=':
      return { lower: start, upper: at + AFTER };
    case '>':
      return { lower: at + AFTER, upper: start + AFTER };
    case '>=':
      return { lower: at, upper: start + AFTER };
    case 'between':
      return { lower: at, upper: start + terminated(end!) + AFTER };
    case 'begins_with': {
      const beginning = start + sortable(value);
      return { lower: beginning, upper: beginning + AFTER };
    }
  }
}

/** What is left of the range after the item at `position`, in the direction of reading. */
export function rest(range: KeyRange, position: string, reverse: boolean): KeyRange {
  if (position < range.lower || position >= range.upper) {
    throw validation(
      position.startsWith(range.partition)
        ? 'The provided starting key does not match the range key predicate'
        : 'The provided starting key is outside query boundaries based on provided conditions',
    );
  }
  return reverse ? { ...range, upper: position } : { ...range, lower: `${position}\x00` };
}

/** The attributes at the head of the paths of a filter must not be keys of what is queried. */
export function checkFilteredNames(
  member: 'Filter Expression' | 'QueryFilter',
  names: Iterable<string>,
  schema: KeySchema,
): void {
  const keys = new Set(keyAttributes(schema).map(({ name }) => name));
  for (const name of names) {
    if (!keys.has(name)) continue;
    throw validation(
      `${member} can only contain non-primary key attributes: Primary key attribute: ${name}`,
    );
  }
}
