import type { GetItemInput, GetItemOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { Consumption, readUnits } from '../items/capacity.ts';
import { projectionOf, readItem, shown } from '../items/reads.ts';
import { attributesToGet, required, returnConsumedCapacity, tableName } from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';
import { itemSize } from '../values/size.ts';

/**
 * Reads one item; every read is consistent here. No `Item` in the output: there is none.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export function getItem(tables: Tables): Operation<GetItemInput, GetItemOutput> {
  return {
    members: {
      TableName: tableName,
      Key: required,
      AttributesToGet: attributesToGet,
      ProjectionExpression: {},
      ExpressionAttributeNames: {},
      ConsistentRead: {},
      ReturnConsumedCapacity: returnConsumedCapacity,
    },
    permissions: (input) => [onTable(tables, 'GetItem', input.TableName)],
    handle(input) {
      const paths = projectionOf(input);
      const { TableName: named = '' } = input;
      const table = tables.get(named);
      const item = readItem(table, input.Key ?? {});
      const consumption = new Consumption('read', input.ReturnConsumedCapacity);
      const bytes = item === undefined ? 0 : itemSize(item);
      const units = readUnits(bytes, { consistent: input.ConsistentRead });
      consumption.addRead({ table, named, units });
      return {
        Item: item && shown(item, paths),
        ConsumedCapacity: consumption.reportOne(),
      };
    },
  };
}
