import type { JournaledExecution, Ports } from '../ports.ts';
import {
  type EventDetails,
  type EventType,
  type HistoryEvent,
  RecordedEvent,
  setDetails,
} from './history.ts';
import { withLateText } from './late-text.ts';
import { HISTORY_EVENTS } from './limits.ts';
import type { StateNode } from './node.ts';
import { isUnwritten, type Payload } from './payload.ts';
import type { StartSpec } from './types.ts';

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
    const event = this.#event(type, previousEventId);
    if (details !== undefined) setDetails(event, type, details);
    return this.#append(event);
  }

  /** Writes an event as it was written before, in another execution. */
  recordAgain(event: HistoryEvent): void {
    this.#append(event);
  }

  recordEntered(node: StateNode, previousEventId: number, input: Payload): number {
    const event = this.#event(node.enteredType as EventType, previousEventId);
    event.stateEnteredEventDetails = inputOf(node.name, input);
    return this.#append(event);
  }

  recordExited(
    node: StateNode,
    previousEventId: number,
    output: Payload,
    assigned?: Record<string, string>,
  ): number {
    const event = this.#event(node.exitedType as EventType, previousEventId);
    const details = outputOf(node.name, output);
    if (assigned !== undefined) {
      details.assignedVariables = assigned;
      details.assignedVariablesDetails = NOT_TRUNCATED;
    }
    event.stateExitedEventDetails = details;
    return this.#append(event);
  }

  #event(type: EventType, previousEventId: number): HistoryEvent {
    return new RecordedEvent(this.#now, type, this.history.length + 1, previousEventId);
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
