import type { DescribeTimeToLiveInput, DescribeTimeToLiveOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { tableNameItself } from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Tells whether and by which attribute expired items are deleted.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html
 */
export function describeTimeToLive(
  tables: Tables,
): Operation<DescribeTimeToLiveInput, DescribeTimeToLiveOutput> {
  return {
    members: { TableName: tableNameItself },
    permissions: (input) => [onTable(tables, 'DescribeTimeToLive', input.TableName)],
    handle(input) {
      const { attribute } = tables.getNamed(input.TableName ?? '').timeToLive;
      return {
        TimeToLiveDescription:
          attribute === undefined
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
      };
    },
  };
}
