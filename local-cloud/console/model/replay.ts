import type { ReportedEvent } from '../../src/client/executions.ts';
import { type Visit, Visits } from '../../src/coverage/visits.ts';

/** Variables by name, each as JSON text. */
export type Variables = Readonly<Record<string, string>>;

/** One stay in a state, with the events that belong to it. */
export interface Stay {
  /** The id of its Entered event. */
  readonly id: number;
  readonly state: string;
  /** The stay in the Parallel or Map that it takes place in. */
  readonly parent: Stay | undefined;
  /** Of the Map it takes place in: which item, from 0. */
  readonly iteration: number | undefined;
  /** The stay that led to it, in the same branch. */
  readonly from: Stay | undefined;
  /** Its own, in order; the first is the Entered event. */
  readonly events: readonly ReportedEvent[];
  readonly exited: ReportedEvent | undefined;
  /** What it could see when it was entered, and what is left when it is left. */
  readonly before: Variables;
  readonly after: Variables;
}

/** An execution as its history tells it. */
export interface Run {
  readonly events: readonly ReportedEvent[];
  /** In the order they were entered. */
  readonly stays: readonly Stay[];
  /** By the id of an event: the stay it belongs to. */
  readonly stayOf: ReadonlyMap<number, Stay>;
}

type Growing = { -readonly [Key in keyof Stay]: Stay[Key] } & { events: ReportedEvent[] };

/** Reads a history: all of its events so far, in order. */
export function replay(events: readonly ReportedEvent[]): Run {
  const visits = new Visits();
  const byVisit = new Map<Visit, Growing>();
  const stays: Growing[] = [];
  const stayOf = new Map<number, Growing>();
  for (const event of events) {
    const visit = visits.place(event);
    if (visit === undefined) continue;
    let stay = byVisit.get(visit);
    if (stay === undefined) {
      const before = visits.before(event);
      stay = enter(event, visit, byVisit, before, before && stayOf.get(before.id));
      byVisit.set(visit, stay);
      stays.push(stay);
    }
    stay = abortedBy(event, stay, stays) ?? stay;
    stay.events.push(event);
    stayOf.set(event.id, stay);
    if (event.type.endsWith('StateExited')) leave(stay, event);
  }
  return { events, stays, stayOf };
}

function enter(
  event: ReportedEvent,
  { state, parent: around }: Visit,
  byVisit: ReadonlyMap<Visit, Growing>,
  before: ReportedEvent | undefined,
  stayBefore: Growing | undefined,
): Growing {
  const parent = around && byVisit.get(around);
  const from = stayBefore !== parent && stayBefore?.parent === parent ? stayBefore : undefined;
  const started = before?.type === 'MapIterationStarted' ? Number(before.details.index) : undefined;
  const variables = from?.after ?? parent?.before ?? {};
  return {
    ...{ id: event.id, state, parent, from },
    iteration: started ?? from?.iteration,
    events: [],
    exited: undefined,
    before: variables,
    after: variables,
  };
}

/**
 * Once a branch or an item has failed, what is open beside it is closed: each such event follows the failure,
 * and names the type of its state alone.
 */
function abortedBy(
  { type }: ReportedEvent,
  failed: Growing,
  stays: readonly Growing[],
): Growing | undefined {
  const name = /^(.+)StateAborted$/.exec(type)?.[1];
  if (name === undefined) return undefined;
  return stays.find(
    (stay) =>
      stay.events[0]!.type === `${name}StateEntered` && isOpen(stay) && isBeside(stay, failed),
  );
}

function isOpen({ exited, events }: Growing): boolean {
  return exited === undefined && !events.at(-1)!.type.endsWith('StateAborted');
}

function isBeside(stay: Stay | undefined, failed: Stay): boolean {
  return stay !== undefined && (stay.parent === failed.parent || isBeside(stay.parent, failed));
}

function leave(stay: Growing, event: ReportedEvent): void {
  stay.exited = event;
  const assigned = event.details.assignedVariables;
  if (typeof assigned === 'object' && assigned !== null) {
    stay.after = { ...stay.before, ...(assigned as Variables) };
  }
}
