import type { DeleteTableInput, DeleteTableOutput } from '@aws-sdk/client-dynamodb';
import type { Served } from '../../members.ts';
import { validation } from '../errors.ts';
import { onTable } from '../permissions.ts';
import { checkTableName } from '../tables/checkDefinition.ts';
import { describe } from '../tables/settings.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Deletes a table and its items, at once.
 * Errors: ResourceNotFoundException, ValidationException (deletion protection).
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
 */
export function deleteTable(tables: Tables): Served<DeleteTableInput, DeleteTableOutput> {
  return {
    members: ['TableName'],
    permissions: (input) => [onTable(tables, 'DeleteTable', input.TableName)],
    handle(input) {
      checkTableName(input.TableName);
      const table = tables.getNamed(input.TableName ?? '');
      if (table.settings.deletionProtection) {
        throw validation(
          `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
        );
      }
      tables.remove(table);
      return { TableDescription: describe(table, 'DELETING') };
    },
  };
}
