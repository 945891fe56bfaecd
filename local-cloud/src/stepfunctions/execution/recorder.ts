import type { JournaledExecution, Ports } from '../ports.ts';
import type { HistoryEvent } from './history.ts';
import { withLateText } from './late-text.ts';
import { HISTORY_EVENTS } from './limits.ts';
import type { StateNode } from './node.ts';
import { isUnwritten, type Payload } from './payload.ts';
import type { StartSpec } from './types.ts';

export type EventType = NonNullable<HistoryEvent['type']>;
/** What the `...EventDetails` member of an event of this type holds. */
export type EventDetails<Type extends EventType> = HistoryEvent[DetailsMember<Type> &
  keyof HistoryEvent];
type DetailsMember<Type extends EventType> = `${Uncapitalize<Type>}EventDetails`;

/** Nothing the engine keeps is ever cut. One object, shared by all events. */
export const NOT_TRUNCATED = Object.freeze({ truncated: false });

/** Thrown to leave whatever is going on: the execution has ended under it. */
export const ENDED = Symbol('the execution has ended');

const TERMINAL: ReadonlySet<EventType> = new Set<EventType>([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionAborted',
  'ExecutionTimedOut',
]);

/** Writes the history of an execution, event by event. */
export abstract class Recorder {
  readonly spec: StartSpec;
  readonly ports: Ports;
  /** Complete and in order; index + 1 = event id. */
  readonly history: HistoryEvent[] = [];

  /** Cloud time of this moment's events, in ms since 1970. */
  #now: number;

  constructor(spec: StartSpec, ports: Ports) {
    this.spec = spec;
    this.ports = ports;
    this.#now = ports.clock.now();
  }

  /** Cloud time as of the last look: what happens without a pause happens at one time. */
  get now(): number {
    return this.#now;
  }

  /** Looks at the clock, at the beginning of whatever happens next. */
  lookAtClock(): void {
    this.#now = this.ports.clock.now();
  }

  /** Ends the execution: its history is full. */
  protected abstract overflow(): void;

  /** Who the journal is told about. */
  protected abstract readonly journaled: JournaledExecution;

  /** Writes an event; gives its id. */
  record<Type extends EventType>(
    type: Type,
    previousEventId: number,
    details?: EventDetails<Type>,
  ): number {
    const id = this.history.length + 1;
    const event: HistoryEvent = { timestamp: this.#now, type, id, previousEventId };
    if (details !== undefined) setDetails(event, type, details);
    return this.#append(event);
  }

  /** Writes an event as it was written before, in another execution. */
  recordAgain(event: HistoryEvent): void {
    this.#append(event);
  }

  recordEntered(node: StateNode, previousEventId: number, input: Payload): number {
    return this.#append({
      timestamp: this.#now,
      type: node.enteredType as EventType,
      id: this.history.length + 1,
      previousEventId,
      stateEnteredEventDetails: inputOf(node.name, input),
    });
  }

  recordExited(
    node: StateNode,
    previousEventId: number,
    output: Payload,
    assigned?: Record<string, string>,
  ): number {
    return this.#append({
      timestamp: this.#now,
      type: node.exitedType as EventType,
      id: this.history.length + 1,
      previousEventId,
      stateExitedEventDetails:
        assigned === undefined
          ? outputOf(node.name, output)
          : Object.assign(outputOf(node.name, output), {
              assignedVariables: assigned,
              assignedVariablesDetails: NOT_TRUNCATED,
            }),
    });
  }

  #append(event: HistoryEvent): number {
    if (event.id! >= HISTORY_EVENTS && this.#isFull(event)) {
      this.overflow();
      throw ENDED;
    }
    this.history.push(event);
    this.ports.journal.event(this.journaled, event);
    return event.id!;
  }

  /** Only Standard executions have a limit, and their end is always told. */
  #isFull(event: HistoryEvent): boolean {
    return this.spec.type === 'STANDARD' && !TERMINAL.has(event.type!);
  }
}

/** The names of the members that hold details, by event type. */
const DETAILS_MEMBERS = new Map<EventType, string>();

/** Sets the member in place: to spread it into the event costs more than all else of the event. */
function setDetails(event: Record<string, unknown>, type: EventType, details: object): void {
  let member = DETAILS_MEMBERS.get(type);
  if (member === undefined) {
    member = `${type[0]!.toLowerCase()}${type.slice(1)}EventDetails`;
    DETAILS_MEMBERS.set(type, member);
  }
  event[member] = details;
}

function inputOf(name: string, input: Payload): HistoryEvent['stateEnteredEventDetails'] & object {
  return isUnwritten(input)
    ? withLateText({ name, inputDetails: NOT_TRUNCATED }, 'input', input)
    : { name, input: input.text, inputDetails: NOT_TRUNCATED };
}

function outputOf(name: string, output: Payload): HistoryEvent['stateExitedEventDetails'] & object {
  return isUnwritten(output)
    ? withLateText({ name, outputDetails: NOT_TRUNCATED }, 'output', output)
    : { name, output: output.text, outputDetails: NOT_TRUNCATED };
}
