import type {
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { required, tableNameItself } from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';
import { describeBackups } from './describeContinuousBackups.ts';

const DEFAULT_DAYS = 35;

/**
 * Sets point-in-time recovery, which is described back; there is nothing to restore from here.
 * Errors: TableNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
 */
export function updateContinuousBackups(
  tables: Tables,
): Operation<UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput> {
  return {
    members: {
      TableName: tableNameItself,
      PointInTimeRecoverySpecification: {
        required: true,
        members: {
          PointInTimeRecoveryEnabled: required,
          RecoveryPeriodInDays: { range: [1, DEFAULT_DAYS] },
        },
      },
    },
    permissions: (input) => [onTable(tables, 'UpdateContinuousBackups', input.TableName)],
    handle(input) {
      const { PointInTimeRecoverySpecification: given } = input;
      const table = tables.getWithBackups(input.TableName ?? '');
      const current = table.settings.pointInTimeRecovery;
      const since = current?.since ?? new Date(tables.cloud.clock.now());
      const days = given?.RecoveryPeriodInDays ?? current?.days ?? DEFAULT_DAYS;
      const enabled = given?.PointInTimeRecoveryEnabled === true;
      table.settings = {
        ...table.settings,
        pointInTimeRecovery: enabled ? { days, since } : undefined,
      };
      return { ContinuousBackupsDescription: describeBackups(table, tables.cloud.clock) };
    },
  };
}
