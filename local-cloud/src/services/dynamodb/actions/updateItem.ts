import type { ReturnValue, UpdateItemInput, UpdateItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { project, type UpdateAction } from '../expressions/index.ts';
import { Consumption } from '../items/capacity.ts';
import { collectionOf } from '../items/collections.ts';
import { type Change, commit, evaluate, updateRequest } from '../items/writes.ts';
import {
  attributeUpdates,
  conditional,
  legacyConditional,
  required,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValues,
  tableName,
} from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';
import { copyItem, type Item } from '../values/attribute-value.ts';

/**
 * Changes attributes of an item, and creates it if it is not there.
 * Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export function updateItem(tables: Tables): Operation<UpdateItemInput, UpdateItemOutput> {
  return {
    members: {
      TableName: tableName,
      Key: required,
      UpdateExpression: {},
      AttributeUpdates: attributeUpdates,
      ReturnConsumedCapacity: returnConsumedCapacity,
      ReturnItemCollectionMetrics: returnItemCollectionMetrics,
      ReturnValues: returnValues,
      ...conditional,
      ...legacyConditional,
    },
    permissions: (input) => [onTable(tables, 'UpdateItem', input.TableName)],
    handle(input) {
      const request = updateRequest(input);
      const change = evaluate(request, tables.get(request.tableName));
      commit(change);
      const consumption = new Consumption('write', input.ReturnConsumedCapacity);
      consumption.addWrite(change);
      return {
        Attributes: returned(input.ReturnValues, change, request.updates ?? []),
        ConsumedCapacity: consumption.reportOne(),
        ItemCollectionMetrics: collectionOf(change, input.ReturnItemCollectionMetrics),
      };
    },
  };
}

function returned(
  asked: ReturnValue | undefined,
  change: Change,
  updates: readonly UpdateAction[],
): Item | undefined {
  if (asked === undefined || asked === 'NONE') return undefined;
  const item = asked.endsWith('OLD') ? change.before : change.after;
  if (item === undefined) return undefined;
  if (asked.startsWith('ALL')) return copyItem(item);
  const paths = updates.map(({ path }) => path);
  const changed = project(paths, item);
  return Object.keys(changed).length === 0 ? undefined : changed;
}
