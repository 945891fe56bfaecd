import { ownBranches, statesOf } from '../language/branches.ts';
import { type Definition, isWorkState, type State } from '../language/definition.ts';
import { assignedNames } from '../language/variables.ts';
import type { HistoryEvent } from './history.ts';
import { type Position, positionAt, reopen } from './position.ts';
import { ToldVariables } from './told-variables.ts';
import type { Execution } from './types.ts';

export interface Rebuilt {
  readonly status: Execution['status'];
  readonly root: Position;
}

/**
 * Says where an execution stood after the last event of a history, or of the beginning of one:
 * its state, its input and its variables, and the same for each branch and iteration.
 */
export function rebuild(definition: Definition, history: readonly HistoryEvent[]): Rebuilt {
  const reader = new HistoryReader(definition);
  for (const event of history) reader.read(event);
  return { status: reader.status, root: reader.root };
}

const ENDS: Readonly<Record<string, Execution['status']>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionAborted: 'ABORTED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionStarted: 'RUNNING',
  ExecutionRedriven: 'RUNNING',
};

class HistoryReader {
  readonly root: Position = positionAt(0, 0, new ToldVariables());
  status: Execution['status'] = 'RUNNING';
  readonly #states: ReadonlyMap<string, State>;
  /** The variables that each state may assign. */
  readonly #assigned = new Map<string, ReadonlySet<string>>();
  readonly #parents = new WeakMap<Position, Position>();
  /** The position that an event belongs to, by event id. */
  readonly #owners: Position[] = [this.root];
  /** Positions whose state has done its work, so that leaving it is not a Catch. */
  readonly #succeeded = new Set<Position>();

  constructor(definition: Definition) {
    this.#states = statesOf(definition);
  }

  read(event: HistoryEvent): void {
    const owner = this.#place(event);
    this.#owners[event.id!] = owner;
  }

