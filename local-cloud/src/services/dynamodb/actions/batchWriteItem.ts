import type {
  BatchWriteItemInput,
  BatchWriteItemOutput,
  WriteRequest as Request,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { nextTurn } from '../../../core/turns.ts';
import { validation } from '../errors.ts';
import { Consumption } from '../items/capacity.ts';
import { checkKey } from '../items/checks.ts';
import { collectionsOf } from '../items/collections.ts';
import { own } from '../items/key-values.ts';
import {
  type Change,
  commit,
  deleteRequest,
  evaluate,
  isLarge,
  putRequest,
  type WriteRequest,
} from '../items/writes.ts';
import { required, returnConsumedCapacity, returnItemCollectionMetrics } from '../members.ts';
import { onTable } from '../permissions.ts';
import { entryKey, keyAttributes } from '../tables/keys.ts';
import type { Tables } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';

const MAX_REQUESTS = 25;

/**
 * Puts and deletes up to 25 items of any tables, without conditions. Nothing is ever unprocessed
 * here; on AWS callers must be ready for it.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export function batchWriteItem(
  tables: Tables,
): Operation<BatchWriteItemInput, BatchWriteItemOutput> {
  return {
    members: {
      RequestItems: {
        required: true,
        length: [0, MAX_REQUESTS],
        values: {
          length: [1, MAX_REQUESTS],
          items: {
            members: {
              PutRequest: { members: { Item: required } },
              DeleteRequest: { members: { Key: required } },
            },
          },
        },
      },
      ReturnConsumedCapacity: returnConsumedCapacity,
      ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    },
    permissions: (input) =>
      Object.keys(input.RequestItems ?? {}).map((name) => onTable(tables, 'BatchWriteItem', name)),
    async handle(input) {
      checkCount(input);
      const requests = Object.entries(input.RequestItems ?? {}).flatMap(([name, ofTable]) =>
        ofTable.map((request) => requestOf(name, request)),
      );
      const targets = requests.map((request) => {
        const table = tables.get(request.tableName);
        return { request, table, key: request.key(table) };
      });
      checkDistinct(targets);
      const consumption = new Consumption('write', input.ReturnConsumedCapacity);
      const changes: Change[] = [];
      for (const { request, table } of targets) {
        const change = evaluate(request, table);
        commit(change);
        changes.push(change);
        consumption.addWrite(change);
        if (isLarge(change)) await nextTurn();
      }
      return {
        UnprocessedItems: {},
        ConsumedCapacity: consumption.report(),
        ItemCollectionMetrics: collectionsOf(changes, input.ReturnItemCollectionMetrics),
      };
    },
  };
}

function checkCount({ RequestItems = {} }: BatchWriteItemInput): void {
  const requests = Object.values(RequestItems);
  if (requests.length === 0) {
    throw validation('The requestItems parameter is required for BatchWriteItem');
  }
  if (requests.flat().length <= MAX_REQUESTS) return;
  throw validation('Too many items requested for the BatchWriteItem call');
}

function requestOf(TableName: string, { PutRequest, DeleteRequest }: Request): WriteRequest {
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw validation(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return PutRequest === undefined
    ? deleteRequest({ TableName, Key: DeleteRequest?.Key })
    : putOf(TableName, PutRequest.Item ?? {});
}

/** PutItem tells what is wrong with the attributes of a key one by one; a batch does not. */
function putOf(TableName: string, Item: Item): WriteRequest {
  const put = putRequest({ TableName, Item });
  return {
    ...put,
    key(table) {
      const keys = keyAttributes(table.schema).flatMap(({ name }) => {
        const value = own(Item, name);
        return value === undefined ? [] : [[name, value]];
      });
      checkKey(Object.fromEntries(keys), table);
      return put.key(table);
    },
  };
}

function checkDistinct(targets: readonly Pick<Change, 'table' | 'key'>[]): void {
  const positions = targets.map(({ table, key }) => `${table.name} ${entryKey(key, table.schema)}`);
  if (new Set(positions).size === positions.length) return;
  throw validation('Provided list of item keys contains duplicates');
}
