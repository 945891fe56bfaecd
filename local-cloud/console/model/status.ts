import type { ReportedEvent } from '../../src/client/executions.ts';
import { isPicked, type Picks } from './picks.ts';
import type { Run, Stay } from './replay.ts';

/** How a stay stands: `caught` left through a Catch, `retrying` waits for its next attempt. */
export type Status = 'running' | 'retrying' | 'failed' | 'stopped' | 'caught' | 'succeeded';

const FAILURE = /(Failed|TimedOut)$/;
/** Closes what was open beside something that has failed, and that itself; a Map goes on. */
const ABORTED = /^(?!MapIteration).*Aborted$/;
/** How an execution ends. */
export const END = /^Execution(Succeeded|Failed|TimedOut|Aborted)$/;

/** A run as it was once the event `until` had happened. */
export interface Look {
  readonly run: Run;
  readonly until: number;
  /** That event, or the last one before it. */
  readonly last: ReportedEvent | undefined;
  /** The execution had ended, and was not redriven since. */
  readonly isOver: boolean;
}

export function lookAt(run: Run, until: number): Look {
  const last = eventAt(run, until) ?? run.events.findLast(({ id }) => id <= until);
  return { run, until, last, isOver: last !== undefined && END.test(last.type) };
}

/** How a stay stood then; undefined before it was entered. */
export function statusOf(look: Look, stay: Stay): Status | undefined {
  const { run, until } = look;
  const { id, exited, events } = stay;
  if (id > until) return undefined;
  if (exited !== undefined && exited.id <= until) {
    return isCaught(run, exited) ? 'caught' : 'succeeded';
  }
  const last = events.findLast((event) => event.id <= until && !ABORTED.test(event.type))!;
  const isAborted = events.findLast((event) => event.id <= until) !== last;
  const isOver = isAborted || look.isOver || isLeft(look, stay);
  if (last.type === 'FailStateEntered') return 'failed';
  if (FAILURE.test(last.type) && !last.type.startsWith('MapIteration')) {
    return isOver ? 'failed' : 'retrying';
  }
  return isOver ? 'stopped' : 'running';
}

/** Whether a stay was left because its work had failed. */
export function isCaught(run: Run, exited: ReportedEvent): boolean {
  const before = eventAt(run, exited.previous);
  return before !== undefined && FAILURE.test(before.type);
}

/** The event of that id. */
export function eventAt(run: Run, id: number): ReportedEvent | undefined {
  return run.events[indexAt(run, id)];
}

/** Where the event of that id is; -1 for nowhere. Of a part of a history the ids begin later. */
export function indexAt({ events }: Run, id: number): number {
  return events[id - 1]?.id === id ? id - 1 : events.findIndex((event) => event.id === id);
}

/** What goes on around it has failed or been left: nothing goes on in it. */
function isLeft(look: Look, { parent }: Stay): boolean {
  if (parent === undefined) return false;
  return statusOf(look, parent) !== 'running';
}

/** The stays that a look at the graph is about: the last ones of each branch and picked iteration. */
export function shownStays({ run, until }: Look, picks: Picks): Map<string, Stay[]> {
  const last = new Map<string, Stay>();
  for (const stay of run.stays) {
    if (stay.id > until) break;
    last.set(`${stay.parent?.id ?? 0}/${stay.iteration ?? ''}/${stay.state}`, stay);
  }
  const shown = new Set<Stay>();
  const byState = new Map<string, Stay[]>();
  for (const stay of [...last.values()].sort((a, b) => a.id - b.id)) {
    if (stay.parent !== undefined && !shown.has(stay.parent)) continue;
    if (!isPicked(stay, picks)) continue;
    shown.add(stay);
    const known = byState.get(stay.state);
    if (known === undefined) byState.set(stay.state, [stay]);
    else known.push(stay);
  }
  return byState;
}

const MOST_TELLING: readonly Status[] = [
  'running',
  'retrying',
  'failed',
  'stopped',
  'caught',
  'succeeded',
];

/** One status for several stays, as in the iterations of a Map: the one that asks for a look. */
export function together(statuses: readonly (Status | undefined)[]): Status | undefined {
  return MOST_TELLING.find((status) => statuses.includes(status));
}

interface Iteration {
  readonly index: number;
  readonly status: Status;
}

/** The items of an inline Map that were begun, in order. */
export function iterationsOf(stay: Stay, until: number): Iteration[] {
  const found = new Map<number, Status>();
  for (const { id, type, details } of stay.events) {
    if (id > until || !type.startsWith('MapIteration')) continue;
    found.set(Number(details.index), ITERATION[type] ?? 'running');
  }
  return [...found].map(([index, status]) => ({ index, status })).sort((a, b) => a.index - b.index);
}

const ITERATION: Readonly<Record<string, Status>> = {
  MapIterationSucceeded: 'succeeded',
  MapIterationFailed: 'failed',
  MapIterationAborted: 'stopped',
};
