import type {
  AttributeValueUpdate,
  ConditionalOperator,
  ExpectedAttributeValue,
  ReturnValuesOnConditionCheckFailure,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/errors.ts';
import { noSuchTable, validation } from '../errors.ts';
import {
  applyUpdate,
  type Condition,
  legacyCondition,
  legacyUpdates,
  matches,
  Placeholders,
  parseCondition,
  parseUpdate,
  type UpdateAction,
} from '../expressions/index.ts';
import { requireExpressions } from '../expressions/members.ts';
import { keyAttributes } from '../tables/keys.ts';
import type { Table } from '../tables/table.ts';
import { copyItem, type Item } from '../values/attribute-value.ts';
import { normaliseItem } from '../values/normalise.ts';
import { itemSize, LARGE_ITEM, MAX_ITEM_SIZE } from '../values/size.ts';
import { checkItem, checkItemSize, checkKey } from './checks.ts';
import { checkUpdatedIndexKeys } from './index-keys.ts';

/** What PutItem, UpdateItem, DeleteItem and the parts of a transaction have in common. */
export interface WriteRequest {
  readonly tableName: string;
  readonly condition: Condition | undefined;
  readonly returnItemOnFailure: boolean;
  /** Bytes of what the request brings along, for the limit on transactions. */
  readonly payload: number;
  /** The key of the item it writes. Throws ValidationException if it does not fit the table. */
  key(table: Table): Item;
  /** The item afterwards; undefined: none. */
  after(before: Item | undefined, table: Table): Item | undefined;
  /** The attributes an update names, for ReturnValues. */
  readonly updates?: readonly UpdateAction[];
}

export interface Change {
  readonly table: Table;
  /** As the request names the table: by its name or its ARN. */
  readonly named: string;
  readonly key: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

interface Conditional {
  readonly TableName?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
  readonly Expected?: Record<string, ExpectedAttributeValue> | undefined;
  readonly ConditionalOperator?: ConditionalOperator | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: ReturnValuesOnConditionCheckFailure | undefined;
}

export function putRequest(
  input: Conditional & { readonly Item?: Item | undefined },
): WriteRequest {
  requireExpressions(input, ['ConditionExpression']);
  const item = normaliseItem(input.Item ?? {});
  checkItemSize(item);
  return {
    ...conditional(input),
    payload: itemSize(item),
    key(table) {
      checkItem(item, table);
      return keyOf(item, table);
    },
    after: () => item,
  };
}

type Keyed = Conditional & { readonly Key?: Item | undefined };

export function deleteRequest(input: Keyed): WriteRequest {
  requireExpressions(input, ['ConditionExpression']);
  return { ...conditional(input), ...keyed(input), after: () => undefined };
}

/** The ConditionCheck of a transaction: it writes nothing. */
export function checkRequest(input: Keyed): WriteRequest {
  return { ...conditional(input), ...keyed(input), after: (before) => before };
}

interface Update extends Keyed {
  readonly UpdateExpression?: string | undefined;
  readonly AttributeUpdates?: Record<string, AttributeValueUpdate> | undefined;
}

export function updateRequest(input: Update): WriteRequest {
  requireExpressions(input, ['UpdateExpression', 'ConditionExpression']);
  const placeholders = placeholdersOf(input);
  const { UpdateExpression: source } = input;
  const updates =
    source === undefined
      ? legacyUpdates(input.AttributeUpdates ?? {})
      : parseUpdate(source, placeholders);
  const key = normaliseItem(input.Key ?? {});
  return {
    ...conditional(input, placeholders),
    updates,
    key(table) {
      checkKey(key, table);
      checkUpdates(updates, table);
      return key;
    },
    payload: itemSize(key) + itemSize(input.ExpressionAttributeValues ?? {}),
    after(before, table) {
      return before === undefined && removesOnly(updates)
        ? undefined
        : updated(updates, before ?? key, table);
    },
  };
}

/** Such an update does not create an item. */
function removesOnly(updates: readonly UpdateAction[]): boolean {
  const removals = updates.filter(({ action }) => action === 'REMOVE' || action === 'DELETE');
  return updates.length > 0 && removals.length === updates.length;
}

function updated(updates: readonly UpdateAction[], before: Item, table: Table): Item {
  const item = applyUpdate(updates, before);
  checkUpdatedIndexKeys(item, before, updates, table);
  if (itemSize(item) <= MAX_ITEM_SIZE) return item;
  throw validation('Item size to update has exceeded the maximum allowed size');
}

function checkUpdates(updates: readonly UpdateAction[], table: Table): void {
  for (const { name } of keyAttributes(table.schema)) {
    if (!updates.some(({ path }) => path[0] === name)) continue;
    throw validation(
      `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
    );
  }
}

function keyed(input: Keyed): Pick<WriteRequest, 'key' | 'payload'> {
  const key = normaliseItem(input.Key ?? {});
  return {
    payload: itemSize(key) + itemSize(input.ExpressionAttributeValues ?? {}),
    key(table) {
      checkKey(key, table);
      return key;
    },
  };
}

function placeholdersOf(input: Conditional): Placeholders {
  return new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
}

function conditional(input: Conditional, placeholders = placeholdersOf(input)) {
  const { ConditionExpression: source, TableName } = input;
  const condition =
    source === undefined
      ? legacyCondition(input.Expected, input.ConditionalOperator)
      : parseCondition('ConditionExpression', source, placeholders);
  placeholders.refuseUnused();
  return {
    tableName: TableName ?? '',
    condition,
    returnItemOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

export function keyOf(item: Item, table: Table): Item {
  return Object.fromEntries(keyAttributes(table.schema).map(({ name }) => [name, item[name]!]));
}

/**
 * Works out what a request changes, without changing it. Throws ConditionalCheckFailedException, and
 * ResourceNotFoundException where others had their turn meanwhile and deleted the table.
 */
export function evaluate(request: WriteRequest, table: Table): Change {
  if (table.isDeleted) throw noSuchTable();
  const key = request.key(table);
  const before = table.get(key);
  if (request.condition !== undefined && !matches(request.condition, before ?? {})) {
    throw conditionFailed(request.returnItemOnFailure ? before : undefined);
  }
  return { table, named: request.tableName, key, before, after: request.after(before, table) };
}

/** At once after it was evaluated: nobody may have written meanwhile. */
export function commit({ table, key, before, after }: Change): void {
  if (after === undefined) table.delete(key, before);
  else if (after !== before) table.put(after, before);
  table.stream?.record(before, after);
}

/** Whether others should have their turn after a change was worked out, or made. */
export function isLarge({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return [before, after].some((item) => item !== undefined && itemSize(item) > LARGE_ITEM);
}

function conditionFailed(item: Item | undefined): AwsError {
  const members = item === undefined ? {} : { Item: copyItem(item) };
  return new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
    members,
  });
}
