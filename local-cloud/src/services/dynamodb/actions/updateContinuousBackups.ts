import type {
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { Constraints } from '../constraints.ts';
import { onTable } from '../permissions.ts';
import { checkTableName } from '../tables/check-definition.ts';
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
      TableName: { required: true },
      PointInTimeRecoverySpecification: { required: true },
    },
    permissions: (input) => [onTable(tables, 'UpdateContinuousBackups', input.TableName)],
    handle(input) {
      checkTableName(input.TableName);
      const { PointInTimeRecoverySpecification: given } = input;
      new Constraints()
        .required('pointInTimeRecoverySpecification', given)
        .atLeast('recoveryPeriodInDays', given?.RecoveryPeriodInDays, 1)
        .atMost('recoveryPeriodInDays', given?.RecoveryPeriodInDays, DEFAULT_DAYS)
        .enforce();
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
