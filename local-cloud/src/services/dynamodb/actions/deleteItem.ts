import type { DeleteItemInput, DeleteItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { Consumption } from '../items/capacity.ts';
import { collectionOf } from '../items/collections.ts';
import { commit, deleteRequest, evaluate } from '../items/writes.ts';
import {
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
import { copyItem } from '../values/attribute-value.ts';

/**
 * Deletes an item; deleting one that is not there succeeds.
 * Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html
 */
export function deleteItem(tables: Tables): Operation<DeleteItemInput, DeleteItemOutput> {
  return {
    members: {
      TableName: tableName,
      Key: required,
      ReturnConsumedCapacity: returnConsumedCapacity,
      ReturnItemCollectionMetrics: returnItemCollectionMetrics,
      ReturnValues: returnValues,
      ...conditional,
      ...legacyConditional,
    },
    permissions: (input) => [onTable(tables, 'DeleteItem', input.TableName)],
    handle(input) {
      if (!['ALL_OLD', 'NONE'].includes(input.ReturnValues ?? 'NONE')) {
        throw validation('ReturnValues can only be ALL_OLD or NONE');
      }
      const request = deleteRequest(input);
      const change = evaluate(request, tables.get(request.tableName));
      commit(change);
      const consumption = new Consumption('write', input.ReturnConsumedCapacity);
      consumption.addWrite(change);
      const returned = input.ReturnValues === 'ALL_OLD' ? change.before : undefined;
      return {
        Attributes: returned && copyItem(returned),
        ConsumedCapacity: consumption.reportOne(),
        ItemCollectionMetrics: collectionOf(change, input.ReturnItemCollectionMetrics),
      };
    },
  };
}
