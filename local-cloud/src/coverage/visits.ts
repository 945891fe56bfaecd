import type { ReportedEvent } from '../client/executions.ts';

/** One stay in a state, from its Entered event on. */
export interface Visit {
  readonly state: string;
  /** The Parallel or Map it takes place in. */
  readonly parent: Visit | undefined;
  readonly entered: ReportedEvent;
  /** A Parallel or Map that has failed: what fails next fails around it. */
  closed: boolean;
}

/**
 * Says to which visit each event belongs, by the chain of `previous`: branches and iterations that
 * run at once take turns in a history, but never in a chain.
 */
export class Visits {
  readonly #byEvent = new Map<number, Visit>();
  readonly #events = new Map<number, ReportedEvent>();
  /** By the event before the Entered event, and the state's name. */
  readonly #begun = new Map<string, Visit>();

  /** Events come in order of their ids. */
  place(event: ReportedEvent): Visit | undefined {
    this.#events.set(event.id, event);
    if (event.type === 'ExecutionRedriven') this.#reopen();
    const visit = this.#visitOf(event, this.#byEvent.get(event.previous));
    if (visit !== undefined) this.#byEvent.set(event.id, visit);
    if (visit !== undefined && /^(Parallel|Map)StateFailed$/.test(event.type)) visit.closed = true;
    return visit;
  }

  /** The event that an event follows. */
  before({ previous }: ReportedEvent): ReportedEvent | undefined {
    return this.#events.get(previous);
  }

  #visitOf(event: ReportedEvent, before: Visit | undefined): Visit | undefined {
    const { type, details } = event;
    if (type.endsWith('StateEntered')) return this.#enter(event, before);
    if (type.endsWith('StateExited')) return around(before, named(event.state));
    if (type.startsWith('MapIteration')) return around(before, named(details.name));
    const frame = /^(Parallel|Map)State(Started|Succeeded|Failed)$/.exec(type)?.[1];
    if (frame !== undefined) return around(before, isOpen(frame));
    if (type === 'EvaluationFailed') return this.#evaluated(event, before);
    return before;
  }

  #enter(event: ReportedEvent, before: Visit | undefined): Visit {
    const first = /^(ParallelStateStarted|MapIterationStarted)$/;
    const begins = first.test(this.before(event)?.type ?? '');
    const state = event.state!;
    const parent = begins ? before : before?.parent;
    const visit = { state, parent, entered: event, closed: false };
    this.#begun.set(`${event.previous} ${state}`, visit);
    return visit;
  }

  /** Recorded: a failed evaluation at entry follows the event before the Entered event. */
  #evaluated(event: ReportedEvent, before: Visit | undefined): Visit | undefined {
    const { state } = event.details;
    return this.#begun.get(`${event.previous} ${state}`) ?? around(before, named(state));
  }

  /** What was not done goes on. */
  #reopen(): void {
    for (const visit of this.#byEvent.values()) visit.closed = false;
  }
}

/** The nearest that fits of a visit and those it takes place in. */
function around(from: Visit | undefined, fits: (visit: Visit) => boolean): Visit | undefined {
  let at = from;
  while (at !== undefined && !fits(at)) at = at.parent;
  return at;
}

function named(name: unknown): (visit: Visit) => boolean {
  return ({ state }) => state === name;
}

function isOpen(type: string): (visit: Visit) => boolean {
  return ({ entered, closed }) => entered.type === `${type}StateEntered` && !closed;
}
