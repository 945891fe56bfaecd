import type {
  DeleteTableInput,
  DeleteTableOutput,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { tableNameItself } from '../members.ts';
import { onTable } from '../permissions.ts';
import { describe } from '../tables/settings.ts';
import { refuseWhileUpdating, type Tables } from '../tables/tables.ts';

/**
 * Deletes a table and its items, at once.
 * Errors: ResourceInUseException, ResourceNotFoundException, ValidationException (deletion protection).
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
 */
export function deleteTable(tables: Tables): Operation<DeleteTableInput, DeleteTableOutput> {
  return {
    members: { TableName: tableNameItself },
    permissions: (input) => [onTable(tables, 'DeleteTable', input.TableName)],
    handle(input) {
      const table = tables.getNamed(input.TableName ?? '');
      if (table.settings.deletionProtection) {
        throw validation(
          `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
        );
      }
      refuseWhileUpdating(table);
      tables.remove(table);
      return { TableDescription: farewell(describe(table, 'DELETING')) };
    },
  };
}

/** Of a table that is being deleted AWS tells neither keys nor indexes. */
function farewell(description: TableDescription): TableDescription {
  const {
    AttributeDefinitions: _definitions,
    KeySchema: _keys,
    CreationDateTime: _created,
    GlobalSecondaryIndexes: _global,
    LocalSecondaryIndexes: _local,
    ...rest
  } = description;
  return rest;
}
