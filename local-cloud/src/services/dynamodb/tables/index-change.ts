import type { GlobalSecondaryIndexDescription } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../core/clock.ts';
import type { Table } from './table.ts';

/**
 * The global index that is being created or deleted: one at a time for each table.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html
 */
export interface IndexChange {
  readonly phase: 'allocating' | 'backfilling' | 'deleting';
  readonly index: GlobalSecondaryIndexDescription;
}

/** Milliseconds of cloud time; AWS takes minutes, longer the more there is to read. */
const DURATIONS = { allocating: 2000, backfilling: 3000, deleting: 2000 } as const;

/**
 * From now on the change is in this phase; the clock takes it through the others to its end.
 *
 * @param clock absent: it is at its end at once, as it is for CloudFormation, which waits for that
 */
export function enterPhase(
  table: Table,
  change: IndexChange | undefined,
  clock: Clock | undefined,
): void {
  const indexChange = clock && change;
  table.settings = { ...table.settings, indexChange };
  if (clock === undefined || change === undefined) return;
  clock.after(
    DURATIONS[change.phase],
    () => {
      if (table.settings.indexChange !== change) return;
      const next: IndexChange = { ...change, phase: 'backfilling' };
      enterPhase(table, change.phase === 'allocating' ? next : undefined, clock);
    },
    { what: () => `${change.phase} of the index ${change.index.IndexName}` },
  );
}

/** The table itself is UPDATING until the index has its room; items are read in the background. */
export function isUpdating({ settings }: Table): boolean {
  const phase = settings.indexChange?.phase;
  return phase === 'allocating' || phase === 'deleting';
}

/** What DescribeTable adds to an index that is not ACTIVE. */
export function describedPhase({ settings }: Table, name: string | undefined) {
  const { indexChange } = settings;
  if (indexChange === undefined || indexChange.index.IndexName !== name) return undefined;
  if (indexChange.phase === 'deleting') return { IndexStatus: 'DELETING' } as const;
  const Backfilling = indexChange.phase === 'backfilling';
  return { IndexStatus: 'CREATING', Backfilling } as const;
}
