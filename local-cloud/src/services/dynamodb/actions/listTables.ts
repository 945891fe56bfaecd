import type { ListTablesInput, ListTablesOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { name } from '../members.ts';
import type { Tables } from '../tables/tables.ts';

const MAX_LIMIT = 100;

/**
 * Names the tables in alphabetical order, a page at a time.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html
 */
export function listTables(tables: Tables): Operation<ListTablesInput, ListTablesOutput> {
  return {
    members: { ExclusiveStartTableName: name, Limit: { range: [1, MAX_LIMIT] } },
    permissions: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
    handle({ ExclusiveStartTableName: start, Limit: limit = MAX_LIMIT }) {
      const names = tables.names().filter((name) => start === undefined || name > start);
      const TableNames = names.slice(0, limit);
      if (TableNames.length === names.length) return { TableNames };
      return { TableNames, LastEvaluatedTableName: TableNames.at(-1) };
    },
  };
}
