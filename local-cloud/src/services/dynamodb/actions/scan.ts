import type { ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { Placeholders } from '../expressions/index.ts';
import { requireExpressions } from '../expressions/members.ts';
import { Consumption } from '../items/capacity.ts';
import { pageOptions } from '../items/page-options.ts';
import { checkProjection, type PageOptions, readPage, sourceOf } from '../items/pages.ts';
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
import { segmentStart } from '../tables/keys.ts';
import type { Tables } from '../tables/tables.ts';

const MAX_SEGMENTS = 1_000_000;

/**
 * Reads all items, or those of one segment, a page at a time.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 */
export function scan(tables: Tables): Operation<ScanInput, ScanOutput> {
  return {
    members: {
      TableName: tableName,
      IndexName: name,
      FilterExpression: {},
      ScanFilter: legacyConditions,
      ConditionalOperator: conditionalOperator,
      AttributesToGet: attributesToGet,
      ProjectionExpression: {},
      ExpressionAttributeNames: {},
      ExpressionAttributeValues: {},
      Select: select,
      ConsistentRead: {},
      ExclusiveStartKey: {},
      ReturnConsumedCapacity: returnConsumedCapacity,
      Limit: limit,
      Segment: { range: [0] },
      TotalSegments: { range: [1, MAX_SEGMENTS] },
    },
    permissions: (input) => [onTable(tables, 'Scan', input.TableName, { index: input.IndexName })],
    async handle(input) {
      const options = read(input);
      const table = tables.get(input.TableName ?? '');
      const source = sourceOf(table, input);
      checkProjection(source, options);
      const { Segment: segment = 0, TotalSegments: total = 1 } = input;
      const start = checkedStartKey(input.ExclusiveStartKey, source, 'Scan');
      const first = segmentStart(segment, total);
      const upper = segmentStart(segment + 1, total);
      const lower = start === undefined ? first : `${positionOf(start, source)}\x00`;
      if (lower < first || lower >= upper) {
        throw validation(
          `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${total} Segment: ${segment}`,
        );
      }
      const consumption = new Consumption('read', input.ReturnConsumedCapacity);
      const page = await readPage(source, source.entries.range(lower, upper), options, consumption);
      return { ...page, ConsumedCapacity: consumption.reportOne() };
    },
  };
}

function read(input: ScanInput): PageOptions {
  checkSegments(input);
  requireExpressions(input, ['ProjectionExpression', 'FilterExpression']);
  checkSelect(input);
  const placeholders = new Placeholders(
    input.ExpressionAttributeNames,
    input.ExpressionAttributeValues,
  );
  return pageOptions(input, input.ScanFilter, placeholders);
}

function checkSegments({ Segment: segment, TotalSegments: total }: ScanInput): void {
  if (segment !== undefined && total === undefined) {
    throw validation(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment === undefined && total !== undefined) {
    throw validation(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (segment === undefined || total === undefined || segment < total) return;
  throw validation(
    `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
  );
}
