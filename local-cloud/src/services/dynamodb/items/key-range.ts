import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalidValues, validation } from '../errors.ts';
import type { KeyCondition } from '../expressions/index.ts';
import { AFTER, type KeySchema, partitionKey, sortable, terminated } from '../tables/keys.ts';
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
  const { hash, range } = schema;
  const hashCondition = conditions.get(hash.name);
  if (conditions.size > 2) throw validation('Conditions can be of length 1 or 2 only');
  if (hashCondition === undefined) throw missed(hash.name);
  if (conditions.size === 2 && range === undefined) {
    throw validation('Query key condition not supported');
  }
  const rangeCondition = range && conditions.get(range.name);
  if (conditions.size === 2 && rangeCondition === undefined) throw missed(range?.name ?? '');
  checkTypes(hashCondition, hash.type);
  if (rangeCondition !== undefined) checkTypes(rangeCondition, range!.type);
  if (hashCondition.operator !== '=') throw validation('Query key condition not supported');
  const partition = partitionKey(hashCondition.values[0]!);
  return { partition, ...bounds(partition, rangeCondition) };
}

function missed(name: string): Error {
  return validation(`Query condition missed key schema element: ${name}`);
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

function bounds(partition: string, condition: KeyCondition | undefined) {
  if (condition === undefined) return { lower: partition, upper: partition + AFTER };
  const [value, end] = condition.values as [AttributeValue, AttributeValue | undefined];
  const at = partition + terminated(value);
  switch (condition.operator) {
    case '=':
      return { lower: at, upper: at + AFTER };
    case '<':
      return { lower: partition, upper: at };
    case '<=':
      return { lower: partition, upper: at + AFTER };
    case '>':
      return { lower: at + AFTER, upper: partition + AFTER };
    case '>=':
      return { lower: at, upper: partition + AFTER };
    case 'between':
      return { lower: at, upper: partition + terminated(end!) + AFTER };
    case 'begins_with': {
      const start = partition + sortable(value);
      return { lower: start, upper: start + AFTER };
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
  const keys = new Set([schema.hash.name, schema.range?.name]);
  for (const name of names) {
    if (!keys.has(name)) continue;
    throw validation(
      `${member} can only contain non-primary key attributes: Primary key attribute: ${name}`,
    );
  }
}
