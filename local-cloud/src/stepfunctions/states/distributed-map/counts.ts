import type { Execution, MapRunCounts } from '../../execution/types.ts';
import type { Portion } from './batches.ts';

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

/** How many items, and how many children over them, are at what. */
export class Tally {
  readonly items = noCounts();
  readonly executions = noCounts();

  begin(portions: readonly Portion[]): void {
    const items = portions.reduce((sum, portion) => sum + portion.items, 0);
    Object.assign(this.items, { pending: items, total: items });
    Object.assign(this.executions, { pending: portions.length, total: portions.length });
  }

  /** One child, over so many items, is at something else. */
  move(from: keyof MapRunCounts, to: keyof MapRunCounts, { items }: Portion): void {
    this.items[from] -= items;
    this.items[to] += items;
    this.executions[from] -= 1;
    this.executions[to] += 1;
  }

  /** What was not begun never will be. */
  giveUp(): void {
    for (const counts of [this.items, this.executions]) {
      counts.aborted += counts.pending;
      counts.pending = 0;
    }
  }
}

function noCounts(): MapRunCounts {
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
