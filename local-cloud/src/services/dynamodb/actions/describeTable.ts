import type { DescribeTableInput, DescribeTableOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { tableNameItself } from '../members.ts';
import { onTable } from '../permissions.ts';
import { describe } from '../tables/settings.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Describes a table; its counts are up to the moment.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
 */
export function describeTable(tables: Tables): Operation<DescribeTableInput, DescribeTableOutput> {
  return {
    members: { TableName: tableNameItself },
    permissions: (input) => [onTable(tables, 'DescribeTable', input.TableName)],
    handle(input) {
      return { Table: describe(tables.getNamed(input.TableName ?? ''), 'ACTIVE') };
    },
  };
}
