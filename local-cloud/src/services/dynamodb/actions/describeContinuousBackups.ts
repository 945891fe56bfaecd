import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../core/clock.ts';
import type { Operation } from '../../../core/service.ts';
import { tableNameItself } from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';

/** The latest restorable time is this far behind. */
const RECOVERY_LAG = 5 * 60 * 1000;

/**
 * Tells the setting of point-in-time recovery.
 * Errors: TableNotFoundException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html
 */
export function describeContinuousBackups(
  tables: Tables,
): Operation<DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput> {
  return {
    members: { TableName: tableNameItself },
    permissions: (input) => [onTable(tables, 'DescribeContinuousBackups', input.TableName)],
    handle(input) {
      const table = tables.getWithBackups(input.TableName ?? '');
      return { ContinuousBackupsDescription: describeBackups(table, tables.cloud.clock) };
    },
  };
}

export function describeBackups(table: Table, clock: Clock): ContinuousBackupsDescription {
  const recovery = table.settings.pointInTimeRecovery;
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription:
      recovery === undefined
        ? { PointInTimeRecoveryStatus: 'DISABLED' }
        : {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: recovery.days,
            EarliestRestorableDateTime: recovery.since,
            LatestRestorableDateTime: new Date(clock.now() - RECOVERY_LAG),
          },
  };
}
