import type { HistoryEvent } from '../src/stepfunctions/execution/history.ts';
import { type CompareOptions, differences } from './compare.ts';
import type { ExpectedExecution } from './fixtures.ts';

type Event = Record<string, unknown>;

/** What differs between a recorded history and ours. */
export function historyDifferences(
  expected: ExpectedExecution,
  history: readonly HistoryEvent[],
  options: CompareOptions,
): string[] {
  const recorded = (expected.history ?? []) as Event[];
  const ours = history.map((event) => ({ ...event }) as Event);
  if (expected.historyNormalisation !== undefined) {
    return withoutOrder(recorded, normalise(ours), options);
  }
  lenient(recorded, ours);
  return differences(recorded, ours, options);
}

/**
 * AWS itself is of two minds about what MapStateExited follows after a Distributed Map: the
 * MapRunSucceeded event or the MapRunStarted event.
 */
function lenient(recorded: readonly Event[], ours: Event[]): void {
  recorded.forEach((event, index) => {
    const own = ours[index];
    if (own === undefined || event.type !== 'MapStateExited' || own.type !== event.type) return;
    const origin = recorded[Number(event.previousEventId) - 1]?.type;
    const ownOrigin = ours[Number(own.previousEventId) - 1]?.type;
    if (isMapRun(origin) && isMapRun(ownOrigin)) own.previousEventId = event.previousEventId;
  });
}

function isMapRun(type: unknown): boolean {
  return type === 'MapRunSucceeded' || type === 'MapRunStarted';
}

const PARALLEL_ENDS = new Set<unknown>([
  'ParallelStateSucceeded',
  'ParallelStateAborted',
  'ParallelStateExited',
  'ParallelStateFailed',
]);

/**
 * What the recordings went through before they were stored: ids of events inside a Parallel are
 * zeroed, since their order is AWS's secret, and each end of a Parallel replaces what lies between
 * it and the start by those events, which drops the ends before it.
 */
function normalise(events: Event[]): Event[] {
  const list = [...events];
  let start = 0;
  let inside = false;
  let collected: Event[] = [];
  for (let index = 0; index < list.length; index++) {
    const event = list[index]!;
    if (PARALLEL_ENDS.has(event.type)) {
      list.splice(start, index - start, ...collected);
      inside = false;
    } else if (event.type === 'ParallelStateStarted') {
      inside = true;
      collected = [];
      start = index + 1;
    } else if (inside) {
      Object.assign(event, { id: [0], previousEventId: 0 });
      collected.push(event);
    }
  }
  return list;
}

/** Compares event by event, but lets events without an id stand in any order among themselves. */
function withoutOrder(recorded: Event[], ours: Event[], options: CompareOptions): string[] {
  const left = [...ours];
  const missing = recorded.filter((event) => {
    const at = left.findIndex((own) => differences(event, own, options).length === 0);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((event) => `not among ours: ${JSON.stringify(event).slice(0, 300)}`),
    ...left.map((event) => `not recorded: ${JSON.stringify(event).slice(0, 300)}`),
  ];
}
