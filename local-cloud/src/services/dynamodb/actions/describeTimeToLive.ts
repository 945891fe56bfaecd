import type { DescribeTimeToLiveInput, DescribeTimeToLiveOutput } from '@aws-sdk/client-dynamodb';
import type { Served } from '../../members.ts';
import { onTable } from '../permissions.ts';
import { checkTableName } from '../tables/check-definition.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Tells whether and by which attribute expired items are deleted.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html
 */
export function describeTimeToLive(
  tables: Tables,
): Served<DescribeTimeToLiveInput, DescribeTimeToLiveOutput> {
  return {
    members: ['TableName'],
    permissions: (input) => [onTable(tables, 'DescribeTimeToLive', input.TableName)],
    handle(input) {
      checkTableName(input.TableName);
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
