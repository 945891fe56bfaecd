import type { Execution, MapRunCounts } from '../../execution/types.ts';

const OUTCOMES: Partial<Record<Execution['status'], keyof MapRunCounts>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
};

/** Which count a child that has ended belongs to. */
export function outcomeOf(child: Pick<Execution, 'status'>): keyof MapRunCounts {
  return OUTCOMES[child.status] ?? 'aborted';
}

export function noCounts(): MapRunCounts {
  return {
    pending: 0,
    running: 0,
    succeeded: 0,
    failed: 0,
    timedOut: 0,
    aborted: 0,
    total: 0,
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
}
