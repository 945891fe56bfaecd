import type { QueryInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { failure } from '../../testing.ts';
import { item, withOrders } from '../testing.ts';

const INDEXED = { IndexName: 'by-time' };
const PROJECTED = { ...INDEXED, ProjectionExpression: 'placedAt' };
const LISTED = { AttributesToGet: ['placedAt'] };

test.each([
  [
    'ALL_PROJECTED_ATTRIBUTES',
    {},
    'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [
    'SPECIFIC_ATTRIBUTES',
    INDEXED,
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
  [
    'ALL_ATTRIBUTES',
    PROJECTED,
    'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
  ],
  [
    'COUNT',
    PROJECTED,
    'Cannot specify the ProjectionExpression when choosing to get only the Count',
  ],
  ['COUNT', LISTED, 'Cannot specify the AttributesToGet when choosing to get only the Count'],
] as const)(
  '%s with %j: Query counts the error, Scan says it alone',
  async (Select, more, message) => {
    const { db } = await withOrders();
    const scan = { TableName: 'Orders', Select, ...more };
    const code = 'ValidationException';
    expect(await failure(db.Scan(scan))).toEqual({ code, message });
    const legacy: QueryInput['KeyConditions'] = {
      customer: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'ada' }] },
    };
    const condition: Partial<QueryInput> =
      'ProjectionExpression' in more
        ? {
            KeyConditionExpression: 'customer = :c',
            ExpressionAttributeValues: item({ ':c': 'ada' }),
          }
        : { KeyConditions: legacy };
    expect(await failure(db.Query({ ...scan, ...condition }))).toEqual({
      code,
      message: `1 validation error detected: ${message}`,
    });
  },
);
