import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  bytesOf,
  compare,
  elementsOf,
  equal,
  type Item,
  typeOf,
} from '../values/attribute-value.ts';
import { resolvePath } from './paths.ts';
import type { Comparator, Condition, ConditionFunction, Operand } from './syntax.ts';

/** Whether the item - empty, if there is none - fulfils the condition. */
export function matches(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return matches(condition.left, item) && matches(condition.right, item);
    case 'or':
      return matches(condition.left, item) || matches(condition.right, item);
    case 'not':
      return !matches(condition.of, item);
    case 'compare':
      return holds(
        condition.comparator,
        resolve(condition.left, item),
        resolve(condition.right, item),
      );
    case 'between':
      return isBetween(condition, item);
    case 'in':
      return condition.candidates.some((candidate) =>
        holds('=', resolve(condition.operand, item), resolve(candidate, item)),
      );
    case 'function':
      return FUNCTIONS[condition.name](condition.operands.map((of) => resolve(of, item)));
  }
}

/** An attribute that does not exist differs from every value, and has no order. */
export function holds(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === '<>';
  if (comparator === '=') return equal(left, right);
  if (comparator === '<>') return !equal(left, right);
  const order = compare(left, right);
  return order !== undefined && ORDERS[comparator](order);
}

const ORDERS: Record<'<' | '<=' | '>' | '>=', (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function isBetween(condition: Condition & { kind: 'between' }, item: Item): boolean {
  const value = resolve(condition.operand, item);
  return (
    holds('>=', value, resolve(condition.lower, item)) &&
    holds('<=', value, resolve(condition.upper, item))
  );
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return resolvePath(operand.path, item);
  const size = sizeOf(resolve(operand.of, item));
  return size === undefined ? undefined : { N: String(size) };
}

/** `size()`: UTF-16 units of a string, bytes of a binary, elements of a set, list or map; nothing else has one. */
function sizeOf(value: AttributeValue | undefined): number | undefined {
  if (value?.S !== undefined) return value.S.length;
  if (value?.B !== undefined) return value.B.length;
  if (value?.L !== undefined) return value.L.length;
  if (value?.M !== undefined) return Object.keys(value.M).length;
  return (value?.SS ?? value?.NS ?? value?.BS)?.length;
}

type Operands = readonly (AttributeValue | undefined)[];

const FUNCTIONS: Record<ConditionFunction['name'], (operands: Operands) => boolean> = {
  attribute_exists: ([value]) => value !== undefined,
  attribute_not_exists: ([value]) => value === undefined,
  attribute_type: ([value, type]) => value !== undefined && typeOf(value) === type?.S,
  begins_with: ([value, start]) => textOf(value, start)?.startsWith(textOf(start, start)!) ?? false,
  contains: ([value, element]) => contains(value, element),
};

/** The text of a string, or the bytes of a binary, if it has the same type as `like`. */
function textOf(value?: AttributeValue, like?: AttributeValue): string | undefined {
  if (like?.S !== undefined) return value?.S;
  return like?.B !== undefined && value?.B !== undefined ? bytesOf(value.B) : undefined;
}

function contains(value?: AttributeValue, element?: AttributeValue): boolean {
  if (value === undefined || element === undefined) return false;
  if (value.L !== undefined) return value.L.some((member) => equal(member, element));
  const part = textOf(element, element) ?? element.N;
  if (part === undefined) return false;
  if (value.S !== undefined || value.B !== undefined) {
    return textOf(value, element)?.includes(part) ?? false;
  }
  return typeOf(value) === `${typeOf(element)}S` && elementsOf(value).includes(part);
}
