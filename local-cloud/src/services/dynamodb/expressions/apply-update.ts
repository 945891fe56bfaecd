import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { setMember } from '../../../core/json.ts';
import { validation } from '../errors.ts';
import {
  bytesOf,
  copyItem,
  copyValue,
  decimal,
  elementsOf,
  type Item,
  typeOf,
} from '../values/attribute-value.ts';
import { addDecimals, subtractDecimals } from '../values/decimal.ts';
import { resultNumeral } from '../values/normalise.ts';
import { sortedBinaries, sortedNumbers, sortedStrings } from '../values/sets.ts';
import { resolvePath } from './paths.ts';
import type { Path, SetValue, UpdateAction } from './syntax.ts';

/**
 * The item after the update. Every value and every list position is meant as the item was before
 * the update; a value set beyond the end of a list is appended.
 */
export function applyUpdate(actions: readonly UpdateAction[], item: Item): Item {
  const assigned = actions.map((action) => assignment(action, item));
  const updated = copyItem(item);
  const touched = new Set<AttributeValue[]>();
  for (const [index, action] of actions.entries()) {
    assign(action.path, assigned[index], updated, touched);
  }
  for (const list of touched) close(list);
  return updated;
}

/** What stands at the action's path afterwards; undefined: nothing. */
function assignment(action: UpdateAction, item: Item): AttributeValue | undefined {
  if (action.action === 'REMOVE') return undefined;
  if (action.action === 'SET') return copyValue(resolve(action.value, item));
  const existing = resolvePath(action.path, item);
  if (existing === undefined) return action.action === 'ADD' ? copyValue(action.value) : undefined;
  if (typeOf(existing) !== action.type) throw wrongType();
  if (action.type === 'N') return calculate('plus', existing, action.value);
  return action.action === 'ADD'
    ? union(existing, action.value)
    : difference(existing, action.value);
}

function resolve(value: SetValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path':
      return existing(value.path, item);
    case 'if_not_exists':
      return resolvePath(value.path, item) ?? resolve(value.otherwise, item);
    case 'list_append':
      return { L: [...listOf(value.first, item), ...listOf(value.second, item)] };
    default:
      return calculate(value.kind, resolve(value.left, item), resolve(value.right, item));
  }
}

function existing(path: Path, item: Item): AttributeValue {
  const value = resolvePath(path, item);
  if (value !== undefined) return value;
  throw validation(
    'The provided expression refers to an attribute that does not exist in the item',
  );
}

function listOf(operand: SetValue, item: Item): AttributeValue[] {
  const { L: list } = resolve(operand, item);
  if (list === undefined) throw wrongType();
  return list;
}

function calculate(
  operator: 'plus' | 'minus',
  left: AttributeValue,
  right: AttributeValue,
): AttributeValue {
  if (left.N === undefined || right.N === undefined) throw wrongType();
  const apply = operator === 'plus' ? addDecimals : subtractDecimals;
  return { N: resultNumeral(apply(decimal(left.N), decimal(right.N))) };
}

function union(a: AttributeValue, b: AttributeValue): AttributeValue {
  const present = new Set(elementsOf(a));
  const isNew = (member: string) => !present.has(member);
  if (a.SS !== undefined) return { SS: sortedStrings([...a.SS, ...b.SS!.filter(isNew)]) };
  if (a.NS !== undefined) return { NS: sortedNumbers([...a.NS, ...b.NS!.filter(isNew)]) };
  return { BS: sortedBinaries([...a.BS!, ...b.BS!.filter((one) => isNew(bytesOf(one)))]) };
}

/** A set that has lost its last element is removed: there are no empty sets. */
function difference(a: AttributeValue, b: AttributeValue): AttributeValue | undefined {
  const gone = new Set(elementsOf(b));
  if (elementsOf(a).every((element) => gone.has(element))) return undefined;
  if (a.SS !== undefined) return { SS: a.SS.filter((one) => !gone.has(one)) };
  if (a.NS !== undefined) return { NS: a.NS.filter((one) => !gone.has(one)) };
  return { BS: a.BS!.filter((one) => !gone.has(bytesOf(one))) };
}

function assign(
  path: Path,
  value: AttributeValue | undefined,
  item: Item,
  touched: Set<AttributeValue[]>,
): void {
  const parent = resolvePath(path.slice(0, -1), item);
  const last = path.at(-1)!;
  const holder = typeof last === 'number' ? parent?.L : parent?.M;
  if (holder === undefined) throw invalidPath();
  if (typeof last === 'number') {
    touched.add(holder as AttributeValue[]);
    if (value !== undefined) (holder as AttributeValue[])[last] = value;
    else delete (holder as AttributeValue[])[last];
  } else if (value !== undefined) {
    setMember(holder as Item, last, value);
  } else {
    delete (holder as Item)[last];
  }
}

/** Closes the gaps that removals, and assignments beyond the end, left in a list. */
function close(list: AttributeValue[]): void {
  const elements = list.filter(() => true);
  list.splice(0, list.length, ...elements);
}

function wrongType(): Error {
  return validation('An operand in the update expression has an incorrect data type');
}

function invalidPath(): Error {
  return validation('The document path provided in the update expression is invalid for update');
}