  #place(event: HistoryEvent): Position {
    const type = event.type!;
    const end = ENDS[type];
    if (end !== undefined) return this.#execution(end, type);
    if (type.endsWith('StateEntered')) return this.#entered(event);
    if (type.endsWith('StateExited')) return this.#exited(event);
    if (type.startsWith('MapIteration')) return this.#iteration(event);
    if (/^(Parallel|Map)State(Started|Succeeded|Failed)$/.test(type)) return this.#frame(event);
    const before = this.#owner(event);
    if (type.endsWith('Aborted')) return before;
    return this.#step(event, type === 'EvaluationFailed' ? this.#evaluated(event, before) : before);
  }

  #execution(status: Execution['status'], type: string): Position {
    this.status = status;
    if (type === 'ExecutionRedriven') reopen(this.root);
    return this.root;
  }

  #owner(event: HistoryEvent): Position {
    return this.#owners[event.previousEventId ?? 0] ?? this.root;
  }

  /** The nearest of a position and those it is part of. */
  #climb(from: Position, fits: (position: Position) => boolean): Position {
    for (let at: Position | undefined = from; at !== undefined; at = this.#parents.get(at)) {
      if (fits(at)) return at;
    }
    return from;
  }

  #entered(event: HistoryEvent): Position {
    const { stateEnteredEventDetails: details } = event;
    const name = details?.name ?? '';
    const position = this.#enters(event, name);
    this.#succeeded.delete(position);
    return Object.assign(position, {
      state: name,
      left: false,
      ended: false,
      enteredId: event.id!,
      enteredAt: event.timestamp,
      before: position.last,
      last: event.id!,
      input: () => details?.input ?? 'null',
      attempts: 0,
      inner: undefined,
    });
  }

  /** After ParallelStateStarted, the state's name says which branch it is that begins. */
  #enters(event: HistoryEvent, name: string): Position {
    const owner = this.#owner(event);
    const { inner } = owner;
    if (inner === undefined || inner.startedId !== event.previousEventId) return owner;
    const parallel = this.#states.get(owner.state!);
    const index = ownBranches(parallel).findIndex((branch) => branch.StartAt === name);
    return this.#child(owner, Math.max(0, index), inner.startedId);
  }

  #child(parent: Position, index: number, last: number): Position {
    const { children } = parent.inner!;
    const known = children.find((child) => child.index === index);
    if (known !== undefined) return known;
    const child = positionAt(index, last, parent.variables);
    this.#parents.set(child, parent);
    children.push(child);
    return child;
  }

  #exited(event: HistoryEvent): Position {
    const details = event.stateExitedEventDetails ?? { name: '' };
    const position = this.#climb(
      this.#owner(event),
      ({ state, left }) => state === details.name && !left,
    );
    return Object.assign(position, {
      left: true,
      ended: this.#ends(position),
      last: event.id!,
      input: () => details.output ?? 'null',
      variables: position.variables.after(details, this.#assignedBy(details.name)),
      inner: undefined,
    });
  }

  #assignedBy(name = ''): ReadonlySet<string> {
    const known = this.#assigned.get(name);
    const names = known ?? assignedNames(this.#states.get(name));
    if (known === undefined) this.#assigned.set(name, names);
    return names;
  }

  /** Whether leaving the state now is the end, and not the way of a Catch. */
  #ends(position: Position): boolean {
    const state = this.#states.get(position.state!);
    if (state === undefined) return false;
    if (isWorkState(state)) {
      return state.End === true && this.#succeeded.has(position);
    }
    return state.Type === 'Succeed' || ('End' in state && state.End === true);
  }

  #iteration(event: HistoryEvent): Position {
    const details =
      event.mapIterationStartedEventDetails ??
      event.mapIterationSucceededEventDetails ??
      event.mapIterationFailedEventDetails ??
      event.mapIterationAbortedEventDetails;
    const { name, index = 0 } = details ?? {};
    const map = this.#climb(
      this.#owner(event),
      ({ state, inner }) => state === name && inner !== undefined,
    );
    if (map.inner === undefined) return map;
    const child = this.#child(map, index, event.id!);
    if (event.type === 'MapIterationStarted') child.last = event.id!;
    if (event.type !== 'MapIterationSucceeded') return child;
    child.ended = true;
    map.last = event.id!;
    return map;
  }

  /** Parallel and Map as a whole: they follow what happened inside them. */
  #frame(event: HistoryEvent): Position {
    const [, type, what] = /^(Parallel|Map)State(\w+)$/.exec(event.type!)!;
    const owner = this.#owner(event);
    const isOpen = (position: Position): boolean =>
      this.#states.get(position.state ?? '')?.Type === type &&
      !position.left &&
      position.inner?.closed !== true &&
      (position.inner !== undefined || position === owner);
    const position = this.#climb(owner, isOpen);
    if (what === 'Succeeded') return this.#joined(position, event);
    position.last = event.id!;
    if (what === 'Failed') {
      if (position.inner !== undefined) position.inner.closed = true;
      return position;
    }
    if (position.inner !== undefined) position.attempts += 1;
    position.inner = { startedId: event.id!, children: [], closed: false };
    return position;
  }

  /** The Succeeded event of a Parallel or Map is followed by nothing (recorded). */
  #joined(position: Position, event: HistoryEvent): Position {
    this.#succeeded.add(position);
    if (position.inner?.mapRunArn === undefined) position.last = event.previousEventId!;
    return position;
  }

  /** A failed evaluation at entry follows the event before the Entered event. */
  #evaluated(event: HistoryEvent, owner: Position): Position {
    const name = event.evaluationFailedEventDetails?.state;
    if (owner.state === name && !owner.left) return owner;
    const child = owner.inner?.children.find(({ state, left }) => state === name && !left);
    return child ?? this.#climb(owner, ({ state, left }) => state === name && !left);
  }

  #step(event: HistoryEvent, position: Position): Position {
    const type = event.type!;
    if (/^(Task|LambdaFunction|Activity)Scheduled$/.test(type)) {
      if (position.last !== position.enteredId) position.attempts += 1;
    }
    if (/^(Task|LambdaFunction|Activity)Succeeded$/.test(type)) this.#succeeded.add(position);
    else if (/(Failed|TimedOut)$/.test(type)) this.#succeeded.delete(position);
    const arn = event.mapRunStartedEventDetails?.mapRunArn;
    if (arn !== undefined && position.inner !== undefined) position.inner.mapRunArn = arn;
    position.last = event.id!;
    return position;
  }
}
