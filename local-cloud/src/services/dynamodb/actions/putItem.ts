import type { PutItemInput, PutItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { Consumption } from '../items/capacity.ts';
import { collectionOf } from '../items/collections.ts';
import { commit, evaluate, putRequest } from '../items/writes.ts';
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
 * Creates an item or replaces it whole.
 * Errors: ConditionalCheckFailedException, ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export function putItem(tables: Tables): Operation<PutItemInput, PutItemOutput> {
  return {
    members: {
      TableName: tableName,
      Item: required,
      ReturnConsumedCapacity: returnConsumedCapacity,
      ReturnItemCollectionMetrics: returnItemCollectionMetrics,
      ReturnValues: returnValues,
      ...conditional,
      ...legacyConditional,
    },
    permissions: (input) => [onTable(tables, 'PutItem', input.TableName)],
    handle(input) {
      if (!['ALL_OLD', 'NONE'].includes(input.ReturnValues ?? 'NONE')) {
        throw validation('ReturnValues can only be ALL_OLD or NONE');
      }
      const request = putRequest(input);
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
