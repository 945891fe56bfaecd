import type { DescribeTableInput, DescribeTableOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { onTable } from '../permissions.ts';
import { checkTableName } from '../tables/check-definition.ts';
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
    members: { TableName: { required: true } },
    permissions: (input) => [onTable(tables, 'DescribeTable', input.TableName)],
    handle(input) {
      checkTableName(input.TableName);
      return { Table: describe(tables.getNamed(input.TableName ?? ''), 'ACTIVE') };
    },
  };
}
