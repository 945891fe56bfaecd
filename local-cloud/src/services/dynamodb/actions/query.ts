import type { QueryInput, QueryOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import {
  attributeNames,
  type Condition,
  type KeyCondition,
  keyConditionsOf,
  legacyKeyConditions,
  Placeholders,
  parseCondition,
} from '../expressions/index.ts';
import { requireExpressions } from '../expressions/members.ts';
import { Consumption } from '../items/capacity.ts';
import { checkFilteredNames, keyRange, rest } from '../items/key-range.ts';
import { pageOptions } from '../items/page-options.ts';
import {
  checkProjection,
  type PageOptions,
  readPage,
  type Source,
  sourceOf,
} from '../items/pages.ts';
import { checkSelect } from '../items/select.ts';
import { checkedStartKey, positionOf } from '../items/start-key.ts';
import {
  attributesToGet,
  conditionalOperator,
  legacyConditions,
  limit,
  name,
  returnConsumedCapacity,
  select,
  tableName,
} from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';
import { type Item, showValue } from '../values/attribute-value.ts';

/** Worded otherwise than by Scan. */
const LIMIT_TOO_LOW =
  "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1";

/**
 * Reads the items of one partition in the order of the sort key, a page at a time.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 */
export function query(tables: Tables): Operation<QueryInput, QueryOutput> {
  return {
    members: {
      TableName: tableName,
      IndexName: name,
      KeyConditionExpression: {},
      KeyConditions: legacyConditions,
      QueryFilter: legacyConditions,
      ConditionalOperator: conditionalOperator,
      AttributesToGet: attributesToGet,
      FilterExpression: {},
      ProjectionExpression: {},
      ExpressionAttributeNames: {},
      ExpressionAttributeValues: {},
      Select: select,
      ConsistentRead: {},
      ScanIndexForward: {},
      ExclusiveStartKey: {},
      ReturnConsumedCapacity: returnConsumedCapacity,
      Limit: { ...limit, says: { range: LIMIT_TOO_LOW } },
    },
    permissions: (input) => [onTable(tables, 'Query', input.TableName, { index: input.IndexName })],
    async handle(input) {
      const { conditions, options } = read(input);
      const table = tables.get(input.TableName ?? '');
      const source = sourceOf(table, input);
      const whole = keyRange(conditions, source.schema);
      if (options.filter !== undefined) {
        const member = input.QueryFilter === undefined ? 'Filter Expression' : 'QueryFilter';
        checkFilteredNames(member, attributeNames(options.filter), source.schema);
      }
      checkProjection(source, options);
      const reverse = input.ScanIndexForward === false;
      const start = checkedStartKey(input.ExclusiveStartKey, source, 'Query');
      if (start !== undefined) refuseRestart(start, source);
      const range = start === undefined ? whole : rest(whole, positionOf(start, source), reverse);
      const entries = source.entries.range(range.lower, range.upper, reverse);
      const consumption = new Consumption('read', input.ReturnConsumedCapacity);
      const page = await readPage(source, entries, options, consumption);
      return { ...page, ConsumedCapacity: consumption.reportOne() };
    },
  };
}

/** One item at most has a key of one attribute: there is nothing to go on with. */
function refuseRestart(start: Item, { index, schema }: Source): void {
  if (index !== undefined || schema.range.length > 0) return;
  const shown = Object.entries(start).map(([name, value]) => `${name}=${showValue(value)}`);
  throw validation(
    `The provided exclusive start key is invalid: ExclusiveStartKey: {${shown.join(', ')}}`,
  );
}

function read(input: QueryInput): { conditions: Map<string, KeyCondition>; options: PageOptions } {
  requireExpressions(input, ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']);
  checkSelect(input, '1 validation error detected: ');
  const placeholders = new Placeholders(
    input.ExpressionAttributeNames,
    input.ExpressionAttributeValues,
  );
  const asked = keyConditions(input, placeholders);
  const options = pageOptions(input, input.QueryFilter, placeholders);
  return { conditions: asked instanceof Map ? asked : keyConditionsOf(asked), options };
}

/** An expression is only read here: whether it is one on keys is told after what others lack. */
function keyConditions(
  { KeyConditionExpression: source, KeyConditions }: QueryInput,
  placeholders: Placeholders,
): Condition | Map<string, KeyCondition> {
  if (source !== undefined) return parseCondition('KeyConditionExpression', source, placeholders);
  if (KeyConditions !== undefined) return legacyKeyConditions(KeyConditions);
  throw validation(
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  );
}
